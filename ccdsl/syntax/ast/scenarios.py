"""Scenarios: one contact, what it does, what is given, and how it must end."""

from dataclasses import field
from typing import ClassVar, Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.base import Declaration
from ccdsl.syntax.ast.center import Channel
from ccdsl.syntax.ast.conditions import FigureName
from ccdsl.syntax.ast.proofs import Applies, End, Passes
from ccdsl.syntax.ast.values import (
    Clock,
    Day,
    Duration,
    Key,
    Language,
    Name,
    Phone,
    Text,
    Value,
    Whole,
)

Reading = Literal["first", "again"]
"""Which of two times that a clock reads a time is meant, in the hour that it is put back."""


@record
class Contact:
    """The contact of a scenario; `caller` None is a withheld or missing number.

    `day` and `time` are read on the center's own clock, where it reads them once without a
    `reading`.
    """

    channel: Channel
    to: Phone | Text
    caller: Phone | None
    day: Day
    time: Clock
    reading: Reading | None = None
    span: Span = field(compare=False)


@record
class Press:
    """Keys pressed at one step, in order."""

    keys: tuple[Key, ...]
    span: Span = field(compare=False)


@record
class Silence:
    """The caller says and presses nothing at one step."""

    span: Span = field(compare=False)


@record
class Waits:
    """The caller waits so long in a queue."""

    duration: Duration
    span: Span = field(compare=False)


@record
class Leaves:
    """The caller hangs up."""

    span: Span = field(compare=False)


Input = Press | Silence | Waits | Leaves


@record
class GivenFigure:
    """A figure of a queue as the contact finds it."""

    figure: FigureName
    value: Whole | Duration
    span: Span = field(compare=False)


@record
class GivenQueue:
    """How a queue stands at a look, the first one or that of the last `GivenThen`."""

    queue: Name
    figures: tuple[GivenFigure, ...]
    span: Span = field(compare=False)


@record
class GivenChange:
    """How a queue stands from so long after the contact's arrival there on."""

    queue: Name
    figures: tuple[GivenFigure, ...]
    after: Duration
    span: Span = field(compare=False)


@record
class GivenThen:
    """How a queue stands from the next look on."""

    queue: Name
    figures: tuple[GivenFigure, ...]
    span: Span = field(compare=False)


@record
class GivenClosing:
    """The hours of a queue close so long after the contact arrived in it."""

    queue: Name
    after: Duration
    span: Span = field(compare=False)


@record
class GivenFlag:
    """A flag is on or off."""

    flag: Name
    on: bool
    span: Span = field(compare=False)


@record
class GivenValue:
    """What a look-up gives for one attribute."""

    attribute: Name
    value: Value
    span: Span = field(compare=False)


@record
class GivenLookup:
    """How the next look-up at this data source comes out, and what it gives."""

    source: Name
    outcome: Name
    values: tuple[GivenValue, ...]
    span: Span = field(compare=False)


@record
class GivenShare:
    """Which branch, from 1, the next `allocate` takes."""

    number: Whole
    span: Span = field(compare=False)


@record
class GivenTransfer:
    """How the next transfer comes out."""

    outcome: Literal["answered", "busy", "no-answer", "failed"]
    span: Span = field(compare=False)


GivenStanding = GivenQueue | GivenChange | GivenThen | GivenClosing
Given = GivenStanding | GivenFlag | GivenLookup | GivenShare | GivenTransfer


@record
class Scenario(Declaration):
    """One contact and how it must end; its name is its title.

    `hears` is everything heard, in order; with `among_others`, what must be among it in that
    order. `rows` are the examples of a table, each whole: the common lines and its own; a scenario
    with rows is not run itself.
    """

    kind: ClassVar[str] = "scenario"
    applies: tuple[Applies, ...]
    contact: Contact
    language: Language | None
    sets: tuple[GivenValue, ...]
    inputs: tuple[Input, ...]
    givens: tuple[Given, ...]
    hears: tuple[Name, ...] | None
    among_others: bool
    does_not_hear: tuple[Name, ...]
    passes: tuple[Passes, ...]
    expect: End
    rows: tuple["Scenario", ...]
