"""Contacts that come to some places, for people: who they are, how often, and one of them."""

from collections.abc import Callable, Mapping
from itertools import islice

from ccdsl.analysis.axes import TIME
from ccdsl.analysis.comers import Asking
from ccdsl.analysis.places import Move
from ccdsl.analysis.sets import NOTHING, BudgetError
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.ways import Goals, who_reaches
from ccdsl.record import worker

_MILLION = 1_000_000
_MOST_BOXES = 200


@worker
class Coming:
    """Contacts at some places; nothing is worked out before it is asked for.

    `goals` are those places, `sent` where such a contact comes next that is to be shown.
    """

    asking: Asking
    goals: Goals
    sent: Goals
    _arriving: int | None = None

    def arriving(self) -> int:
        """Return the contacts as they arrive."""
        if self._arriving is None:
            self._arriving = who_reaches(self.asking.walk, self.goals)
        return self._arriving

    def words(self) -> tuple[str, ...]:
        """Return who they are, the largest part of the calendar first; () if it takes too many."""
        from ccdsl.analysis.wording import wording  # noqa: PLC0415 - only what is said needs words

        try:
            if self.asking.wording is None:
                self.asking.wording = wording(self.asking.walk.space)
            if self._is_involved():
                return ()
            blocks = self.asking.wording.describe(self.arriving())
        except BudgetError:
            return ()
        return tuple(block.words for block in blocks)

    def _is_involved(self) -> bool:
        """Whether they lie in more boxes than anybody could read, or say quickly."""
        space = self.asking.walk.space
        sets, every = space.sets, (1 << len(space.sets.sizes)) - 1
        kept = sets.without(self.arriving(), every & ~space.arriving)
        return next(islice(sets.boxes(kept), _MOST_BOXES, None), None) is not None

    def share(self) -> int | None:
        """Return the share of the calendar at which one may arrive, in millionths."""
        axes = self.asking.walk.space.axes
        instants = axes.instants
        try:
            times = self.asking.walk.space.sets.values(self.arriving(), axes.places[TIME])
        except BudgetError:
            return None
        whole = instants.cuts[-1] - instants.cuts[0]
        return (2 * _MILLION * instants.weigh(times) + whole) // (2 * whole)

    def example(self) -> str:
        """Return one of them as a scenario says it, as `Shown` does."""
        try:
            coming = self.arriving()
        except BudgetError:
            return ""
        return Shown(self.asking.walk, self.asking.view, self.sent, coming).example()


def leaving(asking: Asking, goals: Mapping[int, int], by: Callable[[Move], bool]) -> Coming:
    """Return contacts at some places, to be shown where some of the moves from there lead."""
    walk, sent = asking.walk, dict[int, int]()
    for place, who in goals.items():
        for move in walk.made(place):
            if by(move):
                after = walk.after(who, move)
                before = sent.get(move.target, NOTHING)
                sent[move.target] = walk.space.sets.either(before, after)
    return Coming(asking, goals, sent)
