"""Which boxes of two pictures are the same box."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from ccdsl.backends.diagram.comparison.graph import Box, Graph, Way, said
from ccdsl.backends.diagram.picture import Node


def matched(before: Graph, after: Graph) -> dict[str, str]:
    """Return, for boxes of `before`, the box of `after` that is the same, changed or not.

    A box is known by its name or step, else by what it says, else by the row that leads to it; the
    surer signs go first, and no box is matched twice.
    """
    match = _Match(before, after)
    for sign in (_name, _whole):
        match.unique(sign)
    match.follow()
    for sign in (_whole, _name):
        match.in_order(sign)
        match.follow()
    return match.pairs


Sign = Callable[[Box], object | None]
"""What a box is known by; None where it says nothing."""


def _name(box: Box) -> object | None:
    node = box.node
    return (node.kind, node.name, node.step) if node.name or node.step else None


def _whole(box: Box) -> object | None:
    return said(box.node), tuple(outcome.text for outcome in box.node.outcomes)


class _Match:
    """Pairs of boxes, found one after the other."""

    def __init__(self, before: Graph, after: Graph) -> None:
        self.before = before
        self.after = after
        self.pairs: dict[str, str] = {}
        self.taken: set[str] = set()

    def unique(self, sign: Sign) -> None:
        """Pair the boxes whose sign no other box of their picture has."""
        old, new = self._signed(self.before, sign), self._signed(self.after, sign)
        for key, boxes in old.items():
            found = new.get(key, [])
            if len(boxes) == len(found) == 1:
                self._pair(boxes[0], found[0])

    def in_order(self, sign: Sign) -> None:
        """Pair the boxes that are left and have the same sign, the first with the first."""
        old, new = self._signed(self.before, sign), self._signed(self.after, sign)
        for key, boxes in old.items():
            for one, other in zip(boxes, new.get(key, ()), strict=False):
                self._pair(one, other)

    def follow(self) -> None:
        """Pair the boxes to which like rows of paired boxes lead, and so on."""
        waiting = list(self.pairs.items())
        while waiting:
            one, other = waiting.pop(0)
            for old, new in _steps(self.before[one], self.after[other]):
                if self._is_free(old, new) and self._is_alike(old, new):
                    self._pair(old, new)
                    waiting.append((old, new))

    def _signed(self, graph: Graph, sign: Sign) -> dict[object, list[str]]:
        free = self.pairs if graph is self.before else self.taken
        found: dict[object, list[str]] = {}
        for name, box in graph.items():
            key = sign(box)
            if name not in free and key is not None:
                found.setdefault(key, []).append(name)
        return found

    def _pair(self, one: str, other: str) -> None:
        self.pairs[one] = other
        self.taken.add(other)

    def _is_free(self, one: str, other: str) -> bool:
        return one not in self.pairs and other not in self.taken

    def _is_alike(self, one: str, other: str) -> bool:
        old, new = self.before[one].node, self.after[other].node
        return (old.kind, old.name, old.step) == (new.kind, new.name, new.step)


def _steps(one: Box, other: Box) -> Iterator[tuple[str, str]]:
    """Yield the boxes to which the same way leads from each of two boxes."""
    yield from zip(_boxes(one.onward), _boxes(other.onward), strict=False)
    for old, new in alike_rows(one.node, other.node):
        yield from zip(_boxes(one.rows[old]), _boxes(other.rows[new]), strict=False)


def _boxes(ways: Iterable[Way]) -> list[str]:
    return [way.target for way in ways if isinstance(way.target, str)]


def alike_rows(one: Node, other: Node) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the rows that two boxes share, in order."""
    yield from shared(*([outcome.text for outcome in node.outcomes] for node in (one, other)))


def shared(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places, from 0, of the texts that two lists share in the same order."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for old, new, size in matcher.get_matching_blocks():
        yield from ((old + at, new + at) for at in range(size))
