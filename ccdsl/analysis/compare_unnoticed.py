"""How one side goes on while nothing is noticed: rules, decisions, jumps, settings, draws."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ccdsl.analysis.compare_noticed import IN, Position, node_at
from ccdsl.analysis.compare_sides import Lane
from ccdsl.analysis.going import Settings
from ccdsl.analysis.places import WAITING, Move
from ccdsl.model.flow import (
    CallbackNode,
    CollectNode,
    HangUpNode,
    LookupNode,
    MenuNode,
    NowhereNode,
    PlayNode,
    QueueNode,
    RecordNode,
    TransferNode,
    VoicemailNode,
    WaitNode,
)

_NOTICED = (
    *(PlayNode, RecordNode, WaitNode, MenuNode, CollectNode, LookupNode),
    *(VoicemailNode, HangUpNode, NowhereNode),
)


class Going(NamedTuple):
    """How one side may go on unnoticed; `look` has who does so, with how queues stand."""

    target: Position
    look: int
    sets: Settings
    move: Move | None


def unnoticed(lane: Lane, position: Position) -> tuple[Going, ...] | None:
    """Return how one side goes on unnoticed, None where it does not."""
    place, node = lane.place(position.place), node_at(lane, position)
    if place.kind == "end" or place.node == WAITING or position.stage == IN:
        return None
    if isinstance(node, _NOTICED):
        return None
    moves = lane.moves(position.place)
    if place.kind == "queue" and not place.node:
        found = tuple(_arriving(position, moves))
    elif isinstance(node, TransferNode | CallbackNode):
        found = tuple(_connecting(position, moves))
    else:
        priority = node.priority if isinstance(node, QueueNode) else ""
        found = tuple(
            Going(Position(move.target, priority=priority), move.look, move.sets, move)
            for move in moves
        )
    return found or None


def _arriving(position: Position, moves: Sequence[Move]) -> Iterator[Going]:
    for move in moves:
        if move.label.kind in ("closed", "rule"):
            yield Going(Position(move.target), move.look, (), move)
        elif move.label.kind == "waits":
            yield Going(position._replace(stage=IN), move.look, (), None)


def _connecting(position: Position, moves: Sequence[Move]) -> Iterator[Going]:
    for move in moves:
        if move.label.kind == "go":
            yield Going(Position(move.target), move.look, (), move)
        elif move.label.kind in ("end", "answered"):
            yield Going(position._replace(stage=IN), move.look, (), None)


def stayed(goings: tuple[Sequence[Going], Sequence[Going]]) -> Iterator[tuple[Going, Going]]:
    """Yield how both sides go back in line together, after the same time."""
    for one in goings[0]:
        for other in goings[1]:
            if _moment(one) == _moment(other):
                yield one, other


def _moment(going: Going) -> int:
    return going.move.label.at if going.move is not None else 0
