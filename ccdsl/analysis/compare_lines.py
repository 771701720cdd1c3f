"""Two sides in the same line: keys, closing, and the rules tested at the same moments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ccdsl.analysis.compare_matching import matched
from ccdsl.analysis.compare_sides import Joint, Lane
from ccdsl.analysis.places import Move
from ccdsl.analysis.sets import EVERYTHING, NOTHING


class Tested(NamedTuple):
    """What may happen in line: who is meant, and the move of each side, None where it waits on.

    `answer` is what the contact does that only one side knows.
    """

    guard: int
    answer: str
    moves: tuple[Move | None, Move | None]


class _Way(NamedTuple):
    """One outcome of a test; without a move the contact waits on."""

    look: int
    move: Move | None


def in_line(joint: Joint, first: int, second: int) -> Iterator[Tested]:
    """Yield everything that may happen to a contact that waits in the same queue on both sides."""
    lanes = joint.lanes
    moves = (lanes[0].moves(first), lanes[1].moves(second))
    yield from _pressed(moves)
    yield from _closed(moves)
    moments = dict.fromkeys(move.label.at for each in moves for move in each if _is_test(move))
    for at in moments:
        ways = (
            list(_ways(joint, lanes[0], first, moves[0], at)),
            list(_ways(joint, lanes[1], second, moves[1], at)),
        )
        for (_, one), (_, other) in matched(joint.sets, ways, EVERYTHING):
            if one.move is not None or other.move is not None:
                guard = joint.sets.both(one.look, other.look)
                yield Tested(guard, "", (one.move, other.move))


def _is_test(move: Move) -> bool:
    return move.label.kind in ("rule", "waited")


def _pressed(moves: tuple[Sequence[Move], Sequence[Move]]) -> Iterator[Tested]:
    first, second = (
        {move.label.name: move for move in each if move.label.kind == "press"} for each in moves
    )
    for key in dict.fromkeys((*first, *second)):
        pair = (first.get(key), second.get(key))
        is_known = pair[0] is not None and pair[1] is not None
        yield Tested(EVERYTHING, "" if is_known else f"press {key}", pair)


def _closed(moves: tuple[Sequence[Move], Sequence[Move]]) -> Iterator[Tested]:
    """Yield what the closing of the queue does to both sides, at whichever test it is noticed."""
    first, second = (
        {move.label.at: move for move in each if move.label.kind == "at-close"} for each in moves
    )
    for at in dict.fromkeys((*first, *second)):
        yield Tested(EVERYTHING, "", (_at(first, at), _at(second, at)))


def _at(closings: Mapping[int, Move], at: int) -> Move | None:
    """Return what closing does at a test; a side to which it is one and the same has the first."""
    if at in closings or len(closings) != 1:
        return closings.get(at)
    (move,) = closings.values()
    return replace(move, label=move.label._replace(at=at))


def _ways(joint: Joint, lane: Lane, number: int, moves: Sequence[Move], at: int) -> Iterator[_Way]:
    """Yield the outcomes of a test: each rule, and that none takes the contact."""
    place = lane.place(number)
    left = lane.space.guards.consistent(place.name)
    for move in moves:
        if move.label.kind == "rule" and move.label.at == at:
            yield _Way(move.look, move)
            left = joint.sets.less(left, move.look)
    waited = (move for move in moves if move.label.kind == "waited" and move.label.at == at)
    rest = next(waited, None)
    if rest is not None:
        yield _Way(rest.look, rest)
    elif left != NOTHING:
        yield _Way(left, None)
