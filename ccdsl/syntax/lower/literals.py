"""Single tokens to literals; what a token cannot mean is reported where it stands."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Context

Literal = Callable[[Context, Span, str], Any]

_NAME = re.compile(r"[a-z](?:[a-z0-9_]|-(?=[a-z0-9_]))*(?:\.[a-z](?:[a-z0-9_]|-(?=[a-z0-9_]))*)*\Z")
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_PART = re.compile(r"([0-9]+)(ms|[smhdw])")
_FEWEST_DIGITS, _MOST_DIGITS = 5, 15
_MOST_PLACES = 18


def name(context: Context, span: Span, text: str) -> ast.Name:
    """Return an identifier; names are lower-case. One that is left out is reported already."""
    if text and not _NAME.match(text):
        lower = text.lower()
        way_out = f"write `{lower}`" if _NAME.match(lower) else "a name begins with a letter a-z"
        context.problems.error(
            "CC007",
            f"`{text}` is not a name: names are lower-case letters, digits, `_` and inner `-`",
            span,
            help=way_out,
        )
        return ast.Name(text=lower, span=span)
    return ast.Name(text=text, span=span)


def string(context: Context, span: Span, text: str) -> ast.Text:
    """Return a quoted string with its escaped quotes and backslashes resolved."""
    inner = text[1:-1]
    if "\\" not in inner:
        return ast.Text(value=inner, span=span)
    for match in _ESCAPE.finditer(inner):
        if match[1] not in ('"', "\\"):
            at = span.start + 1 + match.start()
            context.problems.error(
                "CC013",
                f"`{match[0]}` means nothing in a text",
                Span(span.path, at, at + len(match[0])),
                help='only `\\"` and `\\\\` are special; write `\\\\` for a backslash',
            )
    return ast.Text(value=_ESCAPE.sub(r"\1", inner), span=span)


def whole(context: Context, span: Span, text: str) -> ast.Whole:
    """Return a whole number of at most 18 digits."""
    if len(text) > _MOST_PLACES:
        context.problems.error("CC006", "this number is too long to mean anything", span)
        return ast.Whole(value=0, text="0", span=span)
    return ast.Whole(value=int(text), text=text, span=span)


def phone(context: Context, span: Span, text: str) -> ast.Phone:
    """Return an E.164 number of 5 to 15 digits."""
    if not _FEWEST_DIGITS <= len(text) - 1 <= _MOST_DIGITS:
        context.problems.error(
            "CC006",
            f"`{text}` is not a telephone number: it has {len(text) - 1} digits",
            span,
            help="write `+`, the country code and the number: 5 to 15 digits in all (E.164)",
        )
    return ast.Phone(number=text, span=span)


def prefix(context: Context, span: Span, text: str) -> ast.Prefix:
    """Return a prefix of at most 15 digits, its `*` taken off."""
    if len(text) - 2 > _MOST_DIGITS:
        context.problems.error(
            "CC006",
            f"`{text}` is longer than any telephone number",
            span,
            help="E.164 ends at 15 digits",
        )
    return ast.Prefix(digits=text[:-1], span=span)


def day(context: Context, span: Span, text: str) -> ast.Day:
    """Return a date of the calendar."""
    try:
        return ast.Day(date=date.fromisoformat(text), span=span)
    except ValueError:
        context.problems.error(
            "CC006", f"there is no date `{text}`", span, help="dates are written YEAR-MONTH-DAY"
        )
        return ast.Day(date=date(2000, 1, 1), span=span)


def _minutes(text: str) -> int | None:
    hours, minutes = int(text[:2]), int(text[3:5])
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= 24 * 60 else None  # noqa: PLR2004 - a clock's face


def clock(context: Context, span: Span, text: str) -> ast.Clock:
    """Return a time of day before 24:00."""
    minutes = _minutes(text)
    seconds = int(text[6:] or 0)
    if minutes is None or minutes == 24 * 60 or seconds >= 60:  # noqa: PLR2004 - a clock's face
        context.problems.error(
            "CC006", f"there is no time `{text}`", span, help="times run from 00:00 to 23:59"
        )
        return ast.Clock(seconds=0, span=span)
    return ast.Clock(seconds=minutes * 60 + seconds, span=span)


def hours(context: Context, span: Span, text: str) -> ast.Hours:
    """Return a span of the clock; `24:00` may end one."""
    start, end = _minutes(text[:5]), _minutes(text[6:])
    if start is None or end is None or start == 24 * 60:
        context.problems.error(
            "CC006",
            f"`{text}` is not a span of time",
            span,
            help="write the start and the end, from 00:00 to 24:00, as in `08:00-17:30`",
        )
        return ast.Hours(start=0, end=24 * 60, span=span)
    return ast.Hours(start=start, end=end, span=span)


def duration(context: Context, span: Span, text: str) -> ast.Duration:
    """Return a length of time; its parts go from long to short, each unit once."""
    parts = _PART.findall(text)
    sizes = [_UNITS[unit] for _, unit in parts]
    if sizes != sorted(set(sizes), reverse=True) or len(text) > 2 * _MOST_PLACES:
        context.problems.error(
            "CC006",
            f"`{text}` is not a length of time",
            span,
            help="write each unit once, the longest first, as in `1h30m`",
        )
        return ast.Duration(ms=1_000, span=span)
    total = sum(int(count) * _UNITS[unit] for count, unit in parts)
    return ast.Duration(ms=total, span=span)


def percent(context: Context, span: Span, text: str) -> ast.Percent:
    """Return a percentage from 0 to 100, exact."""
    value = Fraction(text[:-1]) if len(text) <= 2 * _MOST_PLACES else Fraction(101)
    if value > 100:  # noqa: PLR2004 - a percentage
        context.problems.error(
            "CC006", f"`{text}` is more than all", span, help="percentages end at 100%"
        )
        value = Fraction(100)
    return ast.Percent(value=value, span=span)


def days(_: Context, span: Span, text: str) -> ast.Days:
    """Return the days of `sat` or of `mon-fri`; `fri-mon` runs over the weekend."""
    first, _dash, last = text.partition("-")
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    count = (end - start) % 7 + 1
    return ast.Days(days=tuple(sorted((start + at) % 7 for at in range(count))), span=span)


def language(_: Context, span: Span, text: str) -> ast.Language:
    """Return a language tag; whether it is one is a rule's question."""
    return ast.Language(tag=text, span=span)


def zone(_: Context, span: Span, text: str) -> ast.Zone:
    """Return a time zone; whether it exists is a rule's question."""
    return ast.Zone(name=text, span=span)


def country(_: Context, span: Span, text: str) -> ast.Country:
    """Return a country code; whether it is one is a rule's question."""
    return ast.Country(code=text, span=span)


LITERALS: dict[str, Literal] = {
    "%STRING": string,
    "%INT": whole,
    "%PHONE": phone,
    "%PREFIX": prefix,
    "%DATE": day,
    "%TIME": clock,
    "%SPAN": hours,
    "%DURATION": duration,
    "%PERCENT": percent,
    "%DAYS": days,
}
NAMES: dict[str, Literal] = {"NAME": name, "LANGUAGE": language, "ZONE": zone, "COUNTRY": country}
