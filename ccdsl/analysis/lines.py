"""Time in a queue: when its rules are tested, and where a contact that stays is afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from ccdsl.analysis.asking import tests_in
from ccdsl.model.flow import CallNode, Flow, StayNode, WaitNode
from ccdsl.model.graphs import backward
from ccdsl.model.outcomes import successors
from ccdsl.model.queues import Queue
from ccdsl.syntax import ast

_SECOND = 1_000


@dataclass(slots=True, eq=False, repr=False)
class Clockwork:
    """When the rules of one queue are tested: at the limits of `wait` they name, and at rechecks.

    All times are milliseconds since the contact came to the queue.
    """

    recheck: int
    limits: tuple[int, ...]

    def next_limit(self, since: int) -> int | None:
        """Return the first limit after a moment, None after the last."""
        return next((limit for limit in self.limits if limit > since), None)

    def recheck_after(self, since: int) -> int | None:
        """Return the first recheck after a moment that comes before the next limit."""
        at = (since // self.recheck + 1) * self.recheck
        limit = self.next_limit(since)
        return at if limit is None or at < limit else None

    def tests(self, since: int) -> Iterator[int]:
        """Yield every test after a moment up to the next limit; after the last all are alike."""
        at, limit = (since // self.recheck + 1) * self.recheck, self.next_limit(since)
        while limit is not None and at < limit:
            yield at
            at += self.recheck
        yield at if limit is None else limit

    def normal(self, since: int) -> int:
        """Return a moment from which the same tests follow; after the last limit all are alike."""
        last = self.limits[-1] if self.limits else 0
        return min(since, last)

    def interval(self, at: int) -> int:
        """Return the last limit passed at a moment, 0 before the first: rules see no more of it."""
        return max((limit for limit in self.limits if limit <= at), default=0)

    def landings(self, since: int, spent: int) -> Iterator[int]:
        """Yield where a contact may find itself that was busy for so long from `since` or later."""
        if not spent:
            yield since
            return
        first = since + spent
        limit = self.next_limit(since)
        last = None if limit is None else limit + spent
        yield self.normal(first)
        yield from (one for one in self.limits if one > first and (last is None or one < last))


def clockwork(queue: Queue, overflow: Flow | None) -> Clockwork:
    """Return when the rules of a queue are tested."""
    limits = set()
    for condition in _conditions(overflow):
        for test in tests_in(condition):
            if isinstance(test, ast.Figure) and test.figure == "wait":
                limits.add(_passed(test))
            elif isinstance(test, ast.QueueTest) and test.queue.text == queue.name:
                figures = (one for one in test.figures if isinstance(one, ast.Figure))
                limits |= {_passed(one) for one in figures if one.figure == "wait"}
    return Clockwork(queue.recheck_ms, tuple(sorted(limit for limit in limits if limit > 0)))


def _conditions(overflow: Flow | None) -> Iterator[ast.Condition | None]:
    for rule in overflow.rules if overflow is not None else ():
        yield rule.condition


def _passed(figure: ast.Figure) -> int:
    """Return the first whole second at which a comparison with `wait` can turn out otherwise."""
    bound = figure.bound.ms if isinstance(figure.bound, ast.Duration) else figure.bound.value
    first = bound + (1 if figure.operator in (">", "<=") else 0)
    return -(-first // _SECOND) * _SECOND


def may_stay(flow: Flow) -> frozenset[str]:
    """Return the nodes of a queue's own flow from which `stay` can be reached."""
    following = {at: tuple(to for _, to in successors(node)) for at, node in flow.nodes.items()}
    stays = [at for at, node in flow.nodes.items() if isinstance(node, StayNode)]
    return frozenset(backward(stays, following))


def may_wait(flow: Flow, step: str) -> bool:
    """Whether a treatment of a queue's own flow may take time: it waits, or calls a script."""
    return any(
        isinstance(node, WaitNode | CallNode) and flow.step_of(at) == step
        for at, node in flow.nodes.items()
    )
