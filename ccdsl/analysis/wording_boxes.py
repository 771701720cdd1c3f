"""A set of contacts as few boxes: what a person can say in one breath each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations

from ccdsl.analysis.sets import NOTHING, Box, Sets

_MOST_ORDERS = 24


def few_boxes(sets: Sets, contacts: int, everybody: int, axes: Sequence[int]) -> list[Box]:
    """Return disjoint boxes that together are the contacts, as few as some order of axes gives.

    A box may take in what is nobody (`everybody` has all who exist), so that it says less; `axes`
    are the variables, by place, that the set depends on.
    """
    best: list[Box] | None = None
    for order in islice(permutations(axes), _MOST_ORDERS):
        fewer = None if best is None else len(best)
        found = list(islice(_grown(sets, contacts, everybody, order), fewer))
        if best is None or len(found) < len(best):
            best = found
    return best or []


def _grown(sets: Sets, contacts: int, everybody: int, order: Sequence[int]) -> Iterator[Box]:
    """Yield boxes, each made as large as it can be along one axis after another."""
    left = contacts
    while left:
        others = sets.less(everybody, left)
        box = next(iter(sets.boxes(left)))
        box = _grow(sets, others, box, order)
        yield _trimmed(sets, everybody, box)
        left = sets.less(left, sets.box(box))


def _grow(sets: Sets, others: int, box: Box, order: Iterable[int]) -> Box:
    """Return the box with every atom along each axis that takes in none of the others."""
    box = {axis: box.get(axis, sets.full[axis]) for axis in order}
    for axis in order:
        wide = {**box, axis: sets.full[axis]}
        taken = sets.both(sets.box(wide), others)
        box[axis] = sets.full[axis] & ~(sets.values(taken, axis) if taken != NOTHING else 0)
    return {axis: bits for axis, bits in sorted(box.items()) if bits != sets.full[axis]}


def _trimmed(sets: Sets, everybody: int, box: Box) -> Box:
    """Return a box without the atoms that nobody in it has; what it leaves open stays open."""
    who = sets.both(sets.box(box), everybody)
    return {axis: bits & sets.values(who, axis) for axis, bits in box.items()}
