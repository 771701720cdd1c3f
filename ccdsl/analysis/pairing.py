"""Two contacts walked side by side: whether they end alike for the same choices.

Where both are asked the same (`pairing_choices`) it is answered alike for both, and queues that
both look at stand alike. Where they are asked different things one goes on alone: first whom the
world decides about, then who is asked, last who waits. Once both have gone on alone by choices of
one kind, or one has and then both are asked it at two places, nobody can say which of them are the
same: who may come to several ends from there is `vague`.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import field

from ccdsl.analysis.binding import BoundWalk
from ccdsl.analysis.pairing_choices import (
    CALLER,
    IN_QUEUE,
    is_same_choice,
    kind_of,
    same_choices,
)
from ccdsl.analysis.pairing_keys import Same
from ccdsl.analysis.places import WAITING, Label, Move, Place
from ccdsl.analysis.queueing import left_at
from ccdsl.analysis.sets import NOTHING, BudgetError
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import settings
from ccdsl.record import worker

_MOST_PAIRS = 50_000
_TURNS = {"": 0, CALLER: 2, IN_QUEUE: 3}
"""Who goes on first of two that are asked different things; the world's choices come second."""
Kept = tuple[tuple[int, int], ...]
"""Variables and atoms that are known of a contact, ascending."""
Kinds = frozenset[str]


@worker
class Side:
    """One of two contacts: where it is, and what is known of it alone."""

    place: int
    kept: Kept

    @property
    def key(self) -> tuple[int, Kept]:
        """Both, to look it up by."""
        return (self.place, self.kept)


@worker
class Both:
    """Two contacts side by side: what each of them did to come here, and where both were before.

    None is no move: one waits for the other. `look` is how queues stand for both moves at once,
    `alone` the kinds of choices that each has met alone.
    """

    one: Side
    other: Side
    moves: tuple[Move | None, Move | None] = (None, None)
    look: int | None = None
    before: "Both | None" = None
    alone: tuple[Kinds, Kinds] = (frozenset(), frozenset())

    @property
    def key(self) -> tuple[object, ...]:
        """What decides how they go on."""
        return (self.one.key, self.other.key, self.alone)


@worker
class Apart:
    """At which two ends two contacts part, and who does."""

    at: Both
    contacts: int


