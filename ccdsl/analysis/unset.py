"""Attributes that are spoken where they may not be set, with a way on which they are not."""

from collections.abc import Iterator, Sequence

from ccdsl.analysis.axes import Axis
from ccdsl.analysis.places import Place
from ccdsl.analysis.reach import Reading
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.values import UNSET
from ccdsl.analysis.walking import Walk
from ccdsl.model.facts import FlowKey, Unset, Visit
from ccdsl.model.sayings import Saying, said_at, said_in_queue, spoken_in


def find_unset(reading: Reading) -> tuple[Unset, ...]:
    """Return every place and attribute once, with the first language in which it happens."""
    walk = reading.walk
    program = walk.space.center.program
    goals: dict[tuple[str, str, object], dict[int, int]] = {}
    found: dict[tuple[str, str, object], tuple[Saying, str]] = {}
    said: dict[tuple[FlowKey, str, str], tuple[Saying, ...]] = {}
    for number, place in walk.reached():
        spot = (place.flow, place.node, place.channel)
        if spot not in said:
            said[spot] = tuple(_said(walk, place))
        for saying in said[spot]:
            for attribute in spoken_in(program, saying.prompt, place.language):
                who = _lacking(walk, number, attribute)
                if who:
                    key = (attribute, saying.prompt, saying.span)
                    found.setdefault(key, (saying, attribute))
                    goals.setdefault(key, {})[number] = who
    return tuple(_unset(reading, goals[key], *each) for key, each in found.items())


def _said(walk: Walk, place: Place) -> Iterator[Saying]:
    """Yield what is said at a place and speaks attributes; a queue speaks to callers only."""
    center = walk.space.center
    flow = center.flows.get(place.flow)
    if flow is None or not center.speaking:
        return
    sayings: Iterator[Saying] = iter(())
    if place.node in flow.nodes:
        sayings = said_at(center.program, flow.nodes[place.node])
    elif place.kind == "queue" and not place.node and place.channel == "voice":
        sayings = said_in_queue(center.program.queues[place.name], center.notices)
    yield from (saying for saying in sayings if saying.prompt in center.speaking)


def _lacking(walk: Walk, number: int, attribute: str) -> int:
    """Return the contacts of whom an attribute is not set where it is spoken."""
    sets, axes, place = walk.space.sets, walk.space.axes, walk.places[number]
    variable = axes.places.get(Axis("attribute", attribute))
    if variable is None:
        return NOTHING
    who = sets.both(walk.come[number], sets.where(variable, UNSET))
    if place.kind != "queue" or place.node:
        return who
    waiting = (move.guard for move in walk.made(number) if move.label.kind == "waits")
    return sets.both(who, sets.union(waiting))


def _unset(reading: Reading, goals: dict[int, int], saying: Saying, attribute: str) -> Unset:
    first = next(iter(goals))
    place = reading.walk.places[first]
    entry, way = reading.way({first: goals[first]})
    return Unset(
        attribute=attribute,
        prompt=saying.prompt,
        language=place.language,
        flow=place.flow,
        node=place.node,
        span=saying.span,
        entry=entry,
        way=_flows(way),
        contacts=Shown(reading.walk, reading.view, goals),
    )


def _flows(way: Sequence[Visit]) -> tuple[FlowKey, ...]:
    """Return the flows on a way, each time they are come to."""
    flows = [visit.flow for visit in way]
    changes = zip(["", *flows], flows, strict=False)
    return tuple(flow for before, flow in changes if flow != before)
