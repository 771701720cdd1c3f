"""Requirements, and the ends and places they speak of, from the parser's reductions."""

from typing import Any, Literal, get_args

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, line_builder

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


_NAMELESS = frozenset(("hang-up", "abandoned"))
"""The ends of which there is only one."""


def _only(context: Context, span: Span, children: list[Any]) -> ast.Only:
    """Build `only`, which says nothing about a kind of end without saying which one."""
    ends: tuple[ast.End, ...] = children[0]
    for end in ends:
        if end.name is None:
            way_out = f"write `always {end.end}` if contacts may end in no other way"
            if end.end not in _NAMELESS:
                way_out = f"name it, as in `only {end.end} NAME`, or {way_out}"
            message = f"`only {end.end}` rules out nothing"
            context.problems.error("CC019", message, end.span, help=way_out)
    return ast.Only(ends=tuple(end for end in ends if end.name is not None), span=span)


def _hears_before(_: Context, span: Span, children: list[Any]) -> ast.HearsBefore:
    prompts, goals = children
    return ast.HearsBefore(prompts=prompts, goals=goals, span=span)


def _reaches_within(_: Context, span: Span, children: list[Any]) -> ast.ReachesWithin:
    goals, keys = children
    return ast.ReachesWithin(goals=goals, keys=keys, span=span)


def _axis(of: Literal["hours", "flag", "language"]) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Axis:
        return ast.Axis(of=of, name=children[0] if children else None, span=span)

    return build


def _same_for_all(_: Context, span: Span, children: list[Any]) -> ast.SameForAll:
    return ast.SameForAll(axes=children[0], span=span)


def titled(title: ast.Text) -> ast.Name:
    """Return a title as the name of what it heads."""
    return ast.Name(text=title.value, span=title.span)


def require(context: Context, span: Span, children: list[Any]) -> ast.Require:
    """Build a requirement; it claims something."""
    name = titled(children[0])
    body = Body(context, "this requirement", name, children[1:])
    claims = tuple(body.nodes(*get_args(ast.Claim)))
    if not claims:
        body.missing("never", "never voicemail")
    return ast.Require(
        name=name,
        applies=tuple(body.nodes(ast.Applies)),
        when=body.value("require_when"),
        claims=claims,
        span=span,
    )


BUILDERS: dict[str, Builder] = {
    "require_when": line_builder("require_when"),
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
    "only": _only,
    "hears_before": _hears_before,
    "reaches_within": _reaches_within,
    "axis_hours": _axis("hours"),
    "axis_flag": _axis("flag"),
    "axis_language": _axis("language"),
    "same_for_all": _same_for_all,
    "require": require,
}
