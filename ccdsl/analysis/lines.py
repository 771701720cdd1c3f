"""Time in a queue: when its rules are tested, and where a contact that stays is afterwards."""

from bisect import bisect_right
from collections.abc import Iterator

from ccdsl.analysis.asking import amount_of, tests_in
from ccdsl.model.flow import CallNode, Flow, StayNode, WaitNode
from ccdsl.model.graphs import backward
from ccdsl.model.outcomes import successors
from ccdsl.model.queues import Queue
from ccdsl.record import worker
from ccdsl.syntax import ast

_SECOND = 1_000


@worker
class Clockwork:
    """When the rules of one queue are tested: at the limits of `wait` they name, and at rechecks.

    `stops` are the tests that part one moment in line from another: the limits and, where time
    may pass without a test because a treatment that lets the contact stay has waited, every
    recheck before the last of them. All times are milliseconds since the contact came to the queue.
    """

    recheck: int
    limits: tuple[int, ...]
    stops: tuple[int, ...]

    def next_stop(self, since: int) -> int | None:
        """Return the first stop after a moment, None after the last."""
        place = bisect_right(self.stops, since)
        return self.stops[place] if place < len(self.stops) else None

    def recheck_after(self, since: int) -> int | None:
        """Return the first recheck after a moment that comes before the next stop."""
        at = (since // self.recheck + 1) * self.recheck
        stop = self.next_stop(since)
        return at if stop is None or at < stop else None

    def tests(self, since: int) -> tuple[int, ...]:
        """Return the next tests, as far as they differ: the first recheck, and the next stop."""
        both = (self.recheck_after(since), self.next_stop(since))
        return tuple(at for at in both if at is not None)

    def normal(self, since: int) -> int:
        """Return a moment from which the same tests follow; after the last limit all are alike."""
        last = self.limits[-1] if self.limits else 0
        return min(since, last)

    def interval(self, at: int) -> int:
        """Return the last limit passed at a moment, 0 before the first: rules see no more of it."""
        return max((limit for limit in self.limits if limit <= at), default=0)

    def landings(self, since: int, spent: int, *, due: bool = False) -> tuple[int, ...]:
        """Return where a contact may find itself that was busy for so long.

        It was busy from `since` on, or from a later moment before the next stop, unless the rules
        of a test are still `due`: that is made at a moment of its own.
        """
        first = self.normal(since + spent)
        if due or not spent:
            return (first,)
        stop = self.next_stop(since)
        last = None if stop is None else stop + spent
        more = (one for one in self.stops if one > since + spent and (last is None or one < last))
        return (first, *more)


def clockwork(queue: Queue, overflow: Flow | None, own: Flow) -> Clockwork:
    """Return when the rules of a queue are tested; `own` is the queue's own flow."""
    found = set()
    for condition in _conditions(overflow):
        for test in tests_in(condition):
            if isinstance(test, ast.Figure) and test.figure == "wait":
                found.add(_passed(test))
            elif isinstance(test, ast.QueueTest) and test.queue.text == queue.name:
                figures = (one for one in test.figures if isinstance(one, ast.Figure))
                found |= {_passed(one) for one in figures if one.figure == "wait"}
    limits = tuple(sorted(limit for limit in found if limit > 0))
    stops = set(limits)
    if limits and may_take_time(own):
        stops.update(range(queue.recheck_ms, limits[-1], queue.recheck_ms))
    return Clockwork(queue.recheck_ms, limits, tuple(sorted(stops)))


def _conditions(overflow: Flow | None) -> Iterator[ast.Condition | None]:
    for rule in overflow.rules if overflow is not None else ():
        yield rule.condition


def _passed(figure: ast.Figure) -> int:
    """Return the first whole second at which a comparison with `wait` can turn out otherwise."""
    bound = amount_of(figure)
    first = bound + (1 if figure.operator in (">", "<=") else 0)
    return -(-first // _SECOND) * _SECOND


def may_stay(flow: Flow) -> frozenset[str]:
    """Return the nodes of a queue's own flow from which `stay` can be reached."""
    following = {at: tuple(to for _, to in successors(node)) for at, node in flow.nodes.items()}
    stays = [at for at, node in flow.nodes.items() if isinstance(node, StayNode)]
    return frozenset(backward(stays, following))


def may_take_time(flow: Flow) -> bool:
    """Whether a treatment of a queue's own flow that lets a contact stay may wait before."""
    staying = {flow.step_of(at) for at in may_stay(flow)}
    return any(
        isinstance(node, WaitNode | CallNode) and flow.step_of(at) in staying
        for at, node in flow.nodes.items()
    )
