"""What a prompt's text speaks: attributes in braces, with their places inside the quotes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ccdsl.source import Span
from ccdsl.syntax import ast

_BRACES = re.compile(r"\{([^{}\"]*)\}|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_.-]*")


class Stray(NamedTuple):
    """Braces that speak no attribute: the text of them as written, and where it stands."""

    text: str
    span: Span


def spoken(text: ast.Text) -> Iterator[ast.Name]:
    """Yield the names in braces, in order; `{balance}` speaks the attribute `balance`."""
    for braces, span in _braces(text):
        if _NAME.fullmatch(braces[1:-1]):
            inside = Span(span.path, span.start + 1, span.end - 1)
            yield ast.Name(text=braces[1:-1], span=inside)


def stray_braces(text: ast.Text) -> Iterator[Stray]:
    """Yield braces that are not closed, not opened, or hold no name."""
    for braces, span in _braces(text):
        if not _NAME.fullmatch(braces[1:-1]):
            yield Stray(braces, span)


def _braces(text: ast.Text) -> Iterator[tuple[str, Span]]:
    """Yield every pair of braces, and every brace without a partner, with its place."""
    if "{" not in text.value and "}" not in text.value:
        return
    # Two escapes are all there are, so the text as written can be had back from what it means.
    written = text.value.replace("\\", "\\\\").replace('"', '\\"')
    for match in _BRACES.finditer(written):
        start = text.span.start + 1 + match.start()
        yield match[0], Span(text.span.path, start, start + len(match[0]))
