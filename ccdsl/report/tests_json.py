"""Scenarios as JSON; `schemas/test.schema.json` describes it."""

import json
from collections.abc import Sequence

from ccdsl.report.call import place
from ccdsl.scenarios.coverage import KINDS, Coverage
from ccdsl.scenarios.next_best import Suggestions
from ccdsl.scenarios.running import Change, Tests
from ccdsl.simulate.judge import Failure, Outcome

FORMAT = 1


def render(
    centers: Sequence[Tests],
    *,
    changes: tuple[Change, ...] | None = None,
    coverage: Coverage | None = None,
    suggestions: Suggestions | None = None,
) -> str:
    """Return every scenario and what came of it, and what else was asked for."""
    document: dict[str, object] = {
        "format": FORMAT,
        "centers": [_center(tests) for tests in centers],
    }
    if changes is not None:
        document["changes"] = [_change(one) for one in changes]
    if coverage is not None:
        document["coverage"] = _coverage(centers[0], coverage)
    if suggestions is not None:
        document["suggestions"] = [one.text for one in suggestions.scenarios]
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _center(tests: Tests) -> dict[str, object]:
    return {
        "center": tests.center.view.which,
        "summary": {
            "passed": len(tests.outcomes) - len(tests.failed),
            "failed": len(tests.failed),
            "left_out": len(tests.elsewhere),
        },
        "scenarios": [_scenario(tests, one) for one in tests.outcomes],
    }


def _scenario(tests: Tests, outcome: Outcome) -> dict[str, object]:
    path, line = place(tests.center.program, outcome.scenario.name.span)
    document: dict[str, object] = {
        "title": outcome.scenario.name.text,
        "path": path,
        "line": line,
        "passed": outcome.passed,
        "failures": [_failure(tests, one) for one in outcome.failures],
    }
    if outcome.trace is not None:
        document["end"] = {"kind": outcome.trace.end.kind, "name": outcome.trace.end.name}
        document["hears"] = list(outcome.trace.heard)
    return document


def _failure(tests: Tests, failure: Failure) -> dict[str, object]:
    path, line = place(tests.center.program, failure.span)
    document: dict[str, object] = {"message": failure.message, "path": path, "line": line}
    if failure.help is not None:
        document["help"] = failure.help
    return document


def _change(change: Change) -> dict[str, object]:
    return {
        "title": change.before.scenario.name.text,
        "in_service": _told(change.before),
        "draft": _told(change.after),
    }


def _told(outcome: Outcome) -> dict[str, object]:
    if outcome.trace is None:
        return {"broken_off": outcome.failures[0].message}
    end = outcome.trace.end
    return {"end": {"kind": end.kind, "name": end.name}, "hears": list(outcome.trace.heard)}


def _coverage(tests: Tests, coverage: Coverage) -> dict[str, object]:
    kinds = {}
    for kind in KINDS:
        items = [item for item in coverage.items if item.kind == kind]
        kinds[kind] = {"covered": coverage.covered(items), "total": len(items)}
    missing = []
    for item in coverage.missing:
        path, line = place(tests.center.program, item.span)
        missing.append(
            {"kind": item.kind, "of": item.owner, "name": item.name, "path": path, "line": line}
        )
    return {"percent": round(coverage.percent, 2), "kinds": kinds, "missing": missing}
