"""After-hours rules, and lines taken because a flag is on, that lead into a closed queue."""

from collections.abc import Iterator
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.chains import head, lines_of
from ccdsl.analysis.comers import Asking
from ccdsl.analysis.places import Label, Move, Place
from ccdsl.analysis.queueing import opening
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.spreading import spread
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Backward
from ccdsl.model.flow import DecisionNode
from ccdsl.model.tested import ClosedQueue, FlowKey
from ccdsl.record import worker
from ccdsl.source import Span
from ccdsl.syntax import ast

_ON, _OFF = 2, 1


class _Cause(NamedTuple):
    """A line that sends contacts somewhere: of an after-hours policy, or decided by a flag."""

    flow: FlowKey
    span: Span
    flag: str


_Sent = dict[Move, int]
"""By move, the contacts whom a cause makes take it, as they stand before."""


def find_closed(asking: Asking, keys: frozenset[FlowKey]) -> Iterator[ClosedQueue]:
    """Yield the lines of some flows that send somebody into a queue that is closed then."""
    sending = _Sending(asking)
    sending.read()
    if sending.causes and sending.closed(sending.everybody):
        for cause, sent in sending.causes.items():
            if cause.flow in keys:
                yield from sending.told(cause, sent)


@worker
class _Sending:
    """The causes in one walk; a contact is followed to the next cause or queue, not beyond."""

    asking: Asking
    causes: dict[_Cause, _Sent] = field(default_factory=dict)
    everybody: _Sent = field(default_factory=dict)

    @property
    def walk(self) -> Walk:
        """The walk that it is about."""
        return self.asking.walk

    def read(self) -> None:
        """Look for causes at every place that somebody comes to."""
        for number, place in self.walk.reached():
            if place.kind == "end":
                continue
            for move in self.walk.made(number):
                if move.label.kind in ("rule", "when", "else"):
                    self._add(place, move)

    def _add(self, place: Place, move: Move) -> None:
        flow = ("overflow", move.label.name) if move.label.queue else place.flow
        come = self.walk.come[move.source]
        who = self.walk.space.sets.both(come, move.guard)
        if flow[0] == "after-hours" and move.label.kind == "rule":
            self._note(_Cause(flow, self._span(place, move.label), ""), move, who)
            return
        for flag, because in self._by_flag(move, who):
            self._note(_Cause(flow, self._span(place, move.label), flag), move, because)

    def _note(self, cause: _Cause, move: Move, who: int) -> None:
        sets = self.walk.space.sets
        self.causes.setdefault(cause, {})[move] = who
        self.everybody[move] = sets.either(self.everybody.get(move, NOTHING), who)

    def _by_flag(self, move: Move, who: int) -> Iterator[tuple[str, int]]:
        """Yield each flag without which some contacts would not make a move, and those contacts."""
        sets, support = self.walk.space.sets, self.walk.space.sets.support(move.guard)
        for axis, place in self.walk.space.axes.places.items():
            if axis.kind == "flag" and support >> place & 1:
                anyway = sets.both(move.guard, sets.where(place, _OFF))
                on = sets.both(who, sets.where(place, _ON))
                because = sets.less(on, sets.without(anyway, 1 << place))
                if because:
                    yield axis.name, because

    def _span(self, place: Place, label: Label) -> Span:
        flows = self.walk.space.center.flows
        if label.kind == "rule":
            flow = flows["overflow", label.name] if label.queue else flows[place.flow]
            return lines_of(flow)[label.number - 1].head
        node = flows[place.flow].nodes[place.node]
        return head(node.condition if isinstance(node, DecisionNode) else None, node.span)

    def _allowed(self, move: Move) -> int:
        """Let contacts go on until another cause sends them, or they are in a queue."""
        place = self.walk.places[move.source]
        if place.kind == "queue" and not place.node:
            return NOTHING
        return self.walk.space.sets.less(EVERYTHING, self.everybody.get(move, NOTHING))

    def closed(self, sent: _Sent) -> dict[int, int]:
        """Return the places where contacts sent so arrive in a closed queue, and who they are."""
        sets, begin, found = self.walk.space.sets, dict[int, int](), dict[int, int]()
        for move, who in sent.items():
            after = self.walk.after(who, move)
            begin[move.target] = sets.either(begin.get(move.target, NOTHING), after)
        for number, who in spread(self.walk, begin, self._allowed).items():
            shut = sets.both(who, _closed_at(self.walk, self.walk.places[number]))
            if shut:
                found[number] = shut
        return found

    def told(self, cause: _Cause, sent: _Sent) -> Iterator[ClosedQueue]:
        """Yield the queues that a cause sends somebody into while they are closed."""
        by_queue: dict[str, dict[int, int]] = {}
        for number, who in self.closed(sent).items():
            by_queue.setdefault(self.walk.places[number].name, {})[number] = who
        for queue, goals in by_queue.items():
            yield ClosedQueue(
                flow=cause.flow,
                span=cause.span,
                flag=cause.flag,
                queue=queue,
                contacts=Shown(self.walk, self.asking.view, self._meant(sent, goals), sent=goals),
            )

    def _meant(self, sent: _Sent, goals: dict[int, int]) -> dict[int, int]:
        """Return who stands before a cause, and is sent by it into the closed queue."""
        sets, back = self.walk.space.sets, Backward(self.walk, self._allowed)
        found: dict[int, int] = {}
        back.search(goals)
        for move, who in sent.items():
            before = self.walk.before(back.seen.get(move.target, NOTHING), move)
            meant = sets.both(before, who)
            found[move.source] = sets.either(found.get(move.source, NOTHING), meant)
        return found


def _closed_at(walk: Walk, place: Place) -> int:
    """Return for whom the queue is closed in which a place lets contacts arrive."""
    if place.kind != "queue" or place.node:
        return NOTHING
    queue = walk.space.center.program.queues[place.name]
    policy = walk.space.center.flows.get(("after-hours", queue.after_hours or ""))
    if policy is None or not isinstance(policy.declaration, ast.AfterHours):
        return NOTHING
    hours = policy.declaration.hours.text
    if hours not in walk.space.center.side.hours or place.channel not in queue.channels:
        return NOTHING
    return opening(walk.rules, queue)[0]
