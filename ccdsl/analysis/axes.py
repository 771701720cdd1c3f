"""The axes of a space of contacts, cut wherever some condition tells contacts apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.callers import NumberClasses, Numbers, classify_numbers
from ccdsl.analysis.figures import Bound, Ranges, cut
from ccdsl.analysis.instants import Instants, Test, classify
from ccdsl.analysis.values import Values, values_of
from ccdsl.model.calendar import Calendar, Window
from ccdsl.model.program import Program
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import worker
from ccdsl.syntax import ast


class Axis(NamedTuple):
    """One variable: of a kind, by its name.

    There are `line`, `caller`, `time`, `flag F`, `attribute A`, `jump FLOW of NODE`,
    `figure QUEUE of FIGURE`, and `unknown TEST` for a test of which nobody knows how it comes out.
    """

    kind: str
    name: str = ""
    of: str = ""


LINE, CALLER, TIME = Axis("line"), Axis("caller"), Axis("time")
ARRIVING = ("line", "caller", "time", "flag")
"""The kinds of variables that a class of contacts is counted over."""


class Line(NamedTuple):
    """Where a contact arrives: a channel, and a number or address there."""

    channel: str
    address: str


@worker
class Asked:
    """What the conditions of some flows ask about.

    Figures are by (queue, figure); jumps by (`KIND NAME` of the flow, node) with how often at most.
    """

    hours: dict[Test, None] = field(default_factory=dict)
    numbers: dict[Numbers, None] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)
    values: dict[str, list[ast.Value]] = field(default_factory=dict)
    bounds: dict[str, list[Bound]] = field(default_factory=dict)
    figures: dict[tuple[str, str], list[Bound]] = field(default_factory=dict)
    jumps: dict[tuple[str, str], int] = field(default_factory=dict)
    unknown: dict[str, None] = field(default_factory=dict)


@worker
class Axes:
    """All variables of a space, in the order of its diagrams, and the atoms of each."""

    lines: tuple[Line, ...]
    callers: NumberClasses
    instants: Instants
    attributes: dict[str, Values]
    figures: dict[tuple[str, str], Ranges]
    places: dict[Axis, int] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    _masks: dict[tuple[str, ...], int] = field(default_factory=dict)
    _numbers: dict[Line, int] = field(default_factory=dict)

    def add(self, axis: Axis, size: int) -> None:
        """Put one more variable last."""
        self._masks.clear()
        self.places[axis] = len(self.sizes)
        self.sizes.append(max(size, 1))

    def mask(self, kinds: tuple[str, ...]) -> int:
        """Return all variables of some kinds, as bits by their place."""
        if kinds not in self._masks:
            self._masks[kinds] = sum(1 << place for place in self.of_kind(*kinds))
        return self._masks[kinds]

    def of_kind(self, *kinds: str) -> list[int]:
        """Return the places of all variables of some kinds, ascending."""
        return sorted(place for axis, place in self.places.items() if axis.kind in kinds)

    def line_bits(self, wanted: Iterable[Line]) -> int:
        """Return some lines as bits; those that are none of these lines are left out."""
        places = self._places_of_lines()
        return sum(1 << places[line] for line in set(wanted) if line in places)

    def dialed_bits(self, numbers: Numbers) -> int:
        """Return the lines with a dialed number that a test takes, as bits."""
        places = self._places_of_lines()
        if numbers.prefixes:
            numbered = (line for line in self.lines if line.channel in NUMBERED_CHANNELS)
            return self.line_bits(line for line in numbered if numbers.take(line.address))
        wanted = (Line(channel, one) for channel in NUMBERED_CHANNELS for one in numbers.whole)
        return sum(1 << places[line] for line in wanted if line in places)

    def _places_of_lines(self) -> dict[Line, int]:
        if not self._numbers:
            self._numbers.update((line, place) for place, line in enumerate(self.lines))
        return self._numbers

    def channel_bits(self, channels: Iterable[str]) -> int:
        """Return the lines of some channels, as bits."""
        wanted = frozenset(channels)
        return sum(1 << place for place, line in enumerate(self.lines) if line.channel in wanted)


@worker
class Grounds:
    """What the axes are cut from beside conditions: programs, their calendars, the window."""

    window: Window
    programs: Sequence[Program]
    calendars: Sequence[Mapping[str, Calendar]]
    _instants: dict[tuple[Test, ...], Instants] = field(default_factory=dict)

    def instants(self, asked: Iterable[Test]) -> Instants:
        """Return the classes of instants that some tests tell apart; found once."""
        # One order, so that it does not matter who asks first; `open` is said before `holiday`.
        tests = tuple(sorted(asked, key=lambda test: (*test[:2], test[2] != "open")))
        if tests not in self._instants:
            hours = {test: self.calendars[test[0]][test[1]] for test in tests}
            self._instants[tests] = classify(self.window, hours)
        return self._instants[tests]


def make_axes(grounds: Grounds, lines: Sequence[Line], asked: Asked) -> Axes:
    """Return the axes for contacts on some lines and everything that is asked about them."""
    numbered = [line.address for line in lines if line.channel in NUMBERED_CHANNELS]
    callers = classify_numbers(asked.numbers, withheld=True) if numbered else NumberClasses([None])
    axes = Axes(
        lines=tuple(lines),
        callers=callers,
        instants=grounds.instants(asked.hours),
        attributes=_attributes(grounds, asked),
        figures=_figures(asked),
    )
    axes.add(LINE, len(lines))
    axes.add(CALLER, callers.size)
    axes.add(TIME, axes.instants.size)
    for flag in asked.flags:
        axes.add(Axis("flag", flag), 2)
    for name, values in axes.attributes.items():
        axes.add(Axis("attribute", name), values.size)
    for (flow, node), most in asked.jumps.items():
        axes.add(Axis("jump", flow, node), most + 1)
    for name in asked.unknown:
        axes.add(Axis("unknown", name), 2)
    for (queue, figure), ranges in axes.figures.items():
        axes.add(Axis("figure", queue, figure), ranges.size)
    return axes


def _attributes(grounds: Grounds, asked: Asked) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for name in dict.fromkeys((*asked.values, *asked.bounds)):
        for program in grounds.programs:
            if name in program.attributes:
                people = sorted(program.people or {})
                declared = program.attributes[name]
                tested, bounds = asked.values.get(name, []), asked.bounds.get(name, [])
                found[name] = values_of(declared, tested, bounds, people)
                break
    return found


def _figures(asked: Asked) -> dict[tuple[str, str], Ranges]:
    """Return the figures of every queue asked about; agents come with who of them is free."""
    bounds = {key: list(each) for key, each in asked.figures.items()}
    for queue in dict.fromkeys(queue for queue, _ in asked.figures):
        staffed = {"agents", "available"} & {name for of, name in asked.figures if of == queue}
        if staffed:
            bounds.setdefault((queue, "available"), []).append((">=", 1))
    order = ("agents", "available", "waiting", "expected-wait")
    queues = list(dict.fromkeys(queue for queue, _ in bounds))
    return {
        (queue, figure): cut(bounds[(queue, figure)], unset=figure == "expected-wait")
        for queue in queues
        for figure in order
        if (queue, figure) in bounds
    }
