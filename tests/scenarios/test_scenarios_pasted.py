"""What `ccdsl test --suggest` prints can be pasted as a file of its own, as `fmt` writes it."""

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.report.suggestions import render
from ccdsl.scenarios.coverage import measure
from ccdsl.scenarios.next_best import suggest
from ccdsl.simulate.center import Center
from ccdsl.source import Source
from ccdsl.syntax.printer import format_source
from tests.simulate.centers import project


@pytest.mark.parametrize("name", ["emergency-ivr", "community-phones"])
@pytest.mark.parametrize("most", [1, 40])
def test_what_is_suggested_is_in_the_one_form(name: str, most: int) -> None:
    compiled = project(f"examples/{name}")
    program = compiled.program
    center = Center(program=program, view=program.in_service)
    coverage = measure(program, center.view, ())
    found = suggest(center, coverage, compiled.facts.calendars, most)
    assert found.scenarios
    text = render(program, found)
    assert format_source(Source(path="pasted.ccdsl", text=text), Problems()) == text
