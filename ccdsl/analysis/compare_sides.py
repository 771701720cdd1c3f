"""Two centers in one space: the same contacts, instants and queues, and what each side sets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from ccdsl.analysis.asking import Side, make_side
from ccdsl.analysis.axes import ARRIVING, Asked, Axes, Axis, Grounds, Line, make_axes
from ccdsl.analysis.going import Rules
from ccdsl.analysis.guards import Guards
from ccdsl.analysis.lines import Clockwork
from ccdsl.analysis.places import Move, Place
from ccdsl.analysis.sets import BUDGET, EVERYTHING, NOTHING, Sets
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.uses import CenterFlows, asked_by, center_flows
from ccdsl.analysis.walking import Walk, begins_at
from ccdsl.analysis.wording import Wording
from ccdsl.model.calendar import Calendar, Window
from ccdsl.model.facts import Facts, FlowKey
from ccdsl.model.flow import Flow, SetNode
from ccdsl.model.program import Program, View, Which
from ccdsl.record import record, worker
from ccdsl.syntax import ast

_TWOFOLD = ("attribute", "jump")
"""What each side has for itself: it can be another on either."""


@record
class Half:
    """One of the two centers that are compared."""

    program: Program
    view: View
    flows: Mapping[FlowKey, Flow] = field(repr=False)
    calendars: Mapping[str, Calendar] = field(repr=False)
    window: Window


def half_of(program: Program, facts: Facts, which: Which) -> Half | None:
    """Return a center to compare, None where its calendar cannot be read."""
    if facts.window is None:
        return None
    view = program.in_service if which == "in-service" else program.draft
    return Half(
        program=program,
        view=view,
        flows=facts.flows[which],
        calendars=facts.calendars,
        window=facts.window,
    )


def sides_of(halves: Sequence[Half]) -> tuple[CenterFlows, ...]:
    """Return the flows of both centers, numbered 0 and 1."""
    return tuple(
        center_flows(make_side(number, half.program, half.calendars), half.flows)
        for number, half in enumerate(halves)
    )


def entries_by_line(side: Side) -> dict[Line, ast.Entry]:
    """Return the entry of every line of a center."""
    entries = side.program.entries
    return {line: entries[name] for name, lines in side.lines.items() for line in lines}


def begins(side: Side, entry: ast.Entry) -> Place:
    """Return where the contacts of an entry begin."""
    return begins_at(entry, side.program.first_language)


@worker
class Lane:
    """One side of a joint space: its places, and the moves from them."""

    half: Half
    space: Space
    walk: Walk

    def begin(self, line: Line, entry: ast.Entry) -> tuple[int, int]:
        """Return where the contacts of a line begin, by number, and who they are."""
        space = self.space
        place = begins(space.center.side, entry)
        axes = space.axes
        own = space.sets.where(axes.places[Axis("line")], axes.line_bits((line,)))
        contacts = space.sets.both(space.beginning(entry), own)
        number = self.walk.number(place)
        self.walk.come[number] = space.sets.either(self.walk.come[number], contacts)
        self.walk.begin[number] = self.walk.come[number]
        return number, contacts

    def place(self, number: int) -> Place:
        """Return a place by its number."""
        return self.walk.places[number]

    def moves(self, number: int) -> tuple[Move, ...]:
        """Return the moves from a place, whoever makes them."""
        return self.walk.moves(number)

    def live(self, place: Place) -> int:
        """Return the variables that still matter at a place, as bits."""
        if place.kind == "end":
            return 0
        live = self.space.live(place.flow)
        for frame in place.calls:
            live |= self.space.live((frame.kind, frame.name))
        return live


@worker
class Joint:
    """Both sides in one space; `lines` has for each line its entries, None where it has none.

    `arriving` are the variables of a class of contacts, `figures` those of how queues stand;
    `twins` are attributes and jumps of the first side with those of the second, by place.
    """

    lanes: tuple[Lane, Lane]
    sets: Sets
    lines: Mapping[Line, tuple[ast.Entry | None, ast.Entry | None]]
    arriving: int
    figures: int
    twins: Mapping[Axis, tuple[int, int]]
    _equal: dict[int, int] = field(default_factory=dict)

    def alike(self, live: int) -> int:
        """Return for whom whatever is live, of these variables, stands alike on both sides."""
        known = self._equal.get(live)
        if known is None:
            known = EVERYTHING
            for first, second in sorted(self.twins.values(), reverse=True):
                if live >> first & 1 or live >> second & 1:
                    known = self.sets.both(known, self._same(first, second))
            self._equal[live] = known
        return known

    def same_values(self, names: Iterable[str]) -> int:
        """Return for whom some attributes stand alike on both sides."""
        pairs = (self.twins.get(Axis("attribute", name)) for name in names)
        return self.alike(sum({1 << pair[0] for pair in pairs if pair is not None}))

    def _same(self, first: int, second: int) -> int:
        atoms = range(self.sets.sizes[first])
        return self.sets.union(
            self.sets.box({first: 1 << atom, second: 1 << atom}) for atom in atoms
        )

    def arrivals(self, contacts: int) -> int:
        """Return contacts as they arrive."""
        return self.sets.only(contacts, self.arriving)

    def begin(self) -> Iterator[tuple[Line, int | None, int | None, int]]:
        """Yield every line, where its contacts begin on either side, and who they are."""
        for line, pair in self.lines.items():
            numbers: list[int | None] = []
            contacts = EVERYTHING
            for lane, entry in zip(self.lanes, pair, strict=True):
                if entry is None:
                    numbers.append(None)
                    continue
                number, who = lane.begin(line, entry)
                numbers.append(number)
                contacts = self.sets.both(contacts, who)
            yield line, numbers[0], numbers[1], contacts

    def wording(self) -> Wording:
        """Return what it takes to speak of the contacts of both sides."""
        everybody = NOTHING
        for _, _, _, contacts in self.begin():
            everybody = self.sets.either(everybody, self.arrivals(contacts))
        sides = tuple(lane.space.center.side for lane in self.lanes)
        return Wording(self.lanes[1].space.axes, self.sets, sides, everybody)


def make_joint(
    halves: Sequence[Half],
    centers: Sequence[CenterFlows],
    lines: Mapping[Line, tuple[ast.Entry | None, ast.Entry | None]],
    budget: int = BUDGET,
) -> Joint:
    """Return the joint space of some lines, cut by the conditions of both sides."""
    reached = [_reached(center, lines, number) for number, center in enumerate(centers)]
    asked = Asked()
    for center, flows in zip(centers, reached, strict=True):
        jumps = dict(asked.jumps)
        asked_by(center, flows, asked)
        for key, most in jumps.items():
            asked.jumps[key] = max(most, asked.jumps[key])
        _literals(center, flows, asked)
    base = make_axes(_grounds(halves), tuple(lines), asked)
    axes, twins = _twofold(base)
    sets = Sets(axes[0].sizes, budget)
    _one_clock(centers)
    lanes = [
        _lane(half, center, flows, own, sets)
        for half, center, flows, own in zip(halves, centers, reached, axes, strict=True)
    ]
    arriving = axes[0].mask(ARRIVING)
    return Joint((lanes[0], lanes[1]), sets, lines, arriving, axes[0].mask(("figure",)), twins)


def _reached(
    center: CenterFlows,
    lines: Mapping[Line, tuple[ast.Entry | None, ast.Entry | None]],
    number: int,
) -> dict[FlowKey, None]:
    entries = [pair[number] for pair in lines.values()]
    routings = dict.fromkeys(entry.routing.text for entry in entries if entry is not None)
    return center.closure([("routing", name) for name in routings])


def _literals(center: CenterFlows, flows: Iterable[FlowKey], asked: Asked) -> None:
    """Tell every literal that is set apart from the others, where anybody asks at all."""
    for key in flows:
        flow = center.flows.get(key)
        for node in flow.nodes.values() if flow is not None else ():
            if isinstance(node, SetNode) and node.attribute in asked.values:
                asked.values[node.attribute].append(node.value)
    for entry in center.program.entries.values():
        for one in entry.sets:
            if one.attribute.text in asked.values:
                asked.values[one.attribute.text].append(one.value)


def shared_window(halves: Sequence[Half]) -> Window:
    """Return the calendar that both centers have; empty where they have none in common."""
    first, second = (half.window for half in halves)
    start = max(first.start, second.start)
    return Window(
        start=start,
        end=max(start + 1, min(first.end, second.end)),
        first=max(first.first, second.first),
        last=min(first.last, second.last),
    )


def _grounds(halves: Sequence[Half]) -> Grounds:
    programs = tuple(half.program for half in halves)
    return Grounds(shared_window(halves), programs, tuple(half.calendars for half in halves))


def _twofold(base: Axes) -> tuple[tuple[Axes, Axes], dict[Axis, tuple[int, int]]]:
    """Return the axes of either side; what each has for itself stands side by side."""
    sizes: list[int] = []
    own: tuple[dict[Axis, int], dict[Axis, int]] = ({}, {})
    twins: dict[Axis, tuple[int, int]] = {}
    for axis, place in base.places.items():
        own[0][axis] = len(sizes)
        sizes.append(base.sizes[place])
        if axis.kind in _TWOFOLD:
            twins[axis] = (len(sizes) - 1, len(sizes))
            sizes.append(base.sizes[place])
        own[1][axis] = len(sizes) - 1
    made = [
        Axes(
            base.lines,
            base.callers,
            base.instants,
            base.attributes,
            base.figures,
            places=places,
            sizes=sizes,
        )
        for places in own
    ]
    return (made[0], made[1]), twins


def _one_clock(centers: Sequence[CenterFlows]) -> None:
    """Let the rules of a queue be tested at the same moments on both sides."""
    first, second = centers
    for name in first.program.queues:
        if name in second.program.queues:
            clocks = [center.clock(center.program.queues[name]) for center in centers]
            limits = sorted({limit for clock in clocks for limit in clock.limits})
            stops = {stop for clock in clocks for stop in (*clock.stops, *limits)}
            for clock in clocks:
                if len(clock.stops) > len(clock.limits):
                    stops.update(range(clock.recheck, limits[-1], clock.recheck))
            for center, clock in zip(centers, clocks, strict=True):
                shared = Clockwork(clock.recheck, tuple(limits), tuple(sorted(stops)))
                center.clocks[name] = shared


def _lane(
    half: Half, center: CenterFlows, flows: Mapping[FlowKey, None], axes: Axes, sets: Sets
) -> Lane:
    entries = tuple(center.program.entries.values())
    guards = Guards(center.side, axes, sets)
    space = Space(center, entries, flows, axes, sets, guards)
    return Lane(half, space, Walk(space, Rules(space)))
