"""Which lines of the source two centers write differently, declaration by declaration."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from difflib import SequenceMatcher
from typing import NamedTuple

from ccdsl.analysis.compare_same import Key, Sameness
from ccdsl.analysis.compare_sides import begins
from ccdsl.analysis.compare_written import Written, written
from ccdsl.record import worker
from ccdsl.source import Span

SIDES = ("before", "after")
_ALIKE = 0.6
"""So much of two lines must be the same for one to be what became of the other."""

_FEW = 4
"""So many lines in a row are not taken apart."""


class Because(NamedTuple):
    """A changed line: on which side, in which file, and of which declaration."""

    side: str
    path: str
    line: int
    kind: str
    name: str


Edit = tuple[Because, ...]
"""Changed lines that belong together: one that only one side has, or what became of it too."""


@worker
class Edits:
    """Finds the lines that differ; those of every declaration once."""

    same: Sameness
    _known: dict[Key, tuple[Edit, ...]] = field(default_factory=dict)

    def of(self, key: Key) -> tuple[Because, ...]:
        """Return the lines of a declaration that differ, on both sides."""
        return tuple(line for edit in self._edits(key) for line in edit)

    def within(self, side: int, key: Key, span: Span | None) -> Iterator[Because]:
        """Yield the lines that differ in a span of one side, and what they are on the other."""
        for edit in self._edits(key):
            if span is None or any(self._meets(side, one, span) for one in edit):
                yield from edit

    def _meets(self, side: int, one: Because, span: Span) -> bool:
        source = self.same.halves[side].program.sources.get(span.path)
        if one.side != SIDES[side] or source is None:
            return source is None
        first, last = (
            source.position(at).line for at in (span.start, max(span.start, span.end - 1))
        )
        return one.path == span.path and first <= one.line <= last

    def is_rewritten(self, key: Key) -> bool:
        """Whether a declaration decides otherwise than it did; an entry by where it leads, too."""
        return key in self.same.differing or (key[0] == "entry" and self._leads_elsewhere(key[1]))

    def _leads_elsewhere(self, name: str) -> bool:
        sides = [center.side for center in self.same.centers]
        entries = [side.program.entries.get(name) for side in sides]
        first, second = entries
        if first is None or second is None:
            return first is not second
        begun = begins(sides[0], first) != begins(sides[1], second)
        return begun or set(first.sets) != set(second.sets)

    def _edits(self, key: Key) -> tuple[Edit, ...]:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = tuple(self._find(key)) if self.is_rewritten(key) else ()
        return known

    def _find(self, key: Key) -> Iterable[Edit]:
        """Return the lines that matter, else any that differ, else where the declarations begin."""
        for what in ("matters", "all"):
            own, other = (list(written(self.same, side, key, what)) for side in (0, 1))
            found = [_edit(key, *pair) for pair in paired(own, other)]
            if found:
                return found
        heads = (list(written(self.same, side, key, "all"))[:1] for side in (0, 1))
        return [_edit(key, *heads)]


def _edit(key: Key, own: Sequence[Written], other: Sequence[Written]) -> Edit:
    return tuple(
        Because(SIDES[side], one.path, one.line, *key)
        for side, lines in enumerate((own, other))
        for one in lines
    )


_Pair = tuple[Sequence[Written], Sequence[Written]]


def paired(own: Sequence[Written], other: Sequence[Written]) -> Iterator[_Pair]:
    """Yield the lines that two texts do not share, each with what became of it."""
    matcher = SequenceMatcher(None, [one.text for one in own], [one.text for one in other])
    gone, come = list[Written](), list[Written]()
    for tag, low, high, start, end in matcher.get_opcodes():
        mine, theirs = own[low:high], other[start:end]
        if tag == "replace" and len(mine) == len(theirs):
            yield from (([one], [two]) for one, two in zip(mine, theirs, strict=True))
        elif tag == "replace" and len(mine) + len(theirs) <= _FEW:
            # One line made two, or the other way round: they are told as one.
            yield mine, theirs
        elif tag != "equal":
            gone += mine
            come += theirs
    yield from _nearest(gone, come)


def _nearest(gone: Sequence[Written], come: Sequence[Written]) -> Iterator[_Pair]:
    """Yield lines that went with the likest line that came, and those that are like none."""
    left = list(come)
    for one in gone:
        best = max(left, key=lambda each: _likeness(one.text, each.text), default=None)
        if best is None or _likeness(one.text, best.text) < _ALIKE:
            yield [one], []
        else:
            left.remove(best)
            yield [one], [best]
    yield from (([], [each]) for each in left)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
