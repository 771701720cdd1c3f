"""Source lines with the places of one diagnostic marked beneath them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ccdsl.record import record
from ccdsl.report.color import Paint, Style
from ccdsl.report.display import View, view, visible, width, wrap
from ccdsl.report.marks import PRIMARY, Margin, Mark, Underline, underline_rows
from ccdsl.source import Source

# One line left out is plain from the numbers; more are shown as a gap.
_NEARBY = 2
_MOST_INNER_LINES = 3
_LEAST_WORDS = 24


@record
class Frame:
    """The room an excerpt has: `gutter` digits for line numbers, `room` columns after them.

    `wraps` says whether words are broken at `room`, as on a terminal, or left whole.
    """

    gutter: int
    room: int
    wraps: bool
    paint: Paint

    def row(self, content: str = "", *, number: int | None = None) -> str:
        """Return one row: the gutter, with its number for a line of source, and `content`."""
        digits = "" if number is None else str(number)
        edge = self.paint(Style.GUTTER, f"{digits:>{self.gutter}} |")
        return f"{edge} {content}".rstrip()

    def wrapped(self, text: str, taken: int) -> list[str]:
        """Return `text` as lines for what is left of a row after `taken` columns."""
        return wrap(text, max(self.room - taken, _LEAST_WORDS) if self.wraps else None)


def excerpt(source: Source, marks: Sequence[Mark], frame: Frame) -> list[str]:
    """Return the rows that show `marks` in `source`, from the first marked line to the last."""
    sheet = _Sheet(source, marks, frame)
    numbers = sheet.numbers()
    rows = list(sheet.rows(numbers[0]))
    for before, number in pairwise(numbers):
        if number > before + _NEARBY:
            rows.append(sheet.gap())
        rows.extend(sheet.rows(number))
    return rows


class _Sheet:
    """One file's part of an excerpt, drawn line by line downwards."""

    def __init__(self, source: Source, marks: Sequence[Mark], frame: Frame) -> None:
        self._source = source
        self._frame = frame
        self._margin = Margin(marks, frame.paint)
        self._inline = [mark for mark in marks if mark not in self._margin]

    def numbers(self) -> list[int]:
        """Return the numbers of the lines to show, in order."""
        shown = {mark.region.line for mark in self._inline}
        for mark in self._margin.brackets:
            first, last = mark.region.line, mark.region.end_line
            inner = range(first + 1, last) if last - first - 1 <= _MOST_INNER_LINES else ()
            shown.update((first, *inner, last))
        return sorted(shown)

    def gap(self) -> str:
        """Return the row that stands for the lines left out."""
        bars = self._margin.bars().rstrip()
        dots = "...".ljust(self._frame.gutter + 3) if bars else "..."
        return self._frame.paint(Style.GUTTER, dots) + bars

    def rows(self, number: int) -> Iterator[str]:
        """Yield line `number` and the rows of marks under it."""
        line = self._source.line(number)
        inline = [mark for mark in self._inline if mark.region.line == number]
        brackets = self._margin.brackets
        starting = [mark for mark in brackets if mark.region.line == number]
        ending = [mark for mark in brackets if mark.region.end_line == number]
        shown = view(line, _focus(line, inline, starting, ending), self._room)
        fresh = frozenset(mark for mark in starting if not line[: mark.start].strip())
        for mark in fresh:
            self._margin.open(mark)
        yield self._frame.row(self._margin.bars(fresh=fresh) + shown.text, number=number)
        for row in underline_rows(inline, shown):
            yield from self._underlined(row)
        for mark in starting:
            if mark not in fresh:
                yield self._frame.row(self._margin.corner(mark, _column(shown, mark.start)))
                self._margin.open(mark)
        for mark in ending:
            yield from self._closed(mark, _column(shown, mark.foot))

    @property
    def _room(self) -> int:
        return self._frame.room - self._margin.width

    def _underlined(self, row: list[Underline]) -> Iterator[str]:
        """Yield a row of underlines, and the words of the last."""
        content, column = self._margin.bars(), 0
        for under in row:
            drawn = under.mark.symbol * (under.right - under.left)
            content += " " * (under.left - column) + self._frame.paint(under.mark.style, drawn)
            column = under.right
        yield from self._said(content, row[-1])

    def _closed(self, mark: Mark, column: int) -> Iterator[str]:
        """Yield the row on which the bracket of `mark` ends, and its words."""
        content = self._margin.corner(mark, column)
        self._margin.close(mark)
        yield from self._said(content, Underline(mark=mark, left=column, right=column + 1))

    def _said(self, content: str, under: Underline) -> Iterator[str]:
        """Yield `content` with the mark's words after it, or under it where they do not fit."""
        words = visible(under.mark.text).strip()
        fits = not self._frame.wraps or under.right + 1 + width(words) <= self._room
        if not words or fits:
            said = self._frame.paint(under.mark.style, words)
            yield self._frame.row(f"{content} {said}")
            return
        yield self._frame.row(content)
        needed = max(_LEAST_WORDS, min(width(words), 2 * _LEAST_WORDS))
        indent = min(under.left, max(0, self._room - needed))
        for line in self._frame.wrapped(words, self._margin.width + indent):
            said = self._frame.paint(under.mark.style, line)
            yield self._frame.row(self._margin.bars() + " " * indent + said)


def _column(shown: View, at: int) -> int:
    return shown.columns_of(at, at + 1)[0]


def _focus(
    line: str, inline: Sequence[Mark], starting: Sequence[Mark], ending: Sequence[Mark]
) -> tuple[int, int]:
    """Return the characters of `line` that must be seen: the primary place if it is here."""
    spots = [(mark, mark.start, len(line) if mark.is_bracket else mark.end) for mark in inline]
    spots += [(mark, mark.start, mark.start + 1) for mark in starting]
    spots += [(mark, mark.foot, mark.foot + 1) for mark in ending]
    wanted = [spot for spot in spots if spot[0].symbol == PRIMARY] or spots
    start = min((spot[1] for spot in wanted), default=0)
    return start, max((spot[2] for spot in wanted), default=0)
