"""The places an excerpt marks, and the margin in which those over several lines are bracketed."""

from collections.abc import Iterable

from ccdsl.record import record
from ccdsl.report.color import Paint, Style
from ccdsl.report.display import View
from ccdsl.report.findings import Region

PRIMARY = "^"
SECONDARY = "-"
_MOST_LANES = 3


@record
class Mark:
    """One marked place: `symbol` underlines it in `style`, and `text` is said of it."""

    region: Region
    symbol: str
    style: Style
    text: str

    @property
    def start(self) -> int:
        """The first marked character of the first line, from 0."""
        return self.region.column - 1

    @property
    def end(self) -> int:
        """The character after the last marked one of the last line, from 0."""
        return self.region.end_column - 1

    @property
    def foot(self) -> int:
        """The last marked character of the last line, from 0."""
        return max(self.end - 1, 0)

    @property
    def is_bracket(self) -> bool:
        """Whether the place goes over a line end."""
        return self.region.end_line > self.region.line


@record
class Underline:
    """A mark on one shown line: the columns from `left` up to `right`, which is excluded."""

    mark: Mark
    left: int
    right: int


def underline_rows(marks: Iterable[Mark], shown: View) -> list[list[Underline]]:
    """Return the rows that underline `marks`, the primary place in the first.

    Two marks share a row if they do not touch and the words of neither get in the way.
    """
    rows: list[list[Underline]] = []
    for mark in sorted(marks, key=lambda mark: (mark.symbol != PRIMARY, mark.start, mark.end)):
        end = len(shown.columns) + shown.first if mark.is_bracket else mark.end
        left, right = shown.columns_of(mark.start, end)
        under = Underline(mark=mark, left=left, right=right)
        ready = (row for row in rows if not row[-1].mark.text and left > row[-1].right)
        row = next(ready, None)
        if row is None:
            rows.append([under])
        else:
            row.append(under)
    return rows


class Margin:
    """The lanes left of the source in which brackets run, two columns each.

    A bracket takes the first lane that is free from its first line to its last. Places that
    find none are left to be marked on their first line, so that the margin stays narrow.
    """

    def __init__(self, marks: Iterable[Mark], paint: Paint) -> None:
        """Give lanes to those of `marks` that go over several lines."""
        self._paint = paint
        self._lane: dict[Mark, int] = {}
        until: list[int] = []
        brackets = (mark for mark in marks if mark.is_bracket)
        for mark in sorted(brackets, key=lambda mark: (mark.region.line, -mark.region.end_line)):
            free = (at for at, line in enumerate(until) if line < mark.region.line)
            lane = next(free, len(until))
            if lane < _MOST_LANES:
                until[lane : lane + 1] = [mark.region.end_line]
                self._lane[mark] = lane
        self._open: list[Mark | None] = [None] * len(until)

    def __contains__(self, mark: Mark) -> bool:
        """Whether `mark` has a lane."""
        return mark in self._lane

    @property
    def width(self) -> int:
        """The columns the margin takes."""
        return 2 * len(self._open)

    @property
    def brackets(self) -> list[Mark]:
        """The marks that have a lane, those of the outermost lane last."""
        return sorted(self._lane, key=self._lane.__getitem__, reverse=True)

    def is_open(self, mark: Mark) -> bool:
        """Whether the bar of `mark` has begun and not ended."""
        return self._open[self._lane[mark]] == mark

    def open(self, mark: Mark) -> None:
        """Begin the bar of `mark`."""
        self._open[self._lane[mark]] = mark

    def close(self, mark: Mark) -> None:
        """End the bar of `mark`."""
        self._open[self._lane[mark]] = None

    def bars(self, *, fresh: frozenset[Mark] = frozenset()) -> str:
        """Return the margin of one row; the brackets in `fresh` have their corner here."""
        return "".join(self._bar(mark, "/" if mark in fresh else "|") for mark in self._open)

    def corner(self, mark: Mark, column: int) -> str:
        """Return the margin of a row from the bar of `mark` to its end above `column`."""
        lane = self._lane[mark]
        outer = "".join(self._bar(other, "|") for other in self._open[:lane])
        lead = "|" if self.is_open(mark) else " "
        reach = self.width - 2 * lane - 1 + column
        return outer + self._paint(mark.style, lead + "_" * reach + mark.symbol)

    def _bar(self, mark: Mark | None, symbol: str) -> str:
        return "  " if mark is None else self._paint(mark.style, symbol) + " "
