"""Ways: who can come to some places, and for one such contact, move by move, how."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field

from ccdsl.analysis.places import Move
from ccdsl.analysis.sets import EVERYTHING, NOTHING, Sets
from ccdsl.analysis.walking import Walk
from ccdsl.record import worker

Goals = Mapping[int, int]
"""Places by number, and for each the contacts that are meant there."""
Allowed = Callable[[Move], int]
"""Which contacts a question lets make a move: NOTHING forbids it, EVERYTHING is no limit."""
State = dict[int, int]
"""One contact as it stands: for every variable its atom."""


def unlimited(move: Move) -> int:
    """Allow every move to everybody."""
    del move
    return EVERYTHING


@worker
class Backward:
    """From some goals back to where contacts begin, move by move.

    `layers[n]` has the places from which a goal is n moves away at least, with the contacts for
    whom that is so; `into` the moves that lead to each place.
    """

    walk: Walk
    allowed: Allowed = unlimited
    layers: list[dict[int, int]] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)

    def search(self, goals: Goals, until: int | None = None) -> None:
        """Go back from the goals until nothing new is found, or some of `until` can begin so."""
        sets = self.walk.space.sets
        layer = {place: who for place, who in goals.items() if who}
        into = self.walk.into()
        while layer:
            self.layers.append(layer)
            for place, who in layer.items():
                self.seen[place] = sets.either(self.seen.get(place, NOTHING), who)
            if until is not None and self.begins(layer, until):
                return
            layer = self._before(layer, into)

    def _before(self, layer: Goals, into: Mapping[int, list[Move]]) -> dict[int, int]:
        sets, found = self.walk.space.sets, dict[int, int]()
        for place, who in layer.items():
            for move in into.get(place, ()):
                allowed = self.allowed(move)
                if not allowed:
                    continue
                before = sets.both(self.walk.before(who, move), allowed)
                new = sets.less(before, self.seen.get(move.source, NOTHING))
                if new:
                    found[move.source] = sets.either(found.get(move.source, NOTHING), new)
        return found

    def begins(self, layer: Goals, among: int) -> int:
        """Return the contacts that begin in a layer, of some."""
        sets = self.walk.space.sets
        starts = (
            sets.both(sets.both(contacts, layer.get(place, NOTHING)), among)
            for place, contacts in self.walk.begin.items()
        )
        return sets.union(starts)

    @property
    def contacts(self) -> int:
        """The contacts, as they arrive, that can come to a goal."""
        return self.begins(self.seen, EVERYTHING)


def who_reaches(walk: Walk, goals: Goals, allowed: Allowed = unlimited) -> int:
    """Return the contacts, as they arrive, that can come to one of the goals."""
    back = Backward(walk, allowed)
    back.search(goals)
    return back.contacts


@worker
class Way:
    """One contact on a way: the moves it makes, and how it stands before each and at the end."""

    walk: Walk
    moves: tuple[Move, ...]
    states: tuple[State, ...]


def find_way(
    walk: Walk, goals: Goals, contact: int = EVERYTHING, allowed: Allowed = unlimited
) -> Way | None:
    """Return a shortest way to one of the goals of a contact among some, as they arrive.

    The contact is the first of those that begin on a shortest way, None if none comes there.
    """
    back = Backward(walk, allowed)
    back.search(goals, contact)
    sets = walk.space.sets
    layer = back.layers[-1] if back.layers else {}
    for place, contacts in walk.begin.items():
        who = sets.both(sets.both(contacts, layer.get(place, NOTHING)), contact)
        if who:
            return _forward(back, place, first_of(sets, who))
    return None


def first_of(sets: Sets, contacts: int) -> State:
    """Return the first contact of a set: of every variable the least atom that is left."""
    state: State = {}
    for variable in range(len(sets.sizes)):
        atom = _lowest(sets.values(contacts, variable))
        state[variable] = atom
        contacts = sets.both(contacts, sets.where(variable, 1 << atom))
    return state


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def holds_for(sets: Sets, contacts: int, state: State) -> bool:
    """Whether one contact lies in a set."""
    while contacts > EVERYTHING:
        atom = 1 << state[sets.level[contacts]]
        contacts = next(child for child, bits in sets.edges[contacts] if bits & atom)
    return contacts == EVERYTHING


def _forward(back: Backward, place: int, state: State) -> Way:
    """Follow one contact through the layers to the goal."""
    walk, moves, states = back.walk, list[Move](), [state]
    for layer in reversed(back.layers[:-1]):
        move, state = next(_steps(walk, place, state, layer, back.allowed))
        moves.append(move)
        states.append(state)
        place = move.target
    return Way(walk, tuple(moves), tuple(states))


def _steps(
    walk: Walk, place: int, state: State, layer: Goals, allowed: Allowed
) -> Iterator[tuple[Move, State]]:
    """Yield the moves of one contact that lead into a layer."""
    for move in walk.moves(place):
        if move.target not in layer or not holds_for(walk.space.sets, move.guard, state):
            continue
        if not holds_for(walk.space.sets, allowed(move), state):
            continue
        for after in settings(state, move.sets):
            if holds_for(walk.space.sets, layer[move.target], after):
                yield move, after


def settings(state: State, sets: tuple[tuple[int, int], ...]) -> Iterator[State]:
    """Yield how a contact may stand after variables were set to some of these atoms."""
    if not sets:
        yield state
        return
    variable, bits = sets[0]
    while bits:
        atom = _lowest(bits)
        bits &= bits - 1
        yield from settings({**state, variable: atom}, sets[1:])
