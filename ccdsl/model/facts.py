"""What analyses find out about a program, for rules and back-ends to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ccdsl.model.calendar import Calendar, Window
from ccdsl.model.flow import Flow, NodeId
from ccdsl.model.program import Which

FlowKey = tuple[str, str]
"""A flow's kind and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where contacts can come in one center: visits by flow and node, and arrivals by queue.

    `complete` is False where the walk ran out of its budget: then absence proves nothing.
    """

    visits: Mapping[FlowKey, Mapping[NodeId, tuple[Visit, ...]]]
    arrivals: Mapping[str, tuple[Visit, ...]]
    complete: bool

    def at(self, flow: Flow, node: NodeId) -> tuple[Visit, ...]:
        """Return the visits of a node."""
        return self.visits.get((flow.kind, flow.name), {}).get(node, ())

    def reaches(self, kind: str, name: str) -> bool:
        """Whether a contact can come to a flow, or (`queue`) arrive in a queue."""
        if kind == "queue":
            return name in self.arrivals
        return (kind, name) in self.visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything known about a program beyond its text.

    `window` is None where the center or its zone is missing or wrong; `calendars` has every `hours`
    whose zone exists. `flows` and `reach` are per center: in service and draft.
    """

    today: date
    window: Window | None
    calendars: Mapping[str, Calendar] = field(repr=False)
    flows: Mapping[Which, Mapping[FlowKey, Flow]] = field(repr=False)
    reach: Mapping[Which, Reach] = field(repr=False)
