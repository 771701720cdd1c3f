"""Conditions and figures in words that a supervisor reads without having seen the source."""

from collections.abc import Iterable
from typing import assert_never

from ccdsl.syntax import ast

_HUNDREDTH = 10_000
"""So many millionths are one in a hundred."""

_UNITS = (("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000))


def duration(ms: int) -> str:
    """Return a length of time in milliseconds as the language writes it: `90s` is `1m30s`."""
    if ms == 0:
        return "0s"
    parts: list[str] = []
    for unit, size in _UNITS:
        count, ms = divmod(ms, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) + (f"{ms}ms" if ms else "")


def key(keys: str) -> str:
    """Return a telephone key as people say it."""
    return {"star": "*", "pound": "#"}.get(keys, keys)


def share_of_week(millionths: int) -> str:
    """Return a share of the calendar as people say it: `4.1235 % of the week`."""
    whole, part = divmod(millionths, _HUNDREDTH)
    return f"{whole}.{part:04}".rstrip("0").rstrip(".") + " % of the week"


def percent(share: ast.Percent) -> str:
    """Return a percentage as short as it can be written."""
    return f"{float(share.value):g}%"


def value(written: ast.Value) -> str:
    """Return a literal as written, texts in quotes."""
    match written:
        case ast.Name() | ast.Whole():
            return written.text
        case ast.Phone():
            return written.number
        case ast.Prefix():
            return f"{written.digits}*"
        case ast.Text():
            return f"“{written.value}”"
        case _:
            assert_never(written)


def words(condition: ast.Condition) -> str:
    """Return a condition in words, as in `office is open and the caller is in vip`."""
    return _said(condition, is_not=False)


def _said(condition: ast.Condition, *, is_not: bool) -> str:
    match condition:
        case ast.Not():
            return _said(condition.part, is_not=not is_not)
        case ast.And() | ast.Or():
            return _joined(condition, is_not=is_not)
        case ast.Figure() | ast.Full():
            return _negated(_figure(condition), is_not=is_not)
        case ast.QueueTest():
            held = " and ".join(_figure(each) for each in condition.figures)
            return _negated(f"queue {condition.queue.text} has {held}", is_not=is_not)
        case _:
            return _test(condition, "is not" if is_not else "is")


def _joined(condition: ast.And | ast.Or, *, is_not: bool) -> str:
    """Join the parts; a `not` is written on each of them, and turns `and` into `or`."""
    is_all = isinstance(condition, ast.And) is not is_not
    parts = [_part(part, is_not=is_not) for part in condition.parts]
    return (" and " if is_all else " or ").join(parts)


def _part(part: ast.Condition, *, is_not: bool) -> str:
    said = _said(part, is_not=is_not)
    inner = part
    while isinstance(inner, ast.Not):
        inner = inner.part
    return f"({said})" if isinstance(inner, ast.And | ast.Or) else said


def _negated(said: str, *, is_not: bool) -> str:
    return f"not ({said})" if is_not else said


_Contact = (
    ast.CallerWithheld
    | ast.NumberTest
    | ast.EntryTest
    | ast.ChannelTest
    | ast.LanguageTest
    | ast.AttributeTest
    | ast.AttributeCompare
    | ast.HoursTest
    | ast.FlagTest
)


def _test(test: _Contact, verb: str) -> str:
    match test:
        case ast.CallerWithheld():
            return f"the caller's number {verb} withheld"
        case ast.NumberTest():
            subject = "the caller" if test.subject == "caller" else "the dialed number"
            return f"{subject} {verb} {_numbers(test.values)}"
        case ast.EntryTest():
            return f"the entry {verb} {_any(name.text for name in test.entries)}"
        case ast.ChannelTest():
            return f"the channel {verb} {_any(name.text for name in test.channels)}"
        case ast.LanguageTest():
            return f"the language {verb} {_any(each.tag for each in test.languages)}"
        case ast.AttributeTest():
            return f"{test.attribute.text} {verb} {_any(value(each) for each in test.values)}"
        case ast.AttributeCompare():
            return f"{test.attribute.text} {verb} {_bound(test.operator, test.bound.text)}"
        case ast.HoursTest() if test.state == "holiday":
            return f"it {verb} a holiday of {test.hours.text}"
        case ast.HoursTest():
            return f"{test.hours.text} {verb} {test.state}"
        case ast.FlagTest():
            return f"flag {test.flag.text} {verb} {'on' if test.on else 'off'}"
        case _:
            assert_never(test)


def _any(texts: Iterable[str]) -> str:
    """Return "a, b or c"."""
    *rest, last = texts
    return f"{', '.join(rest)} or {last}" if rest else last


def _numbers(values: tuple[ast.Phone | ast.Prefix | ast.Name, ...]) -> str:
    return _any(f"in {each.text}" if isinstance(each, ast.Name) else value(each) for each in values)


def _bound(operator: ast.Comparison, bound: str) -> str:
    match operator:
        case ">":
            return f"more than {bound}"
        case ">=":
            return f"at least {bound}"
        case "<":
            return f"less than {bound}"
        case "<=":
            return f"at most {bound}"
        case "=":
            return f"exactly {bound}"
        case _:
            assert_never(operator)


def _figure(figure: ast.Figure | ast.Full) -> str:
    """Return what is tested about a queue."""
    if isinstance(figure, ast.Full):
        return "a full line"
    bound = figure.bound
    said = duration(bound.ms) if isinstance(bound, ast.Duration) else bound.text
    limit = _bound(figure.operator, said)
    match figure.figure:
        case "agents" | "available" | "waiting":
            return _count(figure, limit)
        case "expected-wait":
            return f"an expected wait of {limit}"
        case "wait":
            return f"a wait of {limit}"
        case _:
            assert_never(figure.figure)


def _count(figure: ast.Figure, limit: str) -> str:
    bound = figure.bound.value if isinstance(figure.bound, ast.Whole) else None
    match (figure.operator, bound):
        case ("=" | "<=", 0) | ("<", 1):
            return _NONE[figure.figure]
        case (">", 0) | (">=", 1):
            return _SOME[figure.figure]
        case _:
            return f"{limit} {_COUNTED[figure.figure]}"


_NONE = {"agents": "no agents", "available": "no agents available", "waiting": "nobody waiting"}
_SOME = {
    "agents": "some agents",
    "available": "some agents available",
    "waiting": "somebody waiting",
}
_COUNTED = {"agents": "agents", "available": "agents available", "waiting": "waiting"}
