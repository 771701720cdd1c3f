"""Clause 2: what a condition asks, of a contact and the world it is in."""

from collections.abc import Callable
from typing import Protocol, assert_never

from ccdsl.simulate.center import Center, Opening
from ccdsl.simulate.world import AttributeValue, QueueState
from ccdsl.syntax import ast

COMPARE: dict[ast.Comparison, Callable[[int, int], bool]] = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    "=": lambda left, right: left == right,
}


class Situation(Protocol):
    """Everything that a condition may ask about."""

    center: Center
    entry: ast.Entry
    channel: str
    language: str
    dialed: str | None
    caller: str | None
    attributes: dict[str, AttributeValue]

    def opening(self, hours: str) -> Opening:
        """Return whether hours are open at the contact's instant."""
        ...

    def flag(self, name: str) -> bool:
        """Return whether a flag is on."""
        ...

    def queue_state(self, queue: str) -> QueueState:
        """Return how a queue stands."""
        ...


def holds(
    condition: ast.Condition, now: Situation, queue: str | None = None, waited: int = 0
) -> bool:
    """Whether a condition holds; bare figures are those of `queue`, after `waited` milliseconds.

    A test on something unset or withheld is false, so its `not` is true.
    """
    match condition:
        case ast.And():
            return all(holds(part, now, queue, waited) for part in condition.parts)
        case ast.Or():
            return any(holds(part, now, queue, waited) for part in condition.parts)
        case ast.Not():
            return not holds(condition.part, now, queue, waited)
        case ast.HoursTest():
            state = now.opening(condition.hours.text)
            if condition.state == "holiday":
                return state.is_holiday
            return state.is_open is (condition.state == "open")
        case ast.FlagTest():
            return now.flag(condition.flag.text) is condition.on
        case ast.Figure() | ast.Full():
            return queue is not None and _figure(condition, now, queue, waited)
        case ast.QueueTest():
            name = condition.queue.text
            inside = waited if name == queue else 0
            return all(_figure(figure, now, name, inside) for figure in condition.figures)
        case _:
            return _about_contact(condition, now)


def _about_contact(
    condition: ast.CallerWithheld
    | ast.NumberTest
    | ast.EntryTest
    | ast.ChannelTest
    | ast.LanguageTest
    | ast.AttributeTest
    | ast.AttributeCompare,
    now: Situation,
) -> bool:
    match condition:
        case ast.CallerWithheld():
            return now.caller is None
        case ast.NumberTest():
            number = now.caller if condition.subject == "caller" else now.dialed
            return number is not None and any(
                _number_is(number, value, now.center) for value in condition.values
            )
        case ast.EntryTest():
            return now.entry.name.text in {name.text for name in condition.entries}
        case ast.ChannelTest():
            return now.channel in {name.text for name in condition.channels}
        case ast.LanguageTest():
            return now.language in {language.tag for language in condition.languages}
        case ast.AttributeTest():
            value = now.attributes.get(condition.attribute.text)
            return value is not None and any(_is(value, each) for each in condition.values)
        case ast.AttributeCompare():
            value = now.attributes.get(condition.attribute.text)
            compare = COMPARE[condition.operator]
            return isinstance(value, int) and compare(value, condition.bound.value)
        case _:
            assert_never(condition)


def _number_is(number: str, value: ast.Phone | ast.Prefix | ast.Name, center: Center) -> bool:
    match value:
        case ast.Phone():
            return number == value.number
        case ast.Prefix():
            return number.startswith(value.digits)
        case ast.Name():
            numbers, prefixes = center.numbers[value.text]
            return number in numbers or number.startswith(prefixes)
        case _:
            assert_never(value)


def literal(value: ast.Value) -> str:
    """Return a literal as the text that an attribute holds; a `number` is converted when set."""
    match value:
        case ast.Name() | ast.Whole():
            return value.text
        case ast.Phone():
            return value.number
        case ast.Prefix():
            return value.digits
        case ast.Text():
            return value.value
        case _:
            assert_never(value)


def _is(value: AttributeValue, test: ast.Value) -> bool:
    if isinstance(test, ast.Prefix):
        return str(value).startswith(test.digits)
    if isinstance(value, int):
        return isinstance(test, ast.Whole) and value == test.value
    return value == literal(test)


def _figure(figure: ast.Figure | ast.Full, now: Situation, queue: str, waited: int) -> bool:
    state = now.queue_state(queue)
    if isinstance(figure, ast.Full):
        most = now.center.program.queues[queue].max_waiting
        return most is not None and state.ahead >= most
    value = _stands(figure.figure, state, waited)
    bound = figure.bound.ms if isinstance(figure.bound, ast.Duration) else figure.bound.value
    return value is not None and COMPARE[figure.operator](value, bound)


def _stands(figure: ast.FigureName, state: QueueState, waited: int) -> int | None:
    """Return a figure of a queue; `wait` counts whole seconds."""
    match figure:
        case "agents":
            return state.staffed
        case "available":
            return state.free
        case "waiting":
            return state.ahead
        case "expected-wait":
            return state.expected_wait
        case "wait":
            return waited // 1_000 * 1_000
