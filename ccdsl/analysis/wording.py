"""Sets of contacts in words that a supervisor understands who has never seen the source."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.asking import Side
from ccdsl.analysis.axes import ARRIVING, CALLER, LINE, TIME, Axes, Line
from ccdsl.analysis.callers import Numbers
from ccdsl.analysis.sets import NOTHING, Box, Sets
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.wording_boxes import few_boxes
from ccdsl.analysis.wording_callers import (
    MOST_NAMED,
    Called,
    called_tests,
    callers_in_words,
    listed,
)
from ccdsl.analysis.wording_moments import WHICH, Moments
from ccdsl.model.canonical import Json
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import worker

EVERYBODY = "everybody"
_MILLION = 1_000_000
_STEPS = 300_000
"""What it may take to put one set into words."""
_ON = 2
_VERBS = {
    "voice": "calling",
    "sms": "texting",
    "chat": "chatting at",
    "email": "writing to",
    "social": "messaging",
}
_ANYWHERE = {
    "voice": "by phone",
    "sms": "by text message",
    "chat": "by chat",
    "email": "by email",
    "social": "by social message",
}
"""The same of contacts of a channel wherever they arrive."""


class Block(NamedTuple):
    """Contacts that are said in one breath.

    `box` has the variables that say who they are, with their atoms; `contacts` are the same as a
    set. `share` is the part of the calendar at whose instants one of them may arrive, millionths.
    """

    words: str
    box: Box
    contacts: int
    share: int

    @property
    def share_of_week(self) -> float:
        """The share as a number between 0 and 1, with 6 decimals."""
        return self.share / _MILLION


@worker
class Wording:
    """What it takes to speak of the contacts of one space.

    `sides` are the center, or both that are compared, the earlier one first; `everybody` are all
    who can arrive, over line, caller, time and flags alone.
    """

    axes: Axes
    sets: Sets
    sides: Sequence[Side]
    everybody: int
    _every_line: dict[str, frozenset[Line]] | None = None
    _tests: list[Called] | None = None
    _times: dict[int, str] = field(default_factory=dict)

    @property
    def hours(self) -> Moments:
        """What it takes to speak of its instants."""
        return Moments(self.axes.instants, self.sides)

    def describe(self, contacts: int) -> tuple[Block, ...]:
        """Return the contacts as few blocks, the largest part of the calendar first."""
        with self.sets.allowance(_STEPS):
            return self._blocks(contacts)

    def _blocks(self, contacts: int) -> tuple[Block, ...]:
        arriving = self.sets.only(contacts, self.axes.mask(ARRIVING))
        kept = self.sets.both(arriving, self.everybody)
        support = self.sets.support(kept)
        axes = [place for place in range(len(self.sets.sizes)) if support >> place & 1]
        boxes = few_boxes(self.sets, kept, self.everybody, axes)
        blocks = [self._block(box) for box in boxes]
        return tuple(sorted(blocks, key=lambda block: -block.share))

    def _block(self, box: Box) -> Block:
        contacts = self.sets.both(self.sets.box(box), self.everybody)
        if self._is_part():
            # "Everybody" would be everybody of the center.
            line = self.axes.places[LINE]
            box = {**box, line: self.sets.values(contacts, line)}
        times = self.sets.values(contacts, self.axes.places[TIME])
        words = self.words(box, writes=self._writes(box, contacts))
        return Block(words, box, contacts, self.axes.instants.share(times))

    def _writes(self, box: Box, contacts: int) -> bool:
        """Whether contacts are among them who are not said: by their lines, or as callers."""
        line, caller = (self.axes.places[axis] for axis in (LINE, CALLER))
        if line in box or caller not in box:
            return False
        written = (
            n for n, one in enumerate(self.axes.lines) if one.channel not in NUMBERED_CHANNELS
        )
        bits = sum(1 << place for place in written)
        return self.sets.both(contacts, self.sets.where(line, bits)) != NOTHING

    def _is_part(self) -> bool:
        """Whether there are contacts of the center who arrive at none of these lines."""
        return sum(map(len, self._lines().values())) > len(self.axes.lines)

    def _lines(self) -> dict[str, frozenset[Line]]:
        """Return every line at which contacts arrive, of all sides, by channel."""
        if self._every_line is None:
            lines = [line for side in self.sides for each in side.lines.values() for line in each]
            self._every_line = {
                channel: frozenset(line for line in lines if line.channel == channel)
                for channel in dict.fromkeys(line.channel for line in lines)
            }
        return self._every_line

    def words(self, box: Box, *, writes: bool = False) -> str:
        """Return a box in words: when, who, where, flags; with callers, who only writes as well."""
        axes = self.axes
        caller = self._caller(box.get(axes.places[CALLER]))
        parts = [
            self._time(box.get(axes.places[TIME])),
            f"{caller} and whoever does not call" if writes else caller,
            self._line(box.get(axes.places[LINE])),
        ]
        for axis, place in axes.places.items():
            if axis.kind == "flag" and place in box:
                parts.append(f"flag {axis.name} {'on' if box[place] == _ON else 'off'}")
        return ", ".join(part for part in parts if part) or EVERYBODY

    def _caller(self, bits: int | None) -> str:
        if bits is None:
            return ""
        if self._tests is None:
            self._tests = called_tests(self.axes.callers, self._lists())
        return callers_in_words(self.axes.callers, self._tests, bits)

    def _lists(self) -> Mapping[Numbers, str]:
        """Return the names of lists by what they take; one that changed says which it is."""
        found: dict[Numbers, str] = {}
        for place, side in enumerate(self.sides):
            for name, numbers in side.lists.items():
                others = [one.lists[name] for one in self.sides if name in one.lists]
                changed = any(other != numbers for other in others)
                found.setdefault(numbers, name + (WHICH[place] if changed else ""))
        return found

    def _line(self, bits: int | None) -> str:
        if bits is None:
            return ""
        wanted = [line for place, line in enumerate(self.axes.lines) if bits >> place & 1]
        left = dict.fromkeys(wanted)
        said: list[str] = []
        for channel in dict.fromkeys(line.channel for line in wanted):
            here = {line for line in wanted if line.channel == channel}
            names = [*self._entries(channel, left)]
            names += [line.address for line in left if line.channel == channel]
            if len(names) > MOST_NAMED and here == self._lines()[channel]:
                said.append(_ANYWHERE[channel])
            else:
                said.append(f"{_VERBS[channel]} {listed(names)}")
        return ", or ".join(said)

    def _entries(self, channel: str, left: dict[Line, None]) -> Sequence[str]:
        """Return the entries all of whose several numbers are left, and take those out."""
        found = []
        for side in reversed(self.sides):
            for name, entry in side.program.entries.items():
                lines = side.lines[name]
                here = len(lines) > 1 or entry.title is not None
                if here and all(line.channel == channel and line in left for line in lines):
                    found.append(entry.title.value if entry.title else name)
                    for line in lines:
                        del left[line]
        return found

    def _time(self, bits: int | None) -> str:
        if bits is None:
            return ""
        if bits not in self._times:
            self._times[bits] = self.hours.words(bits)
        return self._times[bits]

    def as_json(self, block: Block) -> dict[str, Json]:
        """Return a block for machines; what does not tell its contacts apart is left out."""
        axes, box = self.axes, block.box
        found: dict[str, Json] = {"words": block.words}
        if axes.places[LINE] in box:
            bits = box[axes.places[LINE]]
            lines = [line for place, line in enumerate(axes.lines) if bits >> place & 1]
            found["lines"] = [{"channel": one.channel, "address": one.address} for one in lines]
        if axes.places[CALLER] in box:
            bits = box[axes.places[CALLER]]
            examples = [one for n, one in enumerate(axes.callers.examples) if bits >> n & 1]
            found["callers"] = {"words": self._caller(bits), "examples": examples[:MOST_NAMED]}
        if axes.places[TIME] in box:
            found["times"] = self.hours.as_json(box[axes.places[TIME]])
        flags = {axis.name: place for axis, place in axes.places.items() if axis.kind == "flag"}
        switched = {name: box[place] == _ON for name, place in flags.items() if place in box}
        return {**found, "flags": switched} if switched else found


def wording(space: Space) -> Wording:
    """Return what it takes to speak of the contacts of a space."""
    sets = space.sets
    beginning = sets.union(space.beginning(entry) for entry in space.entries)
    everybody = sets.only(beginning, space.arriving)
    return Wording(space.axes, sets, (space.center.side,), everybody)


def worded(space: Space) -> Wording:
    """Return the same, made once for each space."""
    if space.worded is None:
        space.worded = wording(space)
    return space.worded


def describe(space: Space, contacts: int) -> tuple[Block, ...]:
    """Return contacts, as they arrive, as few blocks in words; () for nobody."""
    return worded(space).describe(contacts)


def contacts_json(space: Space, block: Block) -> dict[str, Json]:
    """Return who a block's contacts are, for machines; what is left out does not matter."""
    return worded(space).as_json(block)
