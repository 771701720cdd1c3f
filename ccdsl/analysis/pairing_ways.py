"""Two contacts that end unlike, as two ways: by the same choices as long as both have the same."""

from collections.abc import Iterator

from ccdsl.analysis.pairing import Apart, Both, Pair, Side
from ccdsl.analysis.places import Move
from ccdsl.analysis.plausible import plausible
from ccdsl.analysis.ways import State, Way, first_of

_Steps = tuple[tuple[Move, Side], ...]
"""Moves of one contact, and what is known of it after each."""


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
    chain = _chain(apart.at)
    return (
        _way(pair, {**state, **dict(pair.first)}, tuple(_steps(chain, 0))),
        _way(pair, {**state, **dict(pair.second)}, tuple(_steps(chain, 1))),
    )


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
