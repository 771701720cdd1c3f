"""Treatments: what happens to a contact, ending in an exit."""

from dataclasses import dataclass, field
from typing import Literal

from ccdsl.source import Span
from ccdsl.syntax.ast.conditions import Condition
from ccdsl.syntax.ast.values import Duration, Language, Name, Percent, Phone, Value, Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Say prompts, one after the other; the caller cannot interrupt."""

    prompts: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAttribute:
    """Set an attribute of the contact to a literal."""

    attribute: Name
    value: Value
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLanguage:
    """Change the contact's language."""

    language: Language
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Start or stop recording the script."""

    on: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Run another script and come back at its `return`."""

    script: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Let time pass."""

    duration: Duration
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Leave by the treatment if the condition holds, else go on."""

    condition: Condition
    treatment: "Treatment"
    span: Span = field(compare=False)


Action = Play | SetAttribute | SetLanguage | Record | Call | Wait | When


@dataclass(frozen=True, slots=True, kw_only=True)
class ToQueue:
    """Wait in a queue for an agent."""

    queue: Name
    priority: Literal["high", "normal", "low"] | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToScript:
    """Go on in another script, from its start."""

    script: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAfterHours:
    """Be treated by an after-hours policy, whatever the hour."""

    policy: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToVoicemail:
    """Leave a message."""

    voicemail: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCallback:
    """Be called back by an agent of the queue; `otherwise` when there is no number to dial."""

    queue: Name
    number: Name | None
    otherwise: "Treatment"
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTarget:
    """Somebody on the roster, by name."""

    person: Name
    span: Span = field(compare=False)


TransferTarget = Phone | Name | PersonTarget
"""A number, an attribute that holds a number or a person, or a person by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTransfer:
    """Be put through; a missing `busy` or `no_answer` takes `otherwise`."""

    target: TransferTarget
    ring: Duration | None
    busy: "Treatment | None"
    no_answer: "Treatment | None"
    otherwise: "Treatment"
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """End the contact."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Come back from a called script."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Keep waiting in the queue."""

    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStep:
    """Go to a step of the same script, `at_most` so many times, then `otherwise`."""

    step: Name
    at_most: Whole | None
    otherwise: "Treatment | None"
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One branch of an `allocate`."""

    percent: Percent
    treatment: "Treatment"
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocate:
    """Split contacts by shares, drawn anew at each pass."""

    shares: tuple[Share, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoExit:
    """A treatment without an exit: already reported; it stands where the exit is missing."""

    span: Span = field(compare=False)


Destination = (
    ToQueue
    | ToScript
    | ToAfterHours
    | ToVoicemail
    | ToCallback
    | ToTransfer
    | HangUp
    | Return
    | Stay
    | ToStep
)
Exit = Destination | Allocate | NoExit


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """Actions in order, then one exit."""

    actions: tuple[Action, ...]
    exit: Exit
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A first-match rule; without a condition it is `otherwise`."""

    condition: Condition | None
    treatment: Treatment
    span: Span = field(compare=False)
