"""Whether contacts that differ in one thing only end alike for the same choices.

Two contacts go side by side. Where both stand before the same choice it is made alike for both, and
queues that both look at stand alike. Where they stand before different choices, no choice is the
same any more: they end alike only if from there on both can end in one way, the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ccdsl.analysis.axes import TIME, Axis
from ccdsl.analysis.claims import Violation, shown
from ccdsl.analysis.places import WAITING, Label, Move, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING, BudgetError
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import settings
from ccdsl.syntax import ast

_MOST_PAIRS = 50_000
_CHOICES = ("key", "silence", "invalid", "filled", "lookup", "share", "press", "busy", "no-answer")
Kept = tuple[tuple[int, int], ...]
"""What a contact has been set to on its way: variables and atoms, ascending."""


def unlike(walk: Walk, claim: ast.SameForAll) -> Iterator[Violation]:
    """Yield, for every axis, that contacts would end otherwise with another value.

    Raises BudgetError where there are too many ways to compare.
    """
    for axis in claim.axes:
        for begin, contacts in walk.begin.items():
            for pair in _pairs(walk, axis, begin, contacts):
                differing = pair.compare()
                if differing:
                    what = f"contacts that differ only in {_told(axis)} end differently"
                    yield shown(walk, differing, what, {})


def _told(axis: ast.Axis) -> str:
    name = f" {axis.name.text}" if axis.name is not None else ""
    return f"{axis.of}{name}"


def _pairs(walk: Walk, axis: ast.Axis, begin: int, contacts: int) -> "Iterator[_Pair]":
    """Yield the first of each group of values that may differ beside every other."""
    place, places = walk.places[begin], walk.space.axes.places
    match axis.of:
        case "language":
            center = walk.space.center.program.center
            for language in center.languages if center is not None else ():
                other = walk.number(place._replace(language=language.tag))
                yield _Pair(walk, begin, other, contacts)
        case "flag":
            for flag, variable in places.items():
                if flag.kind == "flag" and axis.name in (None, *_named(axis, flag)):
                    yield _Pair(walk, begin, begin, contacts, variable, 0, 1)
        case "hours":
            for group in _alike_but(walk, axis):
                for other in group[1:]:
                    yield _Pair(walk, begin, begin, contacts, places[TIME], group[0], other)


def _named(axis: ast.Axis, flag: Axis) -> tuple[ast.Name, ...]:
    return (axis.name,) if axis.name is not None and axis.name.text == flag.name else ()


def _alike_but(walk: Walk, axis: ast.Axis) -> list[list[int]]:
    """Return the classes of instants in groups that differ in nothing but the hours meant."""
    instants = walk.space.axes.instants
    groups: dict[tuple[bool, ...], list[int]] = {}
    for one in range(instants.size):
        rest = tuple(
            bool(bits >> one & 1)
            for (_, hours, _), bits in instants.tests.items()
            if axis.name is not None and hours != axis.name.text
        )
        groups.setdefault(rest, []).append(one)
    return list(groups.values())


def _is_same_choice(one: Label, other: Label) -> bool:
    """Whether two moves can be made by the same choice of the caller and the world.

    Which rule matches is nobody's choice. At a later recheck the rules say what they said when the
    last limit of `wait` was passed, so what only one contact does there has been compared before.
    """
    if one.kind in _CHOICES or other.kind in _CHOICES:
        return one == other
    if not one.queue or not other.queue or "rule" in (one.kind, other.kind):
        return one.at == other.at or not one.queue or not other.queue
    return (one.kind, one.at) == (other.kind, other.at)


@dataclass(slots=True, eq=False, repr=False)
class _Side:
    """One of two contacts: where it is, what it has been set to, and its value of the axis."""

    place: int
    kept: Kept
    atom: int | None

    @property
    def key(self) -> tuple[int, Kept]:
        return (self.place, self.kept)


@dataclass(slots=True, eq=False, repr=False)
class _Pair:
    """Two contacts that differ only in one variable, or only in the place where they begin."""

    walk: Walk
    one: int
    other: int
    contacts: int
    variable: int | None = None
    first: int = 0
    second: int = 0
    seen: dict[tuple[tuple[int, Kept], tuple[int, Kept]], int] = field(default_factory=dict)
    unlike: int = NOTHING
    left: int = _MOST_PAIRS

    def compare(self) -> int:
        """Return the contacts, without the variable, that end differently with the other value."""
        sets = self.walk.space.sets
        free = 0 if self.variable is None else 1 << self.variable
        both = sets.both(self._with(self.contacts, self.first), EVERYTHING)
        shared = sets.both(both, self._with(self.contacts, self.second))
        todo = [(self._begin(self.one, self.first), self._begin(self.other, self.second), shared)]
        while todo:
            one, other, who = todo.pop()
            new = sets.less(who, self.seen.get((one.key, other.key), NOTHING))
            if not new:
                continue
            self.left -= 1
            if self.left < 0:
                raise BudgetError
            key = (one.key, other.key)
            self.seen[key] = sets.either(self.seen.get(key, NOTHING), new)
            todo += self._next(one, other, new)
        atom = EVERYTHING if self.variable is None else sets.where(self.variable, 1 << self.first)
        return sets.both(sets.without(self.unlike, free), sets.both(atom, self.contacts))

    def _with(self, contacts: int, atom: int) -> int:
        """Return contacts that have a value, without saying so: the other one may have another."""
        if self.variable is None:
            return contacts
        sets = self.walk.space.sets
        held = sets.both(contacts, sets.where(self.variable, 1 << atom))
        return sets.without(held, 1 << self.variable)

    def _begin(self, place: int, atom: int) -> _Side:
        return _Side(place, (), None if self.variable is None else atom)

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

    def _alone(self, side: _Side, who: int) -> Iterator[tuple[_Side, int]]:
        """Yield the moves of one contact while the other waits for it."""
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        for move in self.walk.moves(side.place):
            can = sets.without(self._can(side, move), figures)
            for kept in self._keeping(side, move):
                left = sets.both(who, can)
                if left:
                    yield _Side(move.target, kept, side.atom), left

    def _together(self, one: _Side, other: _Side, who: int) -> "Iterator[tuple[_Side, _Side, int]]":
        """Yield the moves of two contacts by one choice, in one state of all queues."""
        sets = self.walk.space.sets
        figures = self.walk.space.axes.mask(("figure",))
        theirs = self.walk.moves(other.place)
        for move in self.walk.moves(one.place):
            can = self._can(one, move)
            for match in theirs:
                if not can or not _is_same_choice(move.label, match.label):
                    continue
                shared = sets.without(sets.both(can, self._can(other, match)), figures)
                left = sets.both(who, shared)
                for kept, also in self._keeping_both(one, move, other, match) if left else ():
                    yield (
                        _Side(move.target, kept, one.atom),
                        _Side(match.target, also, other.atom),
                        left,
                    )

    def _can(self, side: _Side, move: Move) -> int:
        """Return who can make a move, and how queues stand, but for what is known of a side."""
        sets, look = self.walk.space.sets, move.look
        known = dict(side.kept)
        if self.variable is not None and side.atom is not None:
            known[self.variable] = side.atom
        for variable, atom in known.items():
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
        sets = self.walk.space.sets
        ends = {
            (self.walk.places[number].name, self.walk.places[number].node)
            for side in (one, other)
            for number in self._ends(side, who)
        }
        if len(ends) != 1:
            self.unlike = sets.either(self.unlike, who)
        return []

    def _ends(self, side: _Side, who: int) -> Iterator[int]:
        """Yield every place where one contact may end from here."""
        sets, seen = self.walk.space.sets, dict[tuple[int, Kept], int]()
        todo = [(side, who)]
        while todo:
            at, left = todo.pop()
            new = sets.less(left, seen.get(at.key, NOTHING))
            if not new:
                continue
            self.left -= 1
            if self.left < 0:
                raise BudgetError
            seen[at.key] = sets.either(seen.get(at.key, NOTHING), new)
            if self._place(at).kind == "end":
                yield at.place
            todo += self._alone(at, new)
