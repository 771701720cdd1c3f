"""Two sides in lockstep: how a pair of positions goes on, and where the two part."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ccdsl.analysis.compare_lines import Tested, in_line
from ccdsl.analysis.compare_matching import drawn, matched
from ccdsl.analysis.compare_noticed import IN, Noticed, Position, node_at, noticed, spoken_at
from ccdsl.analysis.compare_same import Sameness
from ccdsl.analysis.compare_sides import Joint, Lane
from ccdsl.analysis.compare_typed import typed_alike
from ccdsl.analysis.compare_unnoticed import Going, stayed, unnoticed
from ccdsl.analysis.going import Settings
from ccdsl.analysis.places import WAITING, Label, Move
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.model.flow import (
    AllocateNode,
    CallbackNode,
    HangUpNode,
    NowhereNode,
    PlayNode,
    QueueNode,
    StayNode,
    TransferNode,
    VoicemailNode,
)
from ccdsl.record import worker

Pair = tuple[Position, Position]


Moves = tuple[Move | None, Move | None]


class Step(NamedTuple):
    """A step of one side or of both.

    `guard` has who makes it, with how queues stand; `sets` the variables it sets; `relation` how
    what is set on both sides hangs together. Variables in `drop` are asked for anew afterwards.
    """

    target: Pair
    guard: int
    sets: Settings
    relation: int
    drop: int
    moves: Moves


class Parting(NamedTuple):
    """Here the sides treat a contact differently: what is noticed on each, and who is meant.

    `answer` is what the contact does that only one side knows, "" where they differ whatever it
    does; `moves` what comes of that.
    """

    guard: int
    answer: str
    notices: tuple[Noticed, Noticed]
    moves: Moves


@worker
class Lockstep:
    """Finds how pairs of positions go on."""

    joint: Joint
    same: Sameness

    def follow(self, pair: Pair, among: int) -> Iterator[Step | Parting]:
        """Yield the steps from a pair that some of these contacts make, and where they part."""
        lanes = self.joint.lanes
        first, second = (unnoticed(*each) for each in zip(lanes, pair, strict=True))
        if first is None and second is None:
            yield from self._noticed(pair)
        elif second is None:
            yield from self._alone(pair, 0, first or ())
        elif first is None:
            yield from self._alone(pair, 1, second)
        else:
            yield from self._unnoticed(pair, (first, second), among)

    def plainly(self, pair: Pair) -> Iterator[Step]:
        """Yield the steps from a place that is the same on both sides, of whoever stands alike."""
        first, second = (
            lane.moves(position.place)
            for lane, position in zip(self.joint.lanes, pair, strict=True)
        )
        node = node_at(self.joint.lanes[0], pair[0])
        priority = node.priority if isinstance(node, QueueNode) else ""
        for one, other in zip(first, second, strict=True):
            yield Step(
                (
                    Position(one.target, priority=priority),
                    Position(other.target, priority=priority),
                ),
                one.look,
                (*one.sets, *other.sets),
                typed_alike(self.joint, one.sets, other.sets),
                self.joint.figures,
                (one, other),
            )

    def _alone(self, pair: Pair, side: int, goings: Sequence[Going]) -> Iterator[Step]:
        for going in goings:
            target = (going.target, pair[1]) if side == 0 else (pair[0], going.target)
            moves = (going.move, None) if side == 0 else (None, going.move)
            yield Step(target, going.look, going.sets, EVERYTHING, 0, moves)

    def _unnoticed(
        self, pair: Pair, goings: tuple[Sequence[Going], Sequence[Going]], among: int
    ) -> Iterator[Step]:
        """Let both go on, together where they are at the same place; draws and stays wait."""
        lanes = self.joint.lanes
        nodes = tuple(node_at(*each) for each in zip(lanes, pair, strict=True))
        late = (AllocateNode, StayNode)
        match nodes:
            case (AllocateNode() as one, AllocateNode() as other):
                yield from (self._at_once(*both) for both in drawn(one, other, goings))
            case (StayNode(), StayNode()):
                yield from (self._at_once(*both) for both in stayed(goings))
            case (one, other) if isinstance(one, late) and not isinstance(other, StayNode):
                yield from self._alone(pair, 1, goings[1])
            case (one, other) if isinstance(one, late) or isinstance(other, late):
                yield from self._alone(pair, 0, goings[0])
            case _ if lanes[0].place(pair[0].place) == lanes[1].place(pair[1].place):
                yield from self._together(pair, goings, among)
            case _:
                yield from self._alone(pair, 0, goings[0])

    def _at_once(self, one: Going, other: Going) -> Step:
        guard = self.joint.sets.both(one.look, other.look)
        target = (one.target, other.target)
        return Step(target, guard, (), EVERYTHING, 0, (one.move, other.move))

    def _together(
        self, pair: Pair, goings: tuple[Sequence[Going], Sequence[Going]], among: int
    ) -> Iterator[Step]:
        """Let both sides test the same thing in one look."""
        fresh = self._asks_alike(pair)
        for (place, one), (other_place, other) in matched(self.joint.sets, goings, among):
            is_one = place == other_place and fresh
            yield Step(
                (one.target, other.target),
                self.joint.sets.both(one.look, other.look),
                (*one.sets, *other.sets),
                EVERYTHING,
                self.joint.figures if is_one else 0,
                (one.move, other.move),
            )

    def _asks_alike(self, pair: Pair) -> bool:
        """Whether what both sides ask for here is written alike."""
        lane = self.joint.lanes[0]
        place = lane.place(pair[0].place)
        keys = [place.flow]
        if place.kind == "queue":
            queue = lane.half.program.queues[place.name]
            keys += [("overflow", queue.overflow or ""), ("after-hours", queue.after_hours or "")]
        return not any(key in self.same.differing for key in keys)

    def _noticed(self, pair: Pair) -> Iterator[Step | Parting]:
        """Compare what is noticed on both sides; go on where it is the same."""
        lanes, sets = self.joint.lanes, self.joint.sets
        first, second = (noticed(*each) for each in zip(lanes, pair, strict=True))
        if first != second:
            yield Parting(EVERYTHING, "", (first, second), (None, None))
            return
        spoken = spoken_at(lanes[0], pair[0]) | spoken_at(lanes[1], pair[1])
        alike = self.joint.same_values(sorted(spoken))
        if alike != EVERYTHING:
            yield Parting(sets.complement(alike), "", (first, second), (None, None))
        for one in self._onward(pair, (first, second)):
            guard = sets.both(one.guard, alike)
            if guard:
                yield one._replace(guard=guard)

    def _onward(self, pair: Pair, both: tuple[Noticed, Noticed]) -> Iterator[Step | Parting]:
        lanes = self.joint.lanes
        first, second = (node_at(*each) for each in zip(lanes, pair, strict=True))
        if isinstance(first, PlayNode) and isinstance(second, PlayNode):
            ways = [
                _heard(lane, position, node)
                for lane, position, node in zip(lanes, pair, (first, second), strict=True)
            ]
            yield self._step(ways[0], ways[1])
            return
        if isinstance(first, HangUpNode | VoicemailNode | CallbackNode | NowhereNode):
            return
        if lanes[0].place(pair[0].place).node == WAITING:
            for one in in_line(self.joint, pair[0].place, pair[1].place):
                yield self._tested(pair, one, both)
            return
        yield from self._answers(pair, both)

    def _answers(self, pair: Pair, both: tuple[Noticed, Noticed]) -> Iterator[Step | Parting]:
        """Go on by what the caller or the world chooses, the same on both sides."""
        first, second = (
            {_chosen(move.label): move for move in _choices(lane, position)}
            for lane, position in zip(self.joint.lanes, pair, strict=True)
        )
        for name in dict.fromkeys((*first, *second)):
            one, other = first.get(name), second.get(name)
            if one is not None and other is not None:
                yield self._step(_moved(one), _moved(other))
            else:
                yield Parting(EVERYTHING, " ".join(name).strip(), both, (one, other))

    def _step(self, one: Going, other: Going) -> Step:
        sets = self.joint.sets
        return Step(
            (one.target, other.target),
            sets.both(one.look, other.look),
            (*one.sets, *other.sets),
            typed_alike(self.joint, one.sets, other.sets),
            self.joint.figures,
            (one.move, other.move),
        )

    def _tested(self, pair: Pair, one: Tested, both: tuple[Noticed, Noticed]) -> Step | Parting:
        """Turn what may happen in line into a step of those whom it moves."""
        if one.answer:
            return Parting(one.guard, one.answer, both, one.moves)
        first, second = (
            position if move is None else Position(move.target)
            for position, move in zip(pair, one.moves, strict=True)
        )
        return Step((first, second), one.guard, (), EVERYTHING, self.joint.figures, one.moves)


def _moved(move: Move) -> Going:
    return Going(Position(move.target), move.look, move.sets, move)


def _heard(lane: Lane, position: Position, node: PlayNode) -> Going:
    """Return where a side is once the next prompt of a `play` was heard."""
    if position.said + 1 < len(node.prompts):
        return Going(position._replace(said=position.said + 1), EVERYTHING, (), None)
    (move,) = lane.moves(position.place)
    return _moved(move)


def _choices(lane: Lane, position: Position) -> Iterator[Move]:
    """Yield the moves that the caller or the world can choose at a position; of an answer, none."""
    is_queue = lane.place(position.place).kind == "queue" and position.stage == IN
    is_transfer = isinstance(node_at(lane, position), TransferNode)
    for move in lane.moves(position.place):
        if is_queue and move.label.kind != "waits":
            continue
        if not (is_transfer and move.label.kind == "go"):
            yield move


def _chosen(label: Label) -> tuple[str, str]:
    return (label.kind, label.name)
