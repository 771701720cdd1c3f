"""First-match rules by another implementation, on binary decision diagrams (dd, with CUDD).

Nothing of `ccdsl.analysis` answers in the oracle: atoms are concrete values, of which each test
says by itself whether it holds, and the diagrams are another library's. `python -m tests.exact.dd`
compares the answers about every rule of the routings of generated centers with the engine's.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from random import Random

from ccdsl.analysis.asking import Context
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Goals, who_reaches
from ccdsl.compiler import Compiled
from ccdsl.model.calendar import calendar_window
from ccdsl.model.walk import walk as nodes_of
from ccdsl.simulate.center import Center, opening, written
from ccdsl.simulate.conditions import literal
from ccdsl.simulate.world import Contact
from ccdsl.syntax import ast
from tests.exact.compare import Tried, lies_in, state_of, takes, walks_of
from tests.exact.force import Force, declared_in
from tests.exact.running import Counted, run_centers
from tests.generated.center import center_files
from tests.runtime.tables import compile_files

try:
    from dd.cudd import BDD
except ImportError:  # a platform without its wheel
    from dd.autoref import BDD

_HALF_HOUR = 1_800
_FIGURES = ("agents", "available", "waiting", "expected-wait")
Cell = dict[Hashable, int]
"""For some axes the place of a value."""


@dataclass
class Encoded:
    """Axes of concrete values, each coded in as many bits as it needs."""

    bdd: BDD
    values: dict[Hashable, list[object]] = field(default_factory=dict)
    bits: dict[Hashable, list[str]] = field(default_factory=dict)

    def add(self, axis: Hashable, values: Sequence[object]) -> None:
        """Add an axis."""
        self.values[axis] = list(values)
        count = max(1, (len(values) - 1).bit_length())
        self.bits[axis] = [f"x{len(self.bits)}_{number}" for number in range(count)]
        self.bdd.declare(*self.bits[axis])

    def cube(self, axis: Hashable, place: int) -> object:
        """Return where an axis takes its value at a place."""
        return self.bdd.cube({bit: bool(place >> n & 1) for n, bit in enumerate(self.bits[axis])})

    def among(self, axis: Hashable, places: Iterator[int]) -> object:
        """Return where an axis takes one of some values."""
        return self.join(self.cube(axis, place) for place in places)

    def join(self, parts: Iterator[object]) -> object:
        """Return where one of some holds."""
        return reduce(lambda one, other: one | other, parts, self.bdd.false)

    def valid(self) -> object:
        """Return where every axis has a value; codes that mean none are left out."""
        whole = (self.among(axis, iter(range(len(v)))) for axis, v in self.values.items())
        return reduce(lambda one, other: one & other, whole, self.bdd.true)

    def contains(self, one: object, cell: Cell) -> bool:
        """Whether a cell lies in what depends on its axes only."""
        said = {
            bit: bool(place >> n & 1)
            for axis, place in cell.items()
            for n, bit in enumerate(self.bits[axis])
        }
        return self.bdd.let(said, one) == self.bdd.true


class Oracle:
    """The rules of a center's routings as diagrams."""

    def __init__(self, made: Compiled, random: Random) -> None:
        """Gather concrete values, one at least for each way in which all tests come out."""
        program = made.program
        self.center = Center(program=program, view=program.in_service)
        self.force = Force(self.center)
        self.coded = Encoded(BDD())
        self.nodes = [node for one in declared_in(self.center) for node in nodes_of(one)]
        coded = self.coded
        coded.add("line", list(self.center.entries))
        coded.add("caller", self._callers(random))
        coded.add("time", self._instants(random))
        for flag in program.flags:
            coded.add(("flag", flag), (False, True))
        for name in program.attributes:
            coded.add(("attribute", name), (None, *self.force.values[name]))
        for queue in program.queues:
            for figure in _FIGURES:
                values = self.force.choices_of(queue, figure, {})
                coded.add((queue, figure), values)
        self.possible = coded.valid()
        for queue in program.queues:
            self.possible &= self._consistent(queue)

    def _consistent(self, queue: str) -> object:
        """Return where no more are available than are staffed."""
        coded = self.coded
        agents, free = (coded.values[(queue, name)] for name in ("agents", "available"))
        return coded.join(
            coded.cube((queue, "agents"), n) & coded.cube((queue, "available"), m)
            for n, staffed in enumerate(agents)
            for m, available in enumerate(free)
            if available <= staffed
        )

    def _callers(self, random: Random) -> list[str | None]:
        tests = [
            value
            for node in self.nodes
            if isinstance(node, ast.NumberTest) and node.subject == "caller"
            for value in node.values
        ]
        wholes, begun = set[str](), {"+1310555", "+49"}
        for test in tests:
            lists = self.center.numbers.get(getattr(test, "text", ""), (frozenset(), ()))
            wholes |= lists[0] | ({test.number} if isinstance(test, ast.Phone) else set())
            begun |= {*lists[1], *([test.digits] if isinstance(test, ast.Prefix) else [])}
        numbers = sorted(wholes) + [
            one + "".join(random.choices("0123456789", k=12 - len(one)))
            for one in sorted(begun)
            for _ in range(4)
        ]
        groups: dict[Hashable, list[str]] = {}
        for number in numbers:
            held = tuple(takes(self.center, test, number) for test in tests)
            groups.setdefault(held, []).append(number)
        return [*(random.choice(group) for group in groups.values()), None]

    def _instants(self, random: Random) -> list[int]:
        window = calendar_window(self.center.declared)
        groups: dict[Hashable, list[int]] = {}
        hours = self.center.program.hours.values()
        for start in range(window.start, window.end - _HALF_HOUR + 1, _HALF_HOUR):
            instant = start + random.randrange(_HALF_HOUR)
            stands = tuple(opening(self.center, each, instant) for each in hours)
            held = tuple((one.is_open, one.is_holiday) for one in stands)
            groups.setdefault(held, []).append(instant)
        return [random.choice(group) for group in groups.values()]

    def of(self, condition: ast.Condition | None) -> object:
        """Return where a condition holds."""
        bdd = self.coded.bdd
        match condition:
            case None:
                return bdd.true
            case ast.And(parts=parts):
                return reduce(lambda one, other: one & other, map(self.of, parts))
            case ast.Or(parts=parts):
                return reduce(lambda one, other: one | other, map(self.of, parts))
            case ast.Not(part=part):
                return ~self.of(part)
            case ast.QueueTest(queue=queue, figures=figures):
                parts = [self._figure(queue.text, figure) for figure in figures]
                return reduce(lambda one, other: one & other, parts)
            case _:
                axis = self._axis(condition)
                values = enumerate(self.coded.values[axis])
                return self.coded.among(
                    axis, (n for n, value in values if self._holds(condition, value))
                )

    def _figure(self, queue: str, figure: ast.Figure | ast.Full) -> object:
        if isinstance(figure, ast.Full):
            most = self.center.program.queues[queue].max_waiting
            if most is None:
                return self.coded.bdd.false
            name, compare, bound = "waiting", ">=", most
        else:
            name, compare = figure.figure, figure.operator
            bound = getattr(figure.bound, "ms", None)
            bound = figure.bound.value if bound is None else bound
        values = enumerate(self.coded.values[(queue, name)])
        holding = (n for n, value in values if value is not None and _ok(value, compare, bound))
        return self.coded.among((queue, name), holding)

    def _axis(self, test: ast.Condition) -> Hashable:
        match test:
            case ast.CallerWithheld() | ast.NumberTest(subject="caller"):
                return "caller"
            case ast.HoursTest():
                return "time"
            case ast.FlagTest():
                return ("flag", test.flag.text)
            case ast.AttributeTest() | ast.AttributeCompare():
                return ("attribute", test.attribute.text)
            case _:
                return "line"

    def _holds(self, test: ast.Condition, value: object) -> bool:
        """Whether a test holds of a concrete value of its axis."""
        match test:
            case ast.CallerWithheld():
                return value is None
            case ast.NumberTest(subject="caller"):
                return value is not None and any(
                    takes(self.center, one, value) for one in test.values
                )
            case ast.NumberTest():
                channel, number = value
                return channel in ("voice", "sms") and any(
                    takes(self.center, one, number) for one in test.values
                )
            case ast.HoursTest():
                reads = opening(self.center, self.center.program.hours[test.hours.text], value)
                return {
                    "holiday": reads.is_holiday,
                    "open": reads.is_open,
                    "closed": not reads.is_open,
                }[test.state]
            case ast.FlagTest():
                return value is test.on
            case ast.AttributeTest():
                return value is not None and any(_equals(value, one) for one in test.values)
            case ast.AttributeCompare():
                return value is not None and _ok(int(value), test.operator, test.bound.value)
            case ast.ChannelTest():
                return value[0] in [one.text for one in test.channels]
            case ast.LanguageTest():
                return self._language(value) in [one.tag for one in test.languages]
            case ast.EntryTest():
                entry = self.center.entries[value].name.text
                return entry in [one.text for one in test.entries]
            case _:
                raise AssertionError(test)

    def _language(self, line: tuple[str, str]) -> str:
        entry = self.center.entries[line]
        return (entry.language or self.center.declared.languages[0]).tag

    def begins(self, routing: str) -> object:
        """Return the contacts that arrive at the rules of a routing, however queues stand."""
        coded, found = self.coded, self.coded.bdd.false
        for entry in self.center.program.entries.values():
            if entry.routing.text != routing:
                continue
            lines = [(entry.arrival.channel, written(one)) for one in entry.arrival.addresses]
            places = (coded.values["line"].index(line) for line in lines)
            here = coded.among("line", places)
            if entry.arrival.channel not in ("voice", "sms"):
                here &= coded.cube("caller", coded.values["caller"].index(None))
            for name in self.center.program.attributes:
                value = next(
                    (literal(one.value) for one in entry.sets if one.attribute.text == name), None
                )
                axis = ("attribute", name)
                here &= coded.cube(axis, coded.values[axis].index(value))
            found |= here
        return found & self.possible

    def rules(self, routing: ast.Routing) -> list[tuple[object, object]]:
        """Return for every rule who is taken by it, and for whom its condition holds at all."""
        left, found = self.begins(routing.name.text), []
        begun = left
        for rule in routing.rules:
            holds = self.of(rule.condition)
            found.append((left & holds, begun & holds))
            left &= ~holds
        return found

    def contact(self, cell: Cell) -> Contact | None:
        """Return the contact of a cell, None where it names a caller its channel does not know."""
        channel, to = self.coded.values["line"][cell["line"]]
        caller = self.coded.values["caller"][cell["caller"]]
        if caller is not None and channel not in ("voice", "sms"):
            return None
        instant = self.coded.values["time"][cell["time"]]
        return Contact(channel=channel, to=to, caller=caller, instant=instant)

    def arriving(self, contacts: object) -> object:
        """Return some contacts as classes: by line, caller, time and flags alone."""
        rest = {
            bit
            for axis, bits in self.coded.bits.items()
            if axis not in ("line", "caller", "time") and axis[0] != "flag"
            for bit in bits
        }
        return self.coded.bdd.exist(rest, contacts)


