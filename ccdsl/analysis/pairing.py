"""Two contacts walked side by side: whether they end alike for the same choices.

Where both stand before the same choice it is made alike for both, and queues that both look at
stand alike. Where they stand before different choices, no choice is the same any more: they end
alike only if from there on both can end in one way, the same.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import field

from ccdsl.analysis.binding import BoundWalk
from ccdsl.analysis.places import WAITING, Label, Move, Place
from ccdsl.analysis.queueing import left_at
from ccdsl.analysis.sets import NOTHING, BudgetError
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import settings
from ccdsl.record import worker

_MOST_PAIRS = 50_000
_CHOICES = (
    *("key", "silence", "invalid", "filled", "lookup", "share", "press", "at-close"),
    *("answered", "waits", "busy", "no-answer", "failed"),
)
Kept = tuple[tuple[int, int], ...]
"""Variables and atoms that are known of a contact, ascending."""


def _is_same_choice(one: Label, other: Label) -> bool:
    """Whether two moves from one place can be made by the same choice of the caller and the world.

    Which rule matches, and whether a queue is closed, is nobody's choice.
    """
    if one.at != other.at:
        return False
    if one.kind in _CHOICES and other.kind in _CHOICES:
        return one == other
    return "at-close" not in (one.kind, other.kind)


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

    None is no move: one waits for the other. `look` is how queues stand for both moves at once.
    """

    one: Side
    other: Side
    moves: tuple[Move | None, Move | None] = (None, None)
    look: int | None = None
    before: "Both | None" = None


@worker
class Apart:
    """Where two contacts part, and who does.

    They stand at two ends, or before different choices that lead to several.
    """

    at: Both
    contacts: int


@worker
class Pair:
    """Two contacts that differ only in what is known of each, or in the place where they begin.

    `apart` has where they part, the shortest ways there first.
    """

    walk: Walk
    one: int
    other: int
    first: Kept = ()
    second: Kept = ()
    seen: dict[tuple[tuple[int, Kept], tuple[int, Kept]], int] = field(default_factory=dict)
    unlike: int = NOTHING
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
            key = (at.one.key, at.other.key)
            new = sets.less(who, self.seen.get(key, NOTHING))
            if not new:
                continue
            self._count()
            self.seen[key] = sets.either(self.seen.get(key, NOTHING), new)
            todo += self._next(at, new)
        return self.unlike

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise BudgetError

    def _next(self, at: Both, who: int) -> list[tuple[Both, int]]:
        """Return what may come next of two contacts."""
        one, other = at.one, at.other
        here, there = self._place(one), self._place(other)
        if here.kind == "end" and there.kind == "end":
            if (here.name, here.node) != (there.name, there.node):
                self._part(at, who)
            return []
        if here[:3] == there[:3] and here.stay == there.stay:
            return list(self._together(at, who))
        if here.kind != "end" and not self._chooses(one):
            return [
                (Both(after, other, (move, None), before=at), left)
                for move, after, left in self.alone(one, who)
            ]
        if there.kind != "end" and not self._chooses(other):
            return [
                (Both(one, after, (None, move), before=at), left)
                for move, after, left in self.alone(other, who)
            ]
        self._part(at, self._several(one, other, who))
        return []

    def _part(self, at: Both, who: int) -> None:
        """Note who parts here."""
        if who:
            self.apart.append(Apart(at, who))
            self.unlike = self.walk.space.sets.either(self.unlike, who)

    def _place(self, side: Side) -> Place:
        return self.walk.places[side.place]

    def _chooses(self, side: Side) -> bool:
        place = self._place(side)
        if place.kind == "queue" and (place.node == WAITING or not place.node):
            return True
        return any(move.label.kind in _CHOICES for move in self.walk.moves(side.place))

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
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        for move in self.walk.moves(side.place):
            can = sets.without(self._can(side, move), figures)
            for kept in self._keeping(side, move):
                left = sets.both(who, can)
                if left:
                    yield move, Side(move.target, kept), left

    def _together(self, at: Both, who: int) -> Iterator[tuple[Both, int]]:
        """Yield the moves of two contacts by one choice, in one state of all queues."""
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        theirs = list(self._moves(at.other.place))
        for move in self._moves(at.one.place):
            can = self._can(at.one, move)
            for match in theirs:
                if not can or not _is_same_choice(move.label, match.label):
                    continue
                look = sets.both(can, self._can(at.other, match))
                left = sets.both(who, sets.without(look, figures))
                for kept, also in self._keeping_both(at.one, move, at.other, match) if left else ():
                    sides = Side(move.target, kept), Side(match.target, also)
                    yield Both(*sides, (move, match), look, at), left

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
            self._count()
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
