"""Which changed lines of the source cause a difference."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import field
from difflib import SequenceMatcher
from typing import NamedTuple

from ccdsl.analysis.compare import Comparison, Difference
from ccdsl.analysis.compare_noticed import Position, node_at
from ccdsl.analysis.compare_same import Key
from ccdsl.analysis.compare_steps import Step
from ccdsl.analysis.places import Place
from ccdsl.model.program import Program
from ccdsl.record import worker
from ccdsl.source import Span
from ccdsl.syntax import ast

_HEADER = re.compile(r"\bversion \d+ (draft|in-service|retired)\b")
_SIDES = ("before", "after")


_CHOSEN = ("key", "silence", "invalid", "filled", "lookup", "press", "busy", "no-answer", "failed")
Origin = tuple[str, ...]
"""A flow's kind and name, a node, and what was chosen there, whatever the language."""


class Because(NamedTuple):
    """A changed line: on which side, in which file, and of which declaration."""

    side: str
    path: str
    line: int
    kind: str
    name: str


class _Touched(NamedTuple):
    """Something that decided on one side: a flow, and where in it."""

    side: int
    flow: Key
    span: Span | None


@worker
class Causes:
    """Finds the lines that cause differences; the lines that differ are found once."""

    comparison: Comparison
    _lines: dict[tuple[int, Key], tuple[Because, ...]] = field(default_factory=dict)

    def of(self, difference: Difference) -> tuple[Because, ...]:
        """Return the changed lines that decided, the earlier center's first."""
        touched = list(dict.fromkeys(self._touched(difference)))
        found = [one for each in touched for one in self._within(each)]
        if not found:
            flows = [(each.side, each.flow) for each in touched]
            found = [one for side, flow in dict.fromkeys(flows) for one in self._near(side, flow)]
        if not found:
            keys = sorted(self.comparison.same.differing)
            found = [one for key in keys for side in (0, 1) for one in self.changed(side, key)]
        return tuple(sorted(dict.fromkeys(found), key=_order))

    def _touched(self, difference: Difference) -> Iterator[_Touched]:
        """Yield what decided since both sides were at the same place."""
        for side, position in enumerate(self.comparison.pairs[difference.pair]):
            yield from self._at(side, position)
            move = difference.parting.moves[side]
            if move is not None:
                yield from self._at(side, Position(move.target))
        for step, places in self._region(difference):
            for side, place in enumerate(places):
                move = step.moves[side]
                if move is not None:
                    rule = move.label.number if move.label.kind == "rule" else 0
                    name = move.label.name
                    yield from self._decided(side, place, name, rule)

    def _region(self, difference: Difference) -> Iterator[tuple[Step, tuple[Place, Place]]]:
        """Yield the steps back from a difference to where both sides were at the same place."""
        comparison = self.comparison
        todo = deque([(difference.pair, difference.contacts)])
        seen = {difference.pair}
        while todo:
            number, contacts = todo.popleft()
            first, second = comparison.pairs[number]
            is_alike = comparison.place(number, 0) == comparison.place(number, 1)
            if is_alike and first[1:] == second[1:]:
                continue
            for source, step in comparison.into.get(number, {}):
                come = comparison.come[source]
                before = comparison.joint.sets.both(comparison.before(contacts, step), come)
                if before:
                    yield step, (comparison.place(source, 0), comparison.place(source, 1))
                    if source not in seen:
                        seen.add(source)
                        todo.append((source, before))

    def origins(self, difference: Difference) -> tuple[Origin, ...]:
        """Return where both sides were last together, and what was chosen there."""
        found: dict[Origin, None] = {}
        first, second = (self.comparison.place(difference.pair, side) for side in (0, 1))
        if _spot(first) == _spot(second):
            found[(*_spot(first), difference.parting.answer)] = None
        for step, (one, other) in self._region(difference):
            if one == other:
                labels = [move.label for move in step.moves if move is not None]
                chosen = [f"{each.kind} {each.name}" for each in labels if each.kind in _CHOSEN]
                found[(*_spot(one), *chosen[:1])] = None
        return tuple(sorted(found))

    def _at(self, side: int, position: Position) -> Iterator[_Touched]:
        lane = self.comparison.joint.lanes[side]
        place = lane.place(position.place)
        node = node_at(lane, position)
        if place.kind != "end":
            yield _Touched(side, place.flow, node.span if node is not None else None)

    def _decided(self, side: int, place: Place, name: str, rule: int) -> Iterator[_Touched]:
        """Yield what took a contact on from a place: a rule, a node, a queue and its lines."""
        lane = self.comparison.joint.lanes[side]
        flows = lane.space.center.flows
        if place.kind == "queue" and rule:
            flow = flows[("overflow", name)]
            yield _Touched(side, ("overflow", name), flow.rules[rule - 1].span)
        elif place.kind == "queue" and not place.node:
            yield _Touched(side, place.flow, None)
            queue = lane.half.program.queues[place.name]
            if queue.overflow is not None:
                yield _Touched(side, ("overflow", queue.overflow), None)
        elif rule:
            yield _Touched(side, place.flow, flows[place.flow].rules[rule - 1].span)
        elif place.flow in flows and place.node in flows[place.flow].nodes:
            yield _Touched(side, place.flow, flows[place.flow].nodes[place.node].span)

    def _within(self, touched: _Touched) -> Iterator[Because]:
        """Yield the changed lines in the span of what decided, and of what it names."""
        side, flow, span = touched
        source = None if span is None else self._program(side).sources.get(span.path)
        if flow in self.comparison.same.differing:
            for one in self.changed(side, flow):
                if (
                    span is None
                    or source is None
                    or (
                        one.path == span.path
                        and (
                            source.position(span.start).line
                            <= one.line
                            <= source.position(max(span.start, span.end - 1)).line
                        )
                    )
                ):
                    yield one
        yield from self._named(side, flow, span)

    def _named(self, side: int, flow: Key, span: Span | None) -> Iterator[Because]:
        """Yield the changed lines of what a flow names in a span."""
        same = self.comparison.same
        declared = same.declared[side].get(flow)
        if declared is None:
            return
        for key, name in same.named_in(side, declared):
            inside = span is None or (
                name.span.path == span.path and span.start <= name.span.start < span.end
            )
            if inside and key in same.differing and key[0] not in _FLOWS:
                for number in (0, 1):
                    yield from self.changed(number, key)

    def _near(self, side: int, flow: Key) -> Iterator[Because]:
        yield from self.changed(side, flow)
        yield from self._named(side, flow, None)

    def _program(self, side: int) -> Program:
        return self.comparison.same.halves[side].program

    def changed(self, side: int, key: Key) -> tuple[Because, ...]:
        """Return the lines of a declaration that only one side has."""
        known = self._lines.get((side, key))
        if known is None:
            known = self._lines[(side, key)] = tuple(self._changed(side, key))
        return known

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
                    for path, line, _ in self._lines_of(side, center.on_failure.span):
                        yield Because(_SIDES[side], path, line, "center", center.name.text)

    def _changed(self, side: int, key: Key) -> Iterator[Because]:
        if key not in self.comparison.same.differing:
            return
        own, other = (self._text(number, key) for number in (side, 1 - side))
        matcher = SequenceMatcher(None, [t for _, _, t in own], [t for _, _, t in other])
        for tag, low, high, _, _ in matcher.get_opcodes():
            if tag != "equal":
                for path, line, text in own[low:high]:
                    if text:
                        yield Because(_SIDES[side], path, line, *key)

    def _text(self, side: int, key: Key) -> list[tuple[str, int, str]]:
        """Return the lines of a declaration, and of what makes it up but is no part of it."""
        same, program = self.comparison.same, self._program(side)
        declared = same.declared[side].get(key)
        if declared is None:
            return []
        parts: list[ast.Declaration] = [declared]
        if isinstance(declared, ast.OpeningHours):
            named = [one.text for one in declared.exceptions]
            parts += [program.holidays[one] for one in named if one in program.holidays]
        if isinstance(declared, ast.Queue) and declared.like is not None:
            base = same.declared[side].get(("queue", declared.like.text))
            parts += [base] if base is not None else []
        return [one for part in parts for one in self._lines_of(side, part.span)]

    def _lines_of(self, side: int, span: Span) -> Iterator[tuple[str, int, str]]:
        source = self._program(side).sources.get(span.path)
        if source is None:
            return
        first = source.position(span.start).line
        for number, line in enumerate(source.text[span.start : span.end].splitlines(), first):
            text = " ".join(line.partition("#")[0].split())
            yield span.path, number, _HEADER.sub("", text) if number == first else text


def _spot(place: Place) -> Origin:
    return (place.kind, place.name, "" if place.kind == "queue" else place.node)


_FLOWS = ("script", "routing", "overflow", "after-hours")


def _order(one: Because) -> tuple[int, str, int]:
    return (_SIDES.index(one.side), one.path, one.line)
