"""Contacts whom no rule takes."""

from collections.abc import Iterator

from ccdsl.analysis.comers import Asking
from ccdsl.analysis.showing import leaving
from ccdsl.model.tested import FlowKey, Untaken


def find_untaken(asking: Asking, keys: frozenset[FlowKey]) -> Iterator[Untaken]:
    """Yield the lists of rules to which somebody comes whom none of them takes."""
    walk = asking.walk
    goals: dict[FlowKey, dict[int, int]] = {}
    for number, place in walk.reached():
        for move in walk.made(number) if place.flow in keys else ():
            if move.label.kind == "none":
                who = walk.space.sets.both(walk.come[number], move.guard)
                goals.setdefault(place.flow, {})[number] = who
    for flow, here in goals.items():
        contacts = leaving(walk, asking.view, here, lambda move: move.label.kind == "none")
        name = walk.space.center.flows[flow].declaration.name
        yield Untaken(span=name.span, contacts=contacts)
