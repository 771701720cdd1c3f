"""A scenario's contact, what it does, and what is given, from the parser's reductions."""

from typing import Any

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Builder, Context


def _dial(channel: ast.Channel) -> Builder:
    """Build a contact with a caller number, or one that withholds it."""

    def build(_: Context, span: Span, children: list[Any]) -> ast.Contact:
        to, caller, day, time, reading = children
        return ast.Contact(
            channel=channel, to=to, caller=caller, day=day, time=time, reading=reading, span=span
        )

    return build


def _write(channel: ast.Channel) -> Builder:
    """Build a contact that has no caller number."""

    def build(_: Context, span: Span, children: list[Any]) -> ast.Contact:
        to, day, time, reading = children
        return ast.Contact(
            channel=channel, to=to, caller=None, day=day, time=time, reading=reading, span=span
        )

    return build


def caller_number(_: Context, __: Span, children: list[Any]) -> ast.Phone:
    """Hand the caller's number through."""
    number: ast.Phone = children[0]
    return number


def caller_none(_: Context, __: Span, ___: list[Any]) -> None:
    """Build a withheld number."""


def _reading(reading: ast.Reading) -> Builder:
    def build(_: Context, __: Span, ___: list[Any]) -> ast.Reading:
        return reading

    return build


def press(_: Context, span: Span, children: list[Any]) -> ast.Press:
    """Build the keys pressed at one step."""
    return ast.Press(keys=tuple(children), span=span)


def silence(_: Context, span: Span, __: list[Any]) -> ast.Silence:
    """Build a silent caller."""
    return ast.Silence(span=span)


def _figure(figure: ast.FigureName) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.GivenFigure:
        return ast.GivenFigure(figure=figure, value=children[0], span=span)

    return build


def given_queue(_: Context, span: Span, children: list[Any]) -> ast.GivenQueue:
    """Build how a queue stands."""
    return ast.GivenQueue(queue=children[0], figures=children[1], span=span)


def given_change(_: Context, span: Span, children: list[Any]) -> ast.GivenChange:
    """Build how a queue stands after a while."""
    queue, figures, after = children
    return ast.GivenChange(queue=queue, figures=figures, after=after, span=span)


def given_then(_: Context, span: Span, children: list[Any]) -> ast.GivenThen:
    """Build how a queue stands from the next look on."""
    return ast.GivenThen(queue=children[0], figures=children[1], span=span)


def _given_flag(*, on: bool) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.GivenFlag:
        return ast.GivenFlag(flag=children[0], on=on, span=span)

    return build


def given_value(_: Context, span: Span, children: list[Any]) -> ast.GivenValue:
    """Build what a look-up gives for one attribute."""
    return ast.GivenValue(attribute=children[0], value=children[1], span=span)


def given_lookup(_: Context, span: Span, children: list[Any]) -> ast.GivenLookup:
    """Build how a look-up comes out."""
    source, outcome, values = children
    return ast.GivenLookup(source=source, outcome=outcome, values=values or (), span=span)


def given_share(_: Context, span: Span, children: list[Any]) -> ast.GivenShare:
    """Build which branch an `allocate` takes."""
    return ast.GivenShare(number=children[0], span=span)


def given_transfer(_: Context, span: Span, children: list[Any]) -> ast.GivenTransfer:
    """Build how a transfer comes out."""
    return ast.GivenTransfer(outcome=children[0], span=span)


def _outcome(outcome: str) -> Builder:
    def build(_: Context, __: Span, ___: list[Any]) -> str:
        return outcome

    return build


BUILDERS: dict[str, Builder] = {
    "dial": _dial("voice"),
    "sends_sms": _dial("sms"),
    "chats": _write("chat"),
    "emails": _write("email"),
    "sends_social": _write("social"),
    "caller_number": caller_number,
    "caller_none": caller_none,
    "reading_first": _reading("first"),
    "reading_again": _reading("again"),
    "press": press,
    "silence": silence,
    "given_agents": _figure("agents"),
    "given_available": _figure("available"),
    "given_waiting": _figure("waiting"),
    "given_expected_wait": _figure("expected-wait"),
    "given_wait": _figure("wait"),
    "given_queue": given_queue,
    "given_change": given_change,
    "given_then": given_then,
    "given_flag_on": _given_flag(on=True),
    "given_flag_off": _given_flag(on=False),
    "given_value": given_value,
    "given_lookup": given_lookup,
    "given_share": given_share,
    "given_transfer": given_transfer,
    "answered": _outcome("answered"),
    "busy": _outcome("busy"),
    "no_answer": _outcome("no-answer"),
    "failed": _outcome("failed"),
}
