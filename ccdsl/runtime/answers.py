"""Events against what was asked."""

from typing import assert_never

from ccdsl.runtime.asking import hear_caller
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.events import (
    Answered,
    Event,
    Failed,
    Figures,
    Found,
    HungUp,
    Press,
    Reply,
    Share,
    Silence,
    Transferred,
    Waited,
)
from ccdsl.runtime.journey import Journey
from ccdsl.runtime.shape_flows import Node
from ccdsl.runtime.state import Spot
from ccdsl.runtime.steps import End
from ccdsl.runtime.waiting import enter, take_event

_ASKS = {
    "menu": "a key",
    "collect": "digits",
    "lookup": "what the look-up found",
    "allocate": "which share is drawn",
    "transfer": "how the transfer came out",
}


def take(journey: Journey, event: Event) -> None:
    """Go on with an event; raises RoutingError for one that does not answer what was asked."""
    journey.steps, journey.notes = [], []
    state = journey.state
    if state.ended:
        message = "the contact has ended; nothing can happen to it any more"
        raise RoutingError(message)
    if isinstance(event, HungUp):
        _abandon(journey)
    elif state.spot is not None:
        _answer_node(journey, state.spot, event)
    elif isinstance(event, Failed):
        fail(journey)
    else:
        _answer_line(journey, event)


def fail(journey: Journey) -> None:
    """Let the center's `on-failure` take over; where that fails too, the contact is hung up on."""
    center = journey.contents.table["center"]
    spot = Spot(("center", center["name"]), center["on_failure"])
    if journey.state.failed:
        journey.end(End(place=journey.place(spot), kind="hang-up", name=""))
        return
    journey.state.failed = True
    journey.state.in_line = False
    journey.state.line = None
    journey.state.frames.clear()
    journey.go(spot)


def _abandon(journey: Journey) -> None:
    spot, line = journey.state.spot, journey.state.line
    if spot is not None:
        place = journey.place(spot)
    else:
        place = journey.line_place(line.queue if line else "")
    journey.end(End(place=place, kind="abandoned", name=""))


def _answer_line(journey: Journey, event: Event) -> None:
    """Answer a contact that arrives in a queue or waits in it."""
    state = journey.state
    line = state.line
    if line is not None and state.in_line and isinstance(event, Answered | Press | Waited):
        take_event(journey, line, event)
    elif line is not None and state.in_line and isinstance(event, Reply | Silence):
        take_event(journey, line, Waited(journey.now.waited))
    elif line is not None and not state.in_line and isinstance(event, Figures):
        enter(journey, line, event.figures)
    else:
        asked = "waits for an agent" if state.in_line else "asks how it stands"
        name = line.queue if line else ""
        raise _unexpected(f"queue `{name}` {asked}", event)


def _answer_node(journey: Journey, spot: Spot, event: Event) -> None:
    """Answer a question of a script or of another flow's exit."""
    node = journey.node(spot)
    match node["do"], event:
        case (("menu" | "collect"), Press() | Reply() | Silence()):
            hear_caller(journey, spot, event)
        case "lookup", Found():
            _found(journey, spot, node, event)
        case "lookup", Failed():
            _found(journey, spot, node, Found("failed"))
        case "allocate", Share():
            _shared(journey, spot, node, event)
        case "transfer", Transferred():
            _transferred(journey, spot, node, event)
        case "transfer", Failed():
            _transferred(journey, spot, node, Transferred("failed"))
        case _, Failed():
            fail(journey)
        case _:
            asked = _ASKS.get(node["do"], "something else")
            raise _unexpected(f"`{spot.node}` waits for {asked}", event)


def _unexpected(asked: str, event: Event) -> RoutingError:
    return RoutingError(f"{asked}, and `{type(event).__name__}` came")


def _found(journey: Journey, spot: Spot, node: Node, event: Found) -> None:
    """Follow an outcome; the first of the source sets what it gives, the others nothing."""
    if event.outcome not in node["outcomes"]:
        known = ", ".join(f"`{outcome}`" for outcome in node["outcomes"])
        message = f"`{node['source']}` has no outcome `{event.outcome}`: it has {known}"
        raise RoutingError(message)
    source = journey.contents.sources[node["source"]]
    gives = source["gives"] if event.outcome == source["outcomes"][0] else []
    for name in gives:
        if name not in event.values:
            message = f"`{source['name']}` came out as `{event.outcome}` without `{name}`"
            raise RoutingError(message)
    for name in event.values:
        if name not in gives:
            message = f"`{source['name']}` gives no `{name}` when it comes out as `{event.outcome}`"
            raise RoutingError(message)
    place = journey.place(spot)
    journey.note("lookup", source["name"], place, event.outcome)
    for name in gives:
        journey.set(name, event.values[name], place)
    journey.go(spot._replace(node=node["outcomes"][event.outcome]))


def _shared(journey: Journey, spot: Spot, node: Node, event: Share) -> None:
    shares = node["shares"]
    if not 1 <= event.number <= len(shares):
        message = f"there is no share {event.number}: `{spot.node}` has {len(shares)}"
        raise RoutingError(message)
    journey.note("share", str(event.number), journey.place(spot))
    journey.go(spot._replace(node=shares[event.number - 1]["to"]))


def _transferred(journey: Journey, spot: Spot, node: Node, event: Transferred) -> None:
    name, place = _target(journey, node), journey.place(spot)
    journey.note("transfer", name, place, event.outcome)
    match event.outcome:
        case "answered":
            journey.end(End(place=place, kind="transfer", name=name))
        case "busy":
            journey.go(spot._replace(node=node["busy"]))
        case "no-answer":
            journey.go(spot._replace(node=node["no_answer"]))
        case "failed":
            journey.go(spot._replace(node=node["otherwise"]))
        case _:
            assert_never(event.outcome)


def _target(journey: Journey, node: Node) -> str:
    return str(journey.attributes[node["target"]]) if node["to"] == "attribute" else node["target"]
