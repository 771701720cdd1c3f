"""The center's own declarations from the parser's reductions."""

from datetime import date
from typing import Any

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, line_builder


def center(context: Context, span: Span, children: list[Any]) -> ast.Center:
    """Build the center."""
    name, *lines = children
    body = Body(context, f"center `{name.text}`", name, lines)
    at = name.span
    calendar = body.one("calendar")
    if calendar is None:
        body.missing("calendar", "calendar 2026-01-01 to 2027-12-31")
    window = calendar.children if calendar else [ast.Day(date=date(2000, 1, 1), span=at)] * 2
    languages = body.needed("center_languages", "languages en-US")
    return ast.Center(
        name=name,
        title=body.value("title"),
        timezone=body.needed("timezone", "timezone America/New_York")
        or ast.Zone(name="UTC", span=at),
        country=body.value("country"),
        languages=languages or (ast.Language(tag="en-US", span=at),),
        calendar=(window[0], window[1]),
        on_failure=body.treatment("on_failure"),
        span=span,
    )


def _type(kind: ast.AttributeType) -> Builder:
    def build(_: Context, __: Span, children: list[Any]) -> tuple[ast.AttributeType, list[Any]]:
        return kind, children

    return build


def _attribute(*, secret: bool) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Attribute:
        name, (kind, details) = children
        return ast.Attribute(
            name=name,
            type=kind,
            values=details[0] if kind == "one-of" else (),
            length=(details[0], details[1]) if kind == "digits" else None,
            secret=secret,
            span=span,
        )

    return build


def data_source(context: Context, span: Span, children: list[Any]) -> ast.DataSource:
    """Build a data source."""
    name, *lines = children
    body = Body(context, f"data-source `{name.text}`", name, lines)
    return ast.DataSource(
        name=name,
        takes=body.value("takes") or (),
        gives=body.value("gives") or (),
        outcomes=body.needed("outcomes", "outcomes found, missing") or (),
        timeout=body.value("timeout"),
        span=span,
    )


def member(_: Context, span: Span, children: list[Any]) -> ast.Member:
    """Build one number of a list of callers."""
    return ast.Member(number=children[0], label=children[1], span=span)


def callers(context: Context, span: Span, children: list[Any]) -> ast.Callers:
    """Build a list of callers."""
    name, *lines = children
    body = Body(context, f"callers `{name.text}`", name, lines)
    files = tuple(line.children[0] for line in body.many("csv_file"))
    members = tuple(body.nodes(ast.Member))
    if not files and not members:
        body.missing("number", '+12125550100 "Headquarters"')
    return ast.Callers(name=name, members=members, files=files, span=span)


def holiday(_: Context, span: Span, children: list[Any]) -> ast.Holiday:
    """Build one date, or range of dates, of a list of holidays."""
    first, last, spans, title = children
    return ast.Holiday(first=first, last=last or first, spans=spans or (), title=title, span=span)


def holidays(_: Context, span: Span, children: list[Any]) -> ast.Holidays:
    """Build a list of holidays."""
    name, *dates = children
    return ast.Holidays(name=name, dates=tuple(dates), span=span)


def week_line(_: Context, span: Span, children: list[Any]) -> ast.WeekLine:
    """Build the spans of some days."""
    return ast.WeekLine(days=children[0], spans=children[1], span=span)


def hours(context: Context, span: Span, children: list[Any]) -> ast.OpeningHours:
    """Build opening hours."""
    name, *lines = children
    body = Body(context, f"hours `{name.text}`", name, lines)
    always = body.one("open_always")
    weeks = tuple(body.nodes(ast.WeekLine))
    if not weeks and always is None:
        body.missing("days", "mon-fri 09:00-17:00")
    return ast.OpeningHours(
        name=name,
        weeks=weeks,
        always=always.span if always else None,
        is_always=always is not None,
        exceptions=body.value("except") or (),
        timezone=body.value("timezone"),
        span=span,
    )


