"""What analyses find out about a program, for rules and back-ends to read."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Literal, Protocol

from ccdsl.model.calendar import Calendar, Window
from ccdsl.model.flow import Flow, NodeId
from ccdsl.model.program import Which
from ccdsl.model.proofs import Prove
from ccdsl.model.tested import Contacts, Tested, Together
from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast

FlowKey = tuple[str, str]
"""A flow's kind and name."""


Coming = Literal["any way", "unheard", "unnoticed"]
"""How contacts come somewhere: not having heard a thing, or no notice of a recording."""


class Ways(Protocol):
    """What is known of the contacts that make visits, found when it is asked for."""

    def way_to(self, visit: "Visit") -> "tuple[str, Sequence[Visit]]":
        """Return the entry of a contact that makes a visit, and the visits on its way, in order."""
        ...

    def contacts_of(self, visits: "Sequence[Visit]", by: Coming = "any way") -> Contacts:
        """Return the contacts that make one of some visits of theirs."""
        ...


@record
class Visit:
    """How contacts come to a node of a flow, or (node "") arrive in a queue; somebody does.

    `silent` says that on some way nothing was played or said before, `noticed` that on every way a
    recording was announced; `calls` is how many calls are open.
    """

    flow: FlowKey
    node: NodeId
    channel: str
    language: str
    calls: int
    silent: bool
    noticed: bool
    ways: Ways = field(compare=False, repr=False)

    @property
    def entry(self) -> str:
        """Where one contact arrived that comes here; "" where it could not be found out."""
        return self.ways.way_to(self)[0]

    def way(self) -> "list[Visit]":
        """Return the visits of that contact until here, this one last."""
        return list(self.ways.way_to(self)[1])


@record
class Reach:
    """Where contacts can come in one center: visits by flow and node, and arrivals by queue.

    `reached` has the kind and name of everything that a contact comes to or hears. `undecided` are
    the entries from which contacts could not be followed to all ends within the budget: what they
    come to is left out, so absence proves nothing.
    """

    visits: Mapping[FlowKey, Mapping[NodeId, tuple[Visit, ...]]]
    arrivals: Mapping[str, tuple[Visit, ...]]
    reached: frozenset[FlowKey]
    undecided: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether absence means that no contact comes there."""
        return not self.undecided

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
    does not leave the first time never does. `contacts` are contacts that go round.
    """

    hops: tuple[Hop, ...]
    asks: bool
    gates: tuple[Span, ...] = ()
    contacts: Contacts | None = field(default=None, compare=False, repr=False)


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


OnChannels = Mapping[str, Contacts | None]
"""By channel, contacts that do something on it; None where nobody real is known to."""


@record
class Standing:
    """How contacts stand in line in a queue of one center, by channels on which some contact does.

    With each channel stand contacts that do so, None where nobody real is known to.

    `for_ever`: no rule need ever take it; `past_closing`: nor need it leave when the hours close;
    `when_full`: no rule takes it when the queue is full.
    """

    for_ever: OnChannels = field(default_factory=dict)
    past_closing: OnChannels = field(default_factory=dict)
    when_full: OnChannels = field(default_factory=dict)

    def else_of(self, other: "Standing") -> "Standing":
        """Return how contacts of this center stand, and where none does, those of another."""
        return Standing(
            for_ever={**other.for_ever, **self.for_ever},
            past_closing={**other.past_closing, **self.past_closing},
            when_full={**other.when_full, **self.when_full},
        )

    def __or__(self, other: "Standing") -> "Standing":
        """Return how contacts of either stand."""
        return Standing(
            for_ever=_either(self.for_ever, other.for_ever),
            past_closing=_either(self.past_closing, other.past_closing),
            when_full=_either(self.when_full, other.when_full),
        )


def _either(first: OnChannels, other: OnChannels) -> OnChannels:
    """Return the contacts of either, channel by channel."""
    found = {**first}
    for channel, contacts in other.items():
        before = found.get(channel)
        both = [each for each in (before, contacts) if each is not None]
        found[channel] = Together(both) if both[1:] else next(iter(both), None)
    return found


@record
class Unset:
    """A place where a prompt may speak an attribute that is not set, and a way that leads there.

    `span` is the place; `way` the flows that the contact comes through, its entry's routing first;
    `contacts` are such contacts.
    """

    attribute: str
    prompt: str
    language: str
    flow: FlowKey
    node: NodeId
    span: Span
    entry: str
    way: tuple[FlowKey, ...]
    contacts: Contacts = field(compare=False, repr=False)


@record
class NeverSet:
    """A test of an attribute that nobody who comes to it can have set; `span` is the test.

    `contacts` are contacts that come to it.
    """

    attribute: str
    flow: FlowKey
    span: Span
    contacts: Contacts = field(compare=False, repr=False)


def is_own(flow: Flow, which: Which) -> bool:
    """Whether a flow is judged in a center: drafts in the draft center, the rest in service."""
    return ast.is_draft(flow.declaration) == (which == "draft")


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
    never_set: Mapping[Which, tuple[NeverSet, ...]]
    standing: Mapping[Which, Mapping[str, Standing]]
    tested: Tested = field(compare=False, repr=False)
    prove: Prove = field(repr=False, compare=False)
