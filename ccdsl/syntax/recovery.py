"""Recovery: one message a mistake, and as much of the declaration as can be saved.

A declaration that does not parse is cut out of the token stream. At each stop the smallest edit
that lets parsing go on is made (another word, a missing piece, a word too many, a line less) and
the declaration is parsed again from its start, so that nothing is ever half built.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ccdsl.diagnostics import Problems
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.lower import Context
from ccdsl.syntax.machine import END_KEY, Machine, Parsed, parse_declaration
from ccdsl.syntax.repair import DECLARATIONS, Edit, smallest_edit

_MOST_EDITS = 40
"""A declaration with more mistakes than this is dropped whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What could be saved, the words of what could not, and where to go on."""

    declarations: tuple[ast.AnyDeclaration, ...]
    loose: frozenset[str]
    span: Span
    after: int


@dataclass(slots=True)
class _Attempt:
    """One declaration on its way to parsing; `rest` is where it turned out to end, if early."""

    source: Source
    tokens: list[Token]
    rest: int | None = None
    loose: set[str] = field(default_factory=set)
    said_on: set[int] = field(default_factory=set)


def recover(
    parser: Machine, source: Source, tokens: Sequence[Token], at: int, problems: Problems
) -> Recovered:
    """Save what can be saved of the declaration that begins at `tokens[at]`."""
    after = _extent(source, tokens, at)
    end = tokens[after - 1].end
    attempt = _Attempt(source, [*tokens[at:after], Token(END_KEY, "", end, end, is_word=False)])
    problems.found.clear()
    saved = _edit_until_parsed(parser, attempt, problems)
    if saved is None:
        attempt.loose |= {token.text for token in tokens[at:after] if token.is_word}
    elif attempt.rest is not None:
        after = next(index for index in range(at, after) if tokens[index].start >= attempt.rest)
        end = tokens[after - 1].end
    return Recovered(
        declarations=() if saved is None else (saved,),
        loose=frozenset(attempt.loose),
        span=Span(source.path, tokens[at].start, end),
        after=after,
    )


def _edit_until_parsed(
    parser: Machine, attempt: _Attempt, problems: Problems
) -> ast.AnyDeclaration | None:
    said = Problems()
    for _ in range(_MOST_EDITS):
        found = Problems()
        if len(attempt.tokens) == 1:
            break
        result = parse_declaration(parser, attempt.tokens, 0, Context(attempt.source.path, found))
        if isinstance(result, Parsed):
            if result.after < len(attempt.tokens) - 1:
                attempt.rest = attempt.tokens[result.after].start
            missed = ("CC009", "CC201") if attempt.loose else ()
            problems.found.extend([*said, *(one for one in found if one.code not in missed)])
            value: ast.AnyDeclaration = result.value
            return value
        _apply(attempt, smallest_edit(parser, attempt.source, attempt.tokens, result.at), said)
    problems.found.extend(said)
    return None


def _apply(attempt: _Attempt, edit: Edit, said: Problems) -> None:
    """Make an edit; a second mistake on a line already spoken of is not reported."""
    dropped = attempt.tokens[edit.start : edit.end]
    attempt.loose |= {token.text for token in dropped if token.is_word}
    attempt.tokens[edit.start : edit.end] = edit.put
    line = attempt.source.position(edit.finding.span.start).line
    if line not in attempt.said_on:
        said.found.append(edit.finding)
    attempt.said_on.add(line)


def _extent(source: Source, tokens: Sequence[Token], at: int) -> int:
    """Return the index after the declaration that begins at `tokens[at]`.

    It ends with the bracket that closes it, or before a line that begins, at the margin, like
    another declaration: then a bracket is missing.
    """
    depth = 0
    starts = source.line_starts
    for index in range(at, len(tokens)):
        token = tokens[index]
        if token.key == END_KEY:
            return max(index, at + 1)
        if index > at and token.key in DECLARATIONS:
            at_margin = starts[bisect_left(starts, token.start + 1) - 1] == token.start
            if at_margin or (depth == 0 and _first_on_line(source, tokens, index)):
                return index
        if token.key == "{":
            depth += 1
        elif token.key == "}":
            depth -= 1
            if depth <= 0:
                return index + 1
    return len(tokens) - 1


def _first_on_line(source: Source, tokens: Sequence[Token], index: int) -> bool:
    before = source.text[tokens[index - 1].end : tokens[index].start]
    return "\n" in before or "\r" in before
