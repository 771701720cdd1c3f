"""Texts without quotes, numbers and times as other people write them, and what is no token."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ccdsl.diagnostics import Diagnostic
from ccdsl.syntax import messages, wording
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY
from ccdsl.syntax.site import STAND_INS, Edit, Site, begins_line, piece

_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb`'"
_WORDS_BETWEEN = frozenset(("-", "\u2013", "\u2014", "to", "until"))
_DAY = re.compile(r"(mo|tu|we|th|fr|sa|su)[a-z]*\.?", re.IGNORECASE)
_DAYS = {name[:2]: name for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
_PHONE = re.compile(r"\+?[0-9][0-9.()/-]{4,}")
_SLASHED = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}\Z")
_RANGE = re.compile(r"[0-9]{1,9}(?:[-\u2013]|\.\.+)[0-9]{1,9}\Z")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?(am|pm)?\Z", re.IGNORECASE)
_UNIT = "[smhd]|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?"
_UNITS = re.compile(rf"([0-9]+)({_UNIT})\Z", re.IGNORECASE)
_LONGEST_TEXT = 200
_NOON = 12


class _Meant(NamedTuple):
    """What a malformed token is taken for: a kind, its text, and how that kind is written."""

    key: str
    text: str
    message: str
    hint: str


def malformed(site: Site) -> Iterator[Edit]:
    """Yield the edits that mend a literal."""
    yield from _open_string(site)
    yield from _unquoted(site)
    yield from _parted_span(site)
    yield from _parted_figure(site)
    yield from _parted_phone(site)
    yield from _day(site)
    yield from _number(site)
    yield from _no_token(site)


def _open_string(site: Site) -> Iterator[Edit]:
    token = site.token
    if token.key == "%OPEN_STRING":
        yield from _broken_string(site)
        span = wording.span_of(site.source, token)
        finding = wording.error(
            "CC004", "this text has no closing quote", span, 'end it with `"` on this line'
        )
        closed = token._replace(key="%STRING", text=f'{token.text}"')
        yield Edit(start=site.at, end=site.at + 1, put=(closed,), finding=finding)


def _broken_string(site: Site) -> Iterator[Edit]:
    """A text over several lines: a later one ends with the quote."""
    at, tokens = site.at, site.tokens
    for end in range(at + 1, min(at + _LONGEST_TEXT, len(tokens) - 1)):
        last = tokens[end]
        if last.key in ("%STRING", "{", "}") or (last.key == "%OPEN_STRING" and last.text != '"'):
            return
        if last.key == "%OPEN_STRING":
            span = wording.span_of(site.source, site.token, last)
            message = "this text runs over several lines"
            finding = wording.error("CC004", message, span, "write it on one line")
            put = Token("%STRING", '""', span.start, span.end, is_word=False)
            yield Edit(start=at, end=end + 1, put=(put,), finding=finding)
            return


def _unquoted(site: Site) -> Iterator[Edit]:
    """Take the rest of the line for the text that is needed here."""
    if "%STRING" not in site.expected or site.is_new_line:
        return
    token, tokens, at = site.token, site.tokens, site.at
    starts_quote = token.key == "%UNKNOWN" and token.text[0] in _QUOTES
    if not (starts_quote or token.is_word):
        return
    end = _closing(site) if starts_quote else site.rest_of_line(at)
    for stop in dict.fromkeys((end, site.rest_of_line(at))):
        source = site.source.text[token.start : tokens[stop - 1].end]
        inner = source.strip(_QUOTES + '"').replace('"', "")
        put = Token("%STRING", f'"{inner}"', token.start, tokens[stop - 1].end, is_word=False)
        if stop > at and site.goes_on((put,), stop):
            finding = messages.unquoted(site, stop, put.text)
            yield Edit(start=at, end=stop, put=(put,), finding=finding)


def _closing(site: Site) -> int:
    """Return the index after the token that ends with another quote, or after the line."""
    end = site.at
    while site.tokens[end].key != END_KEY:
        text = site.tokens[end].text
        end += 1
        if text[-1] in _QUOTES and (end > site.at + 1 or len(text) > 1):
            return end
        if begins_line(site.source, site.tokens, end):
            break
    return site.rest_of_line(site.at)


def _parted_span(site: Site) -> Iterator[Edit]:
    """`09:00 - 17:00`."""
    at, tokens = site.at, site.tokens
    if "%SPAN" not in site.expected or at + 2 >= len(tokens):
        return
    start, between, end = tokens[at : at + 3]
    if start.key == end.key == "%TIME" and between.text in _WORDS_BETWEEN:
        text = f"{start.text[:5]}-{end.text[:5]}"
        span = wording.span_of(site.source, start, end)
        finding = wording.error("CC005", "a span of time is one word", span, f"write `{text}`")
        put = Token("%SPAN", text, start.start, end.end, is_word=False)
        yield Edit(start=at, end=at + 3, put=(put,), finding=finding)


def _parted_figure(site: Site) -> Iterator[Edit]:
    """`5 seconds`, `80 %`."""
    at = site.at
    if site.token.key != "%INT" or begins_line(site.source, site.tokens, at + 1):
        return
    last = site.tokens[at + 1]
    unit = _UNITS.match(site.token.text + last.text)
    if "%DURATION" in site.expected and unit:
        yield _joined(site, last, "%DURATION", f"{unit[1]}{unit[2][0].lower()}")
    if "%PERCENT" in site.expected and last.text == "%":
        yield _joined(site, last, "%PERCENT", f"{site.token.text}%")


def _joined(site: Site, last: Token, key: str, text: str) -> Edit:
    """Return the edit that makes one word of two."""
    span = wording.span_of(site.source, site.token, last)
    shown = wording.quoted(site.source.text[span.start : span.end])
    finding = wording.error("CC005", f"{shown} is one word", span, f"write {wording.quoted(text)}")
    put = piece(key, site.token.start, text)
    return Edit(start=site.at, end=site.at + 2, put=(put,), finding=finding)


def _parted_phone(site: Site) -> Iterator[Edit]:
    """`+1 800 555 0100`."""
    at, tokens = site.at, site.tokens
    if at == 0 or site.is_new_line or (site.before.key, site.token.key) != ("%PHONE", "%INT"):
        return
    end = at
    while tokens[end].key == "%INT" and not begins_line(site.source, tokens, end):
        end += 1
    text = "".join(token.text for token in tokens[at - 1 : end])
    span = wording.span_of(site.source, site.before, tokens[end - 1])
    finding = wording.error("CC005", "a telephone number is one word", span, f"write `{text}`")
    put = Token("%PHONE", text, span.start, span.end, is_word=False)
    yield Edit(start=at - 1, end=end, put=(put,), finding=finding)


def _day(site: Site) -> Iterator[Edit]:
    """`Monday`, `monday-friday`, `Sat`."""
    token = site.token
    if "%DAYS" not in site.expected or not (token.is_word or token.key == "%UNKNOWN"):
        return
    names = [_DAY.fullmatch(part) for part in re.split("[-\u2013]", token.text)]
    if 1 <= len(names) <= len(("first", "last")) and all(names):
        text = "-".join(_DAYS[name[1].lower()] for name in names if name)
        put = token._replace(key="%DAYS", text=text)
        if site.goes_on((put,), site.at + 1):
            finding = messages.other_word(site, text)
            yield Edit(start=site.at, end=site.at + 1, put=(put,), finding=finding)


def _number(site: Site) -> Iterator[Edit]:
    """Numbers, dates and times in other forms than the language's."""
    token = site.token
    if token.key not in ("%UNKNOWN", "%INT", "%TIME"):
        return
    for meant in _meanings(token.text):
        put = token._replace(key=meant.key, text=meant.text)
        if meant.key in site.expected:
            span = wording.span_of(site.source, token)
            message = f"{wording.quoted(token.text)} is not {meant.message}"
            finding = wording.error("CC005", message, span, meant.hint)
            yield Edit(start=site.at, end=site.at + 1, put=(put,), finding=finding)


