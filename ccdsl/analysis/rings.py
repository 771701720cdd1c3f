"""Overflow rings: queues that contacts come back to by overflow, after-hours and at-close alone."""

from collections.abc import Iterator, Mapping
from typing import Literal

from ccdsl.model.facts import FlowKey, Overflowing, Ring
from ccdsl.model.flow import (
    AfterHoursNode,
    CallNode,
    Flow,
    NodeId,
    QueueNode,
    ScriptNode,
)
from ccdsl.model.graphs import rings, shortest_ring
from ccdsl.model.outcomes import successors
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue

Spot = tuple[str, str, NodeId]
"""A node of a flow by kind, name and id; the arrival in a queue has the id ""."""
Line = Literal["overflow", "after-hours", "at-close"]


def find_rings(program: Program, flows: Mapping[FlowKey, Flow]) -> tuple[Ring, ...]:
    """Return every ring of queues once, beginning with the queue that is declared first.

    Whatever the conditions and answers: every way out of every step counts. Being called back and
    the keys of a queue are no way back.
    """
    edges = dict(_edges(program, flows))
    order = {name: number for number, name in enumerate(program.queues)}
    found: dict[tuple[str, ...], Ring] = {}
    for component in rings(edges):
        queues = sorted((spot[1] for spot in component if not spot[2]), key=order.__getitem__)
        for queue in queues:
            way = shortest_ring(("queue", queue, ""), edges, frozenset(component))
            ring = _ring(way, flows, order)
            found.setdefault(tuple(hop.queue for hop in ring.hops), ring)
    return tuple(found.values())


def _edges(
    program: Program, flows: Mapping[FlowKey, Flow]
) -> Iterator[tuple[Spot, tuple[Spot, ...]]]:
    for flow in flows.values():
        if program.is_broken(flow.declaration.name.span):
            continue
        if flow.kind == "queue":
            spots = (spot for _, spot in _taken_out(program.queues[flow.name], flows))
            yield ("queue", flow.name, ""), tuple(spots)
        for node in flow.nodes:
            yield (flow.kind, flow.name, node), tuple(_following(program, flows, flow, node))


def _taken_out(queue: Queue, flows: Mapping[FlowKey, Flow]) -> Iterator[tuple[Line, Spot]]:
    """Yield where the lines of a queue begin to take contacts out of it."""
    lines: tuple[tuple[Line, str | None], ...] = (
        ("overflow", queue.overflow),
        ("after-hours", queue.after_hours),
    )
    for line, name in lines:
        flow = flows.get((line, name or ""))
        for rule in flow.rules if flow else ():
            yield line, (line, name or "", rule.target)
    own = flows[("queue", queue.name)]
    if "at-close" in own.steps:
        yield "at-close", ("queue", queue.name, own.steps["at-close"])


def _following(
    program: Program, flows: Mapping[FlowKey, Flow], flow: Flow, at: NodeId
) -> Iterator[Spot]:
    node = flow.nodes[at]
    for _, target in successors(node):
        yield (flow.kind, flow.name, target)
    match node:
        case ScriptNode(script=script) | CallNode(script=script):
            called = flows.get(("script", script))
            if called is not None and "start" in called.steps:
                yield ("script", script, called.steps["start"])
        case AfterHoursNode(policy=policy):
            rules = flows.get(("after-hours", policy))
            for rule in rules.rules if rules else ():
                yield ("after-hours", policy, rule.target)
        case QueueNode(queue=queue) if queue in program.queues:
            yield ("queue", queue, "")
        case _:
            return


def _ring(way: list[Spot], flows: Mapping[FlowKey, Flow], order: Mapping[str, int]) -> Ring:
    """Return a way from a queue back to itself by hops, turned to begin with the first queue."""
    hops: list[Overflowing] = []
    starts = [number for number, spot in enumerate(way) if not spot[2]]
    for start, end in zip(starts, [*starts[1:], len(way)], strict=True):
        kind, name, node = way[end - 1]
        hops.append(
            Overflowing(
                queue=way[start][1],
                line=_line(way[start + 1]),
                span=flows[(kind, name)].nodes[node].span,
            )
        )
    first = min(range(len(hops)), key=lambda number: order[hops[number].queue])
    return Ring(hops=(*hops[first:], *hops[:first]))


def _line(spot: Spot) -> Line:
    """Return the line by which a contact left, from the first place after it."""
    match spot[0]:
        case "overflow" | "after-hours" as line:
            return line
        case _:
            return "at-close"
