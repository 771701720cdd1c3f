"""Every scenario of the tour and the examples, played through the table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ccdsl.model.program import Which
from ccdsl.simulate.center import Center
from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.judge import counts
from ccdsl.simulate.run import simulate
from ccdsl.syntax import ast
from tests.runtime.driver import play
from tests.runtime.tables import PROJECTS, compiled, table_of

WHICH: tuple[Which, Which] = ("in-service", "draft")


def cases() -> Iterator[object]:
    for project in PROJECTS:
        program = compiled(project).program
        for which in WHICH:
            view = program.in_service if which == "in-service" else program.draft
            for scenario in program.scenarios:
                if counts(view, scenario.applies):
                    name = f"{project.name}-{which}-{scenario.name.text}"
                    yield pytest.param(project, which, scenario, id=name)


@pytest.mark.parametrize(("project", "which", "scenario"), list(cases()))
def test_scenario(project: Path, which: Which, scenario: ast.Scenario) -> None:
    """The contact ends as the scenario says, hears what it says, and as the interpreter has it."""
    program = compiled(project).program
    contact, world = contact_of(program, scenario), world_of(scenario)
    played = play(table_of(project, which), contact, world)
    expected = scenario.expect
    if expected.name is None:
        assert played.end.split()[0] == expected.end
    else:
        name = expected.name
        text = name.text if isinstance(name, ast.Name) else name.number
        assert played.end == f"{expected.end} {text}"
    if scenario.hears is not None:
        assert played.heard == [prompt.text for prompt in scenario.hears]
    view = program.in_service if which == "in-service" else program.draft
    trace = simulate(Center(program=program, view=view), contact, world)
    assert played.end == str(trace.end)
    assert tuple(played.heard) == trace.heard
