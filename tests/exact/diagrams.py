"""A center on binary decision diagrams (dd, with CUDD): who satisfies what.

Nothing of `ccdsl.analysis` answers here: atoms are concrete values, of which each test says by
itself whether it holds, and the diagrams are another library's.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from random import Random

from ccdsl.compiler import Compiled
from ccdsl.model.calendar import calendar_window
from ccdsl.model.flow import Flow
from ccdsl.model.flows import flatten_queue, flatten_rules, flatten_script
from ccdsl.model.walk import walk as nodes_of
from ccdsl.simulate.center import Center, opening
from ccdsl.simulate.conditions import literal
from ccdsl.simulate.world import Contact
from ccdsl.syntax import ast
from tests.exact.attributes import Domain, compares
from tests.exact.compare import takes
from tests.exact.force import Force, declared_in

try:
    from dd.cudd import BDD
except ImportError:  # a platform without its wheel
    from dd.autoref import BDD

NUMBERED = ("voice", "sms")
"""On these channels a number is dialed, and the caller has one, unless it is withheld."""
_HALF_HOUR = 1_800
_SECOND = 1_000
_FIGURES = ("agents", "available", "waiting", "expected-wait")
Cell = dict[Hashable, int]
"""For some axes the place of a value."""
FlowKey = tuple[str, str]


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

    def where(self, axis: Hashable, value: object) -> object:
        """Return where an axis takes a value."""
        return self.cube(axis, self.values[axis].index(value))

    def among(self, axis: Hashable, places: Iterable[int]) -> object:
        """Return where an axis takes one of some values."""
        return self.join(self.cube(axis, place) for place in places)

    def join(self, parts: Iterable[object]) -> object:
        """Return where one of some holds."""
        return reduce(lambda one, other: one | other, parts, self.bdd.false)

    def valid(self) -> object:
        """Return where every axis has a value; codes that mean none are left out."""
        whole = (self.among(axis, range(len(values))) for axis, values in self.values.items())
        return reduce(lambda one, other: one & other, whole, self.bdd.true)

    def without(self, one: object, axes: Iterable[Hashable]) -> object:
        """Return a set whatever some axes are."""
        return self.bdd.exist({bit for axis in axes for bit in self.bits[axis]}, one)

    def contains(self, one: object, cell: Cell) -> bool:
        """Whether a cell lies in what depends on its axes only."""
        said = {
            bit: bool(place >> n & 1)
            for axis, place in cell.items()
            for n, bit in enumerate(self.bits[axis])
        }
        return self.bdd.let(said, one) == self.bdd.true

    def a_cell(self, one: object, axes: Iterable[Hashable]) -> Cell:
        """Return a cell of what is not empty."""
        picked = self.bdd.pick(one)
        return {
            axis: sum(picked.get(bit, False) << n for n, bit in enumerate(self.bits[axis]))
            for axis in axes
        }

    def count(self, one: object, axes: Iterable[Hashable]) -> int:
        """Return how many cells lie in what depends on these axes only."""
        return int(self.bdd.count(one, sum(len(self.bits[axis]) for axis in axes)))


def flows_of(center: Center) -> Mapping[FlowKey, Flow]:
    """Return everything of a center that contacts go through, flattened."""
    view = center.view
    ruled = (*view.routings.values(), *view.overflows.values(), *view.after_hours.values())
    flows = [
        *map(flatten_rules, ruled),
        *map(flatten_script, view.scripts.values()),
        *map(flatten_queue, center.program.queues.values()),
    ]
    return {(flow.kind, flow.name): flow for flow in flows}


class Oracle:
    """A center as axes of concrete values, and where every condition holds."""

    def __init__(self, made: Compiled, random: Random) -> None:
        """Gather concrete values, one at least for each way in which all tests come out."""
        program = made.program
        self.center = Center(program=program, view=program.in_service)
        self.flows = flows_of(self.center)
        self.force = Force(self.center)
        self.coded = Encoded(BDD())
        self.nodes = [node for one in declared_in(self.center) for node in nodes_of(one)]
        self.nodes += [node for one in program.entries.values() for node in nodes_of(one)]
        self.domains = self._domains(random)
        self.known: dict[Hashable, object] = {}
        coded = self.coded
        coded.add("line", list(self.center.entries))
        coded.add("caller", self._callers(random))
        coded.add("time", self._instants(random))
        for flag in program.flags:
            coded.add(("flag", flag), (False, True))
        self.arrival = tuple(coded.values)
        """What is fixed when a contact arrives."""
        for name, domain in self.domains.items():
            coded.add(("attribute", name), (None, *domain.values))
        coded.add("language", self._languages())
        for queue in program.queues:
            for figure in _FIGURES:
                values = self.force.choices_of(queue, figure, {})
                coded.add((queue, figure), values)
        self.figures = tuple((queue, name) for queue in program.queues for name in _FIGURES)
        self.possible = coded.valid()
        for queue in program.queues:
            self.possible &= self._consistent(queue)
        arrives = coded.join(map(self._arrives, program.entries.values()))
        self.everybody = self.arriving(arrives & self.possible)

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

    def _domains(self, random: Random) -> dict[str, Domain]:
        steps = [node for flow in self.flows.values() for node in flow.nodes.values()]
        return {
            name: Domain(self.center, declared, self.nodes, steps, random)
            for name, declared in self.center.program.attributes.items()
        }

    def _languages(self) -> list[str]:
        used = [node.language.tag for node in self.nodes if isinstance(node, ast.SetLanguage)]
        entries = map(self.first_language, self.center.program.entries.values())
        return list(dict.fromkeys((*entries, *used)))

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

    def of(self, test: ast.Condition | None, queue: str | None = None, waited: int = 0) -> object:
        """Return where a condition holds; bare figures are those of a queue.

        `waited` is how long a contact is there, in milliseconds.
        """
        bdd = self.coded.bdd
        match test:
            case None:
                return bdd.true
            case ast.And(parts=parts):
                found = (self.of(part, queue, waited) for part in parts)
                return reduce(lambda one, other: one & other, found)
            case ast.Or(parts=parts):
                found = (self.of(part, queue, waited) for part in parts)
                return reduce(lambda one, other: one | other, found)
            case ast.Not(part=part):
                return ~self.of(part, queue, waited)
            case ast.QueueTest(queue=name, figures=figures):
                found = (self._figure(name.text, figure, waited) for figure in figures)
                return reduce(lambda one, other: one & other, found)
            case ast.Figure() | ast.Full():
                return bdd.false if queue is None else self._figure(queue, test, waited)
            case _:
                if test.span not in self.known:
                    self.known[test.span] = self._atoms(test)
                return self.known[test.span]

    def _atoms(self, test: ast.Condition) -> object:
        axis = self._axis(test)
        values = enumerate(self.coded.values[axis])
        return self.coded.among(axis, (n for n, value in values if self._holds(test, value)))

    def _figure(self, queue: str, figure: ast.Figure | ast.Full, waited: int) -> object:
        if isinstance(figure, ast.Full):
            most = self.center.program.queues[queue].max_waiting
            if most is None:
                return self.coded.bdd.false
            name, compare, bound = "waiting", ">=", most
        else:
            name, compare = figure.figure, figure.operator
            bound = getattr(figure.bound, "ms", None)
            bound = figure.bound.value if bound is None else bound
        if name == "wait":
            holds = compares(waited // _SECOND * _SECOND, compare, bound)
            return self.coded.bdd.true if holds else self.coded.bdd.false
        values = enumerate(self.coded.values[(queue, name)])
        known = ((n, value) for n, value in values if value is not None)
        return self.coded.among(
            (queue, name), (n for n, value in known if compares(value, compare, bound))
        )

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
            case ast.LanguageTest():
                return "language"
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
                return channel in NUMBERED and any(
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
            case ast.AttributeTest() | ast.AttributeCompare():
                return self.domains[test.attribute.text].holds(test, value)
            case ast.ChannelTest():
                return value[0] in [one.text for one in test.channels]
            case ast.LanguageTest():
                return value in [one.tag for one in test.languages]
            case ast.EntryTest():
                entry = self.center.entries[value].name.text
                return entry in [one.text for one in test.entries]
            case _:
                raise AssertionError(test)

    def closed(self, hours: str) -> object:
        """Return when opening hours are closed."""
        read, instants = self.center.program.hours[hours], self.coded.values["time"]
        stands = (opening(self.center, read, instant) for instant in instants)
        return self.coded.among("time", (n for n, one in enumerate(stands) if not one.is_open))

    def on(self, channel: str) -> object:
        """Return the contacts of a channel."""
        lines = enumerate(self.coded.values["line"])
        return self.coded.among("line", (n for n, (its, _) in lines if its == channel))

    def first_language(self, entry: ast.Entry) -> str:
        """Return the language in which contacts arrive at an entry."""
        return (entry.language or self.center.declared.languages[0]).tag

    def begins(self, routing: str) -> object:
        """Return the contacts that arrive at the rules of a routing, however queues stand."""
        found = self.coded.bdd.false
        for entry in self.center.program.entries.values():
            if entry.routing.text == routing:
                found |= self._arrives(entry)
        return found & self.possible

    def _arrives(self, entry: ast.Entry) -> object:
        coded, channel = self.coded, entry.arrival.channel
        here = coded.join(
            coded.where("line", (channel, ast.written(one))) for one in entry.arrival.addresses
        )
        here &= coded.where("language", self.first_language(entry))
        if channel not in NUMBERED:
            here &= coded.where("caller", None)
        given = {one.attribute.text: literal(one.value) for one in entry.sets}
        for name, domain in self.domains.items():
            value = domain.stands_for(given[name]) if name in given else None
            here &= coded.where(("attribute", name), value)
        return here

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
        if caller is not None and channel not in NUMBERED:
            return None
        instant = self.coded.values["time"][cell["time"]]
        return Contact(channel=channel, to=to, caller=caller, instant=instant)

    def only(self, contacts: object, axes: Iterable[Hashable]) -> object:
        """Return some contacts by some axes alone."""
        kept = set(axes)
        return self.coded.without(
            contacts, (axis for axis in self.coded.values if axis not in kept)
        )

    def arriving(self, contacts: object) -> object:
        """Return some contacts as classes: by line, caller, time and flags alone."""
        return self.only(contacts, self.arrival)
