"""Whether contacts that differ in one thing only end alike for the same choices.

Both of them are contacts that the requirement is about. Values of the thing are compared one by
one with the first that such a contact may have: who ends like one that all end like, ends like all,
if that one ends.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from ccdsl.analysis.axes import TIME
from ccdsl.analysis.binding import BoundWalk, Meaning, bound_walk
from ccdsl.analysis.claims import Violation
from ccdsl.analysis.pairing import Kept, Pair, Side, compared
from ccdsl.analysis.pairing_ends import endless
from ccdsl.analysis.sets import NOTHING, BudgetError
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.walking import Walk, walk_from
from ccdsl.analysis.ways import unlimited
from ccdsl.syntax import ast

_MOST_FLAGS = 7
"""So many flags are tried in every way at once."""


def unlike(walk: Walk, claim: ast.SameForAll, when: ast.Condition | None) -> Iterator[Violation]:
    """Yield, for every axis, that contacts would end otherwise with another value.

    Raises BudgetError where there are too many ways to compare, or it cannot be told which choices
    are the same.
    """
    vague = NOTHING
    for axis in claim.axes:
        for begin, contacts in walk.begin.items():
            for differing in _differing(walk, axis, begin, contacts, when):
                vague = walk.space.sets.either(vague, differing.vague)
                if differing.unlike:
                    what = f"ends otherwise than one that differs from it only in {_named(axis)}"
                    yield Violation(goals={}, allowed=unlimited, what=what, pair=differing)
    if vague:
        raise BudgetError


def _named(axis: ast.Axis) -> str:
    if axis.name is not None:
        return f"{axis.of} {axis.name.text}"
    return "flags" if axis.of == "flag" else axis.of


def _differing(
    walk: Walk, axis: ast.Axis, begin: int, contacts: int, when: ast.Condition | None
) -> Iterator[Pair]:
    """Yield contacts compared with the same ones with another value, value by value."""
    if axis.of == "language":
        yield from _by_language(walk, begin, contacts, when)
        return
    groups = _instants(walk, axis) if axis.of == "hours" else _flags(walk, axis, contacts)
    for group in groups:
        yield from _by_value(walk, begin, contacts, group)


def _by_value(walk: Walk, begin: int, contacts: int, values: Sequence[Kept]) -> Iterator[Pair]:
    """Yield contacts with the first of some values compared with another."""
    sets, before = walk.space.sets, list[tuple[Kept, int]]()
    for value in values:
        held, left = [_with(walk.space, contacts, value)] * 2
        for number, (first, others) in enumerate(before, 1):
            shared = sets.both(left, others)
            if shared:
                yield compared(Pair(walk, begin, begin, first, value), shared)
                left = sets.less(left, shared)
                if number < len(before):
                    # Who comes to no end is like everybody, and they may be unlike one another.
                    pair = Pair(walk, begin, begin, first, first)
                    left = sets.either(left, endless(pair, Side(begin, first), shared))
        before.append((value, held))


def _with(space: Space, contacts: int, value: Kept) -> int:
    """Return contacts that have a value, without saying so: the other one has another."""
    held = space.sets.both(contacts, space.sets.box({at: 1 << atom for at, atom in value}))
    return space.sets.without(held, sum(1 << at for at, _ in value))


def _instants(walk: Walk, axis: ast.Axis) -> Iterator[Sequence[Kept]]:
    """Yield the classes of instants that differ in nothing but the hours meant."""
    instants, time = walk.space.axes.instants, walk.space.axes.places[TIME]
    groups: dict[tuple[bool, ...], list[Kept]] = {}
    for one in range(instants.size):
        rest = tuple(
            bool(bits >> one & 1)
            for (_, hours, _), bits in instants.tests.items()
            if axis.name is not None and hours != axis.name.text
        )
        groups.setdefault(rest, []).append(((time, one),))
    yield from groups.values()


def _flags(walk: Walk, axis: ast.Axis, contacts: int) -> Iterator[Sequence[Kept]]:
    """Yield the ways in which the flags meant can stand.

    One flag after the other is enough where each may stand anyhow, whatever the others do.
    """
    sets, places = walk.space.sets, walk.space.axes.places
    name = axis.name.text if axis.name is not None else None
    meant = [at for flag, at in places.items() if flag.kind == "flag" and name in (None, flag.name)]
    others = (sum(1 << at for at in meant if at != flag) for flag in meant)
    single = sets.common(sets.without(contacts, each) for each in others)
    if single == contacts:
        yield from ([((flag, 0),), ((flag, 1),)] for flag in meant)
    elif len(meant) > _MOST_FLAGS:
        raise BudgetError
    else:
        ways = product((0, 1), repeat=len(meant))
        yield [tuple(sorted(zip(meant, way, strict=True))) for way in ways]


def _by_language(
    walk: Walk, begin: int, contacts: int, when: ast.Condition | None
) -> Iterator[Pair]:
    """Yield contacts compared with the same ones in another language."""
    center, place = walk.space.center.program.center, walk.places[begin]
    languages = [one.tag for one in center.languages] if center is not None else []
    begins = {place._replace(language=tag): contacts for tag in (place.language, *languages)}
    spoken = walk_from(walk.space, lambda _: begins)
    if not spoken.complete:
        raise BudgetError
    own = spoken.numbers[place]
    bound = bound_walk(Meaning(spoken, own, when)) if isinstance(walk, BoundWalk) else spoken
    for other in begins:
        if other != place:
            number = spoken.numbers[other]
            yield compared(Pair(bound, own, number), Meaning(spoken, number, when).contacts)
