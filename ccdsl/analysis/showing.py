"""Contacts of a finding, for people: who they are, how often, and one whom the interpreter ran."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ccdsl.analysis.axes import TIME
from ccdsl.analysis.places import Move
from ccdsl.analysis.sets import EVERYTHING, NOTHING, BudgetError
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import (
    Allowed,
    Goals,
    State,
    Way,
    holds_for,
    settings,
    unlimited,
    who_reaches,
)
from ccdsl.model.program import View
from ccdsl.record import worker

if TYPE_CHECKING:
    from ccdsl.analysis.witness import Witness

_MOST_BOXES = 200
Through = tuple[int, int, int]
"""A move: where from, where to, and at which moment in line (milliseconds, 0 elsewhere)."""


def through_of(move: Move) -> Through:
    """Return what names a move."""
    return (move.source, move.target, move.label.at)


@worker
class Shown:
    """Contacts that come to some places; nothing is worked out before it is asked for.

    `view` is the center in which one of them is run, None where none can be: in what may fail, or
    where the text is not whole. `contacts` are those to choose from, as they arrive; `allowed`
    limits moves. With `sent` the one that is shown goes on to there, by the moves of `through` if
    it says any: with who makes them, and how queues stand then.
    """

    walk: Walk
    view: View | None
    goals: Goals
    contacts: int = EVERYTHING
    allowed: Allowed = unlimited
    sent: Goals | None = None
    through: Mapping[Through, int] | None = None
    _arriving: int | None = None

    def arriving(self) -> int:
        """Return the contacts as they arrive."""
        if self._arriving is None:
            coming = who_reaches(self.walk, self.goals, self.allowed)
            self._arriving = self.walk.space.sets.both(coming, self.contacts)
        return self._arriving

    def words(self) -> tuple[str, ...]:
        """Return who they are, the largest part of the calendar first; () if it takes too many."""
        from ccdsl.analysis.wording import worded  # noqa: PLC0415 - only what is said needs words

        try:
            with self.walk.space.sets.allowance():
                if self._is_involved():
                    return ()
                blocks = worded(self.walk.space).describe(self.arriving())
        except BudgetError:
            return ()
        return tuple(block.words for block in blocks)

    def _is_involved(self) -> bool:
        """Whether they lie in more boxes than anybody could read, or say quickly."""
        space = self.walk.space
        kept = space.sets.only(self.arriving(), space.arriving)
        return next(islice(space.sets.boxes(kept), _MOST_BOXES, None), None) is not None

    def share(self) -> int | None:
        """Return the share of the calendar at which one may arrive, in millionths."""
        axes = self.walk.space.axes
        try:
            with self.walk.space.sets.allowance():
                times = self.walk.space.sets.values(self.arriving(), axes.places[TIME])
        except BudgetError:
            return None
        return axes.instants.share(times)

    def example(self) -> str:
        """Return one contact as a scenario says it: how it arrives, what it does, what is given.

        "" where none can be shown. Raises ReplayError where the interpreter does something else.
        """
        view = self.view
        if view is None:
            return ""
        from ccdsl.analysis.witness import center_of  # noqa: PLC0415 - only what is shown is run
        from ccdsl.simulate.written import as_line  # noqa: PLC0415 - only what is shown is run

        try:
            with self.walk.space.sets.allowance():
                found = self.found(view)
        except BudgetError:
            return ""
        if found is None:
            return ""
        line = as_line(center_of(self.walk, view), found.contact, found.world)
        return line if view.which == "in-service" else f"{line} (with the drafts in service)"

    def found(self, view: View) -> "Witness | None":
        """Return the contact that is shown, run until it is where the finding is."""
        from ccdsl.analysis.witness import (  # noqa: PLC0415 - only what is shown is run
            ordinary_way,
            replay,
        )

        if self.sent is None:
            way = ordinary_way(self.walk, self.goals, self.contacts, self.allowed)
        else:
            way = ordinary_way(self.walk, self.sent, self.arriving(), self._through)
        return None if way is None else replay(self._as_said(way), view, lead=False)

    def _through(self, move: Move) -> int:
        """Allow of the moves that lead on to where contacts are sent only those that are said."""
        if self.through is None or self.sent is None or move.target not in self.sent:
            return EVERYTHING
        space = self.walk.space
        said = self.through.get(through_of(move), NOTHING)
        return space.sets.without(said, space.axes.mask(("figure",)))

    def _as_said(self, way: Way) -> Way:
        """Return a way on whose last move queues stand as is said."""
        last = way.moves[-1] if way.moves else None
        if self.through is None or last is None or through_of(last) not in self.through:
            return way
        look = self.walk.space.sets.both(last.look, self.through[through_of(last)])
        return Way(way.walk, (*way.moves[:-1], replace(last, look=look)), way.states)


@worker
class Rounds(Shown):
    """Contacts that come to a loop, each a goal of its first place, and go round it.

    `around` are for each of its places, from the first on, the moves that may lead to the next.
    """

    around: Sequence[Sequence[Move]] = ()

    def found(self, view: View) -> "Witness | None":
        """Return a contact that has gone round the loop once."""
        from ccdsl.analysis.witness import replay  # noqa: PLC0415 - only what is shown is run

        found = Shown.found(self, view)
        if found is None:
            return None
        way = found.way
        for moves, states in _rounds(self.walk, way.states[-1], self.around):
            whole = Way(self.walk, (*way.moves, *moves), (*way.states, *states))
            return replay(whole, view, lead=False)
        return found


def _rounds(
    walk: Walk, state: State, around: Sequence[Sequence[Move]]
) -> Iterator[tuple[tuple[Move, ...], tuple[State, ...]]]:
    """Yield the ways round of one contact: its moves, and how it stands after each."""
    if not around:
        yield (), ()
        return
    for move in around[0]:
        if holds_for(walk.space.sets, move.guard, state):
            for after in settings(state, move.sets):
                for moves, states in _rounds(walk, after, around[1:]):
                    yield (move, *moves), (after, *states)


def leaving(
    walk: Walk, view: View | None, goals: Mapping[int, int], by: Callable[[Move], bool]
) -> Shown:
    """Return contacts at some places, to be shown where some of the moves from there lead."""
    sent = dict[int, int]()
    for place, who in goals.items():
        for move in walk.made(place):
            if by(move):
                after = walk.after(who, move)
                before = sent.get(move.target, NOTHING)
                sent[move.target] = walk.space.sets.either(before, after)
    return Shown(walk, view, goals, sent=sent)
