"""Texts put together from pieces of others, so that every place in them has one in today's files.

What a command would make of the sources is judged before it is written; what is found then has to
be shown where the administrator can see it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ccdsl.record import record
from ccdsl.source import Span


@record
class Piece:
    """Some text; `origin` is where it stands today, or the place that it takes, None if new."""

    text: str
    origin: Span | None = None


@record
class Splice:
    """What stands instead of a range of a text; an empty range is an insertion."""

    start: int
    end: int
    pieces: tuple[Piece, ...] = ()


def spliced(path: str, text: str, splices: Iterable[Splice]) -> tuple[Piece, ...]:
    """Return a text with some ranges replaced; ranges may touch, and only deletions overlap."""
    pieces: list[Piece] = []
    at = 0
    for one in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if one.start < at and one.pieces:
            message = "splices overlap"
            raise ValueError(message, path, one.start)
        pieces += [cut(path, text, at, max(at, one.start)), *one.pieces]
        at = max(at, one.end)
    pieces.append(cut(path, text, at, len(text)))
    return tuple(piece for piece in pieces if piece.text)


def cut(path: str, text: str, start: int, end: int) -> Piece:
    """Return a range of a text that stands in a file."""
    return Piece(text=text[start:end], origin=Span(path, start, end))


def joined(pieces: Iterable[Piece]) -> str:
    """Return the text of pieces."""
    return "".join(piece.text for piece in pieces)


def origin_of(span: Span, pieces: Sequence[Piece]) -> Span:
    """Return where a range of a text that was put together stands today; at least one place."""
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece.text))
    at = min(bisect_right(starts, span.start) - 1, len(pieces) - 1)
    origin = pieces[at].origin if pieces else None
    if origin is None:
        return Span(span.path, 0, 0)
    start = min(origin.start + span.start - starts[at], origin.end)
    return Span(origin.path, start, max(start, min(start + span.end - span.start, origin.end)))
