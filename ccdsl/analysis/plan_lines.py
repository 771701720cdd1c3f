"""Lines of a plan: those that only one center has, and those whose contacts nothing touches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ccdsl.analysis.axes import Asked, Line
from ccdsl.analysis.callers import classify_numbers
from ccdsl.analysis.compare import Comparison
from ccdsl.analysis.compare_causes import Causes
from ccdsl.analysis.compare_noticed import Position
from ccdsl.analysis.compare_paths import Fate, Ordinary, alone, find_alone
from ccdsl.analysis.compare_same import Key
from ccdsl.analysis.compare_where import Where
from ccdsl.analysis.instants import Test, classify
from ccdsl.analysis.places import Place
from ccdsl.analysis.plan_records import AFTER, BEFORE, Change, Treatment
from ccdsl.analysis.spaces import parts_of
from ccdsl.analysis.uses import asked_by
from ccdsl.analysis.witness import replay
from ccdsl.analysis.wording import Block, Wording
from ccdsl.model.calendar import Calendar, Window
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import worker
from ccdsl.syntax import ast

_NOBODY = Treatment(noticed=("no line",), witness=None)


def line_changes(comparison: Comparison, wording: Wording, causes: Causes) -> Iterator[Change]:
    """Yield the contacts of lines that only one side has, by where an ordinary day takes them."""
    joint = comparison.joint
    groups: dict[tuple[int, str, Place], list[tuple[ast.Entry, int, Fate]]] = {}
    for _, entries, number, contacts in comparison.alone:
        side = BEFORE if entries[AFTER] is None else AFTER
        entry = entries[side]
        if entry is None:
            continue
        for fate in Ordinary(joint).onward(joint.lanes[side], Position(number), contacts):
            key = (side, entry.name.text, fate.end)
            groups.setdefault(key, []).append((entry, contacts, fate))
    for (side, name, _), found in groups.items():
        together = joint.sets.union(joint.arrivals(fate.contacts) for _, _, fate in found)
        for block in wording.describe(together):
            there = _there(comparison, side, block, found)
            yield Change(
                block=block,
                where=Where(),
                before=there if side == BEFORE else _NOBODY,
                after=_NOBODY if side == BEFORE else there,
                answer="",
                knows=(side == BEFORE, side == AFTER),
                because=causes.of_entry(name),
                origins=(("entry", name),),
                ways=1,
            )


def led_to(comparison: Comparison) -> frozenset[Key]:
    """Return all that contacts can come to by a line that only one side has."""
    found: dict[Key, None] = {}
    for _, entries, _, _ in comparison.alone:
        for side, entry in enumerate(entries):
            if entry is not None:
                todo = [("entry", entry.name.text)]
                while todo:
                    key = todo.pop()
                    declared = comparison.same.declared[side].get(key)
                    if key not in found and declared is not None:
                        found[key] = None
                        todo += [one for one, _ in comparison.same.named_in(side, declared)]
    return frozenset(found)


def _there(
    comparison: Comparison, side: int, block: Block, found: Sequence[tuple[ast.Entry, int, Fate]]
) -> Treatment:
    """Return how the side that has a line treats one of its contacts."""
    joint = comparison.joint
    entry, begin, fate = next(
        one for one in found if joint.sets.both(joint.arrivals(one[2].contacts), block.contacts)
    )
    steps = [alone(joint, side, move) for move in fate.moves]
    path = find_alone(comparison, joint.sets.both(begin, block.contacts), steps)
    witness = replay(path.way(joint, side, lasting=False), joint.lanes[side].half.view)
    return Treatment(noticed=("arrives", entry.name.text), witness=witness)


def other_classes(comparison: Comparison) -> int:
    """Return how many classes of contacts are on the lines that are plainly the same."""
    lane = comparison.joint.lanes[AFTER]
    center, counted = lane.space.center, _Counted(comparison.window, lane.half.calendars)
    total = 0
    for entries, flows in parts_of(center):
        lines = [
            line
            for entry in entries
            for line in center.side.lines[entry.name.text]
            if line not in comparison.joint.lines
        ]
        if lines:
            asked = Asked()
            asked_by(center, flows, asked)
            total += counted.classes(lines, asked)
    return total


@worker
class _Counted:
    """Counts classes of contacts; parts whose hours say the same share those of instants."""

    window: Window
    calendars: Mapping[str, Calendar]
    _instants: dict[tuple[tuple[int, ...], ...], int] = field(default_factory=dict)

    def classes(self, lines: Sequence[Line], asked: Asked) -> int:
        """Return how many classes of contacts some lines have by what is asked of them."""
        numbered = sum(1 for line in lines if line.channel in NUMBERED_CHANNELS)
        callers = classify_numbers(asked.numbers, withheld=True).size if numbered else 0
        each = self._moments(asked) << len(asked.flags)
        return each * (numbered * callers + len(lines) - numbered)

    def _moments(self, asked: Asked) -> int:
        edges = tuple(self._edges(test) for test in asked.hours)
        if edges not in self._instants:
            hours = {test: self.calendars[test[1]] for test in asked.hours}
            self._instants[edges] = classify(self.window, hours).size
        return self._instants[edges]

    def _edges(self, test: Test) -> tuple[int, ...]:
        calendar = self.calendars[test[1]]
        return calendar.open_edges if test[2] == "open" else calendar.holiday_edges
