"""Everything that is told of rules and conditions, for both centers of a program."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field
from functools import cached_property, partial
from typing import Generic, NamedTuple, TypeVar

from ccdsl.analysis.closed import find_closed
from ccdsl.analysis.comers import Asking, asking
from ccdsl.analysis.covering import Alive, find_dead
from ccdsl.analysis.examining import Examined, ExaminedCenter
from ccdsl.analysis.sets import BudgetError
from ccdsl.analysis.untaken import find_untaken
from ccdsl.analysis.walking import Walk
from ccdsl.model.facts import is_own
from ccdsl.model.flow import DecisionNode
from ccdsl.model.program import Which
from ccdsl.model.tested import ClosedQueue, Closing, Dead, FlowKey, Overlap, Untaken
from ccdsl.record import worker

T = TypeVar("T")
_Finder = Callable[[Asking, frozenset[FlowKey]], Iterator[T]]


class _Found(NamedTuple, Generic[T]):
    """What a question found, and the entries whose contacts were too many for it."""

    told: tuple[T, ...]
    too_large: tuple[str, ...]


@worker
class Judging:
    """What is told of rules and conditions; each kind is looked for when it is first asked for.

    Nothing is told where something may be missing, for then somebody else may come. Every kind has
    steps of its own, so that what is undecided is the same whatever else was asked.
    """

    examined: Examined
    _unasked: dict[str, None] = field(default_factory=dict)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The entries whose contacts are too many to tell what is wrong."""
        found = (self._dead.too_large, self._closed.too_large, self._untaken.too_large)
        return tuple(dict.fromkeys(name for each in (self._unasked, *found) for name in each))

    @property
    def dead(self) -> tuple[Dead, ...]:
        """The rules and `when` actions that nobody leaves by, each once."""
        return self._dead.told

    @cached_property
    def _dead(self) -> _Found[Dead]:
        found = [
            self._each(which, partial(find_dead, alive=_alive(self.examined.centers[which], each)))
            for which, each in self._askings.items()
        ]
        return _joined(found, lambda one: one.span)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The rules that earlier ones keep from some whom they are for, each once."""
        from ccdsl.analysis.overlaps import find_overlaps  # noqa: PLC0415 - seldom asked for

        return self._both(find_overlaps, lambda one: one.span).told

    @property
    def closed(self) -> tuple[ClosedQueue, ...]:
        """The lines that send somebody into a queue that is closed then."""
        return self._closed.told

    @cached_property
    def _closed(self) -> _Found[ClosedQueue]:
        return self._both(find_closed, lambda one: (one.span, one.queue))

    @cached_property
    def closings(self) -> tuple[Closing, ...]:
        """The queues in which somebody may be waiting when their hours close."""
        from ccdsl.analysis.closing import find_closings  # noqa: PLC0415 - seldom asked for

        return self._both(find_closings, lambda one: one.queue).told

    @property
    def untaken(self) -> tuple[Untaken, ...]:
        """The lists of rules to which somebody comes whom none of them takes."""
        return self._untaken.told

    @cached_property
    def _untaken(self) -> _Found[Untaken]:
        return self._both(find_untaken, lambda one: one.span)

    def _both(self, finder: _Finder[T], key: Callable[[T], Hashable]) -> _Found[T]:
        return _joined([self._each(which, finder) for which in self._askings], key)

    def _each(self, which: Which, finder: _Finder[T]) -> _Found[T]:
        """Return what is found in each walk of a center; one too large for it is undecided."""
        keys = frozenset(
            key for key, flow in self.examined.centers[which].flows.items() if is_own(flow, which)
        )
        told, too_large = list[T](), list[str]()
        for one in self._askings[which]:
            try:
                with one.walk.space.sets.allowance():
                    told += list(finder(one, keys))
            except BudgetError:
                too_large += _entries(one.walk)
        return _Found(tuple(told), tuple(too_large))

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
                    with walk.space.sets.allowance():
                        known[id(walk)] = asking(walk, None if walk is center.failure else view)
            except BudgetError:
                self._unasked.update(dict.fromkeys(_entries(walk)))
            else:
                yield known[id(walk)]


def _joined(found: Iterable[_Found[T]], key: Callable[[T], Hashable]) -> _Found[T]:
    """Return what was found in both centers, only the first of what is the same."""
    told, too_large = dict[Hashable, T](), list[str]()
    for each in found:
        too_large += each.too_large
        for one in each.told:
            told.setdefault(key(one), one)
    return _Found(tuple(told.values()), tuple(too_large))


def _entries(walk: Walk) -> Iterator[str]:
    return (entry.name.text for entry in walk.space.entries)


def _walks(center: ExaminedCenter) -> Iterator[Walk]:
    """Yield the walks of a center that are not broken off."""
    failure = () if center.failure is None else (center.failure,)
    yield from (walk for walk in (*center.walks, *failure) if walk.complete)


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
