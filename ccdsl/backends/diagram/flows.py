"""Drawing a flow: from where it begins, depth first, into a sketch."""

from collections.abc import Mapping, Sequence

from ccdsl.backends.diagram.boxes import Box, End, Guard, Way, box_of, end_box
from ccdsl.backends.diagram.sketch import Exit, Row, Sketch
from ccdsl.backends.diagram.world import World
from ccdsl.model.flow import AnyNode, Flow, JumpNode, NodeId
from ccdsl.source import Span

MOST_ARRIVALS = 3
"""So many lines may meet at a box; who comes later is told where to go on."""


def is_above(parents: Mapping[str, str], head: str, below: str) -> bool:
    """Return whether a box lies on the way by which `below` was first reached.

    `parents` names, by box, the one it was first reached from.
    """
    at: str | None = below
    while at is not None:
        if at == head:
            return True
        at = parents.get(at)
    return False


class Drawer:
    """Draws what can happen in one flow.

    A line never leads back and seldom far: where a contact goes back to a step, or ends, a small
    box beside the outcome says so. The picture has no cycle then, and few lines cross.
    """

    def __init__(self, sketch: Sketch, flow: Flow, world: World, holds: Guard) -> None:
        """Draw nothing yet."""
        self.sketch = sketch
        self.flow = flow
        self.world = world
        self.holds = holds
        self.drawn: dict[NodeId, str] = {}
        self.parents: dict[str, str] = {}
        self.arrivals: dict[str, int] = {}
        self.chips: dict[str, tuple[int, Box, str]] = {}
        self.met: set[NodeId] = set()

    def draw(self, begin: Exit | None, target: NodeId) -> None:
        """Draw everything from a node on, with a line to it from `begin`."""
        waiting: list[tuple[Exit | None, NodeId]] = [(begin, target)]
        while waiting:
            tail, at = waiting.pop()
            node = self.flow.nodes[self.resolve(at)]
            self.met.add(node.id)
            if isinstance(node, End):
                self._end(tail, node)
            elif node.id in self.drawn:
                self._arrive_again(tail, node.id)
            else:
                waiting.extend(reversed(self._box(tail, node.id)))

    def resolve(self, target: NodeId) -> NodeId:
        """Return where a target leads: unconditional jumps are lines, not boxes."""
        met: set[NodeId] = set()
        while target not in met:
            met.add(target)
            node = self.flow.nodes[target]
            if isinstance(node, JumpNode) and node.at_most is None:
                target = node.target
        return target

    def _step(self, target: NodeId) -> str:
        return target if target in self.flow.steps and self.flow.kind == "script" else ""

    def _box(self, tail: Exit | None, at: NodeId) -> list[tuple[Exit | None, NodeId]]:
        """Draw a box and return what follows it."""
        node = self.flow.nodes[at]
        box = box_of(self.flow, node, self.world, self.holds)
        ways = self._merged(box.ways)
        outcomes = [row for way in ways if (row := self._row(way, node)) is not None]
        made = self.sketch.add(
            box.kind,
            box.name,
            node.span,
            step="" if self._step(at) == box.name else self._step(at),
            lines=box.lines,
            outcomes=outcomes,
            opens=box.opens,
        )
        self.drawn[at] = made
        self._arrive(tail, made)
        return [
            ((made, None if way.text is None else number), way.target)
            for number, way in enumerate(ways)
        ]

    def _row(self, way: Way, node: AnyNode) -> Row | None:
        """Return a row with the places of its outcomes: their own, or where what follows begins."""
        if way.text is None:
            return None
        if way.span != node.span:
            return (way.text, way.span)
        spans = (self.flow.nodes[target].span for target in (way.target, *way.also))
        return (way.text, *spans)

    def _merged(self, ways: Sequence[Way]) -> list[Way]:
        """Return the outcomes, those in one row that share what follows or simply end alike."""
        if self.world.is_apart:
            return list(ways)
        merged: list[Way] = []
        for way in ways:
            last = merged[-1] if merged else None
            if last and last.text and way.text and self._alike(last, way):
                also = (*last.also, way.target)
                merged[-1] = Way(f"{last.text}, {way.text}", last.target, last.span, also)
            else:
                merged.append(way)
        return merged

    def _alike(self, one: Way, other: Way) -> bool:
        if one.target == other.target:
            return True
        is_failure = one.span == other.span
        first, second = (self.flow.nodes[self.resolve(way.target)] for way in (one, other))
        if not is_failure or not isinstance(first, End) or not isinstance(second, End):
            return False
        return end_box(first, self.world) == end_box(second, self.world)

    def _end(self, tail: Exit | None, node: End) -> None:
        """Draw an end beside the box that leads to it."""
        box = end_box(node, self.world)
        self._chip(tail, box, self._step(node.id), node.span, "")

    def _arrive_again(self, tail: Exit | None, at: NodeId) -> None:
        """Lead to a box that is drawn: by a line, or in words where the line would lead back."""
        head = self.drawn[at]
        if tail is None:
            return
        if is_above(self.parents, head, tail[0]) or self.arrivals[head] >= MOST_ARRIVALS:
            named = self.sketch.nodes[head]
            box = Box("step", self._step(at) or named.name or named.kind, (), ())
            self._chip(tail, box, "", self.flow.nodes[at].span, head)
        else:
            self._arrive(tail, head)

    def _chip(self, tail: Exit | None, box: Box, step: str, span: Span, leads: str) -> None:
        """Draw a small box; outcomes that stand one below the other share one."""
        begin, number = (tail[0], tail[1] or 0) if tail else ("", 0)
        before, same, chip = self.chips.get(begin, (-1, None, ""))
        if same != box or before + 1 != number or step:
            chip = self.sketch.add(
                box.kind, box.name, span, step=step, lines=box.lines, opens=box.opens, leads=leads
            )
        self.chips[begin] = (number, box, chip)
        if tail:
            self.sketch.join(tail, chip)

    def _arrive(self, tail: Exit | None, head: str) -> None:
        self.arrivals[head] = self.arrivals.get(head, 0) + 1
        if tail:
            self.parents.setdefault(head, tail[0])
            self.sketch.join(tail, head)
