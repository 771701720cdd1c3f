"""Tokens to rows: one statement a row, comments where they were, blank lines thinned out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ccdsl.syntax.lexer import Comment, Lexed, Token
from ccdsl.syntax.print_structure import Node, Structure

_LINE_END = re.compile(r"\r\n|\r|\n")
_SHORT = 5
"""Declarations of one kind with at most so many rows may stand without a blank line between."""


@dataclass(slots=True, kw_only=True)
class Row:
    """The tokens from `start` to before `end`, or a comment (`own`) on a line of its own.

    `node` is the statement or declaration that begins here; a row that `goes_on` continues one
    that a comment has cut.
    """

    depth: int
    start: int
    end: int
    node: Node | None = None
    own: str | None = None
    trailing: str | None = None
    has_blank: bool = False
    goes_on: bool = False

    @property
    def is_flat(self) -> bool:
        """Whether a whole statement or declaration, and nothing else, stands on this row."""
        return self.node is not None and self.node.end == self.end


def rows_of(text: str, lexed: Lexed, found: Structure) -> list[Row]:
    """Return a file's rows in order."""
    maker = _Maker(text, lexed.tokens, found)
    for item in _in_order(lexed):
        if isinstance(item, Token):
            maker.token(item)
        else:
            maker.comment(item)
    _part(maker.rows, lexed.tokens)
    return maker.rows


def _in_order(lexed: Lexed) -> Iterator[Token | Comment]:
    comments = iter((*lexed.comments, None))
    comment = next(comments)
    for token in lexed.tokens:
        while comment is not None and comment.start < token.start:
            yield comment
            comment = next(comments)
        yield token
    while comment is not None:
        yield comment
        comment = next(comments)


class _Maker:
    """Puts token after token, comment after comment, onto rows."""

    def __init__(self, text: str, tokens: Sequence[Token], found: Structure) -> None:
        self.text = text
        self.tokens = tokens
        self.found = found
        self.rows: list[Row] = []
        self.depth = 0
        self.at = 0
        self.ended = 0
        self.after_comment = True
        self.after_bracket = False

    def token(self, token: Token) -> None:
        """Put the next token on its row."""
        breaks = self._breaks(token.start)
        closes = token.key == "}"
        is_pair = closes and self.after_bracket
        self.depth -= closes
        node = self.found.declarations.get(self.at) or self.found.statements.get(self.at)
        if self.after_comment or node is not None or (closes and not is_pair):
            self.rows.append(
                Row(
                    depth=self.depth,
                    start=self.at,
                    end=self.at,
                    node=node,
                    has_blank=breaks > 1 and node is not None and not self._opens(),
                    goes_on=node is None and not closes,
                )
            )
        self.at += 1
        self.rows[-1].end = self.at
        self.depth += token.key == "{"
        self.after_comment = False
        self.after_bracket = token.key == "{"
        self.ended = token.end

    def comment(self, comment: Comment) -> None:
        """Put a comment after its row, or on one of its own."""
        breaks = self._breaks(comment.start)
        text = comment.text.rstrip(" \t")
        if breaks or self.after_comment:
            goes_on = self._is_inside()
            row = Row(depth=self.depth, start=self.at, end=self.at, own=text, goes_on=goes_on)
            row.has_blank = breaks > 1 and not goes_on and not self._opens() and bool(self.rows)
            self.rows.append(row)
        else:
            self.rows[-1].trailing = text
        self.after_comment = True
        self.after_bracket = False
        self.ended = comment.end

    def _breaks(self, start: int) -> int:
        return sum(1 for _ in _LINE_END.finditer(self.text, self.ended, start))

    def _opens(self) -> bool:
        """Whether nothing stands yet in the block, or the file."""
        if not self.rows:
            return True
        last = self.rows[-1]
        return last.own is None and self.at > 0 and self.tokens[self.at - 1].key == "{"

    def _is_inside(self) -> bool:
        """Whether a statement is cut here."""
        if self.at == 0 or self.at == len(self.tokens):
            return False
        begins = self.at in self.found.statements or self.at in self.found.declarations
        return not begins and self.tokens[self.at].key != "}"


def _part(rows: Sequence[Row], tokens: Sequence[Token]) -> None:
    """Part long declarations, and the steps of a script, with a blank line."""
    for begun in _siblings(rows):
        for at, next_ in pairwise(begun):
            first, after = _after(rows, at), _after(rows, next_)
            if not _parted(rows, (at, first), (next_, after), tokens):
                continue
            if not any(row.has_blank for row in rows[first : next_ + 1]):
                rows[first].has_blank = True


def _siblings(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield where the declarations begin, then where each script's lines do."""
    nodes = [(at, row.node) for at, row in enumerate(rows) if row.node is not None]
    yield [at for at, _ in nodes if rows[at].depth == 0]
    lines: list[int] = []
    for at, node in nodes:
        if rows[at].depth == 0:
            yield lines
            lines = []
        elif node.origin == "script_line":
            lines.append(at)
    yield lines


def _parted(
    rows: Sequence[Row], one: tuple[int, int], other: tuple[int, int], tokens: Sequence[Token]
) -> bool:
    """Whether a blank line must stand between two siblings, each given by its range of rows."""
    longer = max(one[1] - one[0], other[1] - other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    if rows[one[0]].depth:
        return shorter > 1
    same_kind = tokens[rows[one[0]].start].key == tokens[rows[other[0]].start].key
    return longer > (_SHORT if same_kind else 1)


def _after(rows: Sequence[Row], at: int) -> int:
    """Return the index of the first row after the statement that begins on row `at`."""
    node = rows[at].node
    end = node.end if node else rows[at].end
    while at < len(rows) and rows[at].start < end:
        at += 1
    return at