def _ok(value: int, compare: str, bound: int) -> bool:
    return {
        ">": value > bound,
        ">=": value >= bound,
        "<": value < bound,
        "<=": value <= bound,
        "=": value == bound,
    }[compare]


def _equals(value: str, test: ast.Value) -> bool:
    if isinstance(test, ast.Prefix):
        return value.startswith(test.digits)
    return value == literal(test)


@dataclass
class Result(Counted):
    """What was compared at one center, or at all."""

    rules: int = 0
    dead: int = 0
    impossible: int = 0
    answers: int = 0


def compare(made: Compiled, random: Random, cells: int = 40) -> Result:
    """Return where the engine and the oracle differ about the rules of a center's routings."""
    oracle = Oracle(made, random)
    values = oracle.coded.values
    picked = [
        {axis: random.randrange(len(of)) for axis, of in values.items()} for _ in range(cells)
    ]
    tried = [
        {axis: at for axis, at in cell.items() if isinstance(axis, str) or axis[0] == "flag"}
        for cell in picked
    ]
    comparison = _Comparison(oracle, [cell for cell in tried if oracle.contact(cell)], Result(1))
    for walked in walks_of(made):
        for name in dict.fromkeys(entry.routing.text for entry in walked.space.entries):
            comparison.routing(walked, name)
    return comparison.result


