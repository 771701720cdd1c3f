"""Scenarios, and the tables of their examples, from the parser's reductions."""

from datetime import date
from typing import Any, NamedTuple

from ccdsl.diagnostics import Label
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, Line, line_builder
from ccdsl.syntax.lower.proofs import titled

_LINES = ("hears", "expect", "with_values", "spoken", "hears_among", "does_not_hear", "examples")


class _Case(NamedTuple):
    """The lines of a scenario, or of one row of its examples; None where a line is not there."""

    contact: ast.Contact | None
    language: ast.Language | None
    sets: tuple[ast.GivenValue, ...]
    inputs: tuple[ast.Input, ...]
    givens: tuple[ast.Given, ...]
    hears: tuple[ast.Name, ...] | None
    among_others: bool
    does_not_hear: tuple[ast.Name, ...]
    passes: tuple[ast.Passes, ...]
    expect: ast.End | None

    def over(self, common: "_Case") -> "_Case":
        """Return a row with the common lines it does not write; inputs, givens come after them."""
        own_hears = self.hears is not None
        return _Case(
            contact=self.contact or common.contact,
            language=self.language or common.language,
            sets=common.sets + self.sets,
            inputs=common.inputs + self.inputs,
            givens=common.givens + self.givens,
            hears=self.hears if own_hears else common.hears,
            among_others=self.among_others if own_hears else common.among_others,
            does_not_hear=common.does_not_hear + self.does_not_hear,
            passes=common.passes + self.passes,
            expect=self.expect or common.expect,
        )


def _case(body: Body) -> _Case:
    hears, among = body.many("hears"), body.many("hears_among")
    for extra in among if hears else ():
        body.context.problems.error(
            "CC008",
            "a scenario says either all that is heard, or what is heard among others",
            extra.span,
            help="keep one of the two forms",
        )
    return _Case(
        contact=_contact(body),
        language=body.value("spoken"),
        sets=tuple(value for line in body.many("with_values") for value in line.children[0]),
        inputs=tuple(body.nodes(ast.Press, ast.Silence, ast.Waits, ast.Leaves)),
        givens=tuple(
            body.nodes(
                ast.GivenQueue,
                ast.GivenChange,
                ast.GivenThen,
                ast.GivenClosing,
                ast.GivenFlag,
                ast.GivenLookup,
                ast.GivenShare,
                ast.GivenTransfer,
            )
        ),
        hears=_names(hears or among) if hears or among else None,
        among_others=bool(among and not hears),
        does_not_hear=_names(body.many("does_not_hear")),
        passes=tuple(body.nodes(ast.Passes)),
        expect=body.value("expect"),
    )


def _names(lines: list[Line]) -> tuple[ast.Name, ...]:
    return tuple(name for line in lines for name in line.children[0])


def _contact(body: Body) -> ast.Contact | None:
    contacts = body.nodes(ast.Contact)
    for extra in contacts[1:]:
        body.context.problems.error(
            "CC008",
            "a scenario is about one contact",
            extra.span,
            help="write a second scenario",
            labels=[Label(span=contacts[0].span, text="the contact is here")],
        )
    return contacts[0] if contacts else None


def _whole(
    body: Body,
    case: _Case,
    rows: tuple[ast.Scenario, ...],
    applies: tuple[ast.Applies, ...],
    span: Span,
) -> ast.Scenario:
    """Return a scenario that says what it must, in itself or in every one of its rows."""
    at = body.name.span
    contact, expect = case.contact, case.expect
    if contact is None and not rows:
        body.missing("dial", "dial +18005550100 from +13105550199 at 2026-11-23 09:30")
    if expect is None and not rows:
        body.missing("expect", "expect queue claims")
    if rows:
        contact, expect = contact or rows[0].contact, expect or rows[0].expect
    nobody = ast.Contact(
        channel="voice",
        to=ast.Phone(number="+00000", span=at),
        caller=None,
        day=ast.Day(date=date(2000, 1, 1), span=at),
        time=ast.Clock(seconds=0, span=at),
        span=at,
    )
    return ast.Scenario(
        name=body.name,
        applies=applies,
        contact=contact or nobody,
        language=case.language,
        sets=case.sets,
        inputs=case.inputs,
        givens=case.givens,
        hears=case.hears,
        among_others=case.among_others,
        does_not_hear=case.does_not_hear,
        passes=case.passes,
        expect=expect or ast.End(end="hang-up", name=None, span=at),
        rows=rows,
        span=span,
    )


def example(_: Context, span: Span, children: list[Any]) -> Line:
    """Keep a row of examples until its scenario is built."""
    return Line("example", children, span)


def scenario(context: Context, span: Span, children: list[Any]) -> ast.Scenario:
    """Build a scenario, and each row of its examples as a scenario of its own."""
    title = children[0]
    body = Body(context, "this scenario", titled(title), children[1:])
    applies = tuple(body.nodes(ast.Applies))
    common = _case(body)
    rows = []
    for line in body.many("examples"):
        for row in line.children:
            label, *lines = row.children
            name = ast.Name(text=f"{title.value}: {label.value}", span=label.span)
            inner = Body(context, "this example", name, lines)
            rows.append(_whole(inner, _case(inner).over(common), (), applies, row.span))
    return _whole(body, common, tuple(rows), applies, span)


def expect_waiting(_: Context, span: Span, children: list[Any]) -> Line:
    """Build `expect waiting [QUEUE]`: the contact still waits there."""
    return Line("expect", [ast.End(end="waiting", name=children[0], span=span)], span)


def waits(_: Context, span: Span, children: list[Any]) -> ast.Waits:
    """Build a wait in a queue."""
    return ast.Waits(duration=children[0], span=span)


def leaves(_: Context, span: Span, __: list[Any]) -> ast.Leaves:
    """Build a caller who hangs up."""
    return ast.Leaves(span=span)


def given_closing(_: Context, span: Span, children: list[Any]) -> ast.GivenClosing:
    """Build when the hours of a queue close on the contact."""
    return ast.GivenClosing(queue=children[0], after=children[1], span=span)


BUILDERS: dict[str, Builder] = {
    **{key: line_builder(key) for key in _LINES},
    "waits": waits,
    "leaves": leaves,
    "example": example,
    "expect_waiting": expect_waiting,
    "given_closing": given_closing,
    "scenario": scenario,
}
