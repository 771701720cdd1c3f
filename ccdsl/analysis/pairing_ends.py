"""Who may come to where no end follows: ending like such a contact, as all do, says nothing."""

from ccdsl.analysis.pairing import Pair, Side
from ccdsl.analysis.sets import NOTHING

_Key = tuple[int, tuple[tuple[int, int], ...]]


def endless(pair: Pair, side: Side, who: int) -> int:
    """Return the contacts that may go round, or wait, for ever from a place, of some."""
    sets = pair.walk.space.sets
    come, edges, ends = _reached(pair, side, who)
    changed = True
    while changed:
        changed = False
        for source, target, can in edges:
            before = ends.get(source, NOTHING)
            ending = sets.either(before, sets.both(can, ends.get(target, NOTHING)))
            if ending != before:
                ends[source], changed = ending, True
    return sets.union(sets.less(there, ends.get(key, NOTHING)) for key, there in come.items())


def _reached(
    pair: Pair, side: Side, who: int
) -> tuple[dict[_Key, int], list[tuple[_Key, _Key, int]], dict[_Key, int]]:
    """Return who comes where, by which moves (the last ones first), and who is at an end."""
    sets = pair.walk.space.sets
    come, ends = dict[_Key, int](), dict[_Key, int]()
    edges: list[tuple[_Key, _Key, int]] = []
    todo = [(side, who)]
    while todo:
        at, left = todo.pop()
        new = sets.less(left, come.get(at.key, NOTHING))
        if not new:
            continue
        pair.count()
        come[at.key] = sets.either(come.get(at.key, NOTHING), new)
        if pair.walk.places[at.place].kind == "end":
            ends[at.key] = come[at.key]
        for _, after, can in pair.alone(at, new):
            edges.append((at.key, after.key, can))
            todo.append((after, can))
    return come, edges[::-1], ends
