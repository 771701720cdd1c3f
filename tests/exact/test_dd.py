"""The engine answers as diagrams of another library do, and they find mistakes planted in it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from ccdsl.analysis import examining
from ccdsl.analysis.going import Rules
from ccdsl.analysis.lines import Clockwork
from ccdsl.analysis.moving import Mover
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.model.calendar import Calendar, resolve_hours
from ccdsl.model.flow import JumpNode
from ccdsl.syntax import ast
from tests.runtime.tables import PROJECTS, compiled

pytest.importorskip("dd")
Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.mark.parametrize("seed", [1, 7])
def test_every_place_of_generated_centers(seed: int) -> None:
    from tests.exact.dd import one_center

    result = one_center(seed)
    assert result.rules
    assert result.classes
    assert result.states
    assert result.unfinished == 0
    assert result.differing == []


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_every_place_of_a_project(project: Path) -> None:
    from tests.exact.dd import compare

    result = compare(compiled(project), Random(1))
    assert result.places["end"]
    assert result.unfinished == 0
    assert result.differing == []


def rules_from_the_last(patch: pytest.MonkeyPatch) -> None:
    taken = Rules.taken

    def turned(self: Rules, flow: object, rules: tuple[object, ...], *more: object) -> object:
        who, nobody = taken(self, flow, rules[::-1], *more)
        return who[::-1], nobody

    patch.setattr(Rules, "taken", turned)


def no_holidays(patch: pytest.MonkeyPatch) -> None:
    def resolved(hours: ast.OpeningHours, *more: object) -> Calendar:
        return resolve_hours(replace(hours, exceptions=()), *more)

    patch.setattr(examining, "resolve_hours", resolved)


def every_other_test_in_line(patch: pytest.MonkeyPatch) -> None:
    stop = Clockwork.next_stop

    def later(self: Clockwork, since: int) -> int | None:
        first = stop(self, since)
        return first if first is None else stop(self, first) or first

    patch.setattr(Clockwork, "next_stop", later)


def a_jump_less(patch: pytest.MonkeyPatch) -> None:
    jump = Mover._jump

    def once_less(self: Mover, place: object, node: JumpNode) -> object:
        less = None if node.at_most is None else node.at_most - 1
        return jump(self, place, replace(node, at_most=less))

    patch.setattr(Mover, "_jump", once_less)


def everybody_has_a_number(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Mover, "_has_number", lambda *_: EVERYTHING)


@pytest.mark.parametrize(
    "plant",
    [
        rules_from_the_last,
        no_holidays,
        every_other_test_in_line,
        a_jump_less,
        everybody_has_a_number,
    ],
)
def test_a_planted_mistake_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.exact.dd import compare

    made = compiled(PROJECTS[0])
    plant(monkeypatch)
    assert compare(made, Random(1)).differing
