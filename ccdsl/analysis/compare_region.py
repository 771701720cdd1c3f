"""What lies between a difference and where both sides last stood alike."""

from collections import deque
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.compare import Comparison, Difference
from ccdsl.analysis.compare_steps import Step
from ccdsl.analysis.sets import NOTHING
from ccdsl.record import worker


class Passed(NamedTuple):
    """A step on the way to a difference, from a pair by its number, and who makes it.

    `apart` says that the sides part after it; else it only sets what they part by later.
    """

    source: int
    step: Step
    contacts: int
    apart: bool


class _Met(NamedTuple):
    """Contacts at a pair on the way to a difference, and the variables they part by, as bits."""

    pair: int
    contacts: int
    needed: int
    apart: bool


@worker
class Region:
    """The steps back from a difference to where both sides stood alike.

    `together` has the pairs at which both were last at the same place, with who was; `begun` those
    where contacts arrive whom the sides treat apart from the start.
    """

    comparison: Comparison
    passed: list[Passed] = field(default_factory=list)
    together: list[tuple[int, int]] = field(default_factory=list)
    begun: list[tuple[int, int]] = field(default_factory=list)
    _seen: dict[tuple[int, bool], tuple[int, int]] = field(default_factory=dict)

    def search(self, difference: Difference) -> None:
        """Go back from a difference."""
        sets = self.comparison.joint.sets
        needed = sets.support(difference.parting.guard)
        todo = deque([_Met(difference.pair, difference.contacts, needed, apart=True)])
        while todo:
            met = self._unlike(todo.popleft())
            if met.contacts:
                self._begin(met)
                todo.extend(self._before(met))

    def _unlike(self, met: _Met) -> _Met:
        """Return who does not stand alike: of those at the same place, by what was set before."""
        if not self.comparison.is_together(met.pair):
            return met
        if met.apart:
            self.together.append((met.pair, met.contacts))
        joint = self.comparison.joint
        unlike = joint.sets.less(met.contacts, joint.alike(met.needed))
        return met._replace(contacts=unlike, apart=False)

    def _begin(self, met: _Met) -> None:
        sets, begun = self.comparison.joint.sets, self.comparison.begin.get(met.pair, NOTHING)
        who = sets.both(met.contacts, begun)
        if who:
            self.begun.append((met.pair, who))

    def _before(self, met: _Met) -> list[_Met]:
        """Return who makes a step to where some contacts stand, if that is new."""
        comparison, found = self.comparison, list[_Met]()
        sets = comparison.joint.sets
        for source, step in comparison.into.get(met.pair, {}):
            before = sets.both(comparison.before(met.contacts, step), comparison.come[source])
            if not before:
                continue
            self.passed.append(Passed(source, step, before, met.apart))
            mattered = sum(1 << place for place, _ in step.sets)
            needed = met.needed & ~mattered
            needed |= sets.support(step.guard) | sets.support(step.relation)
            new = self._new(_Met(source, before, needed, met.apart))
            if new is not None:
                found.append(new)
        return found

    def _new(self, met: _Met) -> _Met | None:
        """Return what is new of contacts at a pair, None if nothing is."""
        sets, key = self.comparison.joint.sets, (met.pair, met.apart)
        known, needed = self._seen.get(key, (NOTHING, 0))
        fresh = met.contacts if met.needed & ~needed else sets.less(met.contacts, known)
        if not fresh:
            return None
        self._seen[key] = (sets.either(known, met.contacts), needed | met.needed)
        return met._replace(contacts=fresh, needed=needed | met.needed)
