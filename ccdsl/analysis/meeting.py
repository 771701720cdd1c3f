"""Contacts where they meet rules, or `when` actions, that take them."""

from collections.abc import Mapping

from ccdsl.analysis.asking import Context
from ccdsl.analysis.chains import Decision
from ccdsl.analysis.comers import Asking
from ccdsl.analysis.places import Move, context_of
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.showing import Shown, leaving
from ccdsl.model.tested import FlowKey


def tested(
    asking: Asking, flow: FlowKey, meant: Mapping[Context, int], takers: frozenset[int]
) -> Shown:
    """Return contacts where the rules of a flow are tested; some of these (from 1) take them."""
    walk, sets = asking.walk, asking.walk.space.sets
    figures = walk.space.axes.mask(("figure",))
    goals = dict[int, int]()
    for context, contacts in meant.items():
        kept = sets.without(contacts, figures)
        for place, who in asking.places.get((flow, context), {}).items():
            goals[place] = sets.either(goals.get(place, NOTHING), sets.both(who, kept))

    def is_taken(move: Move) -> bool:
        label = move.label
        return label[:2] == ("rule", flow[1]) and label.number in takers

    return leaving(walk, asking.view, goals, is_taken)


def passed(
    asking: Asking, decision: Decision, meant: Mapping[Context, int], takers: frozenset[int]
) -> Shown:
    """Return contacts at the `when` actions before one that take them; counted from 1."""
    walk, sets = asking.walk, asking.walk.space.sets
    nodes = {decision.before[number - 1].id for number in takers}
    goals = {
        number: sets.both(walk.come[number], meant.get(context_of(place), NOTHING))
        for number, place in walk.reached()
        if place.node in nodes and place.flow == decision.flow
    }
    return leaving(walk, asking.view, goals, lambda move: move.label.kind == "when")
