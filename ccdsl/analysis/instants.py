"""Classes of instants: moments of the calendar that no condition about hours tells apart."""

from collections.abc import Mapping
from dataclasses import field

from ccdsl.model.calendar import Calendar, Window
from ccdsl.record import worker

_MILLION = 1_000_000
Test = tuple[int, str, str]
"""Which of the centers compared, the name of the hours, and `open` or `holiday`."""


@worker
class Instants:
    """The calendar cut wherever some hours open, close, or begin or end a holiday.

    `cuts` are UTC seconds, the first and the last the ends of the calendar; the stretch after cut
    n belongs to class `classes[n]`. `tests` has, for every test, the classes in which it holds, as
    bits; `seconds` how much of the calendar every class is.
    """

    cuts: list[int]
    classes: list[int]
    seconds: list[int]
    tests: dict[Test, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many classes there are."""
        return len(self.seconds)

    def stretches(self, bits: int) -> list[tuple[int, int]]:
        """Return the stretches of the calendar in these classes, ascending, joined."""
        found: list[tuple[int, int]] = []
        for number, one in enumerate(self.classes):
            if bits >> one & 1:
                start, end = self.cuts[number], self.cuts[number + 1]
                if found and found[-1][1] == start:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
        return found

    def weigh(self, bits: int) -> int:
        """Return how many seconds of the calendar lie in these classes."""
        return sum(each for number, each in enumerate(self.seconds) if bits >> number & 1)

    def share(self, bits: int) -> int:
        """Return how much of the calendar lies in these classes, in millionths, rounded."""
        whole = self.cuts[-1] - self.cuts[0]
        return (2 * _MILLION * self.weigh(bits) + whole) // (2 * whole)

    def class_at(self, instant: int) -> int | None:
        """Return the class of a UTC second, None outside the calendar."""
        from bisect import bisect_right  # noqa: PLC0415 - only questions about one instant need it

        place = bisect_right(self.cuts, instant) - 1
        return self.classes[place] if 0 <= place < len(self.classes) else None


def classify(window: Window, asked: Mapping[Test, Calendar]) -> Instants:
    """Return the classes of instants that these tests tell apart."""
    flips: dict[int, int] = {}
    now = 0
    for number, (test, calendar) in enumerate(asked.items()):
        edges = calendar.open_edges if test[2] == "open" else calendar.holiday_edges
        for edge in edges:
            if edge <= window.start:
                now ^= 1 << number
            elif edge < window.end:
                flips[edge] = flips.get(edge, 0) ^ 1 << number
    cuts, stands = [window.start], [now]
    for edge in sorted(flips):
        if flips[edge]:
            now ^= flips[edge]
            cuts.append(edge)
            stands.append(now)
    return _numbered(window, cuts, stands, tuple(asked))


def _numbered(
    window: Window, cuts: list[int], stands: list[int], tests: tuple[Test, ...]
) -> Instants:
    """Number the ways in which all tests come out together, in the order of the calendar."""
    numbers: dict[int, int] = {}
    classes = [numbers.setdefault(stand, len(numbers)) for stand in stands]
    ends = [*cuts[1:], window.end]
    seconds = [0] * len(numbers)
    for one, start, end in zip(classes, cuts, ends, strict=True):
        seconds[one] += end - start
    holding = {
        test: sum(1 << one for stand, one in numbers.items() if stand >> place & 1)
        for place, test in enumerate(tests)
    }
    return Instants([*cuts, window.end], classes, seconds, holding)
