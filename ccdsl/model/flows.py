"""Declarations to flows."""

from typing import assert_never

from ccdsl.model.flatten import Flattener
from ccdsl.model.flow import Flow, FlowKind, FlowRule, JumpNode, NodeId, NowhereNode
from ccdsl.model.queues import Queue
from ccdsl.syntax import ast


def flatten_script(script: ast.Script) -> Flow:
    """Return the flow of a script; the first of two steps with one name counts."""
    made = Flattener()
    for step in reversed(script.steps):
        made.step(step)
    steps = {step.name.text: step.name.text for step in script.steps}
    return _flow("script", script, made, (), steps)


def flatten_rules(declaration: ast.Routing | ast.Overflow | ast.AfterHours) -> Flow:
    """Return the flow of a list of first-match rules."""
    made = Flattener()
    rules = tuple(
        FlowRule(
            condition=rule.condition,
            target=made.treatment(rule.treatment, f"rule-{number}"),
            span=rule.span,
        )
        for number, rule in enumerate(declaration.rules, 1)
    )
    kind: FlowKind
    match declaration:
        case ast.Routing():
            kind = "routing"
        case ast.Overflow():
            kind = "overflow"
        case ast.AfterHours():
            kind = "after-hours"
        case _:
            assert_never(declaration)
    return _flow(kind, declaration, made, rules, {})


def flatten_queue(queue: Queue) -> Flow:
    """Return the flow of a queue: its keys and what happens when it closes."""
    made = Flattener()
    steps: dict[str, NodeId] = {}
    for line in queue.written.keys:
        name = f"key-{line.key.keys}"
        steps[name] = made.treatment(line.treatment, name)
    if queue.written.at_close is not None:
        steps["at-close"] = made.treatment(queue.written.at_close, "at-close")
    return _flow("queue", queue.declared, made, (), steps)


def flatten_center(center: ast.Center) -> Flow:
    """Return the flow of the center's `on-failure`."""
    made = Flattener()
    steps = {"on-failure": made.treatment(center.on_failure, "on-failure")}
    return _flow("center", center, made, (), steps)


def _flow(
    kind: FlowKind,
    declaration: ast.AnyDeclaration,
    made: Flattener,
    rules: tuple[FlowRule, ...],
    steps: dict[str, NodeId],
) -> Flow:
    """Return the flow; jumps to steps that do not exist lead nowhere."""
    for node in list(made.nodes.values()):
        if isinstance(node, JumpNode) and node.target not in steps:
            made.nodes[node.id] = NowhereNode(id=node.id, span=node.span)
    return Flow(
        kind=kind,
        name=declaration.name.text,
        declaration=declaration,
        rules=rules,
        steps=steps,
        nodes=dict(sorted(made.nodes.items(), key=lambda item: item[1].span.start)),
    )
