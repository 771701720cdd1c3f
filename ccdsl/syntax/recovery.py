"""Recovery: one message a mistake, and as much of the declaration as can be saved.

A declaration that does not parse is cut out of the token stream. Brackets are mended first, by
indentation. Then, at each stop, the smallest edit that lets parsing go on is made (another word,
a missing piece, a word too many, a line less) and the walk goes on from there; what comes of it
is built once, at the end, so that nothing is ever half built.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ccdsl.diagnostics import Diagnostic, Problems
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax import ast, messages, wording
from ccdsl.syntax.brackets import indentation, mend_brackets
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.lower import Context
from ccdsl.syntax.machine import END_KEY, Machine, Mark, Parsed, parse_declaration, walk
from ccdsl.syntax.repair import smallest_edit
from ccdsl.syntax.site import DECLARATIONS, Edit, Site, begins_line, stands_apart

_MOST_EDITS = 60
"""A declaration with more mistakes than this is dropped whole, and says so."""

_FOLLOW_ALWAYS = frozenset(("CC009", "CC201"))
"""What is said of lines that are not there: perhaps they were, before an edit."""

_FOLLOW_INSIDE = frozenset(("CC010", "CC011"))
"""What is said of a block's exit: perhaps there was another, before an edit inside."""


@record
class Recovered:
    """What could be saved, the words of what could not, and where to go on.

    It `is_sound` when nothing was lost or stood in for, so that the tree says what was meant.
    """

    is_sound: bool
    declarations: tuple[ast.AnyDeclaration, ...]
    loose: frozenset[str]
    span: Span
    after: int


@dataclass(slots=True, kw_only=True)
class _Attempt:
    """One declaration on its way to parsing."""

    parser: Machine
    source: Source
    tokens: list[Token]
    marks: list[Mark]
    said: list[Diagnostic] = field(default_factory=list)
    said_on: set[int] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    lost: list[int] = field(default_factory=list)
    is_sound: bool = True


def recover(
    parser: Machine, source: Source, tokens: Sequence[Token], at: int, problems: Problems
) -> Recovered:
    """Save what can be saved of the declaration that begins at `tokens[at]`."""
    after = _extent(source, tokens, at)
    end = tokens[after - 1].end
    attempt = _Attempt(
        parser=parser,
        source=source,
        tokens=[*tokens[at:after], Token(END_KEY, "", end, end, is_word=False)],
        marks=[(0, (parser.table.start,))],
    )
    problems.found.clear()
    rest = _mend(attempt)
    saved = None if rest is None else _build(attempt, problems)
    problems.found.extend(attempt.said)
    if saved is None:
        attempt.loose |= {token.text for token in tokens[at:after] if token.is_word}
    elif rest is not None and rest.key != END_KEY:
        starts = [token.start for token in tokens[at:after]]
        after = at + max(bisect_left(starts, rest.start), 1)
        end = tokens[after - 1].end
    return Recovered(
        is_sound=saved is not None and attempt.is_sound,
        declarations=() if saved is None else (saved,),
        loose=frozenset(attempt.loose),
        span=Span(source.path, tokens[at].start, end),
        after=after,
    )


def _mend(attempt: _Attempt) -> Token | None:
    """Edit until the tokens parse; return the token after, or None where they never do."""
    for edit in mend_brackets(attempt.source, attempt.tokens):
        _apply(attempt, edit)
    for _ in range(_MOST_EDITS):
        if len(attempt.tokens) == 1:
            return None
        halt = walk(attempt.parser.table, attempt.tokens, attempt.marks)
        if halt.is_end and stands_apart(attempt.source, attempt.tokens, halt.at):
            return attempt.tokens[halt.at]
        site = Site(
            table=attempt.parser.table,
            source=attempt.source,
            tokens=attempt.tokens,
            at=halt.at,
            states=halt.states,
        )
        _apply(attempt, smallest_edit(site))
    first = attempt.tokens[attempt.marks[-1][0]]
    attempt.said.append(messages.too_many(wording.span_of(attempt.source, first)))
    return None


def _apply(attempt: _Attempt, edit: Edit) -> None:
    """Make an edit; a second mistake on a line already spoken of is not reported."""
    dropped = attempt.tokens[edit.start : edit.end]
    attempt.loose |= {token.text for token in dropped if token.is_word}
    if edit.loses:
        attempt.lost += [token.start for token in dropped]
    stood_in = any(token.start == token.end and _is_class(token) for token in edit.put)
    attempt.is_sound = attempt.is_sound and not edit.loses and not stood_in
    attempt.tokens[edit.start : edit.end] = edit.put
    while attempt.marks[-1][0] > edit.start:
        attempt.marks.pop()
    line = attempt.source.position(edit.finding.span.start).line
    if line not in attempt.said_on:
        attempt.said.append(edit.finding)
    attempt.said_on.add(line)


def _is_class(token: Token) -> bool:
    """Whether a token stands for one of many, as a name or a number does."""
    return token.key.startswith("%") or not token.text


def _build(attempt: _Attempt, problems: Problems) -> ast.AnyDeclaration | None:
    """Build what the edits have left, and keep what is said of it that no edit has caused."""
    found = Problems()
    context = Context(attempt.source.path, found)
    result = parse_declaration(attempt.parser, attempt.tokens, 0, context)
    if not isinstance(result, Parsed):
        return None
    attempt.lost.sort()
    problems.found.extend(one for one in found if not _is_caused(attempt, one))
    value: ast.AnyDeclaration = result.value
    return value


def _is_caused(attempt: _Attempt, found: Diagnostic) -> bool:
    if found.code in _FOLLOW_ALWAYS:
        return bool(attempt.lost)
    if found.code in _FOLLOW_INSIDE:
        start = min((label.span.start for label in found.labels), default=found.span.start)
        first = bisect_left(attempt.lost, start)
        return first < len(attempt.lost) and attempt.lost[first] < found.span.end
    line = attempt.source.position(found.span.start).line
    return line in attempt.said_on and found.code in ("CC006", "CC007")


def _extent(source: Source, tokens: Sequence[Token], at: int) -> int:
    """Return the index after the declaration that begins at `tokens[at]`.

    It ends with the bracket that closes it, or before a line that begins, at the margin, like
    another declaration: then a bracket is missing.
    """
    depth = 0
    for index in range(at, len(tokens)):
        token = tokens[index]
        if token.key == END_KEY:
            return max(index, at + 1)
        begins = index > at and token.key in DECLARATIONS and begins_line(source, tokens, index)
        if begins and (depth <= 0 or _is_at_margin(source, token)):
            return index
        if token.key == "{":
            depth += 1
        elif token.key == "}":
            depth -= 1
            if depth <= 0:
                if _closes_all(source, tokens, at, index):
                    return index + 1
                depth = 1
    return len(tokens) - 1


def _is_at_margin(source: Source, token: Token) -> bool:
    starts = source.line_starts
    return starts[bisect_right(starts, token.start) - 1] == token.start


def _closes_all(source: Source, tokens: Sequence[Token], at: int, index: int) -> bool:
    """Whether the last bracket ends its declaration, judging by what follows and its place."""
    after = tokens[index + 1]
    if index == at or after.key == END_KEY or after.key in DECLARATIONS:
        return True
    if not (begins_line(source, tokens, index) and begins_line(source, tokens, at)):
        return True
    return indentation(source, tokens[index]) <= indentation(source, tokens[at])
