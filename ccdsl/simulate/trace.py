"""What happened to a contact, step by step, and how it ended."""

from dataclasses import field
from typing import TYPE_CHECKING, Literal, NamedTuple

from ccdsl.record import record
from ccdsl.source import Span

if TYPE_CHECKING:
    from ccdsl.simulate.world import QueueState

StepKind = Literal[
    "arrive",
    "rule",
    "step",
    "hear",
    "press",
    "silence",
    "set",
    "record",
    "wait",
    "call",
    "return",
    "lookup",
    "share",
    "transfer",
    "queue",
    "closed",
    "key",
    "at-close",
    "end",
]


class Step(NamedTuple):
    """One step: what kind, what it is about, what came of it, and its place in the source.

    `at` is the virtual time since the contact arrived, in milliseconds.
    """

    kind: StepKind
    name: str
    detail: str
    span: Span
    at: int


EndKind = Literal["queue", "voicemail", "callback", "transfer", "hang-up", "abandoned", "waiting"]


@record
class End:
    """How a contact ended; `queue` means answered, `waiting` that it still waits in that queue.

    A transfer's name is the person's id or the number reached; `by` the attribute that held it.
    """

    kind: EndKind
    name: str
    span: Span = field(compare=False)
    by: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the end as it is written in a scenario."""
        return f"{self.kind} {self.name}".rstrip()


@record
class Trace:
    """Everything that happened, in order, and the end.

    `taken` are the places of all treatments and exits on the way, `found` is how each queue stood
    that it came to, one for each step of the kind `queue`.
    """

    steps: tuple[Step, ...]
    end: End
    taken: tuple[Span, ...] = field(compare=False, repr=False)
    found: tuple["QueueState", ...] = field(compare=False, repr=False)

    @property
    def heard(self) -> tuple[str, ...]:
        """The prompts played or said, in order."""
        return tuple(step.name for step in self.steps if step.kind == "hear")
