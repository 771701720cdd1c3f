"""One contact's way as JSON; `schemas/call.schema.json` describes it."""

import json

from ccdsl.report.call import Call, Moment, moments, place, source_of
from ccdsl.simulate.why import Missed

FORMAT = 1


def render(call: Call, *, explain: bool = False) -> str:
    """Return the end and every step; with `explain`, also the rules that did not match."""
    document: dict[str, object] = {"format": FORMAT}
    if call.end is not None:
        document["end"] = {"kind": call.end.kind, "name": call.end.name}
    document["trace"] = [_step(call, moment, explain=explain) for moment in moments(call)]
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _step(call: Call, moment: Moment, *, explain: bool) -> dict[str, object]:
    step = moment.step
    path, line = place(call.program, step.span)
    document: dict[str, object] = {
        "kind": step.kind,
        "name": step.name,
        "path": path,
        "line": line,
        "at_ms": step.at,
    }
    if step.detail:
        document["detail"] = step.detail
    if moment.says:
        document["says"] = moment.says
    if explain and moment.missed:
        document["missed"] = [_missed(call, one) for one in moment.missed]
    return document


def _missed(call: Call, one: Missed) -> dict[str, object]:
    path, line = place(call.program, one.span)
    part = source_of(call.program, one.part)
    return {"path": path, "line": line, "failed": part, "because": one.why}