def _meanings(text: str) -> Iterator[_Meant]:
    """Yield what a number may be meant for."""
    ends = [_clock(part) for part in re.split("[-\u2013]", text)]
    if len(ends) == len(("start", "end")) and all(ends):
        span = "-".join(end for end in ends if end)
        yield _Meant("%SPAN", span, "a span of time", f"write `{span}`")
    if len(ends) == 1 and ends[0] and not text.isdigit():
        yield _Meant("%TIME", ends[0], "a time", f"write `{ends[0]}`")
    if _SLASHED.match(text):
        hint = "dates are written YEAR-MONTH-DAY, as in `2026-12-25`"
        yield _Meant("%DATE", "2000-01-01", "a date", hint)
    if _PHONE.fullmatch(text):
        number = "+" + "".join(char for char in text if char.isdigit())
        hint = f"write `+`, the country code and the number without a break, as in `{number}`"
        yield _Meant("%PHONE", number, "a telephone number", hint)
    if _RANGE.match(text):
        both = " to ".join(re.split(r"[-\u2013]|\.\.+", text))
        yield _Meant("%INT", text[0], "a whole number", f"write `{both}`")
    unit = _UNITS.match(text)
    if unit:
        length = f"{unit[1]}{unit[2][0].lower()}"
        yield _Meant("%DURATION", length, "a length of time", f"write `{length}`")


def _clock(text: str) -> str | None:
    found = _CLOCK.match(text)
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return f"{hour:02}:{found[2] or '00'}"


def _no_token(site: Site) -> Iterator[Edit]:
    token = site.token
    if token.key == "%UNKNOWN":
        edit = Edit(start=site.at, end=site.at + 1, put=(), finding=_meaningless(site), loses=True)
        keys = [key for key in STAND_INS if key in site.expected]
        if token.text[0] in "+0123456789" and len(keys) == 1:
            put = (piece(keys[0], token.start),)
            if site.goes_on(put, site.at + 1):
                edit = Edit(start=site.at, end=site.at + 1, put=put, finding=edit.finding)
        yield edit


def _meaningless(site: Site) -> Diagnostic:
    """Say what is wrong with characters that make no token."""
    token = site.token
    span, first = wording.span_of(site.source, token), token.text[0]
    shown = wording.quoted(token.text)
    if first in _QUOTES:
        message = f"`{first}` is not a quote here"
        return wording.error("CC005", message, span, 'write `"…"` around a text')
    if not first.isprintable() or first.isspace():
        message = f"there is an invisible character here (U+{ord(first):04X})"
        return wording.error("CC005", message, span, "delete it, or type a plain space")
    if first in "+0123456789":
        return wording.error(
            "CC005",
            f"{shown} is neither a number, a time nor a name",
            span,
            "numbers are like `30s`, `08:00-17:00`, `+18005550100`; names begin with a letter",
        )
    return wording.error("CC005", f"{shown} means nothing here", span, "delete it")
