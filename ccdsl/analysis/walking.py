"""Where contacts can come: all places of a space, and exactly who comes to each."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field

from ccdsl.analysis.going import Going, Rules
from ccdsl.analysis.moving import Mover
from ccdsl.analysis.places import Move, Place, Stay
from ccdsl.analysis.sets import NOTHING, BudgetError
from ccdsl.analysis.spaces import Space
from ccdsl.record import worker
from ccdsl.syntax import ast

_MOST_PLACES = 400_000


@worker
class Walk:
    """The places of one space that some contact comes to, in the order in which they are found.

    `come` has for every place the contacts that come there (what no longer matters there is left
    out), `out` the moves from it, `begin` the places where contacts begin, with who begins there.
    `complete` is False where the budget was used up: then absence proves nothing.
    """

    space: Space
    rules: Rules
    numbers: dict[Place, int] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    come: list[int] = field(default_factory=list)
    out: list[tuple[Move, ...] | None] = field(default_factory=list)
    begin: dict[int, int] = field(default_factory=dict)
    complete: bool = True
    _into: dict[int, list[Move]] | None = None
    _made: dict[int, tuple[Move, ...]] = field(default_factory=dict)
    _free: dict[int, int] = field(default_factory=dict)
    _lines: dict[Place, list[tuple[int, int]]] = field(default_factory=dict)

    def number(self, place: Place) -> int:
        """Return the number of a place, a new one if need be."""
        found = self.numbers.get(place)
        if found is None:
            found = self.numbers[place] = len(self.places)
            self.places.append(place)
            self.come.append(NOTHING)
            self.out.append(None)
        return found

    def moves(self, number: int) -> tuple[Move, ...]:
        """Return the moves from a place, whoever makes them; found when they are first asked for.

        Those of a routing are by who has come there until then: it is where contacts begin.
        """
        found = self.out[number]
        if found is None:
            going = Mover(self.space, self.rules).from_place(self.places[number], self.come[number])
            found = self.out[number] = tuple(self._move(number, each) for each in going)
        return found

    def _move(self, source: int, going: Going) -> Move:
        figures = self.space.axes.mask(("figure",))
        return Move(
            source=source,
            target=self.number(going.target),
            guard=self.space.sets.without(going.look, figures),
            look=going.look,
            label=going.label,
            sets=going.sets,
            heard=going.heard,
        )

    def after(self, contacts: int, move: Move) -> int:
        """Return how contacts stand that have made a move; those who cannot are left out."""
        sets = self.space.sets
        found = sets.both(contacts, move.guard)
        for variable, bits in move.sets:
            found = sets.setting(found, variable, bits)
        return found

    def before(self, contacts: int, move: Move) -> int:
        """Return who stands so after a move, as they were before it."""
        sets = self.space.sets
        for variable, bits in reversed(move.sets):
            here = sets.both(contacts, sets.where(variable, bits))
            contacts = sets.without(here, 1 << variable)
        return sets.both(contacts, move.guard)

    def forget(self, number: int, contacts: int) -> int:
        """Return the contacts at a place without what can no longer matter there."""
        free = self._free.get(number)
        if free is None:
            place = self.places[number]
            live = self.space.live(place.flow) if place.kind != "end" else 0
            for frame in place.calls:
                live |= self.space.live((frame.kind, frame.name))
            free = self._free[number] = ~live
        return self.space.sets.without(contacts, free)

    def follow(self) -> None:
        """Follow every move until nothing changes."""
        waiting = deque(self.begin)
        for number, contacts in self.begin.items():
            self.come[number] = self.forget(number, contacts)
        while waiting:
            number = waiting.popleft()
            contacts = self.come[number]
            for move in self.moves(number):
                made = self.after(contacts, move)
                if made and self._arrive(move.target, made):
                    waiting.append(move.target)
            if len(self.places) > _MOST_PLACES:
                self.complete = False
                return

    def _arrive(self, target: int, contacts: int) -> bool:
        """Add contacts to those who come to a place; say whether any of them is new."""
        before = self.come[target]
        coming = self._not_earlier(target, self.forget(target, contacts))
        together = self.space.sets.either(before, coming)
        self.come[target] = together
        return together != before

    def _not_earlier(self, target: int, contacts: int) -> int:
        """Return contacts without those who can be at the same place earlier in the same line.

        Between two stops, whoever is there earlier can do all that a later one can: they only wait.
        """
        stay = self.places[target].stay
        if stay is None or stay.due:
            return contacts
        for since, other in self._same_line(target, stay):
            if since < stay.since and contacts:
                contacts = self.space.sets.less(contacts, self.come[other])
        return contacts

    def _same_line(self, target: int, stay: Stay) -> list[tuple[int, int]]:
        """Return the places that differ only in since when, between two stops; note this one."""
        queue = self.space.center.program.queues[stay.queue]
        stop = self.space.center.clock(queue).next_stop(stay.since)
        key = self.places[target]._replace(stay=stay._replace(since=-1 if stop is None else stop))
        same = self._lines.setdefault(key, [])
        if (stay.since, target) not in same:
            same.append((stay.since, target))
        return same

    def made(self, number: int) -> tuple[Move, ...]:
        """Return the moves from a place that some contact there makes."""
        found = self._made.get(number)
        if found is None:
            both, come = self.space.sets.both, self.come[number]
            found = tuple(move for move in self.moves(number) if both(come, move.guard))
            self._made[number] = found
        return found

    def beginning(self, begin: dict[int, int]) -> "Walk":
        """Return the same walk with only some contacts beginning."""
        found = Walk(self.space, self.rules, self.numbers, self.places, self.come, self.out, begin)
        found.complete, found._into = self.complete, self.into()
        return found

    def into(self) -> dict[int, list[Move]]:
        """Return the moves that lead to every place, from places that somebody comes to."""
        if self._into is None:
            self._into = {}
            for number, _ in self.reached():
                for move in self.moves(number):
                    self._into.setdefault(move.target, []).append(move)
        return self._into

    def reached(self) -> Iterator[tuple[int, Place]]:
        """Yield every place that some contact comes to, in the order of discovery."""
        for number, place in enumerate(self.places):
            if self.come[number]:
                yield number, place


def beginnings(space: Space) -> Mapping[Place, int]:
    """Return where contacts begin: at the rules of each entry's routing, and who they are.

    Nobody knows what an entry whose text is wrong means; nobody begins there.
    """
    program = space.center.program
    found: dict[Place, int] = {}
    for entry in space.entries:
        if not program.is_broken(entry.name.span):
            place = begins_at(entry, program.first_language)
            found[place] = space.sets.either(found.get(place, NOTHING), space.beginning(entry))
    return found


def begins_at(entry: ast.Entry, first: str) -> Place:
    """Return where the contacts of an entry begin; `first` is the center's first language."""
    language = entry.language.tag if entry.language else first
    return Place("routing", entry.routing.text, "", entry.arrival.channel, language)


def walk(space: Space) -> Walk:
    """Return everywhere that the contacts of a space can come."""
    return walk_from(space, beginnings)


def walk_from(space: Space, begin: Callable[[Space], Mapping[Place, int]]) -> Walk:
    """Return everywhere that contacts can come who begin so; not complete past the budget."""
    found = Walk(space, Rules(space))
    try:
        for place, contacts in begin(space).items():
            found.begin[found.number(place)] = contacts
        found.follow()
    except BudgetError:
        found.complete = False
    return found
