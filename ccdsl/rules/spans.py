"""Spans of the clock: which overlap, which are empty, how long they are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ccdsl.model.calendar import MINUTES
from ccdsl.model.program import Program
from ccdsl.source import Span
from ccdsl.syntax import ast

WEEK = 7 * MINUTES


class Piece(NamedTuple):
    """Minutes from `start` to `end`, not included, and the place that says so."""

    start: int
    end: int
    span: Span


def end_of(span: ast.Hours) -> int:
    """Return where a span ends, in minutes of the day it starts on; past 1440 over midnight."""
    return span.end if span.end > span.start else span.end + MINUTES


def is_empty(span: ast.Hours) -> bool:
    """Whether a span starts and ends at the same time."""
    return span.start == span.end


def overlaps(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield (later, earlier) for pieces that share a minute, each piece at most once as later."""
    furthest: Piece | None = None
    for piece in sorted(pieces):
        if furthest is not None and piece.start < furthest.end:
            yield (piece, furthest) if furthest.span < piece.span else (furthest, piece)
        if furthest is None or piece.end > furthest.end:
            furthest = piece


def merged(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the union of intervals, ascending and apart."""
    union: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], end))
        elif start < end:
            union.append((start, end))
    return union


def without(
    pieces: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return what is left of merged intervals when other merged ones are taken away."""
    left: list[tuple[int, int]] = []
    for start, end in pieces:
        at = start
        for low, high in taken:
            if high <= at or low >= end:
                continue
            if low > at:
                left.append((at, low))
            at = high
        if at < end:
            left.append((at, end))
    return left


def all_spans(program: Program) -> Iterator[ast.Hours]:
    """Yield every span of the clock that the source writes."""
    for _, week in program.nodes(ast.WeekLine):
        yield from week.spans
    for _, holiday in program.nodes(ast.Holiday):
        yield from holiday.spans
    for _, line in program.nodes(ast.ShiftLine):
        yield from line.spans