@worker
class Pair:
    """Two contacts that differ only in what is known of each, or in the place where they begin.

    `apart` has where they part, the shortest ways there first; `unlike` is who does, `vague` of
    whom it cannot be told.
    """

    walk: Walk
    one: int
    other: int
    first: Kept = ()
    second: Kept = ()
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    unlike: int = NOTHING
    vague: int = NOTHING
    apart: list[Apart] = field(default_factory=list)
    left: int = _MOST_PAIRS

    def compare(self, shared: int) -> int:
        """Return those of some contacts that end differently; none is known to be either.

        Raises BudgetError where there are too many ways to compare.
        """
        sets = self.walk.space.sets
        begin = Both(Side(self.one, self.first), Side(self.other, self.second))
        todo = deque([(begin, shared)])
        while todo:
            at, who = todo.popleft()
            new = sets.less(who, self.seen.get(at.key, NOTHING))
            if not new:
                continue
            self.count()
            self.seen[at.key] = sets.either(self.seen.get(at.key, NOTHING), new)
            todo += self._next(at, new)
        return self.unlike

    def count(self) -> None:
        """Count a step; raises BudgetError past the last that may be taken."""
        self.left -= 1
        if self.left < 0:
            raise BudgetError

    def _next(self, at: Both, who: int) -> list[tuple[Both, int]]:
        """Return what may come next of two contacts."""
        here, there = self._place(at.one), self._place(at.other)
        if here.kind == "end" and there.kind == "end":
            if (here.name, here.node) != (there.name, there.node):
                self.apart.append(Apart(at, who))
                self.unlike = self.walk.space.sets.either(self.unlike, who)
            return []
        kinds = kind_of(self.walk, here), kind_of(self.walk, there)
        is_one_place = here[:3] == there[:3] and here.stay == there.stay
        if is_one_place or (kinds[0] == kinds[1] != IN_QUEUE and kinds[0]):
            if kinds[0] in at.alone[0] | at.alone[1] and not is_one_place:
                self._loosen(at.one, at.other, who)
                return []
            return list(self._together(at, who, self._same(at, who, is_one_place=is_one_place)))
        turns = [_TURNS.get(kind, 1) for kind in kinds]
        is_first = there.kind == "end" or (here.kind != "end" and turns[0] <= turns[1])
        return list(self._go_alone(at, who, 0 if is_first else 1, kinds[0 if is_first else 1]))

    def _go_alone(self, at: Both, who: int, side: int, kind: str) -> Iterator[tuple[Both, int]]:
        """Yield how one contact goes on while the other waits for it."""
        mine = at.alone[side] | ({kind} if kind not in ("", IN_QUEUE) else frozenset())
        going = (at.one, at.other)[side]
        for move, after, left in self.alone(going, who):
            pressed = mine | ({move.label.kind} if move.label.kind == "press" else frozenset())
            if pressed - at.alone[side] & at.alone[1 - side]:
                self._loosen(at.one, at.other, left)
            elif side == 0:
                kinds = (pressed, at.alone[1])
                yield Both(after, at.other, (move, None), before=at, alone=kinds), left
            else:
                kinds = (at.alone[0], pressed)
                yield Both(at.one, after, (None, move), before=at, alone=kinds), left

    def _same(self, at: Both, who: int, *, is_one_place: bool) -> Iterable[Same]:
        """Return the moves that both make by one choice; note of whom that cannot be told."""
        if is_one_place:
            theirs = list(self._moves(at.other.place))
            return (
                Same(move, match)
                for move in self._moves(at.one.place)
                for match in theirs
                if is_same_choice(move.label, match.label)
            )
        found = same_choices(self.walk, (at.one.place, at.other.place))
        if found is None:
            self._loosen(at.one, at.other, who)
        return found or ()

    def _loosen(self, one: Side, other: Side, who: int) -> None:
        """Note who may come to several ends, of two who do nothing the same from here on."""
        self.vague = self.walk.space.sets.either(self.vague, self._several(one, other, who))

    def _place(self, side: Side) -> Place:
        return self.walk.places[side.place]

    def _moves(self, number: int) -> Iterator[Move]:
        """Yield the moves from a place, and where rules are tested in line, that none takes it."""
        yield from self.walk.moves(number)
        place = self.walk.places[number]
        if place.node != WAITING or place.stay is None:
            return
        queue = self.walk.space.center.program.queues[place.name]
        at = self.walk.space.center.clock(queue).recheck_after(place.stay.since)
        if at is not None:
            look = left_at(self.walk.rules, queue, place, at)
            stays = Move(number, number, look, look, Label("waited", at=at, queue=queue.name))
            yield self.walk.bound(stays) if isinstance(self.walk, BoundWalk) else stays

    def alone(self, side: Side, who: int) -> Iterator[tuple[Move, Side, int]]:
        """Yield the moves of one contact while the other waits for it."""
        for move in self.walk.moves(side.place):
            yield from self._made(side, move, who)

    def _made(self, side: Side, move: Move, who: int) -> Iterator[tuple[Move, Side, int]]:
        """Yield how a contact may stand that has made a move."""
        sets = self.walk.space.sets
        left = sets.both(
            who, sets.without(self._can(side, move), self.walk.space.axes.mask(("figure",)))
        )
        for kept in self._keeping(side, move) if left else ():
            yield move, Side(move.target, kept), left

    def _together(self, at: Both, who: int, pairs: Iterable[Same]) -> Iterator[tuple[Both, int]]:
        """Yield the moves of two contacts by one choice, in one state of all queues."""
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        for move, match, alone in pairs:
            kinds = [at.alone[side] | ({CALLER} if alone == side else set()) for side in (0, 1)]
            look = sets.both(self._can(at.one, move), self._can(at.other, match))
            left = sets.both(who, sets.without(look, figures))
            for kept, also in self._keeping_both(at.one, move, at.other, match) if left else ():
                sides = Side(move.target, kept), Side(match.target, also)
                yield Both(*sides, (move, match), look, at, (kinds[0], kinds[1])), left

    def _can(self, side: Side, move: Move) -> int:
        """Return who can make a move, and how queues stand, but for what is known of a side."""
        sets, look = self.walk.space.sets, move.look
        for variable, atom in side.kept:
            look = sets.without(sets.both(look, sets.where(variable, 1 << atom)), 1 << variable)
        return look

    def _keeping(self, side: Side, move: Move) -> Iterator[Kept]:
        """Yield what a contact has been set to after a move."""
        for after in settings(dict(side.kept), move.sets):
            yield tuple(sorted(after.items()))

    def _keeping_both(
        self, one: Side, move: Move, other: Side, match: Move
    ) -> Iterator[tuple[Kept, Kept]]:
        """Yield what both have been set to: by the same choice, to the same."""
        if move.sets == match.sets:
            for chosen in settings({}, move.sets):
                yield (
                    tuple(sorted({**dict(one.kept), **chosen}.items())),
                    tuple(sorted({**dict(other.kept), **chosen}.items())),
                )
            return
        for kept in self._keeping(one, move):
            for also in self._keeping(other, match):
                yield kept, also

    def _several(self, one: Side, other: Side, who: int) -> int:
        """Return who may come to several ends, of two that stand before different choices."""
        sets, ends = self.walk.space.sets, dict[tuple[str, str], int]()
        for side in (one, other):
            self._add_ends(side, who, ends)
        some, more = NOTHING, NOTHING
        for contacts in ends.values():
            more = sets.either(more, sets.both(some, contacts))
            some = sets.either(some, contacts)
        return more

    def _add_ends(self, side: Side, who: int, ends: dict[tuple[str, str], int]) -> None:
        """Add to each end the contacts that may come to it from where one of the two stands."""
        sets, seen = self.walk.space.sets, dict[tuple[int, Kept], int]()
        todo = [(side, who)]
        while todo:
            at, left = todo.pop()
            new = sets.less(left, seen.get(at.key, NOTHING))
            if not new:
                continue
            self.count()
            seen[at.key] = sets.either(seen.get(at.key, NOTHING), new)
            place = self._place(at)
            if place.kind == "end":
                end = (place.name, place.node)
                ends[end] = sets.either(ends.get(end, NOTHING), new)
            todo += ((after, left) for _, after, left in self.alone(at, new))


def compared(pair: Pair, shared: int) -> Pair:
    """Return a pair after some contacts were compared."""
    pair.compare(shared)
    return pair
