"""Literals: what a single word, number or string of the source means, with its place."""

from dataclasses import field
from datetime import date as calendar_date
from fractions import Fraction

from ccdsl.record import record
from ccdsl.source import Span


@record
class Name:
    """An identifier as written: the name of a declaration, a step, an outcome, a known word."""

    text: str
    span: Span = field(compare=False)


@record
class Text:
    """A quoted string with its escapes resolved."""

    value: str
    span: Span = field(compare=False)


@record
class Whole:
    """A whole number; `text` keeps leading zeros, which matter to typed digits."""

    value: int
    text: str
    span: Span = field(compare=False)


@record
class Phone:
    """A telephone number in E.164 form, `+` included."""

    number: str
    span: Span = field(compare=False)


def written(address: Phone | Text) -> str:
    """Return a number or an address as text."""
    return address.number if isinstance(address, Phone) else address.value


@record
class Prefix:
    """All numbers that begin with `digits` (`+` included, the `*` not)."""

    digits: str
    span: Span = field(compare=False)


@record
class Day:
    """A calendar date."""

    date: calendar_date
    span: Span = field(compare=False)


@record
class Clock:
    """A time of day, in seconds since midnight on the wall clock."""

    seconds: int
    span: Span = field(compare=False)


@record
class Hours:
    """A span of wall-clock time in minutes since midnight: `start` included, `end` not.

    `end` may be 1440 (24:00); an `end` not after `start` lies on the next day.
    """

    start: int
    end: int
    span: Span = field(compare=False)


@record
class Duration:
    """A length of time in milliseconds."""

    ms: int
    span: Span = field(compare=False)


@record
class Percent:
    """A percentage, exact: `12.5%` is Fraction(25, 2)."""

    value: Fraction
    span: Span = field(compare=False)


@record
class Language:
    """A BCP 47 language tag as written."""

    tag: str
    span: Span = field(compare=False)


@record
class Zone:
    """An IANA time zone by name."""

    name: str
    span: Span = field(compare=False)


@record
class Country:
    """An ISO 3166-1 alpha-2 country code."""

    code: str
    span: Span = field(compare=False)


@record
class Days:
    """Days of the week as a sorted set; 0 is Monday."""

    days: tuple[int, ...]
    span: Span = field(compare=False)


@record
class Key:
    """A telephone key: `0`-`9`, `star` or `pound`; several digits typed together are one `Key`."""

    keys: str
    span: Span = field(compare=False)


Value = Name | Whole | Phone | Prefix | Text
"""What an attribute, a number or a name is compared with or set to."""
