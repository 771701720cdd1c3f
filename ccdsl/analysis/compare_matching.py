"""Rules of both sides put side by side: who is taken by which on either."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from ccdsl.analysis.sets import Sets


class Looked(Protocol):
    """A way to go on with those who can take it, how queues stand included."""

    @property
    def look(self) -> int:
        """Who can take it."""
        ...


T = TypeVar("T", bound=Looked)
Numbered = tuple[int, T]


def matched(
    sets: Sets, both: tuple[Sequence[T], Sequence[T]], among: int
) -> Iterator[tuple[Numbered[T], Numbered[T]]]:
    """Yield the ways of both sides that some contact takes together.

    On each side, no contact can take two of them. The same number is tried first: most rules of
    two versions are the same.
    """
    first, second = both
    for number, one in enumerate(first):
        left = sets.both(among, one.look)
        if not left:
            continue
        for place, other in _nearest(second, number):
            shared = sets.both(left, other.look)
            if shared:
                yield (number, one), (place, other)
                left = sets.less(left, shared)
            if not left:
                break


def _nearest(ways: Sequence[T], number: int) -> Iterator[Numbered[T]]:
    """Yield all ways, the one of that number and its neighbours first."""
    for distance in range(len(ways) + number + 1):
        for place in dict.fromkeys((number + distance, number - distance)):
            if 0 <= place < len(ways):
                yield place, ways[place]
