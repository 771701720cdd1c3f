"""A contact, and everything about the world that decides what happens to it."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from ccdsl.record import record
from ccdsl.simulate.trace import Step
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.ast import Channel

AttributeValue = int | str
"""A `number` is an int; everything else is text: a value's name, digits, a number, a person."""

NOWHERE = Span("", 0, 0)


@record
class Contact:
    """One contact as it arrives; `caller` None is withheld or missing, `instant` UTC seconds."""

    channel: Channel
    to: str
    caller: str | None
    instant: int
    language: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    span: Span = field(default=NOWHERE, compare=False)


@record
class Press:
    """Keys pressed at one step, in order; digits typed together are one entry of `keys`."""

    keys: tuple[str, ...]
    span: Span = field(default=NOWHERE, compare=False)


@record
class Silence:
    """Nothing pressed at one step."""

    span: Span = field(default=NOWHERE, compare=False)


@record
class Waits:
    """Time spent waiting in a queue, in milliseconds."""

    ms: int
    span: Span = field(default=NOWHERE, compare=False)


@record
class Leaves:
    """The caller hangs up."""

    span: Span = field(default=NOWHERE, compare=False)


Input = Press | Silence | Waits | Leaves


@record
class QueueState:
    """How a queue stands when it is looked at; None is the default of clause 11.

    `wait` is how long no agent takes the contact, `closes` when its hours close on it, both in
    milliseconds from its arrival in the queue. `later` is how the queue stands as its time there
    passes, the earliest change first; a figure that is given stays given.
    """

    agents: int | None = None
    available: int | None = None
    waiting: int | None = None
    expected_wait: int | None = None
    wait: int | None = None
    closes: int | None = None
    later: tuple["Later", ...] = ()
    span: Span = field(default=NOWHERE, compare=False)

    def at(self, waited: int) -> "QueueState":
        """Return the state in force after so many milliseconds in the queue."""
        state = self
        for change in self.later:
            if change.after_ms > waited:
                break
            state = change.state
        return state

    @property
    def staffed(self) -> int:
        """Agents staffed for the queue: 1 unless given."""
        return 1 if self.agents is None else self.agents

    @property
    def free(self) -> int:
        """Agents who could be offered the contact now: 1 unless given, 0 where none is staffed."""
        if self.available is not None:
            return self.available
        return min(self.staffed, 1)

    @property
    def contradiction(self) -> str | None:
        """What of these figures cannot be together."""
        if self.available is not None and self.available > self.staffed:
            return f"{self.available} are available, and {self.staffed} staffed"
        return None

    @property
    def ahead(self) -> int:
        """Contacts in line, without this one."""
        return self.waiting or 0


@record
class Later:
    """How a queue stands from `after_ms` milliseconds after the contact's arrival there on.

    `state` is whole: the figures that stayed as they were are in it too. Its own `later` and
    `closes` mean nothing.
    """

    after_ms: int
    state: QueueState


@record
class LookupResult:
    """How a look-up at a data source comes out, and what it gives."""

    source: str
    outcome: str
    values: Mapping[str, AttributeValue] = field(default_factory=dict)
    span: Span = field(default=NOWHERE, compare=False)


@record
class Share:
    """Which branch of an `allocate`, from 1."""

    number: int
    span: Span = field(default=NOWHERE, compare=False)


TransferOutcome = Literal["answered", "busy", "no-answer", "failed"]


@record
class Transfer:
    """How a transfer comes out."""

    outcome: TransferOutcome
    span: Span = field(default=NOWHERE, compare=False)


@record
class World:
    """Everything the caller and the world choose; what is listed is used in order, each once.

    `queues` is how queues stand, look by look; the last state of a queue, of which there is at
    least one, stays for all later looks.
    """

    inputs: tuple[Input, ...] = ()
    flags: Mapping[str, bool] = field(default_factory=dict)
    queues: Mapping[str, tuple[QueueState, ...]] = field(default_factory=dict)
    lookups: tuple[LookupResult, ...] = ()
    shares: tuple[Share, ...] = ()
    transfers: tuple[Transfer, ...] = ()


class ChoiceError(Exception):
    """A choice that is met and not given, given and never met, or cannot be made here.

    `span` is the step that asks, or the given that nobody asked for.
    """

    def __init__(self, message: str, span: Span, help_: str | None = None) -> None:
        """Say what is missing, where, and how to give it."""
        super().__init__(message)
        self.message = message
        self.span = span
        self.help = help_
        self.steps: tuple[Step, ...] = ()
        """What had happened before."""


@record
class Arriving:
    """How a queue stands is asked for: by default it is not, and the queue is quiet."""

    queue: str


@record
class Standing:
    """What the caller does in a queue is asked for: by default it is not, and the caller stays."""

    queue: str


Asked = ast.Menu | ast.Collect | ast.Lookup | ast.Allocate | ast.ToTransfer | Arriving | Standing
"""What waits for a choice."""


class MissingError(ChoiceError):
    """A choice that is met and not given; `asked` is what waits for it."""

    def __init__(self, asked: Asked, message: str, span: Span, help_: str | None = None) -> None:
        """Say what is missing, where, and how to give it."""
        super().__init__(message, span, help_)
        self.asked = asked
