"""A way led on to an end, so that it can be told as one whole contact.

Where no end can be come to, the caller hangs up at the next place where it is listened to.
"""

from collections import deque
from collections.abc import Iterator

from ccdsl.analysis.lasting import lasting
from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import State, Way, holds_for, settings
from ccdsl.model.flow import CollectNode, MenuNode

_MOST = 20_000
"""So many places are tried."""
_Seen = dict[tuple[int, tuple[tuple[int, int], ...]], tuple[tuple[int, State], Move] | None]


def lead_on(way: Way) -> Way:
    """Return a way that goes on to the nearest end.

    Where there is none, to the nearest place where the caller can hang up, or else the same.
    """
    walk = way.walk
    last = way.moves[-1].target if way.moves else _first(way)
    if last is None or _is_end(walk.places[last]):
        return way
    start = (last, way.states[-1])
    before: _Seen = {_key(*start): None}
    waiting, left = deque([start]), None
    while waiting and len(before) < _MOST:
        number, state = waiting.popleft()
        left = left or ((number, state) if _listens(walk, number) else None)
        for move, after in _steps(way, number, state):
            key = _key(move.target, after)
            if key in before:
                continue
            before[key] = ((number, state), move)
            if _is_end(walk.places[move.target]):
                return _joined(way, before, move.target, after)
            waiting.append((move.target, after))
    return way if left is None else _joined(way, before, *left)


def hangs_up(way: Way, *, led: bool) -> bool:
    """Whether the caller hangs up where a way stops: there is no end that it could be `led` to.

    So it does in line where the requirement lets no more time pass; who may wait for ever does.
    """
    walk, state = way.walk, way.states[-1]
    last = way.moves[-1].target if way.moves else _first(way)
    if last is None or not _listens(walk, last):
        return False
    if holds_for(walk.space.sets, lasting(walk, walk.places[last]), state):
        return False
    onward = (move.guard for move in walk.moves(last) if move.label.kind != "press")
    return led or not any(holds_for(walk.space.sets, each, state) for each in onward)


def _listens(walk: Walk, number: int) -> bool:
    """Whether a place is a line, or a step that waits for the caller."""
    place = walk.places[number]
    flow = walk.space.center.flows.get(place.flow)
    node = flow.nodes.get(place.node) if flow is not None else None
    return place.node == WAITING or isinstance(node, MenuNode | CollectNode)


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
