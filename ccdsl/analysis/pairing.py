"""Two contacts walked side by side: whether they end alike for the same choices.

Where both stand before the same choice it is made alike for both, and queues that both look at
stand alike. Where they stand before different choices, no choice is the same any more: they end
alike only if from there on both can end in one way, the same.
"""

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
class _Side:
    """One of two contacts: where it is, and what is known of it alone."""

    place: int
    kept: Kept

    @property
    def key(self) -> tuple[int, Kept]:
        return (self.place, self.kept)


@worker
class Pair:
    """Two contacts that differ only in what is known of each, or in the place where they begin."""

    walk: Walk
    one: int
    other: int
    first: Kept = ()
    second: Kept = ()
    seen: dict[tuple[tuple[int, Kept], tuple[int, Kept]], int] = field(default_factory=dict)
    unlike: int = NOTHING
    left: int = _MOST_PAIRS

    def compare(self, shared: int) -> int:
        """Return those of some contacts that end differently; none is known to be either.

        Raises BudgetError where there are too many ways to compare.
        """
        sets = self.walk.space.sets
        todo = [(_Side(self.one, self.first), _Side(self.other, self.second), shared)]
        while todo:
            one, other, who = todo.pop()
            key = (one.key, other.key)
            new = sets.less(who, self.seen.get(key, NOTHING))
            if not new:
                continue
            self._count()
            self.seen[key] = sets.either(self.seen.get(key, NOTHING), new)
            todo += self._next(one, other, new)
        return self.unlike

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise BudgetError

    def _next(self, one: _Side, other: _Side, who: int) -> "list[tuple[_Side, _Side, int]]":
        """Return what may come next of two contacts."""
        here, there = self._place(one), self._place(other)
        if here.kind == "end" and there.kind == "end":
            if (here.name, here.node) != (there.name, there.node):
                self.unlike = self.walk.space.sets.either(self.unlike, who)
            return []
        if here[:3] == there[:3] and here.stay == there.stay:
            return list(self._together(one, other, who))
        if here.kind != "end" and not self._chooses(one):
            return [(after, other, left) for after, left in self._alone(one, who)]
        if there.kind != "end" and not self._chooses(other):
            return [(one, after, left) for after, left in self._alone(other, who)]
        return self._apart(one, other, who)

    def _place(self, side: _Side) -> Place:
        return self.walk.places[side.place]

    def _chooses(self, side: _Side) -> bool:
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

    def _alone(self, side: _Side, who: int) -> Iterator[tuple[_Side, int]]:
        """Yield the moves of one contact while the other waits for it."""
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        for move in self.walk.moves(side.place):
            can = sets.without(self._can(side, move), figures)
            for kept in self._keeping(side, move):
                left = sets.both(who, can)
                if left:
                    yield _Side(move.target, kept), left

    def _together(self, one: _Side, other: _Side, who: int) -> "Iterator[tuple[_Side, _Side, int]]":
        """Yield the moves of two contacts by one choice, in one state of all queues."""
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        theirs = list(self._moves(other.place))
        for move in self._moves(one.place):
            can = self._can(one, move)
            for match in theirs:
                if not can or not _is_same_choice(move.label, match.label):
                    continue
                shared = sets.without(sets.both(can, self._can(other, match)), figures)
                left = sets.both(who, shared)
                for kept, also in self._keeping_both(one, move, other, match) if left else ():
                    yield _Side(move.target, kept), _Side(match.target, also), left

    def _can(self, side: _Side, move: Move) -> int:
        """Return who can make a move, and how queues stand, but for what is known of a side."""
        sets, look = self.walk.space.sets, move.look
        for variable, atom in side.kept:
            look = sets.without(sets.both(look, sets.where(variable, 1 << atom)), 1 << variable)
        return look

    def _keeping(self, side: _Side, move: Move) -> Iterator[Kept]:
        """Yield what a contact has been set to after a move."""
        for after in settings(dict(side.kept), move.sets):
            yield tuple(sorted(after.items()))

    def _keeping_both(
        self, one: _Side, move: Move, other: _Side, match: Move
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

    def _apart(self, one: _Side, other: _Side, who: int) -> "list[tuple[_Side, _Side, int]]":
        """Compare two contacts that stand before different choices by all their ends."""
        sets, ends = self.walk.space.sets, dict[tuple[str, str], int]()
        for side in (one, other):
            self._add_ends(side, who, ends)
        some, more = NOTHING, NOTHING
        for contacts in ends.values():
            more = sets.either(more, sets.both(some, contacts))
            some = sets.either(some, contacts)
        self.unlike = sets.either(self.unlike, more)
        return []

    def _add_ends(self, side: _Side, who: int, ends: dict[tuple[str, str], int]) -> None:
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
            todo += self._alone(at, new)
