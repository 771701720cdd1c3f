"""Requirements and scenarios from the parser's reductions."""

from datetime import date
from typing import Any, Literal, NamedTuple

from ccdsl.diagnostics import Label
from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, Line, line_builder

Kind = Literal["script", "routing", "overflow", "after-hours"]


def _kind(kind: Kind) -> Builder:
    def build(_: Context, __: Span, ___: list[Any]) -> Kind:
        return kind

    return build


def _applies(word: Literal["since", "until"]) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Applies:
        of, name, version = children
        return ast.Applies(word=word, of=of, name=name, version=version, span=span)

    return build


def _end(end: ast.EndKind) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.End:
        return ast.End(end=end, name=children[0] if children else None, span=span)

    return build


def _place(of: Literal["script", "queue", "after-hours"]) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Place:
        step = children[1] if len(children) > 1 else None
        return ast.Place(of=of, name=children[0], step=step, span=span)

    return build


def _ends(*, always: bool) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Ends:
        return ast.Ends(always=always, ends=children[0], span=span)

    return build


def _passes(*, never: bool) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Passes:
        return ast.Passes(never=never, places=children[0], span=span)

    return build


def _titled(title: ast.Text) -> ast.Name:
    return ast.Name(text=title.value, span=title.span)


def require(context: Context, span: Span, children: list[Any]) -> ast.Require:
    """Build a requirement; it claims something."""
    name = _titled(children[0])
    body = Body(context, "this requirement", name, children[1:])
    claims = tuple(body.nodes(ast.Ends, ast.Passes))
    if not claims:
        body.missing("never", "never voicemail")
    return ast.Require(
        name=name,
        applies=tuple(body.nodes(ast.Applies)),
        when=body.value("require_when"),
        claims=claims,
        span=span,
    )


def _dial(channel: ast.Channel) -> Builder:
    """Build a contact with a caller number, or one that withholds it."""

    def build(_: Context, span: Span, children: list[Any]) -> ast.Contact:
        to, caller, day, time = children
        return ast.Contact(channel=channel, to=to, caller=caller, day=day, time=time, span=span)

    return build


def _write(channel: ast.Channel) -> Builder:
    """Build a contact that has no caller number."""

    def build(_: Context, span: Span, children: list[Any]) -> ast.Contact:
        to, day, time = children
        return ast.Contact(channel=channel, to=to, caller=None, day=day, time=time, span=span)

    return build


def caller_number(_: Context, __: Span, children: list[Any]) -> ast.Phone:
    """Hand the caller's number through."""
    number: ast.Phone = children[0]
    return number


def caller_none(_: Context, __: Span, ___: list[Any]) -> None:
    """Build a withheld number."""


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
    body = Body(context, "this scenario", _titled(title), children[1:])
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


_SCENARIO_LINES = ("with_values", "spoken", "hears_among", "does_not_hear", "examples")

BUILDERS: dict[str, Builder] = {
    **{key: line_builder(key) for key in ("require_when", "hears", "expect", *_SCENARIO_LINES)},
    "of_script": _kind("script"),
    "of_routing": _kind("routing"),
    "of_overflow": _kind("overflow"),
    "of_after_hours": _kind("after-hours"),
    "since": _applies("since"),
    "until": _applies("until"),
    "end_queue": _end("queue"),
    "end_voicemail": _end("voicemail"),
    "end_callback": _end("callback"),
    "end_transfer": _end("transfer"),
    "end_hang_up": _end("hang-up"),
    "end_abandoned": _end("abandoned"),
    "place_script": _place("script"),
    "place_queue": _place("queue"),
    "place_after_hours": _place("after-hours"),
    "never": _ends(always=False),
    "always": _ends(always=True),
    "passes": _passes(never=False),
    "never_passes": _passes(never=True),
    "require": require,
    "dial": _dial("voice"),
    "sends_sms": _dial("sms"),
    "chats": _write("chat"),
    "emails": _write("email"),
    "sends_social": _write("social"),
    "caller_number": caller_number,
    "caller_none": caller_none,
    "press": press,
    "silence": silence,
    "waits": waits,
    "leaves": leaves,
    "example": example,
    "expect_waiting": expect_waiting,
    "given_closing": given_closing,
    "given_agents": _figure("agents"),
    "given_available": _figure("available"),
    "given_waiting": _figure("waiting"),
    "given_expected_wait": _figure("expected-wait"),
    "given_wait": _figure("wait"),
    "given_queue": given_queue,
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
    "scenario": scenario,
}
