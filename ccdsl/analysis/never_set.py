"""Attributes that are tested where nobody who comes can have them set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ccdsl.analysis.asking import tests_in
from ccdsl.analysis.axes import Axis
from ccdsl.analysis.places import Place
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.values import UNSET
from ccdsl.analysis.walking import Walk
from ccdsl.model.facts import FlowKey, NeverSet
from ccdsl.model.flow import DecisionNode
from ccdsl.model.program import View
from ccdsl.model.tested import Contacts, Together
from ccdsl.source import Span
from ccdsl.syntax import ast

Tested = dict[NeverSet, bool]
"""Attributes at the places of their tests, and whether somebody comes there with them set."""


def find_tested(walk: Walk, view: View | None) -> Tested:
    """Return every test of an attribute in a walk that somebody comes to, shown in a view."""
    found: Tested = {}
    goals: dict[Span, dict[int, int]] = {}
    for number, place in walk.reached():
        for flow, condition in _conditions(walk, place):
            for test in tests_in(condition):
                if isinstance(test, ast.AttributeTest | ast.AttributeCompare):
                    here = goals.setdefault(test.span, {})
                    here[number] = walk.come[number]
                    one = NeverSet(
                        attribute=test.attribute.text,
                        flow=flow,
                        span=test.span,
                        contacts=Shown(walk, view, here),
                    )
                    if not found.get(one, False):
                        found[one] = _is_set(walk, number, one.attribute)
    return found


def never_set(found: Iterable[Mapping[NeverSet, bool]]) -> Iterator[NeverSet]:
    """Yield what nobody has set in any of several walks."""
    known: Tested = {}
    parts: dict[NeverSet, list[Contacts]] = {}
    for each in found:
        for one, is_set in each.items():
            known[one] = known.get(one, False) or is_set
            parts.setdefault(one, []).append(one.contacts)
    for one, is_set in known.items():
        if not is_set:
            yield replace(one, contacts=Together(parts[one]))


def _conditions(walk: Walk, place: Place) -> Iterator[tuple[FlowKey, ast.Condition]]:
    """Yield the conditions that are tested at a place, with the flow that they stand in."""
    center = walk.space.center
    flow = center.flows.get(place.flow)
    node = flow.nodes.get(place.node) if flow is not None else None
    if isinstance(node, DecisionNode):
        yield place.flow, node.condition
    elif node is None and place.kind == "queue":
        flow = center.flows.get(("overflow", center.program.queues[place.name].overflow or ""))
    if node is None and flow is not None:
        for rule in flow.rules:
            if rule.condition is not None:
                yield (flow.kind, flow.name), rule.condition


def _is_set(walk: Walk, number: int, attribute: str) -> bool:
    """Whether somebody comes to a place with an attribute set; one nobody declares may mean any."""
    variable = walk.space.axes.places.get(Axis("attribute", attribute))
    if variable is None:
        return True
    sets = walk.space.sets
    return sets.both(walk.come[number], sets.where(variable, ~UNSET)) != NOTHING
