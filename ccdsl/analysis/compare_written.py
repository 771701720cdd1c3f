"""A declaration as its lines are written, with the lines elsewhere that decide what it says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from ccdsl.analysis.compare_same import Key, Sameness
from ccdsl.model.program import Program
from ccdsl.source import Source, Span
from ccdsl.syntax import ast
from ccdsl.syntax.lexer import lex

_HEADER = re.compile(r"\bversion \d+ (draft|in-service|retired)\b")
What = Literal["matters", "all"]


class _Placed(Protocol):
    """Anything of a declaration that stands somewhere."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


class Written(NamedTuple):
    """A line with something on it: where it stands, and its words without comments."""

    path: str
    line: int
    text: str


def written(same: Sameness, side: int, key: Key, what: What) -> Iterator[Written]:
    """Yield the lines of a declaration on one side, and those that it hangs on.

    `matters` leaves out what no contact can notice of an entry or a queue.
    """
    program = same.halves[side].program
    declared = same.declared[side].get(key)
    if declared is None:
        return
    only = _mattering(declared) if what == "matters" else None
    yield from lines(program, declared.span, only)
    match declared:
        case ast.OpeningHours():
            yield from _clock_and_holidays(program, declared)
        case ast.Callers():
            yield from _listed(same, side, declared)
        case ast.Queue():
            yield from _of_queue(same, side, declared, what)
        case ast.Entry():
            yield from _default_language(same, declared.name.text, program)
        case ast.Attribute(type="person"):
            yield from _extensions(program)
        case _:
            return


def _mattering(declared: ast.Declaration) -> list[Span] | None:
    """Return the places of what contacts notice of a declaration, None for all of it."""
    match declared:
        case ast.Entry():
            parts: list[_Placed | None] = [declared.arrival, declared.language, declared.routing]
            parts += declared.sets
        case ast.Queue():
            parts = [declared.like, declared.max_waiting, declared.recheck, declared.music]
            parts += [declared.prefer, declared.greet, declared.callbacks, declared.overflow]
            parts += [declared.after_hours, declared.at_close, *declared.channels]
            parts += [*declared.requires, *declared.announcements, *declared.widenings]
            parts += declared.keys
        case _:
            return None
    return [one.span for one in parts if one is not None]


def lines(program: Program, span: Span, only: Sequence[Span] | None = None) -> Iterator[Written]:
    """Yield the lines of a span, or those of them on which something of `only` stands."""
    source = program.sources.get(span.path)
    if source is None:
        return
    first, last = _numbers(source, span)
    wanted = None if only is None else {n for each in only for n in range(*_range(source, each))}
    for number in range(first, last + 1):
        if wanted is None or number in wanted:
            text = _words(source, span, number)
            text = _HEADER.sub("", text) if number == first else text
            if text:
                yield Written(span.path, number, text)


def _numbers(source: Source, span: Span) -> tuple[int, int]:
    last = max(span.start, span.end - 1)
    return source.position(span.start).line, source.position(last).line


def _range(source: Source, span: Span) -> tuple[int, int]:
    first, last = _numbers(source, span)
    return first, last + 1


def _words(source: Source, span: Span, number: int) -> str:
    """Return the words of a line that lie in a span, without comments, a space between each."""
    begin = source.line_starts[number - 1]
    text = source.line(number)[: span.end - begin]
    return " ".join(token.text for token in lex(text[max(0, span.start - begin) :]).tokens)


def _whole_lines(
    program: Program, owner: ast.Declaration, spans: Iterable[Span]
) -> Iterator[Written]:
    """Yield the lines of a declaration on which one of these stands."""
    yield from lines(program, owner.span, list(spans))


def _clock_and_holidays(program: Program, hours: ast.OpeningHours) -> Iterator[Written]:
    for name in hours.exceptions:
        if name.text in program.holidays:
            yield from lines(program, program.holidays[name.text].span)
    center = program.center
    if hours.timezone is None and center is not None:
        yield from _whole_lines(program, center, [center.timezone.span])


def _listed(same: Sameness, side: int, callers: ast.Callers) -> Iterator[Written]:
    """Yield the rows of a list's files that the other side's list has not."""
    other = same.centers[1 - side].side.lists.get(callers.name.text)
    program = same.halves[side].program
    for file in callers.files:
        source = program.sources.get(file.value)
        for row in program.csv_numbers.get(file.value, ()):
            known = frozenset[str]() if other is None else other.whole
            if other is not None and row.is_prefix:
                known = other.prefixes
            if source is not None and row.number.rstrip("*") not in known:
                yield Written(file.value, source.position(row.span.start).line, row.number)


def _of_queue(same: Sameness, side: int, queue: ast.Queue, what: What) -> Iterator[Written]:
    """Yield the lines that a queue takes over, and those that say what is announced in it."""
    if queue.like is not None:
        yield from written(same, side, ("queue", queue.like.text), what)
    name = queue.name.text
    notices = [center.notices.get(name) for center in same.centers]
    first, second = (None if notice is None else notice.text for notice in notices)
    if first == second:
        return
    recorded = {
        one.name.text
        for half in same.halves
        for one in half.program.recordings.values()
        if any(each.text == name for each in one.queues)
    }
    program = same.halves[side].program
    for one in program.recordings.values():
        if one.name.text in recorded:
            spans = [each.span for each in one.queues]
            yield from _whole_lines(
                program, one, [*spans, *([one.notice.span] if one.notice else [])]
            )


def _default_language(same: Sameness, name: str, program: Program) -> Iterator[Written]:
    """Yield the center's languages where neither side's entry names its own."""
    entries = [half.program.entries.get(name) for half in same.halves]
    centers = [half.program.center for half in same.halves]
    firsts = {center.languages[0].tag for center in centers if center is not None}
    is_it = len(firsts) > 1 and all(one is not None and one.language is None for one in entries)
    if is_it and program.center is not None:
        yield from _whole_lines(program, program.center, [program.center.languages[0].span])


def _extensions(program: Program) -> Iterator[Written]:
    for person in (program.people or {}).values():
        span = person.places.get("extension", person.span)
        source = program.sources.get(span.path)
        if person.extension is not None and source is not None:
            line = source.position(span.start).line
            yield Written(span.path, line, f"{person.id} {person.extension}")
