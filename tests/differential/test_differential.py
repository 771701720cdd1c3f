"""The runtime and the interpreter tell the same of every contact, step for step."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ccdsl.model.program import Which
from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.judge import counts
from ccdsl.simulate.world import Contact, Press, QueueState, Waits, World
from ccdsl.syntax import ast
from tests.differential.centers import generated
from tests.differential.compare import compare_given, compare_random, pair_of
from tests.runtime.tables import PROJECTS, compile_text, compiled

WHICH: tuple[Which, Which] = ("in-service", "draft")
CENTERS, CONTACTS = 8, 60


@pytest.mark.parametrize("seed", range(CENTERS))
def test_generated_center(seed: int) -> None:
    pair = generated(seed)
    assert not isinstance(pair, tuple), pair
    ends = set()
    for number in range(CONTACTS):
        outcome = compare_random(pair, Random(f"{seed} {number}"))
        assert not outcome.differs, str(outcome)
        ends.add(outcome.told[-1].detail)
    assert len(ends) > 1


@pytest.mark.parametrize("which", WHICH)
@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_project(project: Path, which: Which) -> None:
    pair = pair_of(compiled(project), which)
    ends = set()
    for number in range(CONTACTS):
        outcome = compare_random(pair, Random(f"{project.name} {which} {number}"))
        assert not outcome.differs, str(outcome)
        ends.add(outcome.told[-1].detail)
    assert len(ends) > 1


def _scenarios() -> Iterator[object]:
    for project in PROJECTS:
        program = compiled(project).program
        for which in WHICH:
            view = program.in_service if which == "in-service" else program.draft
            for scenario in program.scenarios:
                if counts(view, scenario.applies):
                    name = f"{project.name}-{which}-{scenario.name.text}"
                    yield pytest.param(project, which, scenario, id=name)


@pytest.mark.parametrize(("project", "which", "scenario"), list(_scenarios()))
def test_scenario(project: Path, which: Which, scenario: ast.Scenario) -> None:
    made = compiled(project)
    contact, world = contact_of(made.program, scenario), world_of(scenario)
    outcome = compare_given(pair_of(made, which), contact, world)
    assert not outcome.differs, str(outcome)
    last = outcome.decided[-1]
    assert (last.kind, last.detail) == ("end", scenario.expect.end)
    if scenario.hears is not None:
        heard = [line.name for line in outcome.decided if line.kind == "hear"]
        assert heard == [prompt.text for prompt in scenario.hears]


def test_a_difference_is_seen() -> None:
    """A table of another center tells something else."""
    pair, other = generated(0), generated(1)
    assert not isinstance(pair, tuple)
    assert not isinstance(other, tuple)
    mixed = type(pair)(pair.center, other.table, pair.places, other.contacts)
    assert any(compare_random(mixed, Random(number)).differs for number in range(20))


KEY_CENTER = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-01-01 to 2026-12-31 on-failure -> hang-up
}
attribute urgent yes-no
prompt hello { de-DE "Hallo." }
voicemail box { channels voice greeting hello }
entry line { voice +4930111111 routing all }
routing all version 1 in-service { otherwise -> queue desk }
queue desk {
  title "Desk" channels voice wait forever recheck 20s overflow away
  key 1 "Urgent" { set urgent yes -> stay }
}
overflow away version 1 in-service { when urgent is yes -> voicemail box }
"""


def test_rules_are_tested_again_after_a_key() -> None:
    """What a key sets may make a rule match, at the next recheck and not at once."""
    pair = pair_of(compile_text(KEY_CENTER))
    contact = Contact(channel="voice", to="+4930111111", caller=None, instant=1_780_000_000)
    busy = {"desk": (QueueState(agents=1, available=0),)}
    world = World(inputs=(Waits(ms=25_000), Press(keys=("1",))), queues=busy)
    outcome = compare_given(pair, contact, world)
    assert not outcome.differs, str(outcome)
    assert [(line.kind, line.at) for line in outcome.told if line.at >= 25_000] == [
        ("key", 25_000),
        ("set", 25_000),
        ("wait", 25_000),
        ("rule", 40_000),
        ("hear", 40_000),
        ("end", 40_000),
    ]
