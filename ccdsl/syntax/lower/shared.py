"""Lists, keys and versions: what many declarations share."""

from typing import Any

from ccdsl.source import Span
from ccdsl.syntax import ast
from ccdsl.syntax.lower.lines import Builder, Context


def several(_: Context, __: Span, children: list[Any]) -> tuple[Any, ...]:
    """Build any comma-separated list."""
    return tuple(children)


def days(_: Context, span: Span, children: list[ast.Days]) -> ast.Days:
    """Build a list of days and ranges of days as one set."""
    return ast.Days(days=tuple(sorted({day for part in children for day in part.days})), span=span)


def key(context: Context, span: Span, children: list[Any]) -> ast.Key:
    """Build a key, or several digits typed together."""
    del context
    child = children[0]
    return ast.Key(keys=child.text if isinstance(child, ast.Whole) else child, span=span)


def _version(state: ast.State) -> Builder:
    def build(_: Context, span: Span, children: list[Any]) -> ast.Version:
        return ast.Version(number=children[0], state=state, span=span)

    return build


def set_attribute(_: Context, span: Span, children: list[Any]) -> ast.SetAttribute:
    """Build `set ATTRIBUTE VALUE`."""
    return ast.SetAttribute(attribute=children[0], value=children[1], span=span)


SHARED: dict[str, Builder] = {
    **dict.fromkeys(
        (
            "names",
            "strings",
            "languages",
            "numbers",
            "spans",
            "numbers_or_lists",
            "values",
            "notified",
            "handles",
            "recipients",
            "needs",
            "figures",
            "ends",
            "places",
            "goals",
            "axes",
            "given_figures",
            "given_values",
        ),
        several,
    ),
    "days": days,
    "key": key,
    "set_attribute": set_attribute,
    "version_draft": _version(ast.State.DRAFT),
    "version_in_service": _version(ast.State.IN_SERVICE),
    "version_retired": _version(ast.State.RETIRED),
}
