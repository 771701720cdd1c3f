"""Brackets that are missing or one too many, found by how the lines are indented.

Only where a declaration's brackets do not add up, and only where its lines are indented at all:
what indentation cannot tell is left to the parser's own recovery.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ccdsl.source import Source
from ccdsl.syntax import messages
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY
from ccdsl.syntax.site import Edit, begins_line, piece

_TAB = 8


@dataclass(slots=True, kw_only=True)
class _Open:
    """A bracket that is open: its index, its line's indentation, and its first line's."""

    at: int
    indent: int
    inner: int | None = None

    def is_left(self, indent: int) -> bool:
        """Whether a line so indented stands outside, as far as one can tell."""
        return self.inner is not None and self.inner > self.indent >= indent


@dataclass(slots=True)
class _Scan:
    source: Source
    tokens: Sequence[Token]
    missing: int
    open: list[_Open] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    deeper: list[int] = field(default_factory=list)


def mend_brackets(source: Source, tokens: Sequence[Token]) -> list[Edit]:
    """Return the edits that make brackets add up, from the last to the first."""
    missing = sum((token.key == "{") - (token.key == "}") for token in tokens)
    if not missing:
        return []
    scan = _Scan(source, tokens, missing)
    indent = 0
    for at, token in enumerate(tokens):
        if token.key == END_KEY:
            break
        if begins_line(source, tokens, at):
            before, indent = indent, indentation(source, token)
            _begin_line(scan, at, before, indent)
        if token.key == "{":
            scan.open.append(_Open(at=at, indent=indent))
        elif token.key == "}" and scan.open:
            scan.open.pop()
    for left in reversed(scan.open):
        _close(scan, left, len(tokens) - 1)
    return scan.edits[::-1]


def _begin_line(scan: _Scan, at: int, before: int, indent: int) -> None:
    """Compare a line's indentation with that of the bracket it stands in."""
    if not scan.open:
        return
    innermost = scan.open[-1]
    closes = scan.tokens[at].key == "}"
    if innermost.inner is None and not closes:
        innermost.inner = indent
    if indent > before and scan.tokens[at - 1].key != "{":
        scan.deeper.append(before)
    while scan.missing > 0 and scan.open and scan.open[-1].is_left(indent + closes):
        _close(scan, scan.open.pop(), at)
    if closes and scan.missing < 0 and scan.open and indent > scan.open[-1].indent:
        if indent in scan.deeper:
            scan.deeper.remove(indent)
            scan.missing += 1
            scan.open.append(_Open(at=at, indent=indent))
        else:
            _drop(scan, at)


def _close(scan: _Scan, left: _Open, at: int) -> None:
    if scan.missing <= 0:
        return
    scan.missing -= 1
    finding = messages.unclosed(scan.source, scan.tokens, left.at, at)
    put = (piece("}", scan.tokens[at - 1].end),)
    scan.edits.append(Edit(start=at, end=at, put=put, finding=finding))


def _drop(scan: _Scan, at: int) -> None:
    """Take out a bracket that closes what its line does not stand under."""
    scan.missing += 1
    innermost = scan.open[-1]
    finding = messages.closed_early(scan.source, scan.tokens, innermost.at, at)
    scan.edits.append(Edit(start=at, end=at + 1, put=(), finding=finding))
    scan.open.append(_Open(at=innermost.at, indent=innermost.indent, inner=innermost.inner))


def indentation(source: Source, token: Token) -> int:
    """Return how far a line's first token is indented."""
    starts = source.line_starts
    begin = starts[bisect_right(starts, token.start) - 1]
    return len(source.text[begin : token.start].expandtabs(_TAB))
