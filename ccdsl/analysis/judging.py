"""Everything that is told of rules and conditions, for both centers of a program."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import cached_property, partial
from typing import TypeVar

from ccdsl.analysis.closed import find_closed
from ccdsl.analysis.comers import Asking, asking
from ccdsl.analysis.covering import Alive, find_dead
from ccdsl.analysis.examining import Examined, ExaminedCenter
from ccdsl.analysis.sets import BudgetError
from ccdsl.analysis.untaken import find_untaken
from ccdsl.analysis.walking import Walk
from ccdsl.model.flow import DecisionNode
from ccdsl.model.program import Which
from ccdsl.model.tested import ClosedQueue, Closing, Dead, FlowKey, Overlap, Untaken
from ccdsl.record import worker
from ccdsl.syntax import ast

T = TypeVar("T")
_Finder = Callable[[Asking, frozenset[FlowKey]], Iterator[T]]


@worker
class Judging:
    """What is told of rules and conditions; each kind is looked for when it is first asked for.

    Nothing is told where something may be missing, for then somebody else may come.
    """

    examined: Examined
    _too_large: dict[str, None] = field(default_factory=dict)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The entries whose contacts are too many to tell what is wrong."""
        # What is too large shows when it is looked for.
        looked_for = (self.dead, self.closed, self.untaken)
        return tuple(self._too_large) if looked_for else ()

    @cached_property
    def dead(self) -> tuple[Dead, ...]:
        """The rules and `when` actions that nobody leaves by, each once."""
        found: dict[object, Dead] = {}
        for which, askings in self._askings.items():
            alive = _alive(self.examined.centers[which], askings)
            for one in self._each(which, partial(find_dead, alive=alive)):
                found.setdefault(one.span, one)
        return tuple(found.values())

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The rules that earlier ones keep from some whom they are for, each once."""
        from ccdsl.analysis.overlaps import find_overlaps  # noqa: PLC0415 - seldom asked for

        found = self._both(find_overlaps)
        return tuple({one.span: one for one in reversed(found)}.values())[::-1]

    @cached_property
    def closed(self) -> tuple[ClosedQueue, ...]:
        """The lines that send somebody into a queue that is closed then."""
        found = self._both(find_closed)
        return tuple({(one.span, one.queue): one for one in reversed(found)}.values())[::-1]

    @cached_property
    def closings(self) -> tuple[Closing, ...]:
        """The queues in which somebody may be waiting when their hours close."""
        from ccdsl.analysis.closing import find_closings  # noqa: PLC0415 - seldom asked for

        found = self._both(find_closings)
        return tuple({one.queue: one for one in reversed(found)}.values())[::-1]

    @cached_property
    def untaken(self) -> tuple[Untaken, ...]:
        """The lists of rules to which somebody comes whom none of them takes."""
        found = self._both(find_untaken)
        return tuple({one.span: one for one in reversed(found)}.values())[::-1]

    def _both(self, finder: _Finder[T]) -> list[T]:
        return [one for which in self._askings for one in self._each(which, finder)]

    def _each(self, which: Which, finder: _Finder[T]) -> Iterator[T]:
        """Yield what is found in each walk of a center; one too large for it is undecided."""
        keys = frozenset(_own(self.examined.centers[which], which))
        for one in self._askings[which]:
            try:
                yield from list(finder(one, keys))
            except BudgetError:
                self._undecided(one.walk)

    def _undecided(self, walk: Walk) -> None:
        self._too_large.update((entry.name.text, None) for entry in walk.space.entries)

    @cached_property
    def _askings(self) -> dict[Which, list[Asking]]:
        """What contacts are asked in both centers; once if they are the same."""
        found: dict[Which, list[Asking]] = {}
        known: dict[int, Asking] = {}
        centers = self.examined.centers if self.examined.program.is_whole else {}
        for which, center in centers.items():
            if which != "draft" or center is not centers["in-service"]:
                found[which] = list(self._asked(which, center, known))
        return found

    def _asked(
        self, which: Which, center: ExaminedCenter, known: dict[int, Asking]
    ) -> Iterator[Asking]:
        program = self.examined.program
        view = program.in_service if which == "in-service" else program.draft
        for walk in _walks(center):
            try:
                if id(walk) not in known:
                    known[id(walk)] = asking(walk, None if walk is center.failure else view)
                yield known[id(walk)]
            except BudgetError:
                self._undecided(walk)


def _walks(center: ExaminedCenter) -> Iterator[Walk]:
    """Yield the walks of a center that are not broken off."""
    failure = () if center.failure is None else (center.failure,)
    yield from (walk for walk in (*center.walks, *failure) if walk.complete)


def _own(center: ExaminedCenter, which: Which) -> Iterator[FlowKey]:
    """Yield the flows judged in a center: drafts in the draft center, all others in service."""
    for key, flow in center.flows.items():
        declared = flow.declaration
        is_draft = isinstance(declared, ast.Versioned) and declared.version.state is ast.State.DRAFT
        if is_draft == (which == "draft"):
            yield key


def _alive(center: ExaminedCenter, askings: Iterable[Asking]) -> Alive:
    """Return what somebody leaves by in some walk, or may in one that is broken off."""
    read = list(askings)
    decided = {id(one.walk) for one in read}
    rules = {taken for one in read for taken in one.taken}
    whens = {center.flows[flow].nodes[node].span for one in read for flow, node in one.left}
    for walk in (*center.walks, *(() if center.failure is None else (center.failure,))):
        if id(walk) in decided:
            continue
        for key in walk.space.flows:
            flow = center.flows[key]
            rules.update((key, number) for number in range(1, len(flow.rules) + 1))
            whens.update(n.span for n in flow.nodes.values() if isinstance(n, DecisionNode))
    return Alive(frozenset(rules), frozenset(whens))
