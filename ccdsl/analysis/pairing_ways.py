"""Two contacts that end unlike, as two ways: by the same choices as long as both have the same."""

from collections import deque
from collections.abc import Iterator
from itertools import product

from ccdsl.analysis.pairing import Apart, Both, Pair, Side
from ccdsl.analysis.places import Move
from ccdsl.analysis.plausible import plausible
from ccdsl.analysis.ways import State, Way, first_of
from ccdsl.record import record

_Steps = tuple[tuple[Move, Side], ...]
"""Moves of one contact, and what is known of it after each."""


@record
class _Tail:
    """How one of two contacts goes on alone, to an end where it has one."""

    end: tuple[str, str] | None
    steps: _Steps


def ways_apart(pair: Pair, contacts: int) -> tuple[Way, Way] | None:
    """Return how two contacts end unlike, the most ordinary of some, as they arrive; or None.

    What they differ in is not asked of the contacts.
    """
    space = pair.walk.space
    sets = space.sets
    unlike = sets.both(pair.unlike, sets.without(contacts, _differing(pair)))
    if not unlike:
        return None
    usual = plausible(space, unlike)
    fixed = space.arriving & ~_differing(pair)
    one = sets.box({at: 1 << atom for at, atom in usual.items() if fixed >> at & 1})
    for apart in pair.apart:
        who = sets.both(sets.both(apart.contacts, unlike), one)
        if who:
            return _ways(pair, apart, first_of(sets, who))
    return None


def _differing(pair: Pair) -> int:
    """Return the variables in which the two differ, as bits."""
    return sum(1 << at for at, _ in pair.first)


def _ways(pair: Pair, apart: Apart, state: State) -> tuple[Way, Way]:
    """Return both ways of a contact that parts there."""
    figures = pair.walk.space.axes.of_kind("figure")
    known = {at: 1 << atom for at, atom in state.items() if at not in figures}
    who = pair.walk.space.sets.box(known)
    sides = (apart.at.one, apart.at.other)
    tails = [list(_tails(pair, side, who)) or [_Tail(end=None, steps=())] for side in sides]
    first, second = min(product(*tails), key=_unlike_and_short)
    chain = _chain(apart.at)
    return (
        _way(pair, {**state, **dict(pair.first)}, (*_steps(chain, 0), *first.steps)),
        _way(pair, {**state, **dict(pair.second)}, (*_steps(chain, 1), *second.steps)),
    )


def _unlike_and_short(tails: tuple[_Tail, ...]) -> tuple[bool, int]:
    one, other = tails
    return (one.end == other.end, len(one.steps) + len(other.steps))


def _tails(pair: Pair, side: Side, who: int) -> Iterator[_Tail]:
    """Yield every end that one of two contacts can come to alone, by a shortest way."""
    seen, ends = {side.key}, set[tuple[str, str]]()
    todo: deque[tuple[Side, _Steps]] = deque([(side, ())])
    while todo:
        at, steps = todo.popleft()
        place = pair.walk.places[at.place]
        end = (place.name, place.node)
        if place.kind == "end" and end not in ends:
            ends.add(end)
            yield _Tail(end=end, steps=steps)
        for move, after, _ in pair.alone(at, who):
            if after.key not in seen:
                seen.add(after.key)
                todo.append((after, (*steps, (move, after))))


def _chain(at: Both) -> tuple[Both, ...]:
    """Return what two contacts did from where they began, in order."""
    found: list[Both] = []
    here: Both | None = at
    while here is not None:
        found.append(here)
        here = here.before
    return tuple(reversed(found))


def _steps(chain: tuple[Both, ...], number: int) -> Iterator[tuple[Move, Side]]:
    """Yield the moves of one of two contacts; where both move, queues stand as they do for both."""
    for both in chain:
        move, side = both.moves[number], (both.one, both.other)[number]
        if move is None:
            continue
        look = move.look if both.look is None else both.look
        yield (
            Move(move.source, move.target, move.guard, look, move.label, move.sets, move.heard),
            side,
        )


def _way(pair: Pair, state: State, steps: _Steps) -> Way:
    moves = tuple(move for move, _ in steps)
    states = tuple({**state, **dict(side.kept)} for _, side in steps)
    return Way(pair.walk, moves, (state, *states))
