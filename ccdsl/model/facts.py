"""What analyses find out about a program, for rules and back-ends to read."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from ccdsl.model.calendar import Calendar, Window
from ccdsl.model.flow import Flow, NodeId
from ccdsl.model.program import Which
from ccdsl.record import record
from ccdsl.source import Span

FlowKey = tuple[str, str]
"""A flow's kind and name."""


@record
class Visit:
    """One way a contact can come to a node; a sound approximation over all contacts.

    `certain` are attributes set on every such path, `possible` those set on some; `heard` are
    prompts heard on every path; `recording` says whether the script may be recorded here, `silent`
    whether nothing may have been played or said before, `noticed` whether a recording was surely
    announced; `calls` how many calls are open; `queue` is the queue whose lines brought the contact
    here, or "". `previous` is a visit from which a contact comes here, None at the rule that takes
    it first; `entry` is where that contact arrived.
    """

    flow: FlowKey
    node: NodeId
    channel: str
    language: str
    certain: frozenset[str]
    possible: frozenset[str]
    heard: frozenset[str]
    recording: bool
    silent: bool
    noticed: bool
    calls: int
    queue: str
    entry: str
    previous: "Visit | None" = field(compare=False, repr=False)

    def way(self) -> "list[Visit]":
        """Return the visits that lead here, the first at the entry's routing, this one last."""
        visits = [self]
        while (before := visits[-1].previous) is not None:
            visits.append(before)
        return visits[::-1]


@record
class Reach:
    """Where contacts can come in one center: visits by flow and node, and arrivals by queue.

    `reached` has the kind and name of everything that a contact comes to or hears. `complete` is
    False where the walk ran out of its budget: then absence proves nothing.
    """

    visits: Mapping[FlowKey, Mapping[NodeId, tuple[Visit, ...]]]
    arrivals: Mapping[str, tuple[Visit, ...]]
    reached: frozenset[FlowKey]
    complete: bool

    def at(self, flow: Flow, node: NodeId) -> tuple[Visit, ...]:
        """Return the visits of a node."""
        return self.visits.get((flow.kind, flow.name), {}).get(node, ())

    def reaches(self, kind: str, name: str) -> bool:
        """Whether a contact can come to a flow, a queue or a voicemail, or hear a prompt."""
        return (kind, name) in self.reached


@record
class Hop:
    """One hop of a loop: a step of a flow, and the place in it from which the next hop is made."""

    flow: FlowKey
    step: str
    span: Span


@record
class Loop:
    """A way round that a silent caller never leaves; the last hop leads back to the first step.

    `asks` says that a menu or a collect lies on it, so that somebody who answers may leave.
    `gates` are the conditions on it that some contacts leave by; they are fixed at arrival, so who
    does not leave the first time never does.
    """

    hops: tuple[Hop, ...]
    asks: bool
    gates: tuple[Span, ...] = ()


@record
class Overflowing:
    """One hop of an overflow ring: a queue, the line that takes contacts out, and where they go."""

    queue: str
    line: Literal["overflow", "after-hours", "at-close"]
    span: Span


@record
class Ring:
    """An overflow ring; the last hop leads back to the first queue."""

    hops: tuple[Overflowing, ...]


@record
class Unset:
    """A place where a prompt may speak an attribute that is not set, and a way that leads there.

    `span` is the place; `way` the flows that the contact comes through, its entry's routing first.
    """

    attribute: str
    prompt: str
    language: str
    flow: FlowKey
    node: NodeId
    span: Span
    entry: str
    way: tuple[FlowKey, ...]


@record
class Facts:
    """Everything known about a program beyond its text.

    `window` is None where the center or its zone is missing or wrong; `calendars` has every `hours`
    whose zone exists. The others are per center: in service and draft.
    """

    today: date
    window: Window | None
    calendars: Mapping[str, Calendar] = field(repr=False)
    flows: Mapping[Which, Mapping[FlowKey, Flow]] = field(repr=False)
    reach: Mapping[Which, Reach] = field(repr=False)
    loops: Mapping[Which, tuple[Loop, ...]]
    rings: Mapping[Which, tuple[Ring, ...]]
    unset: Mapping[Which, tuple[Unset, ...]]
