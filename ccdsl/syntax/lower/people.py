"""People, recordings and reports from the parser's reductions."""

from typing import Any, Literal

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, line_builder


def roster(_: Context, span: Span, children: list[Any]) -> ast.Roster:
    """Build the roster."""
    word = Span(span.path, span.start, span.start + len("roster"))
    return ast.Roster(name=ast.Name(text="roster", span=word), file=children[0], span=span)


def skill(_: Context, span: Span, children: list[Any]) -> ast.Skill:
    """Build a skill."""
    name, least, most = children
    levels = None if least is None else (least, most)
    return ast.Skill(name=name, levels=levels, span=span)


def handle(_: Context, span: Span, children: list[Any]) -> ast.Handles:
    """Build how many contacts of one channel at once."""
    return ast.Handles(count=children[0], channel=children[1], span=span)


def role(_: Context, span: Span, children: list[Any]) -> ast.Role:
    """Build a role."""
    name, rights, handles = children
    return ast.Role(name=name, rights=rights, handles=handles or (), span=span)


def target_contacts(_: Context, span: Span, children: list[Any]) -> ast.Target:
    """Build `target N contacts per day`."""
    return ast.Target(metric=ast.Name(text="contacts", span=span), bound=children[0], span=span)


def target_metric(_: Context, span: Span, children: list[Any]) -> ast.Target:
    """Build `target METRIC BOUND`."""
    return ast.Target(metric=children[0], bound=children[1], span=span)


def team(context: Context, span: Span, children: list[Any]) -> ast.Team:
    """Build a team."""
    name, *lines = children
    body = Body(context, f"team `{name.text}`", name, lines)
    return ast.Team(
        name=name,
        title=body.value("title"),
        lead=body.name_or_missing("lead", "lead maria"),
        members=body.value("members") or (),
        queues=body.value("queues") or (),
        targets=tuple(body.nodes(ast.Target)),
        span=span,
    )


def shift_line(_: Context, span: Span, children: list[Any]) -> ast.ShiftLine:
    """Build when somebody works."""
    days, spans, channels = children
    return ast.ShiftLine(days=days, spans=spans, channels=channels, span=span)


def shift_break(_: Context, span: Span, children: list[Any]) -> ast.ShiftLine:
    """Build a break."""
    return ast.ShiftLine(days=children[0], spans=children[1], channels=(), span=span)


def shift(_: Context, span: Span, children: list[Any]) -> ast.Shift:
    """Build a shift."""
    name, *lines = children
    return ast.Shift(name=name, lines=tuple(lines), span=span)


def pause(_: Context, span: Span, children: list[Any]) -> ast.Pause:
    """Build `pause script S step T`."""
    return ast.Pause(script=children[0], step=children[1], span=span)


def recording(context: Context, span: Span, children: list[Any]) -> ast.Recording:
    """Build a recording."""
    name, *lines = children
    body = Body(context, f"recording `{name.text}`", name, lines)
    return ast.Recording(
        name=name,
        queues=body.needed("queues", "queues claims") or (),
        sample=body.value("sample"),
        notice=body.value("notice"),
        pauses=tuple(body.nodes(ast.Pause)),
        keep=body.value("keep"),
        span=span,
    )


def _recipient(of: Literal["supervisors", "role", "person"]) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Recipient:
        return ast.Recipient(of=of, name=children[0], span=span)

    return build


def every(_: Context, span: Span, children: list[Any]) -> ast.Schedule:
    """Build `every DAYS at TIME`."""
    return ast.Schedule(days=children[0], at=children[1], span=span)


def _schedule(body: Body) -> ast.Schedule:
    schedules = body.nodes(ast.Schedule)
    for extra in schedules[1:]:
        body.context.problems.error(
            "CC008", f"`every` is written twice in {body.what}", extra.span, help="keep one of them"
        )
    if schedules:
        first: ast.Schedule = schedules[0]
        return first
    body.missing("every", "every mon-fri at 07:00")
    at = body.name.span
    return ast.Schedule(days=ast.Days(days=(), span=at), at=ast.Clock(seconds=0, span=at), span=at)


def report(context: Context, span: Span, children: list[Any]) -> ast.Report:
    """Build a report."""
    name, *lines = children
    body = Body(context, f"report `{name.text}`", name, lines)
    return ast.Report(
        name=name,
        title=body.value("title"),
        queues=body.needed("queues", "queues claims") or (),
        metrics=body.needed("show", "show offered, answered") or (),
        every=_schedule(body),
        recipients=body.needed("to", "to supervisors of claims_east") or (),
        formats=body.needed("format", "format csv") or (),
        span=span,
    )


BUILDERS: dict[str, Builder] = {
    **{
        key: line_builder(key)
        for key in ("lead", "members", "queues", "sample", "notice", "show", "to", "format")
    },
    "roster": roster,
    "skill": skill,
    "handle": handle,
    "role": role,
    "target_contacts": target_contacts,
    "target_metric": target_metric,
    "team": team,
    "shift_line": shift_line,
    "shift_break": shift_break,
    "shift": shift,
    "pause": pause,
    "recording": recording,
    "to_supervisors": _recipient("supervisors"),
    "to_role": _recipient("role"),
    "to_person": _recipient("person"),
    "every": every,
    "report": report,
}
