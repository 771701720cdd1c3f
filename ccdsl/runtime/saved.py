"""A contact's state as text between two events, and back.

The text names the digests of the flows that the contact is in. Where one of them has changed in
the table that takes the contact up again, that is an error: its nodes may be others.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from ccdsl.runtime.contact import QueueFigures
from ccdsl.runtime.contents import Contents, FlowKey
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.fields import Fields
from ccdsl.runtime.journey import Journey
from ccdsl.runtime.nodes import pass_node
from ccdsl.runtime.now import Now
from ccdsl.runtime.rule import Rule
from ccdsl.runtime.state import Line, Spot, State

_FORMAT = 1


def write_journey(rule: Rule, journey: Journey) -> str:
    """Return a contact's state as one line of JSON with sorted keys."""
    now = journey.now
    state = {
        "format": _FORMAT,
        "rule": [rule.routing, rule.version or 0, rule.number],
        "flows": _digests(journey),
        "entry": now.entry,
        "channel": now.channel,
        "dialed": now.dialed,
        "caller": now.caller,
        "at": now.at,
        "language": now.language,
        "flags": sorted(name for name, on in now.flags.items() if on),
        "attributes": journey.attributes,
        "queues": {name: asdict(figures) for name, figures in now.queues.items()},
        "waited": now.waited,
        **_way(journey.state),
    }
    return json.dumps(state, ensure_ascii=False, sort_keys=True)


def _way(state: State) -> dict[str, object]:
    return {
        "spot": None if state.spot is None else _spot(state.spot),
        "attempt": state.attempt,
        "wrong": state.wrong,
        "frames": [_spot(frame) for frame in state.frames],
        "jumps": state.jumps,
        "heard": sorted(state.heard),
        "recording": state.recording,
        "line": None if state.line is None else asdict(state.line),
        "in_line": state.in_line,
        "failed": state.failed,
        "ended": state.ended,
        "clock_ms": state.clock_ms,
    }


def _spot(spot: Spot) -> list[str]:
    return [*spot.flow, spot.node]


def _digests(journey: Journey) -> dict[str, str]:
    """Return the digests of the flows that the contact is in or comes back to."""
    state = journey.state
    spots = [*state.frames, *([state.spot] if state.spot else [])]
    keys = {spot.flow for spot in spots}
    if state.line is not None:
        keys.add(("queue", state.line.queue))
    return {"/".join(key): journey.contents.flows[key]["digest"] for key in sorted(keys)}


def read_rule(rules: Sequence[Rule], text: str) -> Rule:
    """Return the rule that took the contact."""
    routing, version, number = Fields.of(text).rule("rule")
    for rule in rules:
        if (rule.routing, rule.version or 0, rule.number) == (routing, version, number):
            return rule
    message = f"rule {number} of routing `{routing}` version {version} is not in this table"
    raise RoutingError(message)


def read_journey(contents: Contents, text: str) -> Journey:
    """Return a contact on its way."""
    fields = Fields.of(text)
    if fields.whole("format") != _FORMAT:
        message = "this is the state of a contact in a format that is not known here"
        raise RoutingError(message)
    _check_digests(contents, fields.texts_by_name("flows"))
    now = Now(
        fields.text("entry"),
        fields.text("channel"),
        fields.text_or_none("dialed"),
        fields.text_or_none("caller"),
        fields.whole("at"),
        fields.text("language"),
        dict.fromkeys(fields.texts("flags"), True),
        fields.values("attributes"),
        _queues(fields.inner("queues")),
    )
    state = _state(fields)
    _check_spots(contents, [*state.frames, *([state.spot] if state.spot else [])])
    if state.line is not None:
        _check_queue(contents, state.line.queue)
        now.queue = state.line.queue
    now.waited = fields.whole("waited")
    return Journey(contents, now, state, pass_node)


def _queues(fields: Fields) -> dict[str, QueueFigures]:
    return {name: _figures(fields.inner(name)) for name in fields.names}


def _figures(fields: Fields) -> QueueFigures:
    expected = fields.whole_or_none("expected_wait")
    return QueueFigures(
        agents=fields.whole("agents"),
        available=fields.whole("available"),
        waiting=fields.whole("waiting"),
        expected_wait=expected,
    )


def _state(fields: Fields) -> State:
    return State(
        spot=_read_spot(fields.texts("spot")) if fields.has("spot") else None,
        attempt=fields.whole("attempt"),
        wrong=fields.yes("wrong"),
        frames=[_read_spot(frame) for frame in fields.text_lists("frames")],
        jumps=fields.wholes_by_name("jumps"),
        heard=set(fields.texts("heard")),
        recording=fields.yes("recording"),
        line=_line(fields.inner("line")) if fields.has("line") else None,
        in_line=fields.yes("in_line"),
        failed=fields.yes("failed"),
        ended=fields.yes("ended"),
        clock_ms=fields.whole("clock_ms"),
    )


def _line(fields: Fields) -> Line:
    return Line(
        queue=fields.text("queue"),
        priority=fields.text("priority"),
        arrived_ms=fields.whole("arrived_ms"),
        told_closed=fields.yes("told_closed"),
        rules_due=fields.yes("rules_due"),
    )


def _read_spot(parts: Sequence[str]) -> Spot:
    if len(parts) != len(("kind", "name", "node")):
        message = "this is not the state of a contact: a place has a kind, a name and a node"
        raise RoutingError(message)
    kind, name, node = parts
    return Spot((kind, name), node)


def _check_digests(contents: Contents, digests: dict[str, str]) -> None:
    for flow, digest in digests.items():
        kind, _, name = flow.partition("/")
        found = contents.flows.get((kind, name))
        if found is None or found["digest"] != digest:
            message = f"{kind} `{name}` has changed since this contact came to it"
            raise RoutingError(message)


def _check_spots(contents: Contents, spots: Iterable[Spot]) -> None:
    for spot in spots:
        key: FlowKey = spot.flow
        if key not in contents.flows or spot.node not in contents.flows[key]["nodes"]:
            message = f"{key[0]} `{key[1]}` has no node `{spot.node}` in this table"
            raise RoutingError(message)


def _check_queue(contents: Contents, queue: str) -> None:
    if queue not in contents.queues:
        message = f"this table has no queue `{queue}`"
        raise RoutingError(message)