def flag(context: Context, span: Span, children: list[Any]) -> ast.Flag:
    """Build a flag."""
    name, *lines = children
    body = Body(context, f"flag `{name.text}`", name, lines)
    return ast.Flag(
        name=name,
        title=body.value("title"),
        may=body.value("may") or (),
        lasts=body.value("lasts"),
        span=span,
    )


def wording_text(_: Context, span: Span, children: list[Any]) -> ast.Wording:
    """Build what a prompt says, as text."""
    return ast.Wording(language=children[0], audio=None, text=children[1], span=span)


def wording_audio(_: Context, span: Span, children: list[Any]) -> ast.Wording:
    """Build what a prompt says, as audio with its transcript."""
    language, audio, text = children
    return ast.Wording(language=language, audio=audio, text=text, span=span)


def prompt(context: Context, span: Span, children: list[Any]) -> ast.Prompt:
    """Build a prompt."""
    name, *wordings = children
    if not wordings:
        Body(context, f"prompt `{name.text}`", name, ()).missing("language", 'en-US "Good day."')
    return ast.Prompt(name=name, wordings=tuple(wordings), span=span)


def voicemail(context: Context, span: Span, children: list[Any]) -> ast.Voicemail:
    """Build a voicemail."""
    name, *lines = children
    body = Body(context, f"voicemail `{name.text}`", name, lines)
    return ast.Voicemail(
        name=name,
        title=body.value("title"),
        channels=body.value("channels") or (),
        greeting=body.value("greeting"),
        notify=body.value("notify") or (),
        maximum=body.value("max"),
        keep=body.value("keep"),
        span=span,
    )


def _arrive(channel: ast.Channel) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Arrival:
        return ast.Arrival(channel=channel, addresses=children[0], span=span)

    return build


def entry(context: Context, span: Span, children: list[Any]) -> ast.Entry:
    """Build an entry; it has one channel."""
    name, *lines = children
    body = Body(context, f"entry `{name.text}`", name, lines)
    arrivals = body.nodes(ast.Arrival)
    if not arrivals:
        body.missing("voice", "voice +18005550100")
    for extra in arrivals[1:]:
        context.problems.error(
            "CC008",
            f"entry `{name.text}` already says where its contacts arrive",
            extra.span,
            help="an entry has one channel; write a second entry for the other",
        )
    nowhere = ast.Arrival(channel="voice", addresses=(), span=name.span)
    return ast.Entry(
        name=name,
        title=body.value("title"),
        arrival=arrivals[0] if arrivals else nowhere,
        language=body.value("language"),
        sets=tuple(body.nodes(ast.SetAttribute)),
        routing=body.name_or_missing("routing_line", "routing inbound"),
        span=span,
    )


BUILDERS: dict[str, Builder] = {
    **{
        key: line_builder(key)
        for key in (
            *("title", "timezone", "country", "center_languages", "calendar", "on_failure"),
            *("takes", "gives", "outcomes", "timeout", "csv_file", "open_always", "except"),
            *("may", "lasts", "channels", "greeting", "notify", "max", "keep", "language"),
            "routing_line",
        )
    },
    "center": center,
    "attribute": _attribute(secret=False),
    "attribute_secret": _attribute(secret=True),
    "type_one_of": _type("one-of"),
    "type_digits": _type("digits"),
    "type_number": _type("number"),
    "type_yes_no": _type("yes-no"),
    "type_phone": _type("phone"),
    "type_person": _type("person"),
    "type_text": _type("text"),
    "data_source": data_source,
    "member": member,
    "callers": callers,
    "holiday": holiday,
    "holidays": holidays,
    "week_line": week_line,
    "hours": hours,
    "flag": flag,
    "wording_text": wording_text,
    "wording_audio": wording_audio,
    "prompt": prompt,
    "voicemail": voicemail,
    "arrive_voice": _arrive("voice"),
    "arrive_sms": _arrive("sms"),
    "arrive_chat": _arrive("chat"),
    "arrive_email": _arrive("email"),
    "arrive_social": _arrive("social"),
    "entry": entry,
}
