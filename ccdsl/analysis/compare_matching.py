"""Rules and draws of both sides put side by side: who is taken by which on either."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from ccdsl.analysis.sets import Sets
from ccdsl.model.flow import AllocateNode


class Looked(Protocol):
    """A way to go on with those who can take it, how queues stand included."""

    @property
    def look(self) -> int:
        """Who can take it."""
        ...


T = TypeVar("T", bound=Looked)
Drawn = TypeVar("Drawn")
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


def drawn(
    one: AllocateNode, other: AllocateNode, ways: tuple[Sequence[Drawn], Sequence[Drawn]]
) -> Iterator[tuple[Drawn, Drawn]]:
    """Yield what is drawn at once for both sides: shares that overlap, each with its way."""
    for low, high, mine in _spans(one, ways[0]):
        for other_low, other_high, theirs in _spans(other, ways[1]):
            if max(low, other_low) < min(high, other_high):
                yield mine, theirs


def _spans(node: AllocateNode, ways: Sequence[Drawn]) -> Iterator[tuple[Fraction, Fraction, Drawn]]:
    low = Fraction(0)
    for (share, _), way in zip(node.shares, ways, strict=True):
        high = low + Fraction(share.value)
        yield low, high, way
        low = high
