"""Text to declarations: one at a time, so that a mistake in one never reaches another."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from ccdsl.diagnostics import Diagnostic, Problems
from ccdsl.record import record, worker
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.lexer import Comment, Token, lex
from ccdsl.syntax.lower import Context
from ccdsl.syntax.machine import END_KEY, Parsed, machine, parse_declaration
from ccdsl.syntax.site import stands_apart

if TYPE_CHECKING:
    from ccdsl.syntax.recovery import Recovered

DEEPEST = 64
"""How many brackets may be open at once."""

MOST_SAID = 200
"""After so many mistakes the rest of a file is not read."""


@record
class File:
    """One parsed file.

    `broken` holds the spans of declarations whose text is wrong: what could be said beyond that
    would be guesswork. `loose` holds the words of what was dropped, so that nothing they may
    have named is called unused. A file that `has_gaps` leaves outcomes or exits unsaid, so that
    nothing is called unreachable that they may have led to.
    """

    source: Source
    declarations: tuple[ast.AnyDeclaration, ...]
    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]
    broken: tuple[Span, ...]
    loose: frozenset[str]
    has_gaps: bool = False


def parse(source: Source, problems: Problems) -> File:
    """Parse a file; every mistake goes to `problems`, and what can be understood is returned.

    A file of which `problems` already says that it is no text (CC001) is not read any further.
    """
    if any(one.code == "CC001" and one.span.path == source.path for one in problems):
        return unread(source)
    with _collector_held():
        lexed = lex(source.text)
        marks = _marks(source)
        if marks is not None:
            problems.found.append(marks)
            return unread(source, lexed.tokens, lexed.comments)
        end = len(source.text)
        tokens = (*lexed.tokens, Token(END_KEY, "", end, end, is_word=False))
        deep = _too_deep(tokens)
        if deep is not None:
            problems.error(
                "CC012",
                f"this is nested deeper than {DEEPEST} levels",
                Span(source.path, deep.start, deep.end),
                help="move the inner steps into a script or a step of their own",
            )
            return unread(source, lexed.tokens, lexed.comments)
        return _parse_all(source, tokens, lexed.comments, problems)


_PLAIN = frozenset(
    ("CC002", "CC003", "CC004", "CC005", "CC007", "CC008", "CC010", "CC011", "CC013", "CC201")
)
"""Mistakes after which the tree still says what was meant, where nothing had to be dropped."""

_GAPS = frozenset(("CC010", "CC011", "CC201"))
"""Mistakes that leave a way out unsaid."""


@contextmanager
def _collector_held() -> Iterator[None]:
    """Hold the cyclic collector: a tree has no cycles, and scanning it costs a third more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@worker
class _Reading:
    """A file on its way to being parsed."""

    source: Source
    tokens: tuple[Token, ...]
    at: int = 0
    said: int = 0
    has_gaps: bool = False
    declarations: list[ast.AnyDeclaration] = field(default_factory=list)
    broken: list[Span] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)

    def next_declaration(self) -> None:
        """Read one declaration, whole or recovered."""
        began, found = self.tokens[self.at].start, Problems()
        context = Context(self.source.path, found)
        result = parse_declaration(machine(), self.tokens, self.at, context)
        is_sound = True
        if isinstance(result, Parsed) and stands_apart(self.source, self.tokens, result.after):
            self.declarations.append(result.value)
            self.at = result.after
        else:
            recovered = _recover(self.source, self.tokens, self.at, found)
            self.declarations.extend(recovered.declarations)
            self.loose |= recovered.loose
            self.at, is_sound = recovered.after, recovered.is_sound
            self.said += len(found.found)
        codes = {one.code for one in found}
        if not is_sound or codes - _PLAIN:
            self.broken.append(Span(self.source.path, began, self.tokens[self.at - 1].end))
        self.has_gaps = self.has_gaps or bool(codes & _GAPS)
        self.found.extend(found)

    def give_up(self) -> None:
        """Leave the rest of a file unread that has too many mistakes, and say so."""
        rest = self.tokens[self.at :]
        self.found.append(_too_many(Span(self.source.path, rest[0].start, rest[0].end)))
        self.loose |= {token.text for token in rest if token.is_word}
        self.broken.append(Span(self.source.path, rest[0].start, len(self.source.text)))


def _parse_all(
    source: Source, tokens: tuple[Token, ...], comments: tuple[Comment, ...], problems: Problems
) -> File:
    reading = _Reading(source, tokens)
    while tokens[reading.at].key != END_KEY:
        reading.next_declaration()
        if reading.said >= MOST_SAID and tokens[reading.at].key != END_KEY:
            reading.give_up()
            break
    _report(reading.found, problems)
    return File(
        source=source,
        declarations=tuple(reading.declarations),
        tokens=tokens[:-1],
        comments=comments,
        broken=tuple(reading.broken),
        loose=frozenset(reading.loose),
        has_gaps=reading.has_gaps,
    )


def _marks(source: Source) -> Diagnostic | None:
    """Return that a file is in the middle of a merge; what it says is then two things at once."""
    if "<<<<<<<" not in source.text and ">>>>>>>" not in source.text:
        return None
    from ccdsl.syntax.marks import find_marks  # noqa: PLC0415 - only what is wrong needs it

    return find_marks(source)


def _recover(source: Source, tokens: tuple[Token, ...], at: int, found: Problems) -> "Recovered":
    from ccdsl.syntax.recovery import recover  # noqa: PLC0415 - only what is wrong needs it

    return recover(machine(), source, tokens, at, found)


def _too_many(first: Span) -> Diagnostic:
    from ccdsl.syntax.messages import too_many  # noqa: PLC0415 - only what is wrong needs it

    return too_many(first)


def _report(found: list[Diagnostic], problems: Problems) -> None:
    """Hand the findings on, so many that they can be read; a last one says that there are more."""
    problems.found.extend(found[:MOST_SAID])
    if len(found) > MOST_SAID:
        last = found[MOST_SAID]
        is_closing = last.code == "CC017"
        problems.found.append(last if is_closing else _too_many(last.span))


def _too_deep(tokens: tuple[Token, ...]) -> Token | None:
    """Return the first bracket that is nested deeper than DEEPEST."""
    depth = 0
    for token in tokens:
        key = token.key
        if key in "{(":
            depth += 1
            if depth > DEEPEST:
                return token
        elif key in "})":
            depth = max(depth - 1, 0)
    return None


def unread(
    source: Source, tokens: tuple[Token, ...] = (), comments: tuple[Comment, ...] = ()
) -> File:
    """Return a file of which nothing is understood: it may declare and use anything."""
    return File(
        source=source,
        declarations=(),
        tokens=tokens,
        comments=comments,
        broken=(source.whole,),
        loose=frozenset(token.text for token in tokens if token.is_word),
    )
