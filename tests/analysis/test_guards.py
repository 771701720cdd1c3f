"""Conditions as sets of contacts, against the interpreter's own answer about one contact."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest

from ccdsl.analysis.asking import Context
from ccdsl.analysis.axes import CALLER, LINE, TIME, Axis, Line
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.ways import State
from ccdsl.simulate.center import Center, Opening, opening
from ccdsl.simulate.conditions import holds
from ccdsl.simulate.world import AttributeValue, QueueState
from ccdsl.syntax import ast
from tests.exact.compare import NUMBERS_TRIED, lies_in, walks_of
from tests.exact.force import Force
from tests.exact.small import center_text
from tests.runtime.tables import compile_files

TIMES = 12
_RULELESS = (1, 13)
"""Centers in which nobody comes to a rule with a condition."""


@dataclass
class Now:
    """One contact at one moment, as the interpreter asks about it."""

    center: Center
    line: Line
    caller: str | None
    instant: int
    flags: dict[str, bool]
    attributes: dict[str, AttributeValue]
    queues: dict[str, QueueState] = field(default_factory=dict)

    @property
    def entry(self) -> ast.Entry:
        return self.center.entries[(self.line.channel, self.line.address)]

    @property
    def channel(self) -> str:
        return self.line.channel

    @property
    def language(self) -> str:
        return (self.entry.language or self.center.declared.languages[0]).tag

    @property
    def dialed(self) -> str | None:
        return self.line.address if self.channel in ("voice", "sms") else None

    def opening(self, hours: str) -> Opening:
        return opening(self.center, self.center.program.hours[hours], self.instant)

    def flag(self, name: str) -> bool:
        return self.flags[name]

    def queue_state(self, queue: str) -> QueueState:
        return self.queues[queue]


def _now(space: Space, center: Center, random: Random) -> Now:
    """Return any contact of a space, at any moment."""
    force = Force(center)
    line = random.choice(space.axes.lines)
    numbered = line.channel in ("voice", "sms")
    cuts = space.axes.instants.cuts
    values: dict[str, AttributeValue] = {}
    for name, declared in center.program.attributes.items():
        if random.random() < 0.7:
            text = random.choice(force.values[name])
            values[name] = int(text) if declared.type == "number" else text
    queues = {}
    for name in center.program.queues:
        known: dict[str, int | None] = {}
        for figure in ("agents", "available", "waiting", "expected-wait"):
            known[figure] = random.choice(force.choices_of(name, figure, known))
        queues[name] = QueueState(
            agents=known["agents"],
            available=known["available"],
            waiting=known["waiting"],
            expected_wait=known["expected-wait"],
        )
    return Now(
        center=center,
        line=line,
        caller=random.choice(NUMBERS_TRIED) if numbered else None,
        instant=random.randrange(cuts[0], cuts[-1]),
        flags={name: random.random() < 0.5 for name in center.program.flags},
        attributes=values,
        queues=queues,
    )


def _only(bits: int) -> int:
    assert bits.bit_count() == 1
    return bits.bit_length() - 1


def _cell(space: Space, now: Now) -> State:
    """Return the atom of every variable for a contact."""
    axes = space.axes
    inside = axes.callers.with_number if now.caller else ~axes.callers.with_number
    inside &= (1 << axes.callers.size) - 1
    for test, bits in axes.callers.tests.items() if now.caller else ():
        inside &= bits if test.take(now.caller or "") else ~bits
    at = axes.instants.class_at(now.instant)
    assert at is not None
    state = {
        axes.places[LINE]: axes.lines.index(now.line),
        axes.places[CALLER]: _only(inside),
        axes.places[TIME]: at,
    }
    for axis, place in axes.places.items():
        match axis.kind:
            case "flag":
                state[place] = int(now.flags[axis.name])
            case "attribute":
                value = now.attributes.get(axis.name)
                typed = axes.attributes[axis.name].typed(str(value))
                state[place] = 0 if value is None else _only(typed)
            case "figure":
                state[place] = _range(space, now, axis)
            case _:
                state.setdefault(place, 0)
    return state


def _range(space: Space, now: Now, axis: Axis) -> int:
    stands, ranges = now.queues[axis.name], space.axes.figures[(axis.name, axis.of)]
    value = {
        "agents": stands.staffed,
        "available": stands.free,
        "waiting": stands.ahead,
        "expected-wait": stands.expected_wait,
    }[axis.of]
    if value is None:
        return len(ranges.starts)
    return max(place for place, start in enumerate(ranges.starts) if start <= value)


def _conditions(space: Space) -> Iterator[tuple[ast.Condition, str, tuple[int, ...]]]:
    """Yield every condition of the rules of a space, in which queue, and when it is tested."""
    for key in space.flows:
        flow = space.center.flows[key]
        conditions = [rule.condition for rule in flow.rules if rule.condition is not None]
        if flow.kind != "overflow":
            yield from ((one, "", (0,)) for one in conditions)
            continue
        for queue in space.center.program.queues.values():
            if queue.overflow == flow.name and ("queue", queue.name) in space.flows:
                clock = space.center.clock(queue)
                yield from ((one, queue.name, (0, *clock.limits)) for one in conditions)


@pytest.mark.parametrize("seed", [seed for seed in range(30) if seed not in _RULELESS])
def test_a_condition_is_the_set_of_those_for_whom_it_holds(seed: int) -> None:
    made = compile_files({"center.ccdsl": center_text(seed).encode()})
    center = Center(program=made.program, view=made.program.in_service)
    random, asked = Random(seed), 0
    for walked in walks_of(made):
        space = walked.space
        for condition, queue, moments in _conditions(space):
            for _ in range(TIMES):
                now, waited = _now(space, center, random), random.choice(moments)
                context = Context(now.channel, now.language, queue, waited)
                inside = lies_in(space.sets, space.guards.of(condition, context), _cell(space, now))
                assert inside is holds(condition, now, queue or None, waited)
                asked += 1
    assert asked


@pytest.mark.parametrize("seed", range(10))
def test_queues_stand_in_every_way_that_is_consistent(seed: int) -> None:
    made = compile_files({"center.ccdsl": center_text(seed).encode()})
    center = Center(program=made.program, view=made.program.in_service)
    random = Random(seed)
    for walked in walks_of(made):
        space = walked.space
        for _ in range(TIMES):
            now = _now(space, center, random)
            cell = _cell(space, now)
            for name in now.queues:
                assert lies_in(space.sets, space.guards.consistent(name), cell)
                free = lies_in(space.sets, space.guards.free(name), cell)
                known = (name, "available") in space.axes.figures
                assert free is (now.queues[name].free > 0 or not known)
