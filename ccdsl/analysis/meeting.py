"""Contacts where they meet rules, or `when` actions, that take them."""

from collections.abc import Mapping

from ccdsl.analysis.asking import Context
from ccdsl.analysis.chains import Decision
from ccdsl.analysis.comers import Asking
from ccdsl.analysis.places import Move, context_of
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.showing import Shown, Through, leaving, through_of
from ccdsl.analysis.walking import Walk
from ccdsl.model.tested import FlowKey


def tested(
    asking: Asking, flow: FlowKey, meant: Mapping[Context, int], takers: frozenset[int]
) -> Shown:
    """Return contacts where the rules of a flow are tested; some of these (from 1) take them."""
    walk, sets = asking.walk, asking.walk.space.sets
    figures = walk.space.axes.mask(("figure",))
    goals, sent, through = dict[int, int](), dict[int, int](), dict[Through, int]()
    for context, contacts in meant.items():
        kept = sets.without(contacts, figures)
        for place, who in asking.places.get((flow, context), {}).items():
            here = sets.both(who, kept)
            goals[place] = sets.either(goals.get(place, NOTHING), here)
            for move in walk.made(place):
                if _takes(move, flow[1], takers) and _is_in(walk, move, context):
                    look = sets.both(contacts, move.look)
                    after = walk.after(sets.both(here, sets.without(look, figures)), move)
                    target, name = move.target, through_of(move)
                    sent[target] = sets.either(sent.get(target, NOTHING), after)
                    through[name] = sets.either(through.get(name, NOTHING), look)
    return Shown(walk, asking.view, goals, sent=sent, through=through)


def _takes(move: Move, flow: str, takers: frozenset[int]) -> bool:
    """Whether a move is made by one of some rules of a flow."""
    return move.label[:2] == ("rule", flow) and move.label.number in takers


def _is_in(walk: Walk, move: Move, context: Context) -> bool:
    """Whether a rule is tested in a context: in line, after so long a wait."""
    if not context.queue:
        return True
    center = walk.space.center
    return center.clock(center.program.queues[context.queue]).interval(move.label.at) == (
        context.waited
    )


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
