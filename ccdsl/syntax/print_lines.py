"""Rows to lines of text: indentation, columns, long lists, comments at the end."""

from collections.abc import Mapping, Sequence

from ccdsl.syntax.lexer import Lexed, Token
from ccdsl.syntax.print_columns import gaps_of, is_spaced
from ccdsl.syntax.print_rows import Row
from ccdsl.syntax.print_structure import Structure

_INDENT = 2
_GOES_ON = 4
_WIDEST = 100
_WIDEST_HEAD = 60
"""A list that begins further right than this is not broken: it would fall off the page."""

_WIDEST_COMMENTED = 80
"""A longer line's comment stands apart, and pushes nobody else's to the right."""

_PRAGMA = "# ccdsl:"


def lines_of(rows: Sequence[Row], lexed: Lexed, found: Structure) -> list[str]:
    """Return the lines of a file, without line ends."""
    page = _Page(lexed.tokens, found.lists, gaps_of(rows, lexed.tokens, found))
    written = [page.row(row) for row in rows]
    _comment(rows, written)
    lines: list[str] = []
    for row, text in zip(rows, written, strict=True):
        lines += [""] * row.has_blank
        lines += text
    return lines


class _Page:
    """Writes rows, and remembers in which column each token begins."""

    def __init__(
        self, tokens: Sequence[Token], lists: Mapping[int, int], gaps: Mapping[int, int]
    ) -> None:
        self.tokens = tokens
        self.lists = lists
        self.gaps = gaps
        self.columns: dict[int, int] = {}

    def row(self, row: Row) -> list[str]:
        """Return the lines of a row, without the comment that trails it."""
        indent = self._indent(row)
        if row.own is not None:
            return [" " * indent + row.own]
        may_break = row.trailing is None or not row.trailing.startswith(_PRAGMA)
        lines = [" " * indent]
        for at in range(row.start, row.end):
            text = self.tokens[at].text
            gap = self._gap(at) if at > row.start else 0
            margin = self._margin(at)
            can_break = may_break and gap > 0 and margin is not None
            if can_break and len(lines[-1]) + gap + self._reach(at, row.end) > _WIDEST:
                lines.append(" " * (margin or 0))
                gap = 0
            self.columns[at] = len(lines[-1]) + gap
            lines[-1] += " " * gap + text
        return lines

    def _indent(self, row: Row) -> int:
        if not row.goes_on:
            return row.depth * _INDENT
        margin = self._margin(row.start)
        return row.depth * _INDENT + _GOES_ON if margin is None else margin

    def _gap(self, at: int) -> int:
        return self.gaps.get(at, int(is_spaced(self.tokens[at - 1], self.tokens[at])))

    def _margin(self, at: int) -> int | None:
        """Return the column of the list that goes on at this token, if it may be broken here."""
        first = self.lists.get(at - 1)
        column = None if first is None else self.columns.get(first, 0)
        return column if column is not None and column <= _WIDEST_HEAD else None

    def _reach(self, at: int, end: int) -> int:
        """Return how many columns there are up to the next place for a break.

        A list that has not begun yet counts as one that may be broken.
        """
        size = len(self.tokens[at].text)
        for after in range(at + 1, end):
            if self._margin(after) is not None:
                break
            size += self._gap(after) + len(self.tokens[after].text)
        return size


def _comment(rows: Sequence[Row], written: Sequence[list[str]]) -> None:
    """Put the comments that trail rows under each other."""
    run: list[int] = []
    for at, row in enumerate((*rows, None)):
        follows = row is not None and bool(run) and not row.has_blank
        if run and not (follows and row and row.trailing and row.depth == rows[run[-1]].depth):
            _trail([(written[one], rows[one].trailing or "") for one in run])
            run = []
        if row is not None and row.trailing is not None:
            run.append(at)


def _trail(run: Sequence[tuple[list[str], str]]) -> None:
    widths = [len(lines[-1]) for lines, _ in run]
    column = max((width for width in widths if width <= _WIDEST_COMMENTED), default=0)
    for (lines, comment), width in zip(run, widths, strict=True):
        lines[-1] += " " * (max(column - width, 0) + 2) + comment
