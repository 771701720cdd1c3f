"""One file of source, written from the top with every part on the line that it is known to have."""


class Page:
    """Text that grows; `at` moves down to a line, never up."""

    def __init__(self) -> None:
        """Begin on line 1 with nothing written."""
        self._parts: list[str] = []
        self._line = 1
        self._first = 1
        self._last: int | None = None

    def within(self, first: int, last: int | None) -> None:
        """Take only lines between these two for places: those of the declaration that follows."""
        self._first, self._last = first, last

    def at(self, line: int) -> None:
        """Go down to a line; stay where that is another declaration's, or already past."""
        is_own = line >= self._first and (self._last is None or line <= self._last)
        if is_own and line > self._line:
            self._parts.append("\n" * (line - self._line))
            self._line = line

    def write(self, text: str) -> None:
        """Add words after a space."""
        self._parts.append(f" {text}")

    def text(self) -> str:
        """Return what is written, with a line end."""
        return "".join(self._parts) + "\n"
