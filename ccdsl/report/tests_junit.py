"""Scenarios as JUnit XML: a suite for each file, a case for each scenario."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ccdsl.report.call import place
from ccdsl.report.display import visible
from ccdsl.report.tests_text import trace
from ccdsl.scenarios.running import Tests
from ccdsl.simulate.judge import Outcome

_NAME = "ccdsl test"
_IN_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def render(centers: Sequence[Tests]) -> str:
    """Return one XML document about one center or both; what does not count there is left out."""
    total = sum(len(tests.outcomes) for tests in centers)
    failed = sum(len(tests.failed) for tests in centers)
    suites = "".join(suite for tests in centers for suite in _suites(tests, len(centers) > 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{_NAME}" tests="{total}" failures="{failed}" errors="0">\n'
        f"{suites}</testsuites>\n"
    )


def _suites(tests: Tests, says_center: bool) -> Iterator[str]:  # noqa: FBT001 - one of two
    for path, group in groupby(tests.outcomes, key=lambda one: one.scenario.span.path):
        outcomes = list(group)
        failed = sum(1 for one in outcomes if not one.passed)
        counts = f'tests="{len(outcomes)}" failures="{failed}" errors="0" skipped="0" time="0"'
        cases = "".join(_case(tests, path, one) for one in outcomes)
        name = f"{path} ({tests.center.view.which})" if says_center else path
        yield f'  <testsuite name="{_xml(name)}" {counts}>\n{cases}  </testsuite>\n'


def _case(tests: Tests, path: str, outcome: Outcome) -> str:
    name = _xml(outcome.scenario.name.text)
    _, line = place(tests.center.program, outcome.scenario.name.span)
    head = f'    <testcase classname="{_xml(path)}" name="{name}" line="{line}" time="0"'
    if outcome.passed:
        return f"{head}/>\n"
    shown = "\n".join(_xml(line) for line in _told(tests, outcome))
    message = _xml(outcome.failures[0].message)
    body = f'      <failure type="scenario" message="{message}">{shown}</failure>\n'
    return f"{head}>\n{body}    </testcase>\n"


def _told(tests: Tests, outcome: Outcome) -> Iterator[str]:
    for failure in outcome.failures:
        path, line = place(tests.center.program, failure.span)
        yield f"{path}:{line}: {failure.message}"
    yield from trace(tests, outcome).splitlines()


def _xml(text: str) -> str:
    """Return text for an attribute or an element: escaped, and what XML forbids spelled out."""
    return visible(text).translate(_IN_XML)
