"""Axes of the batch form: columns of contacts to classes that no rule tells apart."""

from collections.abc import Iterable, Sequence
from math import gcd

import numpy as np
from numpy.typing import NDArray

from ccdsl.runtime.contact import Value
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.numbers import Numbers

Column = NDArray[np.int64]
Classes = NDArray[np.int64]
_MOST_DIGITS = 15
_FEWEST = 10_000
_LARGEST_GRID = 1 << 21


class AddressAxis:
    """Numbers or addresses of entries, one class each."""

    def __init__(self, addresses: Sequence[str], *, numbered: bool) -> None:
        """Take the addresses; where `numbered`, they are telephone numbers."""
        self.addresses = sorted(addresses, key=_digits) if numbered else sorted(addresses)
        self.size = len(self.addresses)
        self._places = {address: place for place, address in enumerate(self.addresses)}
        digits = [_digits(address) for address in self.addresses] if numbered else []
        self._numbers: Column = np.array(digits, dtype=np.int64)

    def classes(self, column: Sequence[str] | Column) -> Classes:
        """Return the class of each; raises RoutingError for one that no entry has."""
        if isinstance(column, np.ndarray) and column.dtype.kind in "iu" and len(self._numbers):
            found = np.searchsorted(self._numbers, column)
            np.minimum(found, self.size - 1, out=found)
            wrong = self._numbers[found] != column
            if wrong.any():
                raise _no_entry(f"+{column[wrong.argmax()]}")
            return found
        try:
            return np.array([self._places[str(address)] for address in column], dtype=np.int64)
        except KeyError as error:
            raise _no_entry(str(error.args[0])) from error


class TimeAxis:
    """Instants, cut at every edge of the hours that rules ask about."""

    def __init__(self, edges: Iterable[Sequence[int]], window: tuple[int, int]) -> None:
        """Take edges in UTC seconds, and the calendar."""
        self.start, self.end = window
        inner = {edge for each in edges for edge in each if self.start < edge < self.end}
        self.starts = [self.start, *sorted(inner)]
        self.size = len(self.starts)
        self._cuts: Column = np.array(self.starts, dtype=np.int64)
        self._step = gcd(*(start - self.start for start in self.starts), self.end - self.start)
        cells = (self.end - self.start) // self._step
        self._grid: Classes | None = None
        if cells <= _LARGEST_GRID:
            at = self.start + self._step * np.arange(cells, dtype=np.int64)
            self._grid = np.searchsorted(self._cuts, at, side="right") - 1

    def classes(self, column: Column) -> Classes:
        """Return the class of each instant; all lie in the calendar."""
        if self._grid is None:
            return np.searchsorted(self._cuts, column, side="right") - 1
        return self._grid[(column - self.start) // self._step]


class CallerAxis:
    """Callers' numbers as whole numbers, 0 for a withheld one: one class for each set of lists."""

    def __init__(self, sets: Iterable[Numbers]) -> None:
        """Take the sets that rules ask about."""
        every = list(sets)
        cuts = {0, 1}
        for numbers in every:
            for low, high in _intervals(numbers):
                cuts |= {low, high}
        ordered = sorted(cuts)
        self._cuts: Column = np.array(ordered, dtype=np.int64)
        kinds: dict[tuple[bool, ...], int] = {}
        self.callers: list[str | None] = []
        places = []
        for cut in ordered:
            caller = f"+{cut}" if cut else None
            kind = (caller is None, *(caller is not None and one.has(caller) for one in every))
            if kind not in kinds:
                kinds[kind] = len(kinds)
                self.callers.append(caller)
            places.append(kinds[kind])
        self._kinds: Classes = np.array(places, dtype=np.int64)
        self.size = len(self.callers)

    def classes(self, column: Column) -> Classes:
        """Return the class of each number; raises RoutingError for what is none."""
        low, high = int(column.min(initial=0)), int(column.max(initial=0))
        small = low < 0 or high >= 10**_MOST_DIGITS
        if small or bool(((column > 0) & (column < _FEWEST)).any()):
            message = "a caller's number has 5 to 15 digits, and a withheld one is 0"
            raise RoutingError(message)
        return self._kinds[np.searchsorted(self._cuts, column, side="right") - 1]


class FlagAxis:
    """A flag, off or on."""

    size = 2

    def __init__(self, name: str) -> None:
        """Take the flag's name."""
        self.name = name


class ValueAxis:
    """An attribute's values, one class for each that is there."""

    def __init__(self, name: str, values: Sequence[Value | None]) -> None:
        """Take the attribute's name and a column of values."""
        self.name = name
        self.values = list(dict.fromkeys(values))
        self.size = len(self.values)
        places = {value: place for place, value in enumerate(self.values)}
        self.column: Classes = np.array([places[value] for value in values], dtype=np.int64)


def numbers_column(column: Sequence[str | None] | Column) -> Column:
    """Return numbers as whole numbers, None as 0."""
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
        return column.astype(np.int64, copy=False)
    return np.array([0 if each is None else _digits(each) for each in column], dtype=np.int64)


def _digits(number: str) -> int:
    digits = number.removeprefix("+")
    if not (digits.isdigit() and digits.isascii()) or digits.startswith("0"):
        message = f"`{number}` is not a telephone number in international form"
        raise RoutingError(message)
    return int(digits)


def _intervals(numbers: Numbers) -> Iterable[tuple[int, int]]:
    """Yield the ranges of whole numbers that a set has: a prefix has one for every length."""
    for number in numbers.exact:
        if not number.startswith("+0"):
            yield _digits(number), _digits(number) + 1
    for prefix in numbers.prefixes:
        if prefix.startswith("+0"):
            continue
        for more in range(_MOST_DIGITS - len(prefix) + 2):
            yield _digits(prefix) * 10**more, (_digits(prefix) + 1) * 10**more


def _no_entry(address: str) -> RoutingError:
    return RoutingError(f"no entry takes a contact at `{address}`")
