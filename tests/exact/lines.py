"""Time in line: cut at the moments at which the rules of a queue are tested."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from ccdsl.model.queues import Queue
from ccdsl.model.walk import walk as nodes_of
from ccdsl.simulate.center import Center
from ccdsl.syntax import ast

_SECOND = 1_000


class Stay(NamedTuple):
    """Since when a contact in line can be where it is, in milliseconds in this queue.

    It came there at any moment from `first` to `last` (None: however late). `spent` is what its
    treatment has waited since, `told` that `at-close` was taken, `due` that the rules of that same
    test are still to be tested.
    """

    queue: str
    first: int
    last: int | None
    spent: int = 0
    told: bool = False
    due: bool = False

    @property
    def now(self) -> int:
        """How long the contact is in line, at least."""
        return self.first + self.spent


@dataclass
class Clock:
    """When the rules of a queue are tested; all looks alike from the last limit of `wait` on."""

    tests: list[int]
    limits: list[int]

    @property
    def settled(self) -> int:
        """The last limit of `wait`."""
        return self.limits[-1]

    def spend(self, stay: Stay, ms: int) -> Stay:
        """Return a stay after a treatment has waited."""
        return stay._replace(spent=min(stay.spent + ms, self.settled))

    def interval(self, stay: Stay) -> Stay:
        """Return where in line a contact can be until the next test, from its first moment on."""
        following = self.next_test(stay.first)
        return stay._replace(last=None if following is None else following - 1)

    def next_test(self, waited: int) -> int | None:
        """Return the next test, None where it comes sometime, and the same happens at any."""
        place = bisect_right(self.tests, waited)
        return self.tests[place] if place < len(self.tests) else None

    def last_test(self, waited: int) -> int:
        """Return the last test until a moment."""
        return self.tests[bisect_right(self.tests, waited) - 1]

    def last_limit(self, waited: int) -> int:
        """Return the last limit until a moment."""
        return self.limits[bisect_right(self.limits, waited) - 1]

    def back(self, stay: Stay) -> list[Stay]:
        """Return from when on a contact can be in line again, for every stretch between tests.

        What its treatment waited has passed; a test meanwhile was left out.
        """
        first = min(stay.now, self.settled)
        last = None if stay.last is None else min(stay.last + stay.spent, self.settled)
        later = [test for test in self.tests if test > first and (last is None or test <= last)]
        fresh = Stay(stay.queue, first, None, told=stay.told)
        return [self.interval(fresh._replace(first=since)) for since in (first, *later)]


def clock_of(center: Center, queue: Queue) -> Clock:
    """Return when the rules of a queue are tested: at limits of `wait`, and at every recheck."""
    overflow = center.view.overflows.get(queue.overflow or "")
    limits = {0} | {
        _first_second(node)
        for node in (nodes_of(overflow) if overflow is not None else ())
        if isinstance(node, ast.Figure) and node.figure == "wait"
    }
    rechecks = range(0, max(limits) + 1, queue.recheck_ms)
    return Clock(sorted({*limits, *rechecks}), sorted(limits))


def _first_second(figure: ast.Figure) -> int:
    """Return when `wait`, in whole seconds, first passes a limit, in milliseconds."""
    whole, rest = divmod(figure.bound.ms, _SECOND)
    return (whole + (1 if rest or figure.operator == ">" else 0)) * _SECOND
