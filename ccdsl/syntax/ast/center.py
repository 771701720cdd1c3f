"""The center itself: facts about contacts, time, what is said, and where contacts arrive."""

from dataclasses import field
from typing import ClassVar, Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.base import Declaration, Versioned
from ccdsl.syntax.ast.treatments import Rule, SetAttribute, Treatment
from ccdsl.syntax.ast.values import (
    Country,
    Day,
    Days,
    Duration,
    Hours,
    Language,
    Name,
    Phone,
    Prefix,
    Text,
    Whole,
    Zone,
)


@record
class Center(Declaration):
    """The one contact center of the project; `calendar` has both its days included."""

    kind: ClassVar[str] = "center"
    title: Text | None
    timezone: Zone
    country: Country | None
    languages: tuple[Language, ...]
    calendar: tuple[Day, Day]
    on_failure: Treatment


AttributeType = Literal["one-of", "digits", "number", "yes-no", "phone", "person", "text"]


@record
class Attribute(Declaration):
    """A typed fact about a contact; `length` bounds the digits of a `digits` attribute."""

    kind: ClassVar[str] = "attribute"
    type: AttributeType
    values: tuple[Name, ...]
    length: tuple[Whole, Whole] | None
    secret: bool


@record
class DataSource(Declaration):
    """A look-up; its first outcome is the one that gives."""

    kind: ClassVar[str] = "data-source"
    takes: tuple[Name, ...]
    gives: tuple[Name, ...]
    outcomes: tuple[Name, ...]
    timeout: Duration | None


@record
class Member:
    """One number or prefix of a list of callers."""

    number: Phone | Prefix
    label: Text | None
    span: Span = field(compare=False)


@record
class Callers(Declaration):
    """A list of numbers and prefixes, inline and from CSV files."""

    kind: ClassVar[str] = "callers"
    members: tuple[Member, ...]
    files: tuple[Text, ...]


@record
class Holiday:
    """One date or a range of dates (both ends included) with the spans that replace their own."""

    first: Day
    last: Day
    spans: tuple[Hours, ...]
    title: Text | None
    span: Span = field(compare=False)


@record
class Holidays(Declaration):
    """A list of holidays."""

    kind: ClassVar[str] = "holidays"
    dates: tuple[Holiday, ...]


@record
class WeekLine:
    """The spans of some days of the week."""

    days: Days
    spans: tuple[Hours, ...]
    span: Span = field(compare=False)


@record
class OpeningHours(Declaration):
    """When something is open; `always` stands alone."""

    kind: ClassVar[str] = "hours"
    weeks: tuple[WeekLine, ...]
    always: Span | None = field(compare=False)
    is_always: bool
    exceptions: tuple[Name, ...]
    timezone: Zone | None


@record
class Flag(Declaration):
    """A switch that people flip while calls run."""

    kind: ClassVar[str] = "flag"
    title: Text | None
    may: tuple[Name, ...]
    lasts: Duration | None


@record
class Wording:
    """What a prompt says in one language; `audio` is a path in the project, or None."""

    language: Language
    audio: Text | None
    text: Text
    span: Span = field(compare=False)


@record
class Prompt(Declaration):
    """What is said, per language."""

    kind: ClassVar[str] = "prompt"
    wordings: tuple[Wording, ...]


@record
class Voicemail(Declaration):
    """A box for messages; `notify` names people or e-mail addresses."""

    kind: ClassVar[str] = "voicemail"
    title: Text | None
    channels: tuple[Name, ...]
    greeting: Name | None
    notify: tuple[Name | Text, ...]
    maximum: Duration | None
    keep: Duration | None


Channel = Literal["voice", "chat", "email", "sms", "social"]
CHANNELS: tuple[Channel, ...] = ("voice", "chat", "email", "sms", "social")


@record
class Arrival:
    """The channel of an entry and the numbers or addresses it claims."""

    channel: Channel
    addresses: tuple[Phone | Text, ...]
    span: Span = field(compare=False)


@record
class Entry(Declaration):
    """Where contacts arrive."""

    kind: ClassVar[str] = "entry"
    title: Text | None
    arrival: Arrival
    language: Language | None
    sets: tuple[SetAttribute, ...]
    routing: Name


@record
class Review:
    """How often someone must look at a routing, and who last did."""

    every: Duration
    last: Day
    by: Name
    span: Span = field(compare=False)


@record
class Routing(Versioned):
    """First-match rules for everything that arrives."""

    kind: ClassVar[str] = "routing"
    review: Review | None
    rules: tuple[Rule, ...]
