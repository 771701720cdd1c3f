"""Conditions: what a rule asks about a contact, its instant and the center's state."""

from dataclasses import field
from typing import Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.values import Duration, Language, Name, Phone, Prefix, Value, Whole

Comparison = Literal[">", ">=", "<", "<=", "="]


@record
class Or:
    """At least one part holds."""

    parts: tuple["Condition", ...]
    span: Span = field(compare=False)


@record
class And:
    """Every part holds."""

    parts: tuple["Condition", ...]
    span: Span = field(compare=False)


@record
class Not:
    """The part does not hold."""

    part: "Condition"
    span: Span = field(compare=False)


@record
class CallerWithheld:
    """The contact gives no caller number."""

    span: Span = field(compare=False)


@record
class NumberTest:
    """The caller's or the dialed number is one of these numbers, prefixes or lists of callers."""

    subject: Literal["caller", "dialed"]
    values: tuple[Phone | Prefix | Name, ...]
    span: Span = field(compare=False)


@record
class EntryTest:
    """The contact arrived at one of these entries."""

    entries: tuple[Name, ...]
    span: Span = field(compare=False)


@record
class ChannelTest:
    """The contact's channel is one of these."""

    channels: tuple[Name, ...]
    span: Span = field(compare=False)


@record
class LanguageTest:
    """The contact's language is one of these."""

    languages: tuple[Language, ...]
    span: Span = field(compare=False)


@record
class AttributeTest:
    """The attribute is set to one of these values."""

    attribute: Name
    values: tuple[Value, ...]
    span: Span = field(compare=False)


@record
class AttributeCompare:
    """The attribute, a figure, is set and stands in this relation to `bound`."""

    attribute: Name
    operator: Comparison
    bound: Whole
    span: Span = field(compare=False)


@record
class HoursTest:
    """The hours are open, closed, or on one of their holidays at the contact's instant."""

    hours: Name
    state: Literal["open", "closed", "holiday"]
    span: Span = field(compare=False)


@record
class FlagTest:
    """The flag is on or off."""

    flag: Name
    on: bool
    span: Span = field(compare=False)


FigureName = Literal["agents", "available", "waiting", "expected-wait", "wait"]


@record
class Figure:
    """A figure of a queue compared with a bound: a count, or a duration for the two waits."""

    figure: FigureName
    operator: Comparison
    bound: Whole | Duration
    span: Span = field(compare=False)


@record
class Full:
    """The queue is full: as many contacts wait as it takes."""

    span: Span = field(compare=False)


@record
class QueueTest:
    """Every figure of the named queue holds."""

    queue: Name
    figures: tuple[Figure | Full, ...]
    span: Span = field(compare=False)


Condition = (
    Or
    | And
    | Not
    | CallerWithheld
    | NumberTest
    | EntryTest
    | ChannelTest
    | LanguageTest
    | AttributeTest
    | AttributeCompare
    | HoursTest
    | FlagTest
    | Figure
    | Full
    | QueueTest
)
