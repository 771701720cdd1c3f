"""Exactly which contacts two centers treat differently: both are walked in lockstep.

A pair of positions, one on each side, is reached by a set of contacts. What is noticed of both is
compared; where it is the same, every choice of the caller and the world is followed on both sides
at once. What arrives is never forgotten, so whoever is treated differently is known exactly.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.asking import Side
from ccdsl.analysis.axes import Line
from ccdsl.analysis.compare_noticed import Position
from ccdsl.analysis.compare_same import Sameness, sameness
from ccdsl.analysis.compare_sides import (
    Half,
    Joint,
    begins,
    entries_by_line,
    make_joint,
    shared_window,
    sides_of,
)
from ccdsl.analysis.compare_steps import Lockstep, Pair, Parting, Step
from ccdsl.analysis.places import Place
from ccdsl.analysis.sets import BUDGET, NOTHING, BudgetError
from ccdsl.model.calendar import Window
from ccdsl.record import worker
from ccdsl.syntax import ast

Entries = tuple[ast.Entry | None, ast.Entry | None]
_MOST_PAIRS = 100_000


class Edge(NamedTuple):
    """A step and the pair, by number, that it starts from."""

    source: int
    step: Step


@worker
class Difference:
    """A pair at which some contacts are treated differently: where, how, and who as they stand."""

    pair: int
    parting: Parting
    contacts: int


@worker
class Comparison:
    """Both sides walked in lockstep.

    `come` has for every pair who comes there, `into` how; `begin` who begins where. `alone` has
    the contacts of every line that only one side has, and the other side's entry. `complete` is
    False where the budget was used up: then what was found is not all.
    """

    joint: Joint
    same: Sameness
    pairs: list[Pair] = field(default_factory=list)
    numbers: dict[Pair, int] = field(default_factory=dict)
    come: list[int] = field(default_factory=list)
    into: dict[int, dict[Edge, None]] = field(default_factory=dict)
    begin: dict[int, int] = field(default_factory=dict)
    differences: dict[tuple[int, str], Difference] = field(default_factory=dict)
    alone: list[tuple[Line, Entries, int, int]] = field(default_factory=list)
    complete: bool = True
    _forgotten: dict[tuple[Place, Place], int] = field(default_factory=dict)

    @property
    def window(self) -> Window:
        """The calendar that both sides have."""
        return shared_window(self.same.halves)

    def place(self, number: int, side: int) -> Place:
        """Return where one side of a pair is."""
        return self.joint.lanes[side].place(self.pairs[number][side].place)

    def is_together(self, number: int) -> bool:
        """Whether both sides of a pair are at the same place, equally far in it."""
        first, second = self.pairs[number]
        return first[1:] == second[1:] and self.place(number, 0) == self.place(number, 1)

    def walk(self) -> None:
        """Follow all contacts on both sides until nothing changes."""
        lockstep = Lockstep(self.joint, self.same)
        waiting: dict[int, int] = {}
        for line, first, second, contacts in self.joint.begin():
            if first is None or second is None:
                number = first if first is not None else second
                entries = self.joint.lines[line]
                self.alone.append((line, entries, -1 if number is None else number, contacts))
            else:
                pair = self._number((Position(first), Position(second)))
                self.begin[pair] = self.joint.sets.either(self.begin.get(pair, NOTHING), contacts)
        for pair, contacts in self.begin.items():
            self._arrive(pair, contacts, waiting)
        todo = deque(waiting)
        while todo and len(self.pairs) < _MOST_PAIRS:
            number = todo.popleft()
            for target in self._follow(lockstep, number, waiting.pop(number), waiting):
                todo.append(target)
        self.complete = not todo

    def _number(self, pair: Pair) -> int:
        found = self.numbers.get(pair)
        if found is None:
            found = self.numbers[pair] = len(self.pairs)
            self.pairs.append(pair)
            self.come.append(NOTHING)
        return found

    def _arrive(self, number: int, contacts: int, waiting: dict[int, int]) -> bool:
        """Add contacts to those of a pair; say whether it must be followed and was not waiting."""
        sets = self.joint.sets
        new = sets.less(contacts, self.come[number])
        if not new:
            return False
        self.come[number] = sets.either(self.come[number], new)
        is_first = number not in waiting
        waiting[number] = sets.either(waiting.get(number, NOTHING), new)
        return is_first

    def _follow(
        self, lockstep: Lockstep, number: int, contacts: int, waiting: dict[int, int]
    ) -> Iterator[int]:
        """Follow new contacts from a pair; yield the pairs that are to be followed then."""
        contacts = self._undecided(number, contacts)
        if not contacts:
            return
        plain = self._plain(number, contacts)
        if plain:
            for step in lockstep.plainly(self.pairs[number]):
                yield from self._go(number, plain, step, waiting)
            contacts = self.joint.sets.less(contacts, plain)
        for one in lockstep.follow(self.pairs[number], contacts) if contacts else ():
            if isinstance(one, Parting):
                self._part(number, one, self.joint.sets.both(contacts, one.guard))
            else:
                yield from self._go(number, contacts, one, waiting)

    def _go(self, number: int, contacts: int, step: Step, waiting: dict[int, int]) -> Iterator[int]:
        made = self.joint.sets.without(self.after(contacts, step), self._forget(step.target))
        if made:
            target = self._number(step.target)
            self.into.setdefault(target, {})[Edge(number, step)] = None
            if self._arrive(target, made, waiting):
                yield target

    def _plain(self, number: int, contacts: int) -> int:
        """Return the contacts for whom both sides say, ask and test just the same here."""
        first, second = self.pairs[number]
        place = self.place(number, 0)
        is_begun = first.stage or first.said or first[1:] != second[1:]
        if is_begun or place != self.place(number, 1) or not self.same.is_plain(*place.flow):
            return NOTHING
        live = self.joint.lanes[0].live(place) | self.joint.lanes[1].live(place)
        return self.joint.sets.both(contacts, self.joint.alike(live))

    def _undecided(self, number: int, contacts: int) -> int:
        """Return the contacts for whom it is not plain that all goes on alike."""
        first, second = self.pairs[number]
        place = self.place(number, 0)
        if first[1:] != second[1:] or place != self.place(number, 1):
            return contacts
        flows = [place.flow, *(frame[:2] for frame in place.calls)]
        if place.kind != "end" and any(self.same.is_affected(*flow) for flow in flows):
            return contacts
        live = self.joint.lanes[0].live(place) | self.joint.lanes[1].live(place)
        return self.joint.sets.less(contacts, self.joint.alike(live))

    def _part(self, number: int, parting: Parting, contacts: int) -> None:
        if contacts:
            found = self.differences.get((number, parting.answer))
            if found is None:
                found = Difference(number, parting, NOTHING)
                self.differences[(number, parting.answer)] = found
            found.contacts = self.joint.sets.either(found.contacts, contacts)

    def after(self, contacts: int, step: Step) -> int:
        """Return how contacts stand that have made a step; those who cannot are left out."""
        sets = self.joint.sets
        found = sets.both(contacts, step.guard)
        for variable, bits in step.sets:
            found = sets.setting(found, variable, bits)
        return sets.without(sets.both(found, step.relation), step.drop)

    def before(self, contacts: int, step: Step) -> int:
        """Return who stands so after a step, as they were before it."""
        sets = self.joint.sets
        contacts = sets.both(sets.without(contacts, step.drop), step.relation)
        for variable, bits in reversed(step.sets):
            here = sets.both(contacts, sets.where(variable, bits))
            contacts = sets.without(here, 1 << variable)
        return sets.both(contacts, step.guard)

    def _forget(self, pair: Pair) -> int:
        """Return the variables that can no longer matter at a pair, as bits."""
        places = tuple(
            lane.place(one.place) for lane, one in zip(self.joint.lanes, pair, strict=True)
        )
        key = (places[0], places[1])
        found = self._forgotten.get(key)
        if found is None:
            joint = self.joint
            kept = joint.arriving | joint.figures
            for lane, place in zip(joint.lanes, places, strict=True):
                kept |= lane.live(place)
            found = self._forgotten[key] = ~kept
        return found


def changed_lines(same: Sameness, sides: Sequence[Side]) -> Mapping[Line, Entries]:
    """Return the lines whose contacts may be treated differently, with the entry of either side."""
    first, second = (entries_by_line(side) for side in sides)
    found: dict[Line, Entries] = {}
    for line in dict.fromkeys((*first, *second)):
        pair = (first.get(line), second.get(line))
        if not _is_plainly_same(same, sides, pair):
            found[line] = pair
    return found


def _is_plainly_same(same: Sameness, sides: Sequence[Side], pair: Entries) -> bool:
    """Whether the contacts of a line begin alike, and nothing that they can come to differs."""
    one, other = pair
    if one is None or other is None:
        return False
    if begins(sides[0], one) != begins(sides[1], other) or set(one.sets) != set(other.sets):
        return False
    # Which entry it is can be asked for.
    if one.name.text != other.name.text or same.is_affected("routing", one.routing.text):
        return False
    return ("entry", one.name.text) not in same.differing


def compare(halves: Sequence[Half], budget: int = BUDGET) -> Comparison:
    """Walk two centers in lockstep, the earlier one first; not complete past the budget."""
    centers = sides_of(halves)
    same = sameness(halves, centers)
    lines = changed_lines(same, [center.side for center in centers])
    joint = make_joint(halves, centers, lines, budget)
    found = Comparison(joint, same)
    try:
        found.walk()
    except BudgetError:
        found.complete = False
    return found
