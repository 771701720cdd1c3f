"""The picture of a whole center: entries, routings, scripts and queues, each as one box."""

from collections.abc import Iterable, Iterator

from ccdsl.backends.diagram.boxes import End, end_box
from ccdsl.backends.diagram.picture import Line, Picture
from ccdsl.backends.diagram.scripts import MOST_ROWS
from ccdsl.backends.diagram.shapes import SHAPES, Kind
from ccdsl.backends.diagram.sketch import Exit, Sketch
from ccdsl.backends.diagram.world import (
    World,
    entry_lines,
    file_name,
    queue_lines,
)
from ccdsl.model.flow import (
    AnyNode,
    CallbackNode,
    CallNode,
    Flow,
    FlowRule,
    NodeId,
    TransferNode,
)
from ccdsl.model.outcomes import successors
from ccdsl.model.queues import Queue
from ccdsl.model.words import key, words
from ccdsl.source import Span
from ccdsl.syntax import ast

MOST_ARRIVALS = 5
"""So many lines may meet at a box; who comes later is told where to go on."""

Goal = tuple[Kind, str]
"""Where a flow leads: the kind and name of a box."""


def draw_center(world: World, center: ast.Center) -> Picture:
    """Return the picture of a center; larger ones are split by whoever asks for it."""
    made = _Overview(world)
    for entry in world.program.entries.values():
        made.entry(entry)
    made.failure(center)
    made.follow()
    title = center.title.value if center.title else center.name.text
    which = ", with the drafts" if world.view.which == "draft" else ""
    return made.sketch.picture("center", "center", f"{title}: the whole center{which}", center.span)


