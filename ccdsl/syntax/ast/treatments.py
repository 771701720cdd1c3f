"""Treatments: what happens to a contact, ending in an exit."""

from dataclasses import field
from typing import Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.conditions import Condition
from ccdsl.syntax.ast.values import Duration, Language, Name, Percent, Phone, Value, Whole


@record
class Play:
    """Say prompts, one after the other; the caller cannot interrupt."""

    prompts: tuple[Name, ...]
    span: Span = field(compare=False)


@record
class SetAttribute:
    """Set an attribute of the contact to a literal."""

    attribute: Name
    value: Value
    span: Span = field(compare=False)


@record
class SetLanguage:
    """Change the contact's language."""

    language: Language
    span: Span = field(compare=False)


@record
class Record:
    """Start or stop recording the script."""

    on: bool
    span: Span = field(compare=False)


@record
class Call:
    """Run another script and come back at its `return`."""

    script: Name
    span: Span = field(compare=False)


@record
class Wait:
    """Let time pass."""

    duration: Duration
    span: Span = field(compare=False)


@record
class When:
    """Leave by the treatment if the condition holds, else go on."""

    condition: Condition
    treatment: "Treatment"
    span: Span = field(compare=False)


Action = Play | SetAttribute | SetLanguage | Record | Call | Wait | When


@record
class ToQueue:
    """Wait in a queue for an agent."""

    queue: Name
    priority: Literal["high", "normal", "low"] | None
    span: Span = field(compare=False)


@record
class ToScript:
    """Go on in another script, from its start."""

    script: Name
    span: Span = field(compare=False)


@record
class ToAfterHours:
    """Be treated by an after-hours policy, whatever the hour."""

    policy: Name
    span: Span = field(compare=False)


@record
class ToVoicemail:
    """Leave a message."""

    voicemail: Name
    span: Span = field(compare=False)


@record
class ToCallback:
    """Be called back by an agent of the queue; `otherwise` when there is no number to dial."""

    queue: Name
    number: Name | None
    otherwise: "Treatment"
    span: Span = field(compare=False)


@record
class PersonTarget:
    """Somebody on the roster, by name."""

    person: Name
    span: Span = field(compare=False)


TransferTarget = Phone | Name | PersonTarget
"""A number, an attribute that holds a number or a person, or a person by name."""


@record
class ToTransfer:
    """Be put through; a missing `busy` or `no_answer` takes `otherwise`."""

    target: TransferTarget
    ring: Duration | None
    busy: "Treatment | None"
    no_answer: "Treatment | None"
    otherwise: "Treatment"
    span: Span = field(compare=False)


@record
class HangUp:
    """End the contact."""

    span: Span = field(compare=False)


@record
class Return:
    """Come back from a called script."""

    span: Span = field(compare=False)


@record
class Stay:
    """Keep waiting in the queue."""

    span: Span = field(compare=False)


@record
class ToStep:
    """Go to a step of the same script, `at_most` so many times, then `otherwise`."""

    step: Name
    at_most: Whole | None
    otherwise: "Treatment | None"
    span: Span = field(compare=False)


@record
class Share:
    """One branch of an `allocate`."""

    percent: Percent
    treatment: "Treatment"
    span: Span = field(compare=False)


@record
class Allocate:
    """Split contacts by shares, drawn anew at each pass."""

    shares: tuple[Share, ...]
    span: Span = field(compare=False)


@record
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


@record
class Treatment:
    """Actions in order, then one exit."""

    actions: tuple[Action, ...]
    exit: Exit
    span: Span = field(compare=False)


@record
class Rule:
    """A first-match rule; without a condition it is `otherwise`."""

    condition: Condition | None
    treatment: Treatment
    span: Span = field(compare=False)
