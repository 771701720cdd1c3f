"""One contact for a finding, in a line, once the interpreter has brought it there."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccdsl.analysis.places import Move
from ccdsl.analysis.sets import EVERYTHING, BudgetError
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Allowed, Goals, State, Way, holds_for, settings, unlimited
from ccdsl.model.program import View
from ccdsl.record import worker

if TYPE_CHECKING:
    from ccdsl.analysis.witness import Witness


@worker
class Shown:
    """Contacts that come to some places; one of them is looked for when it is asked for.

    `view` is the center in which it is run, None where none can be: in what may fail, or where the
    text is not whole. `contacts` are those to choose from, as they arrive; `allowed` limits moves.
    """

    walk: Walk
    view: View | None
    goals: Goals
    contacts: int = EVERYTHING
    allowed: Allowed = unlimited

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
            found = self.found(view)
        except BudgetError:
            return ""
        if found is None:
            return ""
        return as_line(center_of(self.walk, view), found.contact, found.world)

    def found(self, view: View) -> "Witness | None":
        """Return the contact that is shown, run until it is where the finding is."""
        from ccdsl.analysis.witness import witness  # noqa: PLC0415 - only what is shown is run

        return witness(self.walk, view, self.goals, self.contacts, self.allowed, lead=False)


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
