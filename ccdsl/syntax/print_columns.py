"""Columns: which parts of neighbouring rows stand under each other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ccdsl.syntax.lexer import Token
from ccdsl.syntax.print_rows import Row
from ccdsl.syntax.print_structure import Node, Structure

_WIDEST_HEAD = 60
"""What is wider than this stands apart, and widens nobody else's column."""

_RULES = frozenset(("rule_when", "rule_otherwise", "when"))
_KEYS = frozenset(("key_line", "key_range"))
_PHRASES = frozenset(("open always", "wait forever", "does not", "hears among", "same for"))
"""What reads as one phrase has no column of its own, and widens nobody else's."""

_OUTCOMES = frozenset(("no_input", "invalid"))


class Columns(NamedTuple):
    """The kind of rows a row lines up with, and the tokens that begin its further columns.

    `gap` is how many spaces stand before a column where no neighbour sets it.
    """

    group: str
    cuts: tuple[int, ...]
    gap: int


def gaps_of(rows: Sequence[Row], tokens: Sequence[Token], found: Structure) -> Mapping[int, int]:
    """Return, for each token that begins a column, how many spaces stand before it."""
    gaps: dict[int, int] = {}
    for run in _runs(rows):
        groups: dict[str, list[tuple[Row, Columns]]] = {}
        for row, node in run:
            columns = _columns(node, tokens, found)
            if columns is None:
                continue
            cuts = tuple(cut for cut in columns.cuts if _is_column(row, cut, tokens))
            groups.setdefault(columns.group, []).append((row, columns._replace(cuts=cuts)))
        for members in groups.values():
            _line_up(members, tokens, gaps)
    return gaps


def _is_column(row: Row, cut: int, tokens: Sequence[Token]) -> bool:
    """Whether a column begins at this token: brackets follow what they open closely."""
    return row.start < cut < row.end and tokens[cut].key != "{"


def _runs(rows: Sequence[Row]) -> Iterator[list[tuple[Row, Node]]]:
    """Yield neighbours of one block: a blank line or a statement of several rows parts them."""
    run: list[tuple[Row, Node]] = []
    for row in rows:
        if row.own is not None and not row.has_blank:
            continue
        if row.has_blank or not row.is_flat:
            yield run
            run = []
        if row.node is None:
            continue
        if row.is_flat:
            run.append((row, row.node))
        else:
            yield [(row, row.node)]
    yield run


def _line_up(
    members: Sequence[tuple[Row, Columns]], tokens: Sequence[Token], gaps: dict[int, int]
) -> None:
    """Give the rows of one group common columns."""
    begun = [row.start for row, _ in members]
    for column in range(max(len(columns.cuts) for _, columns in members)):
        widths = [
            _width(tokens, start, columns.cuts[column]) if column < len(columns.cuts) else 0
            for start, (_, columns) in zip(begun, members, strict=True)
        ]
        narrow = [width for width in widths if 0 < width <= _WIDEST_HEAD]
        widest = max(narrow, default=0)
        for at, (_, columns) in enumerate(members):
            if widths[at] == 0:
                continue
            cut = columns.cuts[column]
            begun[at] = cut
            together = len(members) > 1 and widths[at] <= _WIDEST_HEAD
            gaps[cut] = widest - widths[at] + 2 if together else columns.gap


def _width(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return how many columns the tokens take on one row."""
    return sum(
        len(tokens[at].text) + (at > start and is_spaced(tokens[at - 1], tokens[at]))
        for at in range(start, end)
    )


def is_spaced(before: Token, token: Token) -> bool:
    """Whether a space stands between two tokens of one row."""
    return not (token.key in ",)" or before.key == "(" or (before.key, token.key) == ("{", "}"))


def _columns(node: Node, tokens: Sequence[Token], found: Structure) -> Columns | None:
    """Return the columns of a statement or a declaration, or None where it has none."""
    if node.start in found.declarations:
        is_block = tokens[node.end - 1].key == "}"
        group = f"declaration {tokens[node.start].key}"
        return None if is_block else Columns(group, (node.start + 2,), 2)
    if node.kind in _RULES or node.kind in _KEYS:
        exit_ = next(at for at in range(node.start, node.end) if at in found.treatments)
        group = "rule" if node.kind in _RULES else "key"
        return Columns(group, (exit_,), 1 if node.kind == "rule_otherwise" else 2)
    second = node.start + 1
    if node.origin == "holiday":
        has_title = tokens[node.end - 1].key == "%STRING"
        return Columns("holiday", (node.end - 1,) if has_title else (), 2)
    if node.origin in ("share", "wording") or node.kind == "member":
        return Columns(node.origin, (second,), 2)
    return _field(node, tokens, found)


def _field(node: Node, tokens: Sequence[Token], found: Structure) -> Columns | None:
    """Return the columns of a line that begins with a keyword, or with days."""
    second = node.start + 1
    begins = " ".join(token.text for token in tokens[node.start : min(second + 1, node.end)])
    if begins in _PHRASES or not node.origin.endswith("_line"):
        return None
    if node.kind == "never_passes":
        return Columns("field", (second + 1,), 1)
    at = next((at for at in range(node.start, node.end) if at in found.spans), None)
    if at is not None:
        return Columns("field", (at, found.spans[at].end), 2)
    is_outcome = node.origin == "menu_line" and node.kind in _OUTCOMES
    is_exit = second < node.end and tokens[second].key == "->"
    is_field = node.origin != "script_line" or node.kind == "title"
    group = "outcome" if is_outcome else "field"
    return Columns(group, (second,), 2 if is_exit else 1) if is_field else None
