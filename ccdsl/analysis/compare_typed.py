"""The same entry, or the same answer of a look-up, on both sides: what it sets on each."""

from collections.abc import Iterator

from ccdsl.analysis.compare_sides import Joint
from ccdsl.analysis.going import Settings
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.analysis.values import Values


def typed_alike(joint: Joint, first: Settings, second: Settings) -> int:
    """Return how what one answer sets on both sides hangs together."""
    one = {_name(joint, place, 0): place for place, _ in first}
    other = {_name(joint, place, 1): place for place, _ in second}
    found = EVERYTHING
    for name in sorted(one.keys() & other.keys()):
        found = joint.sets.both(found, joint.same_values((name,)))
    if len(one) == len(other) == 1 and one.keys() != other.keys():
        (mine, place), (theirs, other_place) = *one.items(), *other.items()
        pairs = set(_typed(joint, mine, theirs))
        boxes = [{place: bits, other_place: more} for bits, more in sorted(pairs)]
        found = joint.sets.union(joint.sets.box(box) for box in boxes)
    return found


def _name(joint: Joint, place: int, side: int) -> str:
    return next(axis.name for axis, pair in joint.twins.items() if pair[side] == place)


def _typed(joint: Joint, mine: str, theirs: str) -> Iterator[tuple[int, int]]:
    """Yield the atoms of two attributes that one text means."""
    attributes = joint.lanes[0].space.axes.attributes
    values = (attributes[mine], attributes[theirs])
    for text in dict.fromkeys((*_texts(values[0]), *_texts(values[1]))):
        yield values[0].typed(text), values[1].typed(text)


def _texts(values: Values) -> Iterator[str]:
    yield from values.sorts
