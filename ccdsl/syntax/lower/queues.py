"""Routings, queues, overflow and after-hours policies from the parser's reductions."""

from typing import Any, Literal

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, line_builder


def review(_: Context, span: Span, children: list[Any]) -> ast.Review:
    """Build `review every D last DATE by PERSON`."""
    every, last, by = children
    return ast.Review(every=every, last=last, by=by, span=span)


def routing(context: Context, span: Span, children: list[Any]) -> ast.Routing:
    """Build a version of a routing."""
    name, version, *lines = children
    body = Body(context, f"routing `{name.text}`", name, lines)
    return ast.Routing(
        name=name,
        version=version,
        title=body.value("title"),
        review=_only(body, ast.Review, "review"),
        rules=tuple(body.nodes(ast.Rule)),
        span=span,
    )


def overflow(context: Context, span: Span, children: list[Any]) -> ast.Overflow:
    """Build a version of an overflow."""
    name, version, *lines = children
    body = Body(context, f"overflow `{name.text}`", name, lines)
    return ast.Overflow(
        name=name,
        version=version,
        title=body.value("title"),
        rules=tuple(body.nodes(ast.Rule)),
        span=span,
    )


def after_hours(context: Context, span: Span, children: list[Any]) -> ast.AfterHours:
    """Build a version of an after-hours policy."""
    name, version, *lines = children
    body = Body(context, f"after-hours `{name.text}`", name, lines)
    return ast.AfterHours(
        name=name,
        version=version,
        title=body.value("title"),
        hours=body.name_or_missing("hours_line", "hours support"),
        rules=tuple(body.nodes(ast.Rule)),
        span=span,
    )


def need_skill(_: Context, span: Span, children: list[Any]) -> ast.SkillNeed:
    """Build a skill at any level."""
    return ast.SkillNeed(skill=children[0], level=None, span=span)


def need_level(_: Context, span: Span, children: list[Any]) -> ast.SkillNeed:
    """Build a skill at a level or above."""
    return ast.SkillNeed(skill=children[0], level=children[1], span=span)


def need_language(_: Context, span: Span, __: list[Any]) -> ast.LanguageNeed:
    """Build `language`."""
    return ast.LanguageNeed(span=span)


def need_without(_: Context, span: Span, children: list[Any]) -> ast.Without:
    """Build `without SKILL`."""
    return ast.Without(skill=children[0], span=span)


def need_without_language(_: Context, span: Span, __: list[Any]) -> ast.Without:
    """Build `without language`."""
    return ast.Without(skill=ast.Name(text="language", span=span), span=span)


def service_level(_: Context, span: Span, children: list[Any]) -> ast.ServiceLevel:
    """Build `service-level P within D`."""
    return ast.ServiceLevel(percent=children[0], within=children[1], span=span)


def announce_every(_: Context, span: Span, children: list[Any]) -> ast.Announcement:
    """Build an announcement that is repeated."""
    return ast.Announcement(what=children[0], every=children[1], after=None, span=span)


def announce_after(_: Context, span: Span, children: list[Any]) -> ast.Announcement:
    """Build an announcement that is made once."""
    return ast.Announcement(what=children[0], every=None, after=children[1], span=span)


def _announced(what: Literal["position", "expected-wait"]) -> Builder:
    def build(_: Context, __: Span, ___: list[Any]) -> str:
        return what

    return build


def announced_prompt(_: Context, __: Span, children: list[Any]) -> ast.Name:
    """Hand the prompt's name through."""
    name: ast.Name = children[0]
    return name


def widen(_: Context, span: Span, children: list[Any]) -> ast.Widening:
    """Build `widen after D requires …`."""
    return ast.Widening(after=children[0], needs=children[1], span=span)


def prefer(_: Context, span: Span, children: list[Any]) -> ast.Preference:
    """Build `prefer ATTRIBUTE for D`."""
    return ast.Preference(attribute=children[0], duration=children[1], span=span)


def key_line(_: Context, span: Span, children: list[Any]) -> ast.KeyLine:
    """Build `key K "…" TREATMENT`."""
    key, label, treatment = children
    return ast.KeyLine(key=key, label=label, treatment=treatment, span=span)


def callbacks(_: Context, span: Span, children: list[Any]) -> ast.Callbacks:
    """Build `callbacks N tries every D [during H]`."""
    tries, every, during = children
    return ast.Callbacks(tries=tries, every=every, during=during, span=span)


def _only(body: Body, kind: type, word: str) -> Any:
    """Return the only part of this type; a second one is reported as a line written twice."""
    parts = body.nodes(kind)
    for extra in parts[1:]:
        body.context.problems.error(
            "CC008",
            f"`{word}` is written twice in {body.what}",
            extra.span,
            help="keep one of them",
        )
    return parts[0] if parts else None


def queue(context: Context, span: Span, children: list[Any]) -> ast.Queue:
    """Build a queue as written, before `like` is resolved."""
    name, like, *lines = children
    body = Body(context, f"queue `{name.text}`", name, lines)
    if like is None and not body.many("channels"):
        body.missing("channels", "channels voice")
    return ast.Queue(
        name=name,
        like=like,
        title=body.value("title"),
        channels=body.value("channels") or (),
        requires=body.value("requires") or (),
        strategy=body.value("strategy"),
        ring=body.value("ring"),
        service_level=_only(body, ast.ServiceLevel, "service-level"),
        max_waiting=body.value("max_waiting"),
        recheck=body.value("recheck"),
        wrap_up=body.value("wrap_up"),
        music=body.value("music"),
        announcements=tuple(body.nodes(ast.Announcement)),
        widenings=tuple(body.nodes(ast.Widening)),
        prefer=_only(body, ast.Preference, "prefer"),
        keys=tuple(body.nodes(ast.KeyLine)),
        whisper=body.value("whisper"),
        greet=body.value("greet"),
        shows=body.value("shows") or (),
        callbacks=_only(body, ast.Callbacks, "callbacks"),
        overflow=body.value("overflow_line"),
        after_hours=body.value("after_hours_line"),
        at_close=body.value("at_close"),
        waits_forever=body.one("wait_forever") is not None,
        span=span,
    )


BUILDERS: dict[str, Builder] = {
    **{
        key: line_builder(key)
        for key in (
            *("hours_line", "requires", "strategy", "ring", "max_waiting", "recheck", "wrap_up"),
            *("music", "whisper", "greet", "shows", "overflow_line", "after_hours_line"),
            *("at_close", "wait_forever"),
        )
    },
    "review": review,
    "routing": routing,
    "overflow": overflow,
    "after_hours": after_hours,
    "need_skill": need_skill,
    "need_level": need_level,
    "need_language": need_language,
    "need_without": need_without,
    "need_without_language": need_without_language,
    "service_level": service_level,
    "announce_every": announce_every,
    "announce_after": announce_after,
    "announced_position": _announced("position"),
    "announced_expected_wait": _announced("expected-wait"),
    "announced_prompt": announced_prompt,
    "widen": widen,
    "prefer": prefer,
    "key_line": key_line,
    "callbacks": callbacks,
    "queue": queue,
}
