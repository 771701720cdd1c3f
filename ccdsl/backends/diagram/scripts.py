"""Pictures of one declaration each: a script, a routing, an after-hours policy, a queue."""

from collections.abc import Mapping
from typing import assert_never

from ccdsl.backends.diagram.boxes import Guard, anybody
from ccdsl.backends.diagram.flows import Drawer
from ccdsl.backends.diagram.picture import Line, Picture, PictureKind
from ccdsl.backends.diagram.shapes import Kind
from ccdsl.backends.diagram.sketch import Exit, Sketch
from ccdsl.backends.diagram.world import (
    World,
    entry_lines,
    file_name,
    queue_lines,
    titled,
    waiting_lines,
)
from ccdsl.model.flow import Flow, FlowRule
from ccdsl.model.queues import Queue
from ccdsl.model.words import duration, key, words
from ccdsl.source import Span
from ccdsl.syntax import ast


def draw_script(world: World, script: ast.Script, holds: Guard = anybody) -> Picture:
    """Return the picture of a script."""
    name = script.name.text
    flow = world.flows[("script", name)]
    sketch = Sketch(world.program.sources, is_draft=ast.is_draft(script))
    drawer = Drawer(sketch, flow, world, holds)
    begin = sketch.add("start", name, script.span)
    for step in ("start", *flow.steps):
        target = flow.steps.get(step)
        if target is not None and drawer.resolve(target) not in drawer.met:
            drawer.draw((begin, None) if step == "start" else None, target)
    return _versioned(sketch, script)


def draw_routing(world: World, routing: ast.Routing, holds: Guard = anybody) -> Picture:
    """Return the picture of a routing, with the entries that lead to it."""
    sketch = Sketch(world.program.sources)
    entries = [
        sketch.add("entry", entry.name.text, entry.span, lines=entry_lines(entry))
        for entry in world.program.entries.values()
        if entry.routing.text == routing.name.text
    ]
    sketch.is_draft = ast.is_draft(routing)
    card, _ = draw_rules(sketch, world, routing, holds)
    for entry in entries:
        sketch.join((entry, None), card)
    return _versioned(sketch, routing)


def draw_after_hours(world: World, policy: ast.AfterHours, holds: Guard = anybody) -> Picture:
    """Return the picture of an after-hours policy."""
    sketch = Sketch(world.program.sources, is_draft=ast.is_draft(policy))
    draw_rules(sketch, world, policy, holds)
    return _versioned(sketch, policy)


def _versioned(sketch: Sketch, declared: ast.Script | ast.Routing | ast.AfterHours) -> Picture:
    kind: PictureKind
    match declared:
        case ast.Script():
            kind = "script"
        case ast.Routing():
            kind = "routing"
        case ast.AfterHours():
            kind = "after-hours"
        case _:
            assert_never(declared)
    name = file_name(kind, declared.name.text)
    is_new = ast.is_draft(declared)
    return sketch.picture(kind, name, titled(declared), declared.span, is_draft=is_new)


def draw_rules(
    sketch: Sketch,
    world: World,
    declared: ast.Routing | ast.Overflow | ast.AfterHours,
    holds: Guard,
    last: str = "",
) -> tuple[str, Exit]:
    """Draw first-match rules and what they do; return the first box and its last way out.

    `last` is one more row, for contacts that no rule takes. Long lists go on in another box.
    """
    flow = world.flows[(declared.kind, declared.name.text)]
    drawer = Drawer(sketch, flow, world, holds)
    rules = _kept(flow, holds)
    first, end = "", None
    for begin in range(0, max(len(rules), 1), MOST_ROWS):
        page = rules[begin : begin + MOST_ROWS]
        is_last = begin + MOST_ROWS >= len(rules)
        card = _card(sketch, declared, page, last if is_last else "none of these")
        if end is not None:
            sketch.join(end, card)
        first, end = first or card, (card, len(page))
        for number, rule in enumerate(page):
            drawer.draw((card, number), rule.target)
    return first, end or (first, None)


MOST_ROWS = 40
"""So many rules stand in one box."""


def _card(
    sketch: Sketch,
    declared: ast.Routing | ast.Overflow | ast.AfterHours,
    rules: list[FlowRule],
    last: str,
) -> str:
    rows = [(words(rule.condition) if rule.condition else "otherwise", rule.span) for rule in rules]
    if isinstance(declared, ast.AfterHours):
        rows = [(f"closed: {text}", span) for text, span in rows]
    if last:
        rows.append((last, declared.span))
    lines = [] if declared.title is None else [Line(text=declared.title.value)]
    kind = _CARDS[declared.kind]
    return sketch.add(kind, declared.name.text, declared.span, lines=lines, outcomes=rows)


_CARDS: Mapping[str, Kind] = {
    "routing": "routing",
    "overflow": "overflow",
    "after-hours": "after-hours",
}


def _kept(flow: Flow, holds: Guard) -> list[FlowRule]:
    """Return the rules that somebody whom the picture is about can take."""
    kept: list[FlowRule] = []
    for rule in flow.rules:
        held = True if rule.condition is None else holds(rule.condition)
        if held is not False:
            kept.append(rule)
        if held:
            break
    return kept


def draw_queue(world: World, queue: Queue, holds: Guard = anybody) -> Picture:
    """Return the picture of a queue, in the order in which things happen to a contact."""
    sketch = Sketch(world.program.sources)
    begin: Exit = (sketch.add("start", queue.name, queue.span), None)
    policy = world.view.after_hours.get(queue.after_hours or "")
    overflow = world.view.overflows.get(queue.overflow or "")
    for declared, last in ((policy, "open"), (overflow, "none of these")):
        if declared is not None:
            sketch.is_draft = ast.is_draft(declared)
            first, end = draw_rules(sketch, world, declared, holds, last)
            sketch.join(begin, first)
            begin = end
    sketch.is_draft = False
    sketch.join(begin, _waiting(sketch, world, queue, holds))
    name = file_name("queue", queue.name)
    return sketch.picture("queue", name, f"Queue {queue.name}: {queue.title}", queue.span)


def _waiting(sketch: Sketch, world: World, queue: Queue, holds: Guard) -> str:
    """Draw what may happen while a contact waits."""
    flow = world.flows[("queue", queue.name)]
    rows: list[tuple[str, Span]] = [("an agent answers", queue.span)]
    begins: list[str | None] = [None]
    only = "" if queue.channels == ("voice",) else " (voice)"
    for line in queue.written.keys:
        rows.append((f"{key(line.key.keys)}  {line.label.value}{only}", line.span))
        begins.append(flow.steps[f"key-{line.key.keys}"])
    if queue.written.at_close is not None:
        rows.append(("the hours close", queue.written.at_close.span))
        begins.append(flow.steps["at-close"])
    if queue.overflow is not None:
        again = duration(queue.recheck_ms)
        rows.append((f"overflow, asked again at least every {again}", queue.span))
        begins.append(None)
    lines = [*queue_lines(queue), *waiting_lines(queue)]
    card = sketch.add("queue", queue.name, queue.span, lines=lines, outcomes=rows)
    sketch.join((card, 0), sketch.add("agent", "", queue.span))
    drawer = Drawer(sketch, flow, world, holds)
    for number, begin in enumerate(begins):
        if begin is not None:
            drawer.draw((card, number), begin)
    return card
