"""Which changed lines of the source cause a difference."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.axes import LINE
from ccdsl.analysis.compare import Comparison, Difference
from ccdsl.analysis.compare_edits import SIDES, Because, Edits
from ccdsl.analysis.compare_noticed import Position, node_at
from ccdsl.analysis.compare_region import Region
from ccdsl.analysis.compare_same import Key
from ccdsl.analysis.compare_written import lines
from ccdsl.analysis.places import Move, Place
from ccdsl.model.flow import CallbackNode
from ccdsl.record import worker
from ccdsl.source import Span
from ccdsl.syntax import ast

_CHOSEN = ("key", "silence", "invalid", "filled", "lookup", "press", "busy", "no-answer", "failed")
_FLOWS = ("script", "routing", "overflow", "after-hours")
Origin = tuple[str, ...]
"""A flow's kind and name, a node, and what was chosen there, whatever the language."""


class _Touched(NamedTuple):
    """Something that decided on one side: a flow, and where in it."""

    side: int
    flow: Key
    span: Span | None


@worker
class Causes:
    """Finds the lines that cause differences; the lines that differ are found once."""

    comparison: Comparison
    edits: Edits
    _regions: dict[int, Region] = field(default_factory=dict)

    def of(self, difference: Difference) -> tuple[Because, ...]:
        """Return the changed lines that decided, the earlier center's first."""
        touched = list(dict.fromkeys(self._touched(difference)))
        found = [one for each in touched for one in self._within(each)]
        found += self._arrived(self.region(difference))
        if not found:
            flows = [(each.side, each.flow) for each in touched]
            found = [one for side, flow in dict.fromkeys(flows) for one in self._near(side, flow)]
        if not found:
            keys = sorted(self.comparison.same.differing)
            found = [one for key in keys for one in self.edits.of(key)]
        return _sorted(found)

    def of_entry(self, name: str) -> tuple[Because, ...]:
        """Return the lines of an entry that differ."""
        return _sorted(self.edits.of(("entry", name)))

    def region(self, difference: Difference) -> Region:
        """Return what lies between a difference and where both sides last stood alike."""
        known = self._regions.get(id(difference))
        if known is None:
            known = self._regions[id(difference)] = Region(self.comparison)
            known.search(difference)
        return known

    def origins(self, difference: Difference) -> tuple[Origin, ...]:
        """Return where both sides were last together, and what was chosen there."""
        found: dict[Origin, None] = {}
        comparison, region = self.comparison, self.region(difference)
        first, second = (comparison.place(difference.pair, side) for side in (0, 1))
        if _spot(first) == _spot(second):
            found[(*_spot(first), difference.parting.answer)] = None
        for passed in region.passed:
            one, other = (comparison.place(passed.source, side) for side in (0, 1))
            if passed.apart and one == other:
                labels = [move.label for move in passed.step.moves if move is not None]
                chosen = [f"{each.kind} {each.name}" for each in labels if each.kind in _CHOSEN]
                found[(*_spot(one), *chosen[:1])] = None
        return tuple(sorted(found))

    def _touched(self, difference: Difference) -> Iterator[_Touched]:
        """Yield what decided since both sides stood alike."""
        for side, position in enumerate(self.comparison.pairs[difference.pair]):
            yield from self._at(side, position)
            move = difference.parting.moves[side]
            if move is not None:
                yield from self._at(side, Position(move.target))
        for passed in self.region(difference).passed:
            for side, move in enumerate(passed.step.moves):
                if move is not None and (passed.apart or move.sets):
                    place = self.comparison.place(passed.source, side)
                    yield from self._decided(side, place, move)

    def _at(self, side: int, position: Position) -> Iterator[_Touched]:
        lane = self.comparison.joint.lanes[side]
        place = lane.place(position.place)
        node = node_at(lane, position)
        if isinstance(node, CallbackNode):
            yield _Touched(side, ("queue", node.queue), None)
        if place.kind != "end":
            yield _Touched(side, place.flow, node.span if node is not None else None)

    def _decided(self, side: int, place: Place, move: Move) -> Iterator[_Touched]:
        """Yield what took a contact on from a place: a rule, a node, a queue and its lines."""
        flows = self.comparison.joint.lanes[side].space.center.flows
        rule = move.label.number if move.label.kind == "rule" else 0
        if place.kind == "queue" and not place.node:
            yield from self._let_in(side, place, is_closed=move.label.kind == "closed")
        if place.kind == "queue" and rule:
            flow = ("overflow", move.label.name)
            yield _Touched(side, flow, flows[flow].rules[rule - 1].span)
        elif rule:
            yield _Touched(side, place.flow, flows[place.flow].rules[rule - 1].span)
        elif place.flow in flows and place.node in flows[place.flow].nodes:
            yield _Touched(side, place.flow, flows[place.flow].nodes[place.node].span)

    def _let_in(self, side: int, place: Place, *, is_closed: bool) -> Iterator[_Touched]:
        """Yield what decides whether a queue lets a contact in: its hours, then its overflow."""
        queue = self.comparison.joint.lanes[side].half.program.queues[place.name]
        policy = self.comparison.same.declared[side].get(("after-hours", queue.after_hours or ""))
        yield _Touched(side, place.flow, None)
        if isinstance(policy, ast.AfterHours):
            yield _Touched(side, ("after-hours", policy.name.text), policy.hours.span)
        if queue.overflow is not None and not is_closed:
            yield _Touched(side, ("overflow", queue.overflow), None)

    def _arrived(self, region: Region) -> Iterator[Because]:
        """Yield the lines of entries whose contacts the sides treat apart from the start."""
        joint = self.comparison.joint
        axes = joint.lanes[0].space.axes
        bits = joint.sets.values(
            joint.sets.union(who for _, who in region.begun), axes.places[LINE]
        )
        lines = [line for place, line in enumerate(axes.lines) if bits >> place & 1]
        entries = (entry for line in lines for entry in joint.lines[line] if entry is not None)
        for name in dict.fromkeys(entry.name.text for entry in entries):
            yield from self.edits.of(("entry", name))

    def _within(self, touched: _Touched) -> Iterator[Because]:
        """Yield the changed lines in the span of what decided, and of what it names."""
        yield from self.edits.within(*touched)
        yield from self._named(*touched)

    def _named(self, side: int, flow: Key, span: Span | None) -> Iterator[Because]:
        """Yield the changed lines of what a flow names in a span, and what those name."""
        todo = list(self._names(side, flow, span))
        notice = self.comparison.joint.lanes[side].space.center.notices.get(flow[1])
        todo += [("prompt", notice.text)] if flow[0] == "queue" and notice is not None else []
        seen = dict.fromkeys(todo)
        while todo:
            key = todo.pop()
            yield from self.edits.of(key)
            more = () if key[0] == "entry" else self._names(side, key, None)
            todo += [one for one in more if one not in seen]
            seen.update(dict.fromkeys(todo))

    def _names(self, side: int, flow: Key, span: Span | None) -> Iterator[Key]:
        """Yield what a declaration names in a span, but for what contacts go on to there."""
        same = self.comparison.same
        declared = same.declared[side].get(flow)
        if declared is None:
            return
        for key, name in same.named_in(side, declared):
            here = span is None or (
                name.span.path == span.path and span.start <= name.span.start < span.end
            )
            is_flow = key[0] in _FLOWS or (key[0] == "queue" and flow[0] != "queue")
            if here and not is_flow:
                yield key

    def _near(self, side: int, flow: Key) -> Iterator[Because]:
        yield from self.edits.of(flow)
        yield from self._named(side, flow, None)

    def failing(self) -> Iterator[Because]:
        """Yield the lines that say what happens on a failure, where the sides say other things."""
        said = []
        for half in self.comparison.same.halves:
            center = half.program.center
            flow = half.flows.get(("center", center.name.text)) if center is not None else None
            said.append(None if flow is None else (flow.steps, flow.nodes))
        if said[0] != said[1]:
            for side, half in enumerate(self.comparison.same.halves):
                center = half.program.center
                if center is not None:
                    for one in lines(half.program, center.on_failure.span):
                        yield Because(SIDES[side], one.path, one.line, "center", center.name.text)


def _spot(place: Place) -> Origin:
    return (place.kind, place.name, "" if place.kind == "queue" else place.node)


def _sorted(found: Iterable[Because]) -> tuple[Because, ...]:
    """Return lines in the order in which they are told, each once."""
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda one: (SIDES.index(one.side), one.path, one.line)))