@dataclass
class _Comparison:
    """Every rule of a routing, and the same cells of contacts at each."""

    oracle: Oracle
    tried: list[Cell]
    result: Result

    def routing(self, walked: Walk, name: str) -> None:
        """Compare the rules of a routing."""
        space, none = walked.space, self.oracle.coded.bdd.false
        flow = space.center.flows[("routing", name)]
        judged = self.oracle.rules(self.oracle.center.view.routings[name])
        for number, (rule, (taken, holds)) in enumerate(zip(flow.rules, judged, strict=True), 1):
            here = f"rule {number} of {name}"
            goals = {
                at: walked.come[at]
                for at, place in walked.reached()
                if (place.kind, place.name, place.node) == ("routing", name, rule.target)
            }
            possible = self._possible(walked, name, rule.condition)
            self._same(f"{here}: whether it matches", bool(goals), taken != none)
            self._same(f"{here}: whether anybody satisfies it", possible, holds != none)
            self.result.rules += 1
            self.result.dead += not goals
            self.result.impossible += not possible
            self._contacts(here, walked, goals, taken)

    def _possible(self, walked: Walk, name: str, condition: ast.Condition | None) -> bool:
        """Whether, by the engine, a condition holds of anybody who begins at a routing."""
        space = walked.space
        for number, who in walked.begin.items():
            at = walked.places[number]
            guard = space.guards.of(condition, Context(at.channel, at.language))
            can = walked.rules.possible((condition,), who, Context("", ""))
            if at.name == name and space.sets.both(can, guard):
                return True
        return False

    def _contacts(self, here: str, walked: Walk, goals: Goals, taken: object) -> None:
        """Compare who is taken by a rule, contact by contact."""
        space = walked.space
        rest = ((1 << len(space.axes.sizes)) - 1) & ~space.arriving
        who = space.sets.without(who_reaches(walked, goals), rest)
        classes = self.oracle.arriving(taken)
        for cell in self.tried:
            contact = self.oracle.contact(cell)
            flags = {axis[1]: bool(at) for axis, at in cell.items() if not isinstance(axis, str)}
            state = state_of(space, Tried(contact, flags))
            if state is not None:
                self.result.answers += 1
                holds = self.oracle.coded.contains(classes, cell)
                self._same(f"{here}: {contact} {flags}", lies_in(space.sets, who, state), holds)

    def _same(self, about: str, engine: bool, oracle: bool) -> None:
        if engine is not oracle:
            self.result.differing.append(f"{about}: {engine} by the engine, {oracle} by the oracle")


def one_center(seed: int) -> Result:
    """Compare one generated center."""
    return compare(compile_files(center_files(seed)), Random(f"dd {seed}"))


def told(total: Result) -> Iterator[str]:
    """Yield what was seen, line by line."""
    yield f"{total.centers} centers by {BDD.__module__}, {total.rules} rules of routings"
    yield f"{total.dead} never match, of which nobody satisfies {total.impossible}"
    yield f"{total.answers} more answers about contacts"


if __name__ == "__main__":
    raise SystemExit(run_centers("tests.exact.dd", __doc__, one_center, told, centers=200))
