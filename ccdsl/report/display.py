"""Text as a terminal shows it: safe characters, columns of display, windows on long lines."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import category, east_asian_width

from ccdsl.record import record

ELLIPSIS = "..."
_TAB = 4
_JOINER = "\u200d"
_JOINERS = frozenset(("\u200c", _JOINER))
_EMOJI_VARIATION = "\ufe0f"


def visible(text: str) -> str:
    """Return `text` on one line, with every character that could steer a terminal spelled out.

    Controls, escapes, line ends, invisible and direction-changing characters become
    `<U+001B>`; the joiners that scripts and emoji need stay.
    """
    if text.isprintable():
        return text
    return "".join(_visible_character(char) for char in text)


def _visible_character(char: str) -> str:
    harmless = char.isprintable() or char in _JOINERS or category(char) == "Zs"
    return char if harmless else f"<U+{ord(char):04X}>"


def width(text: str) -> int:
    """Return how many columns of a terminal `text`, as `visible` leaves it, takes."""
    return len(text) if text.isascii() else sum(size for _, size in _cells(text))


def _cells(line: str) -> Iterator[tuple[str, int]]:
    """Yield, for each character of `line`, what is shown for it and the columns it takes."""
    column, previous, size = 0, "", 0
    for char in line:
        if char == "\t":
            shown = " " * (_TAB - column % _TAB)
            size = len(shown)
        else:
            shown = _visible_character(char)
            size = len(shown) if len(shown) > 1 else _advance(char, previous, size)
        yield shown, size
        column += size
        previous = char


def _advance(char: str, previous: str, previous_size: int) -> int:
    """Return the columns that `char` adds after `previous`, which took `previous_size`."""
    if char.isascii():
        return 1
    if char == _EMOJI_VARIATION and previous_size == 1 and category(previous) == "So":
        return 1
    if char in _JOINERS or category(char) in {"Mn", "Me"} or _is_joining_jamo(char):
        return 0
    if east_asian_width(char) not in {"W", "F"}:
        return 1
    joined = previous == _JOINER or (_is_skin_tone(char) and previous_size == _WIDE)
    return 0 if joined else _WIDE


_WIDE = 2


def _is_joining_jamo(char: str) -> bool:
    """Whether `char` is the middle or end of a Hangul syllable written in parts."""
    return "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"


def _is_skin_tone(char: str) -> bool:
    return "\U0001f3fb" <= char <= "\U0001f3ff"


@record
class View:
    """The part of a line that is shown.

    `columns[i]` is the column of display, from 0, at which character `first + i` begins.
    """

    text: str
    first: int
    columns: tuple[int, ...]

    def columns_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the columns, `end` excluded, that mark the characters from `start` to `end`.

        At least one column is marked; what is cut off is marked at the ellipsis.
        """
        left = self._column(start)
        right = width(self.text) if end - self.first >= len(self.columns) else self._column(end)
        return left, max(right, left + 1)

    def _column(self, at: int) -> int:
        index = at - self.first
        if index < 0:
            return 0
        return self.columns[min(index, len(self.columns) - 1)]


def view(line: str, focus: tuple[int, int], room: int) -> View:
    """Return `line` in at most `room` columns, cut so that characters `focus` can be seen."""
    base = max(0, focus[0] - room)
    piece = line[base : base + 3 * room]
    cells = tuple(_cells(piece))
    ends = tuple(accumulate((size for _, size in cells), initial=0))
    if len(piece) == len(line) and ends[-1] <= room:
        return View(text="".join(shown for shown, _ in cells), first=0, columns=ends)
    first, last = _window(ends, (focus[0] - base, focus[1] - base), room - 2 * len(ELLIPSIS))
    head = ELLIPSIS if base + first > 0 else ""
    tail = ELLIPSIS if base + last < len(line) else ""
    body = "".join(shown for shown, _ in cells[first:last])
    columns = tuple(len(head) + at - ends[first] for at in ends[first : last + 1])
    return View(text=head + body + tail, first=base + first, columns=columns)


def _window(ends: tuple[int, ...], focus: tuple[int, int], room: int) -> tuple[int, int]:
    """Return the first character to show and the one after the last.

    A focus that fits stands in the middle; of a longer one, the start is shown.
    """
    top = len(ends) - 1
    start, end = ends[min(focus[0], top)], ends[min(focus[1], top)]
    left = start - max((room - (end - start)) // 2, room // 5)
    left = max(0, min(left, ends[-1] - room))
    first = bisect_left(ends, left)
    last = bisect_right(ends, ends[first] + room) - 1
    return first, last


def wrap(text: str, room: int | None) -> list[str]:
    """Return `text` as lines of at most `room` columns, broken at spaces; never within a word."""
    if room is None or width(text) <= room:
        return [text]
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
