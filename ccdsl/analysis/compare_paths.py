"""How contacts come to a difference, and where an ordinary day takes them from there."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from ccdsl.analysis.axes import Axis
from ccdsl.analysis.compare import Comparison, Difference
from ccdsl.analysis.compare_noticed import IN, Position, node_at
from ccdsl.analysis.compare_sides import Joint, Lane
from ccdsl.analysis.compare_steps import Moves, Step
from ccdsl.analysis.lines import clockwork
from ccdsl.analysis.places import WAITING, Label, Move, Place
from ccdsl.analysis.plausible import plausible
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.ways import State, Way, first_of, holds_for
from ccdsl.model.flow import CollectNode, LookupNode, MenuNode
from ccdsl.record import worker

_USUAL = {"agents": 1, "available": 1, "waiting": 0, "expected-wait": 0}
_MOST_TIMES = 3
"""So often a contact may come to one place, before it is said to go round."""


@worker
class Fate:
    """Where one side takes some contacts from a difference on, and by which moves."""

    contacts: int
    moves: tuple[Move, ...]
    end: Place


@worker
class Ordinary:
    """What happens on an ordinary day: callers are silent, agents free, and look-ups find."""

    joint: Joint
    _quiet: list[int] = field(default_factory=list)

    def quiet(self) -> int:
        """Return how queues stand by default: one agent, free, and nobody waiting."""
        if not self._quiet:
            self._quiet.append(self.joint.sets.box(dict(self._usual())))
        return self._quiet[0]

    def _usual(self) -> Iterator[tuple[int, int]]:
        """Yield every figure with its default, as bits."""
        axes = self.joint.lanes[0].space.axes
        for (queue, figure), ranges in axes.figures.items():
            usual = _USUAL[figure]
            atom = max(place for place, start in enumerate(ranges.starts) if start <= usual)
            yield axes.places[Axis("figure", queue, figure)], 1 << atom

    def usual(self, contacts: int) -> int:
        """Return how many figures can have their defaults at once."""
        sets, found = self.joint.sets, 0
        for place, bits in self._usual():
            narrower = sets.both(contacts, sets.where(place, bits))
            if narrower:
                contacts, found = narrower, found + 1
        return found

    def fates(self, difference: Difference, side: int, position: Position) -> Iterator[Fate]:
        """Yield where one side takes the contacts of a difference."""
        lane = self.joint.lanes[side]
        forced = difference.parting.moves[side]
        if forced is None and difference.parting.answer and _asks(lane, position):
            wrong = next(m for m in lane.moves(position.place) if m.label.kind == "invalid")
            answer = difference.parting.answer.removeprefix("key ")
            forced = replace(wrong, label=wrong.label._replace(name=answer))
        moves = (forced,) if forced is not None else None
        yield from self.onward(lane, position, difference.contacts, forced=moves)

    def onward(
        self,
        lane: Lane,
        position: Position,
        contacts: int,
        before: tuple[Move, ...] = (),
        forced: tuple[Move, ...] | None = None,
    ) -> Iterator[Fate]:
        """Yield where one side takes some contacts from a position on."""
        place = lane.place(position.place)
        been = sum(1 for move in before if move.source == position.place)
        wanted = forced or _wanted(lane, position)
        if place.kind == "end" or been >= _MOST_TIMES or not wanted:
            yield Fate(contacts, before, place)
            return
        for move, look, who in self._split(contacts, wanted):
            after = self.joint.sets.without(lane.walk.after(who, move), self.joint.figures)
            made = replace(move, look=look)
            yield from self.onward(lane, Position(move.target), after, (*before, made))

    def _split(self, contacts: int, wanted: Sequence[Move]) -> Iterator[tuple[Move, int, int]]:
        """Yield for each move who makes it: on an ordinary day if they can, then on any other."""
        sets, left = self.joint.sets, contacts
        for usual in (self.quiet(), EVERYTHING):
            for move in wanted:
                look = sets.both(move.look, usual)
                who = sets.both(left, look)
                if who:
                    yield move, look, who
                    left = sets.less(left, sets.without(who, self.joint.figures))


def _asks(lane: Lane, position: Position) -> bool:
    return isinstance(node_at(lane, position), MenuNode | CollectNode)


def _wanted(lane: Lane, position: Position) -> list[Move]:
    """Return the moves of an ordinary day, the likeliest first."""
    place, node = lane.place(position.place), node_at(lane, position)
    moves = lane.moves(position.place) if place.kind != "end" else ()
    if place.node == WAITING:
        return [move for move in moves if move.label.kind == "answered"]
    if place.kind == "queue" and not place.node:
        kinds = ("answered", "waits") if position.stage == IN else ("closed", "rule", "answered")
        return [move for kind in kinds for move in moves if move.label.kind == kind]
    match node:
        case MenuNode() | CollectNode():
            return [move for move in moves if move.label.kind == "silence"]
        case LookupNode():
            return list(moves[:1])
        case _:
            return list(moves)


@worker
class Path:
    """A way of one contact on both sides, step by step: states before each step and at the end."""

    steps: tuple[Step, ...]
    states: tuple[State, ...]

    def way(self, joint: Joint, side: int, *, lasting: bool) -> Way:
        """Return the way of one side; with `lasting` it waits in line as long as the other."""
        moves, states, since = [], [], 0
        for step, state in zip(self.steps, self.states, strict=False):
            move = step.moves[side]
            label = None if move is None else _own_time(joint.lanes[side], move.label)
            if move is not None and label is not None:
                fixed = _fixed(joint, step.guard, state)
                look = joint.sets.both(move.look, fixed)
                if label.kind == "answered" and lasting:
                    label = label._replace(at=since)
                moves.append(replace(move, look=look, label=label))
                states.append(state)
                since = 0
            else:
                others = (each.label.at for each in step.moves if each is not None)
                since = max((since, *others))
        states.append(self.states[-1])
        return Way(joint.lanes[side].walk, tuple(moves), tuple(states))


def _own_time(lane: Lane, label: Label) -> Label | None:
    """Return what happens at a moment when this side tests its rules, None if nothing does then.

    Sides are compared at the moments of both; a side whose own rules name no such limit tests them
    at its own next one, or at the next recheck. A key, and being back in line, need no test.
    """
    center = lane.space.center
    queue = center.program.queues.get(label.queue)
    if queue is None or not label.at or label.kind in ("press", "stays"):
        return label
    overflow = center.flows.get(("overflow", queue.overflow or ""))
    clock = clockwork(queue, overflow, center.flows[("queue", queue.name)])
    if label.at in clock.limits or label.at % clock.recheck == 0:
        return label
    if label.kind == "waited":
        return None
    recheck = -(-label.at // clock.recheck) * clock.recheck
    return label._replace(at=min([recheck, *(one for one in clock.limits if one > label.at)]))


def _fixed(joint: Joint, guard: int, state: State) -> int:
    """Return how the queues that a step asks about stand, so that both sides see the same."""
    asked = joint.sets.support(guard) & joint.figures
    box = {place: 1 << atom for place, atom in state.items() if asked >> place & 1}
    return joint.sets.box(box)


def alone(joint: Joint, side: int, move: Move) -> Step:
    """Return a move of one side, after the two have parted, as a step."""
    moves: Moves = (move, None) if side == 0 else (None, move)
    nowhere = (Position(0), Position(0))
    return Step(nowhere, move.look, move.sets, EVERYTHING, joint.figures, moves)


def find_path(
    comparison: Comparison, difference: Difference, among: int, onward: Sequence[Step]
) -> Path | None:
    """Return a shortest way of the most ordinary of some contacts to a difference and onward."""
    sets, joint = comparison.joint.sets, comparison.joint
    wanted = [EVERYTHING]
    for step in reversed(onward):
        wanted.insert(0, comparison.before(wanted[0], step))
    goal = sets.both(sets.both(difference.contacts, among), wanted[0])
    if not goal:
        return None
    usual = plausible(joint.lanes[1].space, joint.arrivals(goal))
    fixed = joint.arriving
    one = sets.box({place: 1 << atom for place, atom in usual.items() if fixed >> place & 1})
    layers = _layers(comparison, difference.pair, sets.both(goal, one))
    search = _Forward(comparison, Ordinary(joint).quiet())
    search.along(layers)
    for step, after in zip(onward, wanted[1:], strict=True):
        search.go(step, after)
    return Path(tuple(search.steps), tuple(search.states))


def find_alone(comparison: Comparison, begin: int, steps: Sequence[Step]) -> Path:
    """Return the way of the most ordinary of some contacts along steps of one side."""
    sets, joint = comparison.joint.sets, comparison.joint
    wanted = [EVERYTHING]
    for step in reversed(steps):
        wanted.insert(0, comparison.before(wanted[0], step))
    begun = sets.both(begin, wanted[0])
    usual = plausible(joint.lanes[1].space, joint.arrivals(begun))
    fixed = joint.arriving
    one = sets.box({place: 1 << atom for place, atom in usual.items() if fixed >> place & 1})
    search = _Forward(comparison, Ordinary(joint).quiet())
    search.begin(sets.both(begun, one))
    for step, after in zip(steps, wanted[1:], strict=True):
        search.go(step, after)
    return Path(tuple(search.steps), tuple(search.states))


_Layers = list[dict[int, int]]


def _layers(comparison: Comparison, pair: int, goal: int) -> _Layers:
    """Return, step by step back from a pair, who comes on to it, to the first who begin so."""
    sets = comparison.joint.sets
    layer, layers, seen = {pair: goal}, list[dict[int, int]](), dict[int, int]()
    while layer:
        layers.append(layer)
        if any(sets.both(who, comparison.begin.get(n, NOTHING)) for n, who in layer.items()):
            break
        for number, who in layer.items():
            seen[number] = sets.either(seen.get(number, NOTHING), who)
        found: dict[int, int] = {}
        for number, who in layer.items():
            for source, step in comparison.into.get(number, {}):
                before = sets.both(comparison.before(who, step), comparison.come[source])
                new = sets.less(before, seen.get(source, NOTHING))
                if new:
                    found[source] = sets.either(found.get(source, NOTHING), new)
        layer = found
    return layers


@worker
class _Forward:
    """One contact followed through layers of pairs, then along given steps."""

    comparison: Comparison
    quiet: int
    steps: list[Step] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def along(self, layers: _Layers) -> None:
        """Follow a contact from where it begins to the pair of the first layer."""
        sets = self.comparison.joint.sets
        for number, who in layers[-1].items():
            begun = sets.both(who, self.comparison.begin.get(number, NOTHING))
            if begun:
                self.begin(begun)
                break
        for layer in reversed(layers[:-1]):
            number = self._step(number, layer)

    def _step(self, number: int, layer: dict[int, int]) -> int:
        """Take a step from a pair into a layer."""
        sets = self.comparison.joint.sets
        for target, who in layer.items():
            for source, step in self.comparison.into.get(target, {}):
                if source == number and holds_for(
                    sets, self.comparison.before(who, step), self.states[-1]
                ):
                    self.go(step, who)
                    return target
        msg = "a contact on its way finds no step"
        raise AssertionError(msg)

    def go(self, step: Step, wanted: int) -> None:
        """Take a step so that the contact then stands as wanted."""
        sets = self.comparison.joint.sets
        here = sets.box({place: 1 << atom for place, atom in self.states[-1].items()})
        self.steps.append(step)
        self.begin(sets.both(self.comparison.after(here, step), wanted))

    def begin(self, contacts: int) -> None:
        """Let the contact stand in one of these ways, with quiet queues if they may be."""
        sets = self.comparison.joint.sets
        usual = sets.both(contacts, self.quiet)
        self.states.append(first_of(sets, usual or contacts))
