"""IVR scripts from the parser's reductions."""

from typing import Any

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Body, Builder, Context, line_builder


def start(_: Context, span: Span, children: list[Any]) -> ast.Plain:
    """Build the step that comes first."""
    name = ast.Name(text="start", span=Span(span.path, span.start, span.start + len("start")))
    return ast.Plain(name=name, treatment=children[0], span=span)


def step(_: Context, span: Span, children: list[Any]) -> ast.Plain:
    """Build a step that asks nothing."""
    return ast.Plain(name=children[0], treatment=children[1], span=span)


def _wordings(body: Body) -> ast.Wordings:
    return ast.Wordings(
        say=body.needed("say", "say options") or (),
        again=body.value("again") or (),
        sorry=body.value("sorry") or (),
    )


def key_range(_: Context, span: Span, children: list[Any]) -> ast.KeyRange:
    """Build `keys N to M store ATTRIBUTE TREATMENT`."""
    first, last, store, treatment = children
    return ast.KeyRange(first=first, last=last, store=store, treatment=treatment, span=span)


def menu(context: Context, span: Span, children: list[Any]) -> ast.Menu:
    """Build a menu."""
    name, *lines = children
    body = Body(context, f"menu `{name.text}`", name, lines)
    keys, ranges = body.nodes(ast.KeyLine), body.nodes(ast.KeyRange)
    if not keys and not ranges:
        body.missing("key", 'key 1 "Claims" -> queue claims')
    return ast.Menu(
        name=name,
        wordings=_wordings(body),
        listen=body.value("listen"),
        repeat=body.value("repeat"),
        keys=tuple(keys),
        ranges=tuple(ranges),
        no_input=body.treatment("no_input"),
        invalid=body.treatment("invalid"),
        span=span,
    )


def digits(_: Context, span: Span, children: list[Any]) -> ast.DigitsLine:
    """Build `digits N to M [until KEY]`."""
    least, most, until = children
    return ast.DigitsLine(least=least, most=most, until=until, span=span)


def _digits(body: Body) -> ast.DigitsLine:
    lines = body.nodes(ast.DigitsLine)
    for extra in lines[1:]:
        body.context.problems.error(
            "CC008",
            f"`digits` is written twice in {body.what}",
            extra.span,
            help="keep one of them",
        )
    if lines:
        first: ast.DigitsLine = lines[0]
        return first
    body.missing("digits", "digits 8 to 10 until pound")
    at = body.name.span
    one = ast.Whole(value=1, text="1", span=at)
    return ast.DigitsLine(least=one, most=one, until=None, span=at)


def collect(context: Context, span: Span, children: list[Any]) -> ast.Collect:
    """Build a collect."""
    name, *lines = children
    body = Body(context, f"collect `{name.text}`", name, lines)
    return ast.Collect(
        name=name,
        wordings=_wordings(body),
        listen=body.value("listen"),
        repeat=body.value("repeat"),
        digits=_digits(body),
        store=body.name_or_missing("store", "store account_number"),
        filled=body.treatment("filled"),
        no_input=body.treatment("no_input"),
        invalid=body.treatment("invalid"),
        span=span,
    )


def outcome(_: Context, span: Span, children: list[Any]) -> ast.OutcomeLine:
    """Build what one outcome of a look-up does."""
    return ast.OutcomeLine(outcome=children[0], treatment=children[1], span=span)


def lookup(context: Context, span: Span, children: list[Any]) -> ast.Lookup:
    """Build a look-up."""
    name, *lines = children
    body = Body(context, f"lookup `{name.text}`", name, lines)
    return ast.Lookup(
        name=name,
        source=body.name_or_missing("from", "from crm.customer"),
        outcomes=tuple(body.nodes(ast.OutcomeLine)),
        span=span,
    )


def script(context: Context, span: Span, children: list[Any]) -> ast.Script:
    """Build a version of a script."""
    name, version, *lines = children
    body = Body(context, f"script `{name.text}`", name, lines)
    steps = tuple(body.nodes(ast.Plain, ast.Menu, ast.Collect, ast.Lookup))
    if not any(part.name.text == "start" for part in steps):
        body.missing("start", "start { -> queue claims }")
    return ast.Script(name=name, version=version, title=body.value("title"), steps=steps, span=span)


BUILDERS: dict[str, Builder] = {
    **{
        key: line_builder(key)
        for key in (
            *("say", "again", "sorry", "listen", "repeat", "no_input", "invalid"),
            *("store", "filled", "from"),
        )
    },
    "start": start,
    "step": step,
    "menu": menu,
    "key_range": key_range,
    "collect": collect,
    "digits": digits,
    "lookup": lookup,
    "outcome": outcome,
    "script": script,
}
