"""Contacts that come to some places, for people: who they are, and how much of the week."""

from dataclasses import dataclass

from ccdsl.analysis.axes import TIME
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Goals, who_reaches

_MILLION = 1_000_000


@dataclass(slots=True, eq=False, repr=False)
class Coming:
    """Contacts at some places; nothing is worked out before it is asked for.

    `goals` are those places, `sent` where one of them comes next that a witness is to show.
    """

    walk: Walk
    goals: Goals
    sent: Goals

    @property
    def arriving(self) -> int:
        """The contacts as they arrive."""
        return who_reaches(self.walk, self.goals)

    def words(self) -> tuple[str, ...]:
        """Return who they are, the largest part of the calendar first."""
        from ccdsl.analysis.wording import describe  # noqa: PLC0415 - only what is said needs words

        return tuple(block.words for block in describe(self.walk.space, self.arriving))

    def share(self) -> int:
        """Return the share of the calendar at which one of them may arrive, in millionths."""
        axes = self.walk.space.axes
        instants = axes.instants
        weight = instants.weigh(self.walk.space.sets.values(self.arriving, axes.places[TIME]))
        whole = instants.cuts[-1] - instants.cuts[0]
        return (2 * _MILLION * weight + whole) // (2 * whole)
