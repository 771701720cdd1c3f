"""Text to declarations: one at a time, so that a mistake in one never reaches another."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ccdsl.diagnostics import Diagnostic, Problems
from ccdsl.record import record
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
    have named is called unused.
    """

    source: Source
    declarations: tuple[ast.AnyDeclaration, ...]
    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]
    broken: tuple[Span, ...]
    loose: frozenset[str]


def parse(source: Source, problems: Problems) -> File:
    """Parse a file; every mistake goes to `problems`, and what can be understood is returned.

    A file of which `problems` already says that it is no text (CC001) is not read any further.
    """
    if any(one.code == "CC001" and one.span.path == source.path for one in problems):
        return _refused(source, (), ())
    with _collector_held():
        lexed = lex(source.text)
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
            return _refused(source, lexed.tokens, lexed.comments)
        return _parse_all(source, tokens, lexed.comments, problems)


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


def _parse_all(
    source: Source, tokens: tuple[Token, ...], comments: tuple[Comment, ...], problems: Problems
) -> File:
    parser = machine()
    declarations: list[ast.AnyDeclaration] = []
    broken: list[Span] = []
    loose: set[str] = set()
    all_found = Problems()
    at = said = 0
    while tokens[at].key != END_KEY:
        found = Problems()
        result = parse_declaration(parser, tokens, at, Context(source.path, found))
        if isinstance(result, Parsed) and stands_apart(source, tokens, result.after):
            declarations.append(result.value)
            at = result.after
            if found:
                broken.append(result.value.span)
        else:
            recovered = _recover(source, tokens, at, found)
            declarations.extend(recovered.declarations)
            loose |= recovered.loose
            broken.append(recovered.span)
            at = recovered.after
            said += len(found.found)
        all_found.found.extend(found)
        if said >= MOST_SAID and tokens[at].key != END_KEY:
            all_found.found.append(_too_many(Span(source.path, tokens[at].start, tokens[at].end)))
            loose |= {token.text for token in tokens[at:] if token.is_word}
            broken.append(Span(source.path, tokens[at].start, len(source.text)))
            break
    _report(all_found, problems)
    return File(
        source=source,
        declarations=tuple(declarations),
        tokens=tokens[:-1],
        comments=comments,
        broken=tuple(broken),
        loose=frozenset(loose),
    )


def _recover(source: Source, tokens: tuple[Token, ...], at: int, found: Problems) -> "Recovered":
    from ccdsl.syntax.recovery import recover  # noqa: PLC0415 - only what is wrong needs it

    return recover(machine(), source, tokens, at, found)


def _too_many(first: Span) -> Diagnostic:
    from ccdsl.syntax.messages import too_many  # noqa: PLC0415 - only what is wrong needs it

    return too_many(first)


def _report(found: Problems, problems: Problems) -> None:
    """Hand the findings on, so many that they can be read; a last one says that there are more."""
    problems.found.extend(found.found[:MOST_SAID])
    if len(found.found) > MOST_SAID:
        last = found.found[MOST_SAID]
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


def _refused(source: Source, tokens: tuple[Token, ...], comments: tuple[Comment, ...]) -> File:
    """Return a file of which nothing is understood."""
    return File(
        source=source,
        declarations=(),
        tokens=tokens,
        comments=comments,
        broken=(source.whole,),
        loose=frozenset(token.text for token in tokens if token.is_word),
    )
