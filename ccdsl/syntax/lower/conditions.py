"""Conditions from the parser's reductions."""

from typing import Any, Literal

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Builder, Context


def either(_: Context, span: Span, children: list[Any]) -> ast.Condition:
    """Build `A or B`; a single part stands for itself."""
    return children[0] if len(children) == 1 else ast.Or(parts=tuple(children), span=span)


def both(_: Context, span: Span, children: list[Any]) -> ast.Condition:
    """Build `A and B`; a single part stands for itself."""
    return children[0] if len(children) == 1 else ast.And(parts=tuple(children), span=span)


def negated(_: Context, span: Span, children: list[Any]) -> ast.Not:
    """Build `not A`."""
    return ast.Not(part=children[0], span=span)


def grouped(_: Context, __: Span, children: list[Any]) -> ast.Condition:
    """Build `( A )`: the tree needs no brackets."""
    inner: ast.Condition = children[0]
    return inner


def caller_withheld(_: Context, span: Span, __: list[Any]) -> ast.CallerWithheld:
    """Build `caller is withheld`."""
    return ast.CallerWithheld(span=span)


def _listed(children: list[Any]) -> tuple[Any, ...]:
    """Return the values of `is X` and of `in X, Y` alike."""
    return children[-1] if isinstance(children[-1], tuple) else (children[-1],)


def _number(subject: Literal["caller", "dialed"]) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.NumberTest:
        return ast.NumberTest(subject=subject, values=_listed(children), span=span)

    return build


def entry_in(_: Context, span: Span, children: list[Any]) -> ast.EntryTest:
    """Build a test of the entry."""
    return ast.EntryTest(entries=_listed(children), span=span)


def channel_in(_: Context, span: Span, children: list[Any]) -> ast.ChannelTest:
    """Build a test of the channel."""
    return ast.ChannelTest(channels=_listed(children), span=span)


def language_in(_: Context, span: Span, children: list[Any]) -> ast.LanguageTest:
    """Build a test of the language."""
    return ast.LanguageTest(languages=_listed(children), span=span)


def attribute_in(_: Context, span: Span, children: list[Any]) -> ast.AttributeTest:
    """Build `ATTRIBUTE is VALUE`."""
    return ast.AttributeTest(attribute=children[0], values=_listed(children), span=span)


def attribute_compare(_: Context, span: Span, children: list[Any]) -> ast.AttributeCompare:
    """Build `ATTRIBUTE > N`."""
    attribute, operator, bound = children
    return ast.AttributeCompare(attribute=attribute, operator=operator, bound=bound, span=span)


def _hours(state: Literal["open", "closed", "holiday"]) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.HoursTest:
        return ast.HoursTest(hours=children[0], state=state, span=span)

    return build


def _flag(*, on: bool) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.FlagTest:
        return ast.FlagTest(flag=children[0], on=on, span=span)

    return build


def _figure(figure: ast.FigureName) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Figure:
        return ast.Figure(figure=figure, operator=children[0], bound=children[1], span=span)

    return build


def full(_: Context, span: Span, __: list[Any]) -> ast.Full:
    """Build `full`."""
    return ast.Full(span=span)


def queue_has(_: Context, span: Span, children: list[Any]) -> ast.QueueTest:
    """Build `queue Q has T, T`."""
    return ast.QueueTest(queue=children[0], figures=children[1], span=span)


def _operator(sign: ast.Comparison) -> Builder:
    def build(_: Context, __: Span, ___: list[Any]) -> ast.Comparison:
        return sign

    return build


BUILDERS: dict[str, Builder] = {
    "either": either,
    "both": both,
    "negated": negated,
    "grouped": grouped,
    "caller_withheld": caller_withheld,
    "caller_in": _number("caller"),
    "dialed_in": _number("dialed"),
    "entry_in": entry_in,
    "channel_in": channel_in,
    "language_in": language_in,
    "attribute_in": attribute_in,
    "attribute_compare": attribute_compare,
    "hours_open": _hours("open"),
    "hours_closed": _hours("closed"),
    "hours_holiday": _hours("holiday"),
    "flag_on": _flag(on=True),
    "flag_off": _flag(on=False),
    "queue_has": queue_has,
    "agents": _figure("agents"),
    "available": _figure("available"),
    "waiting": _figure("waiting"),
    "expected_wait": _figure("expected-wait"),
    "waited": _figure("wait"),
    "full": full,
    "gt": _operator(">"),
    "ge": _operator(">="),
    "lt": _operator("<"),
    "le": _operator("<="),
    "eq": _operator("="),
}
