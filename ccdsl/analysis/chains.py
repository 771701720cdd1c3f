"""What is asked one after another: lists of rules, and the `when` actions of one treatment."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ccdsl.analysis.asking import Context
from ccdsl.analysis.comers import Asking, Comers, First
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import (
    CallNode,
    DecisionNode,
    Flow,
    LanguageNode,
    NodeId,
    PlayNode,
    RecordNode,
    SetNode,
    WaitNode,
)
from ccdsl.source import Span
from ccdsl.syntax import ast

_PASSIVE = (PlayNode, RecordNode, WaitNode)
"""What changes nothing that a condition asks about."""
_ONWARD = (*_PASSIVE, SetNode, LanguageNode, CallNode, DecisionNode)


class Line(NamedTuple):
    """One rule or `when`: its condition (None is `otherwise`), its place, and what it does."""

    condition: ast.Condition | None
    span: Span
    treatment: ast.Treatment

    @property
    def head(self) -> Span:
        """The place of the line without what it does."""
        return head(self.condition, self.span)


def head(condition: ast.Condition | None, span: Span) -> Span:
    """Return the place of a rule or a `when` without what it does."""
    return span if condition is None else span._replace(end=condition.span.end)


class Decision(NamedTuple):
    """A `when` of a flow, and those before it that the same contacts are asked, the first first."""

    flow: FlowKey
    node: DecisionNode
    before: tuple[DecisionNode, ...]


def lines_of(flow: Flow) -> tuple[Line, ...]:
    """Return the rules of a flow as they are written."""
    match flow.declaration:
        case ast.Routing(rules=rules) | ast.Overflow(rules=rules) | ast.AfterHours(rules=rules):
            return tuple(Line(rule.condition, rule.span, rule.treatment) for rule in rules)
        case _:
            return ()


def decisions(flow: Flow) -> Iterator[Decision]:
    """Yield every `when` of a flow."""
    asked = [node for node in flow.nodes.values() if isinstance(node, DecisionNode)]
    if not asked:
        return
    previous: dict[NodeId, NodeId] = {
        node.next: at for at, node in flow.nodes.items() if isinstance(node, _ONWARD)
    }
    for node in asked:
        yield Decision((flow.kind, flow.name), node, tuple(_before(flow, node, previous))[::-1])


def _before(
    flow: Flow, node: DecisionNode, previous: Mapping[NodeId, NodeId]
) -> Iterator[DecisionNode]:
    """Yield the `when` actions before one, the nearest first, as far as nothing changes between."""
    at = previous.get(node.id)
    while at is not None:
        step = flow.nodes[at]
        if isinstance(step, DecisionNode):
            yield step
        elif not isinstance(step, _PASSIVE):
            return
        at = previous.get(at)


def comers_of(asking: Asking, decision: Decision) -> Comers:
    """Return who comes to the first of the `when` actions that a decision belongs to."""
    first = decision.before[0] if decision.before else decision.node
    return asking.decisions.get((decision.flow, first.id), {})


def one_by_one(asking: Asking, decision: Decision, context: Context, who: int) -> First:
    """Return how `when` actions part contacts; queues may change between one and the next."""
    sets, figures = asking.walk.space.sets, asking.walk.space.axes.mask(("figure",))
    left, holds = [who], list[int]()
    for node in decision.before:
        stay = sets.without(asking.walk.rules.decided(node.condition, context)[1], figures)
        holds.append(sets.complement(stay))
        left.append(sets.both(left[-1], stay))
    leave = sets.without(asking.walk.rules.decided(decision.node.condition, context)[0], figures)
    holds.append(leave)
    left.append(sets.less(left[-1], leave))
    return First(asking.walk, left, holds)
