"""A way led on to an end, so that it can be told as one whole contact."""

from collections import deque
from collections.abc import Iterator

from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.ways import State, Way, holds_for, settings

_MOST = 20_000
"""So many places are tried."""
_Seen = dict[tuple[int, tuple[tuple[int, int], ...]], tuple[tuple[int, State], Move] | None]


def lead_on(way: Way) -> Way:
    """Return a way that goes on to the nearest end, or the same where there is none."""
    walk = way.walk
    last = way.moves[-1].target if way.moves else _first(way)
    if last is None or _is_end(walk.places[last]):
        return way
    start = (last, way.states[-1])
    before: _Seen = {_key(*start): None}
    waiting = deque([start])
    while waiting and len(before) < _MOST:
        number, state = waiting.popleft()
        for move, after in _steps(way, number, state):
            key = _key(move.target, after)
            if key in before:
                continue
            before[key] = ((number, state), move)
            if _is_end(walk.places[move.target]):
                return _joined(way, before, move.target, after)
            waiting.append((move.target, after))
    return way


def _first(way: Way) -> int | None:
    sets = way.walk.space.sets
    for number, contacts in way.walk.begin.items():
        if holds_for(sets, contacts, way.states[0]):
            return number
    return None


def _is_end(place: Place) -> bool:
    return place.kind == "end"


def _key(number: int, state: State) -> tuple[int, tuple[tuple[int, int], ...]]:
    return (number, tuple(state.items()))


def _steps(way: Way, number: int, state: State) -> Iterator[tuple[Move, State]]:
    sets = way.walk.space.sets
    moves = way.walk.moves(number)
    if way.walk.places[number].node == WAITING:
        # Answered is the nearest end of whoever waits.
        moves = tuple(sorted(moves, key=lambda move: move.label.kind != "answered"))
    for move in moves:
        if holds_for(sets, move.guard, state):
            for after in settings(state, move.sets):
                yield move, after
                break


def _joined(way: Way, before: _Seen, number: int, state: State) -> Way:
    """Return the way with what was found after it."""
    moves: list[Move] = []
    states: list[State] = []
    at = (number, state)
    while (step := before[_key(*at)]) is not None:
        states.append(at[1])
        at, move = step
        moves.append(move)
    return Way(way.walk, (*way.moves, *moves[::-1]), (*way.states, *states[::-1]))
