"""Who comes where from some beginning, by some moves only."""

from collections import deque

from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Allowed, Goals


def spread(walk: Walk, begin: Goals, allowed: Allowed) -> dict[int, int]:
    """Return who comes to each place, of the contacts that begin so, by the moves allowed."""
    sets = walk.space.sets
    come = {number: walk.forget(number, who) for number, who in begin.items() if who}
    waiting = deque(come)
    while waiting:
        number = waiting.popleft()
        for move in walk.made(number):
            may = allowed(move)
            made = walk.after(sets.both(come[number], may), move) if may else NOTHING
            before = come.get(move.target, NOTHING)
            after = sets.either(before, walk.forget(move.target, made))
            if after != before:
                come[move.target] = after
                waiting.append(move.target)
    return come
