"""Source text and places in it: the vocabulary every message and every table speaks."""

from bisect import bisect_right
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

from ccdsl.record import record


class Span(NamedTuple):
    """A half-open range of characters, `start` included and `end` not, in the file at `path`.

    `path` is relative to the project, with forward slashes.
    """

    path: str
    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """Return the span from the start of this one to the end of `other`."""
        return Span(self.path, self.start, other.end)


class Position(NamedTuple):
    """A line and a column, both counted from 1; columns count characters."""

    line: int
    column: int


@record
class Source:
    """One file's decoded text, and the arithmetic from offsets to lines."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which lines begin; a line ends with LF, CRLF or a lone CR."""
        text = self.text
        if "\r" not in text:
            return (0, *(at + 1 for at, char in enumerate(text) if char == "\n"))
        starts = [0]
        for at, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n"):
                starts.append(at + 1)
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """Return the line and column of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def utf16_column(self, offset: int) -> int:
        """Return the column, from 1, in UTF-16 code units, as editors count it."""
        line = bisect_right(self.line_starts, offset)
        before = self.text[self.line_starts[line - 1] : offset]
        return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1

    def line(self, number: int) -> str:
        """Return the text of line `number` (from 1) without its line end; "" past the last."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        rest = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:rest].rstrip("\r\n")

    @property
    def whole(self) -> Span:
        """The span of the whole text."""
        return Span(self.path, 0, len(self.text))
