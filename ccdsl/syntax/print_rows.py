"""Tokens to rows: one statement a row, comments where they were, blank lines thinned out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccdsl.syntax.lexer import Comment, Lexed, Token
from ccdsl.syntax.print_structure import Node, Structure

_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSE_KINDS = frozenset(("prompt", "shift"))
"""Short declarations that may stand without a blank line between them."""


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
    last: dict[int, tuple[Row, int]] = {}
    for at, row in enumerate(rows):
        node = row.node
        if node is None or (row.depth and node.origin != "script_line"):
            continue
        before = last.get(row.depth)
        if row.depth == 0:
            last.clear()
        last[row.depth] = (row, at)
        if before is not None and _parted(before[0], row, tokens):
            first = _after(rows, before[0], before[1])
            if not any(between.has_blank for between in rows[first : at + 1]):
                rows[first].has_blank = True


def _parted(before: Row, row: Row, tokens: Sequence[Token]) -> bool:
    if row.depth:
        return not (before.is_flat or row.is_flat)
    kinds = {tokens[before.start].key, tokens[row.start].key}
    is_close = len(kinds) == 1 and kinds <= _CLOSE_KINDS
    return not is_close and not (before.is_flat and row.is_flat)


def _after(rows: Sequence[Row], row: Row, at: int) -> int:
    """Return the index of the first row after the statement that begins on `row`."""
    end = row.node.end if row.node else row.end
    while rows[at].start < end:
        at += 1
    return at
