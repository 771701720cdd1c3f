"""Figures cut at the bounds in use: counts, durations, and attributes that are numbers."""

from collections.abc import Iterable

from ccdsl.record import worker
from ccdsl.simulate.conditions import COMPARE
from ccdsl.syntax import ast

Bound = tuple[ast.Comparison, int]


@worker
class Ranges:
    """Whole numbers from 0 cut into ranges; range n begins at `starts[n]` and ends before the next.

    With `unset` one more atom stands last, for a figure that has no value.
    """

    starts: tuple[int, ...]
    unset: bool = False

    @property
    def size(self) -> int:
        """How many atoms there are."""
        return len(self.starts) + self.unset

    def bits(self, operator: ast.Comparison, bound: int) -> int:
        """Return the ranges in which a comparison holds, as bits; every one is all or nothing."""
        holds = COMPARE[operator]
        return sum(1 << place for place, start in enumerate(self.starts) if holds(start, bound))

    def end(self, place: int) -> int | None:
        """Return the last number of a range, None where it has no end."""
        return self.starts[place + 1] - 1 if place + 1 < len(self.starts) else None


def cut(bounds: Iterable[Bound], *, unset: bool = False) -> Ranges:
    """Return the ranges that these comparisons tell apart."""
    starts = {0}
    for operator, bound in bounds:
        if operator in (">=", "<", "="):
            starts.add(bound)
        if operator in (">", "<=", "="):
            starts.add(bound + 1)
    return Ranges(tuple(sorted(starts)), unset)