class _Overview:
    """Draws the boxes of a center as they are reached."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sketch = Sketch(world.program.sources)
        self.boxes: dict[Goal, str] = {}
        self.arrivals: dict[Goal, int] = {}
        self.spans: dict[Goal, Span] = {}
        self.waiting: list[tuple[Exit, Goal]] = []

    def entry(self, entry: ast.Entry) -> None:
        lines = entry_lines(entry)
        box = self.sketch.add("entry", entry.name.text, entry.span, lines=lines)
        self.waiting.append(((box, None), ("routing", entry.routing.text)))

    def failure(self, center: ast.Center) -> None:
        flow = self.world.flows.get(("center", center.name.text))
        if flow is not None:
            span = center.on_failure.span
            lines = [Line(text=text) for text in self._others(flow, flow.nodes)]
            box = self.sketch.add("start", "when a step fails", span, lines=lines)
            self._lead((box, None), flow, flow.steps.values())

    def follow(self) -> None:
        """Draw everything that what is drawn leads to, depth first."""
        waiting = [self.waiting.pop(0) for _ in list(self.waiting)][::-1]
        while waiting:
            tail, goal = waiting.pop()
            if goal not in self.boxes:
                self.boxes[goal] = self._box(goal)
                waiting.extend(reversed(self.waiting))
                self.waiting.clear()
            self._arrive(tail, goal)

    def _arrive(self, tail: Exit, goal: Goal) -> None:
        """Draw a line to a box, or say in words where to go on if many lines meet there."""
        head = self.boxes[goal]
        self.arrivals[goal] = self.arrivals.get(goal, 0) + 1
        if self.arrivals[goal] > MOST_ARRIVALS and goal[0] != "routing":
            name = f"{goal[0]} {goal[1]}"
            span = self.spans[goal]
            opens = self.sketch.nodes[head].opens
            head = self.sketch.add("step", name, span, opens=opens, leads=head)
        self.sketch.join(tail, head)

    def _box(self, goal: Goal) -> str:
        kind, name = goal
        view = self.world.view
        if kind == "queue":
            queue = self.world.program.queues[name]
            self.spans[goal] = queue.span
            return self._queue(queue)
        if kind == "script":
            self.spans[goal] = view.scripts[name].span
            return self._script(view.scripts[name])
        declared = view.routings[name] if kind == "routing" else view.after_hours[name]
        self.spans[goal] = declared.span
        return self._rules(declared)

    def _rules(self, declared: ast.Routing | ast.AfterHours) -> str:
        """Draw first-match rules; long lists go on in another box."""
        kind: Kind = "routing" if isinstance(declared, ast.Routing) else "after-hours"
        flow = self.world.flows[(kind, declared.name.text)]
        boxes: list[str] = []
        for begin in range(0, max(len(flow.rules), 1), MOST_ROWS):
            page = flow.rules[begin : begin + MOST_ROWS]
            rows = [(self._rule(flow, rule), rule.span) for rule in page]
            if begin + MOST_ROWS < len(flow.rules):
                rows.append(("none of these", declared.span))
            boxes.append(self._versioned(kind, declared, rows))
            if begin:
                self.sketch.join((boxes[-2], MOST_ROWS), boxes[-1])
            for number, rule in enumerate(page):
                self._lead((boxes[-1], number), flow, [rule.target])
        return boxes[0]

    def _rule(self, flow: Flow, rule: FlowRule) -> str:
        text = words(rule.condition) if rule.condition else "otherwise"
        return f"{text}{self._ends(flow, [rule.target])}"

    def _script(self, script: ast.Script) -> str:
        flow = self.world.flows[("script", script.name.text)]
        box = self._versioned("script", script, [])
        self._lead((box, None), flow, flow.nodes)
        return box

    def _versioned(
        self,
        kind: Kind,
        declared: ast.Routing | ast.AfterHours | ast.Script,
        rows: list[tuple[str, Span]],
    ) -> str:
        name = declared.name.text
        self.sketch.is_draft = is_new = ast.is_draft(declared)
        lines = [Line(text=f"draft version {declared.version.number.value}")] * is_new
        lines += [Line(text=declared.title.value)] if declared.title else []
        if isinstance(declared, ast.Script):
            flow = self.world.flows[("script", name)]
            lines += [Line(text=text, rows=4) for text in self._others(flow, flow.nodes)]
        made = self.sketch.add(
            kind, name, declared.span, lines=lines, outcomes=rows, opens=_picture_of(kind, name)
        )
        self.sketch.is_draft = False
        return made

    def _queue(self, queue: Queue) -> str:
        rows = list(self._queue_rows(queue))
        texts = [(f"{text}{self._ends(flow, begin)}", span) for text, flow, begin, span in rows]
        box = self.sketch.add(
            "queue",
            queue.name,
            queue.span,
            lines=queue_lines(queue),
            outcomes=texts,
            opens=file_name("queue", queue.name),
        )
        for number, (_, flow, begin, _) in enumerate(rows):
            self._lead((box, number), flow, begin)
        return box

    def _queue_rows(self, queue: Queue) -> Iterator[tuple[str, Flow, list[NodeId], Span]]:
        """Yield what may take a contact out of a queue, and where it begins."""
        flows, written = self.world.flows, queue.written
        closed = flows.get(("after-hours", queue.after_hours or ""))
        if closed is not None and written.after_hours:
            yield "closed", closed, list(closed.entrances), written.after_hours.span
        overflow = flows.get(("overflow", queue.overflow or ""))
        if overflow is not None and written.overflow:
            yield "overflow", overflow, list(overflow.entrances), written.overflow.span
        own = flows[("queue", queue.name)]
        if written.at_close:
            yield "at close", own, [own.steps["at-close"]], written.at_close.span
        for line in written.keys:
            begin = own.steps[f"key-{line.key.keys}"]
            yield f"{key(line.key.keys)}  {line.label.value}", own, [begin], line.span

    def _lead(self, tail: Exit, flow: Flow, begin: Iterable[NodeId]) -> None:
        """Remember the routings, scripts and queues to which a part of a flow leads."""
        goals = dict.fromkeys(_goals(flow, begin, self.world))
        self.waiting += [(tail, goal) for goal in goals if goal[0] in _BOXES]

    def _ends(self, flow: Flow, begin: Iterable[NodeId]) -> str:
        said = "; ".join(self._others(flow, begin))
        return f" → {said}" if said else ""

    def _others(self, flow: Flow, begin: Iterable[NodeId]) -> list[str]:
        """Return in words the ends that have no box of their own in this picture."""
        goals = dict.fromkeys(_goals(flow, begin, self.world))
        return [
            f"{SHAPES[kind].word.lower()} {name}".rstrip()
            for kind, name in goals
            if kind not in (*_BOXES, "return")
        ]


_BOXES: tuple[Kind, ...] = ("routing", "script", "queue", "after-hours")


def _picture_of(kind: Kind, name: str) -> str:
    match kind:
        case "routing" | "script" | "after-hours":
            return file_name(kind, name)
        case _:
            return ""


def _goals(flow: Flow, begin: Iterable[NodeId], world: World) -> Iterator[Goal]:
    """Yield where contacts go who come to these nodes, in the order of the flow."""
    waiting, met = list(begin)[::-1], set[NodeId]()
    while waiting:
        name = waiting.pop()
        if name in met:
            continue
        met.add(name)
        node = flow.nodes[name]
        yield from _own_goals(node, world)
        waiting.extend(target for _, target in reversed(list(successors(node))))


def _own_goals(node: AnyNode, world: World) -> Iterator[Goal]:
    match node:
        case CallNode():
            yield "script", node.script
        case CallbackNode():
            yield "callback", node.queue
        case TransferNode():
            yield "transfer", node.target
        case _:
            if isinstance(node, End):
                box = end_box(node, world)
                yield box.kind, box.name
