"""Decisions that turn out for a contact as they did before: about its arrival, not about the world.

The instant, the flags, the numbers and the entry are fixed at arrival. A contact that goes round a
loop takes the same way at such a decision every time, so it never leaves by the other one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ccdsl.analysis.reach import Walk
from ccdsl.analysis.state import Place
from ccdsl.model.cover import Situation, always
from ccdsl.model.flow import DecisionNode
from ccdsl.model.graphs import rings
from ccdsl.source import Span
from ccdsl.syntax import ast

Edges = Mapping[Place, Sequence[Place]]
_FIXED = (
    ast.HoursTest
    | ast.FlagTest
    | ast.CallerWithheld
    | ast.NumberTest
    | ast.EntryTest
    | ast.ChannelTest
    | ast.LanguageTest
)


class Gate(NamedTuple):
    """A decision on a ring: the condition under which a contact leaves the ring, and its place."""

    leaves: ast.Condition
    span: Span


def gates(walk: Walk, edges: Edges) -> dict[Place, tuple[Gate, Place]]:
    """Return the fixed decisions by which one way leaves a ring, each with the way that stays."""
    found: dict[Place, tuple[Gate, Place]] = {}
    for ring in rings(edges):
        members = frozenset(ring)
        for place in ring:
            staying = [target for target in edges[place] if target in members]
            node = walk.node_at(place)
            if isinstance(node, DecisionNode) and is_fixed(node.condition) and len(staying) == 1:
                leaves = node.condition
                if staying[0].node == node.then:
                    leaves = ast.Not(part=leaves, span=leaves.span)
                found[place] = (Gate(leaves, node.condition.span), staying[0])
    return found


def is_fixed(condition: ast.Condition) -> bool:
    """Whether a condition asks only about what is fixed when a contact arrives."""
    match condition:
        case ast.Or(parts=parts) | ast.And(parts=parts):
            return all(is_fixed(part) for part in parts)
        case ast.Not(part=part):
            return is_fixed(part)
        case _:
            return isinstance(condition, _FIXED)


def holds_somebody(walk: Walk, place: Place, passed: Sequence[Gate]) -> bool:
    """Whether some contact that comes to a place by the known way leaves by none of the gates."""
    against = [gate.leaves for gate in passed]
    against += [ast.Not(part=one, span=one.span) for one in _conditions(walk, place)]
    situation = Situation(channel=place.channel, languages=(place.language,), max_waiting=1)
    return not always(against, situation)


def _conditions(walk: Walk, place: Place) -> Iterator[ast.Condition]:
    """Yield what is true of a contact that came by the way on which a place was found."""
    at: Place | None = place
    while at is not None:
        before = walk.parents[at]
        yield from _matched(walk, at)
        node = walk.node_at(before) if before is not None else None
        if isinstance(node, DecisionNode):
            condition = node.condition
            taken = at.node == node.then
            yield condition if taken else ast.Not(part=condition, span=condition.span)
        at = before


def _matched(walk: Walk, place: Place) -> Iterator[ast.Condition]:
    """Yield what brought a contact to the beginning of a rule: its condition, none before it."""
    flow = walk.moves.flows[(place.kind, place.name)]
    targets = [rule.target for rule in flow.rules]
    if place.node not in targets:
        return
    number = targets.index(place.node)
    for rule in flow.rules[: number + 1]:
        if rule.condition is not None:
            missed = rule.target != place.node
            yield ast.Not(part=rule.condition, span=rule.span) if missed else rule.condition
