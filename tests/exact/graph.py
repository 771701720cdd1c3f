"""Everything that can happen to one contact as a graph of choices, by the interpreter alone.

A node is a choice that comes up, with what decides the future; an edge is what happens from one
choice to the next. What a requirement asks along the way (which prompts, which places, how queues
stand, for how long the contact has waited) is noted on the edges in order.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from ccdsl.model.walk import walk
from ccdsl.simulate.trace import StepKind
from ccdsl.simulate.waiting import Waiting
from ccdsl.simulate.world import (
    ChoiceError,
    Contact,
    Input,
    Press,
    QueueState,
    Waits,
    World,
)
from ccdsl.source import Span
from ccdsl.syntax import ast
from tests.exact.force import Asker, Force, ForcedRun, SeenError, Stand

T = TypeVar("T")
ROOT = (-1, 0)
_SECOND = 1_000
_STEPS = {"rule", "step", "queue"}


class Passed(NamedTuple):
    """A contact goes through a step, a queue or a rule."""

    kind: str
    name: str
    span: Span


class Heard(NamedTuple):
    """A prompt is said."""

    prompt: str


class Stands(NamedTuple):
    """Queues stand so in a look, by (queue, figure); the contact is in a queue ("": in none)."""

    figures: tuple[tuple[tuple[str, str], int | None], ...]
    queue: str = ""
    waited: int = 0
    answered: bool = False


class Looked(NamedTuple):
    """A look begins: queues may stand otherwise than in the one before."""


Event = Passed | Heard | Stands | Looked


class Ended(NamedTuple):
    """How a contact ended."""

    kind: str
    name: str
    by: str = ""


@dataclass(slots=True)
class Edge:
    """What happens after a choice: then comes another one, or an end, or nothing for ever."""

    events: tuple[Event, ...]
    target: int | None = None
    end: Ended | None = None


@dataclass(slots=True)
class Choice:
    """A choice that comes up: where, what about, and what can be chosen.

    `look` says in which look of queues it comes up, None for all that is no look.
    """

    site: tuple[Hashable, ...]
    options: tuple[Hashable, ...]
    look: Hashable


@dataclass
class Graph:
    """The choices of one contact; the edge of `ROOT` is what comes before the first."""

    choices: list[Choice] = field(default_factory=list)
    edges: dict[tuple[int, int], Edge] = field(default_factory=dict)
    numbers: dict[Hashable, int] = field(default_factory=dict)

    def from_node(self, number: int) -> list[tuple[Hashable, Edge]]:
        """Return every option of a choice with what happens then."""
        options = self.choices[number].options
        return [(option, self.edges[(number, at)]) for at, option in enumerate(options)]


class NotingStand(Stand):
    """A queue in a look, whose figures are noted as they are chosen."""

    def _figure(self, name: str) -> int | None:
        known = name in self.figures
        found = super()._figure(name)
        if not known and isinstance(self.asker, Noter):
            self.asker.note_figures()
        return found

    @property
    def wait(self) -> int | None:
        """How long nobody takes the contact; whether anybody does is noted."""
        found = super().wait
        if self.mode == "looked at" and isinstance(self.asker, Noter):
            self.asker.note_figures(answered=found is None)
        return found


class Noter(Asker):
    """Makes choices along a path of the graph, and draws the next edge."""

    run: "NotingRun"
    force: "GraphForce"

    def __init__(self, force: "GraphForce", world: World, way: list[tuple[int, int]]) -> None:
        """Begin with nothing asked."""
        super().__init__(force, world, [])
        self.way = way

    def ask(self, site: Hashable, options: Sequence[T]) -> T:
        """Return the option that the way says; past its end draw the edge to this choice."""
        assert isinstance(site, tuple)
        if len(options) == 1:
            return options[0]
        if self.asked == len(self.way):
            self._come(site, options)
        self.asked += 1
        self.asked_at = len(self.run.taken)
        self.run.events = []
        return options[self.way[self.asked - 1][1]]

    def _come(self, site: tuple[Hashable, ...], options: Sequence[Hashable]) -> None:
        graph = self.force.graph
        look = self.run.look_at if site[0] in ("figure", "taken") else None
        key = (site, look, *self.run.state(site))
        known = graph.numbers.get(key)
        number = len(graph.choices) if known is None else known
        self.draw(target=number)
        if known is not None:
            raise SeenError
        graph.numbers[key] = number
        graph.choices.append(Choice(site, tuple(options), look))
        for option in range(1, len(options)):
            self.force.ways.append([*self.way, (number, option)])
        self.way.append((number, 0))

    def draw(self, target: int | None = None, end: Ended | None = None) -> None:
        """Draw the edge from the last choice."""
        edge = Edge(tuple(self.run.events), target, end)
        self.force.graph.edges[self.way[-1] if self.way else ROOT] = edge

    def look(self) -> None:
        """Let every queue stand anyhow again."""
        super().look()
        self.run.events.append(Looked())

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands in this look."""
        if name not in self.stands:
            self.stands[name] = NotingStand(self, name)
        return self.stands[name]  # type: ignore[return-value]

    def note_figures(self, *, answered: bool = False) -> None:
        """Note how queues stand in this look, as far as it was asked."""
        queue, waited = self.run.inside
        known = tuple(sorted(self.known_figures()))
        self.run.events.append(Stands(known, queue, waited, answered))

    def known_figures(self) -> Iterator[tuple[tuple[str, str], int | None]]:
        """Yield every figure that was chosen in this look."""
        for queue, stand in self.stands.items():
            for figure, value in stand.figures.items():
                yield (queue, figure), value

    def input_in_line(self, queue: str) -> Input | None:
        """Go on, be answered, or press a key; that the contact is there then is noted."""
        line = self.run.lines[-1]
        stand = line.state
        assert isinstance(stand, Stand)
        stand.mode, stand.closes, stand.later = "waits", None, ()
        keys = [one.key.keys for one in line.queue.written.keys]
        options = ["", "answer", *(keys if self.run.channel == "voice" else [])]
        at = self.force.normal(line, line.waited)
        chosen = self.ask(("line", queue, at, line.told_closed), options)
        if chosen == "answer":
            stand.mode = "answers"
            self.run.events.append(Stands((), queue, line.waited, answered=True))
            return None
        if chosen:
            self.run.events.append(Stands((), queue, line.waited))
            return Press(keys=(chosen,))
        return self._until_next(line, stand)

    def _until_next(self, line: Waiting, stand: Stand) -> Waits:
        """Wait until the next test, or before it until a requirement makes a difference."""
        found = super()._wait(line, stand)
        moment = line.waited + found.ms
        bounds = self.force.waits.get(line.queue.name, ())
        sooner = min((one for one in bounds if line.waited < one < moment), default=None)
        if sooner is not None:
            # Between two tests nothing closes and no rule is tested.
            stand.closes, stand.later = None, ()
            moment = sooner
        self.run.events.append(Stands((), line.queue.name, moment))
        return Waits(ms=moment - line.waited)


class NotingRun(ForcedRun):
    """One contact on one way through the graph."""

    choices: Noter

    def __init__(self, force: "GraphForce", contact: Contact, choices: Noter) -> None:
        """Begin outside any queue."""
        self.events: list[Event] = []
        self.inside: tuple[str, int] = ("", 0)
        self.look_at: Hashable = None
        super().__init__(force, contact, choices)

    def note(self, kind: StepKind, name: str, span: Span, detail: str = "") -> None:
        """Note what a requirement may ask about."""
        super().note(kind, name, span, detail)
        if kind == "hear":
            self.events.append(Heard(name))
        elif kind in _STEPS:
            self.events.append(Passed(kind, name, span))
        if kind == "queue":
            self.inside, self.look_at = (name, 0), ("queue", name)

    def first_match(
        self, rules: tuple[ast.Rule, ...], name: ast.Name, queue: str | None = None, waited: int = 0
    ) -> ast.Treatment | None:
        """Note the moment at which rules are tested."""
        self.inside = (queue or "", waited)
        self.look_at = name.span
        if queue is not None:
            line = self.lines[-1]
            is_first = not self.known_lines or self.known_lines[-1] is not line
            at = self.force.normal(line, waited)
            self.look_at = ("queue", queue) if is_first else ("test", queue, at)
            self.events.append(Stands((), queue, waited))
        return super().first_match(rules, name, queue, waited)

    def holds(
        self, condition: ast.Condition, span: Span, queue: str | None = None, waited: int = 0
    ) -> bool:
        """Note that a `when` is no test of a queue."""
        if not self.by_rules:
            self.inside, self.look_at = ("", 0), span
        return super().holds(condition, span, queue, waited)

    def state(self, site: Hashable) -> tuple[Hashable, ...]:
        """Return what decides the future; whether notices were heard does, too."""
        heard = self.heard & {one.text for one in self.center.notices.values()}
        figures: Hashable = ()
        if isinstance(site, tuple) and site[0] == "taken":
            # A requirement may ask how the queue stands that an agent answers at once.
            figures = tuple(sorted(self.choices.known_figures()))
        return (*super().state(site), tuple(sorted(heard)), figures)


@dataclass
class GraphForce(Force):
    """Draws the graph of choices of contacts; `waits` are further moments that matter in line."""

    graph: Graph = field(default_factory=Graph)
    ways: list[list[tuple[int, int]]] = field(default_factory=list)
    waits: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def also(self, conditions: Iterable[ast.Condition | None], numbers: Iterable[str]) -> None:
        """Tell apart what some requirements ask, too: how queues stand, and where calls go."""
        tests = [node for one in conditions if one is not None for node in walk(one)]
        waits: dict[str, set[int]] = {}
        for test in tests:
            if not isinstance(test, ast.QueueTest):
                continue
            queue = test.queue.text
            for figure in test.figures:
                if isinstance(figure, ast.Full):
                    most = self.center.program.queues[queue].max_waiting
                    self.bounds.setdefault((queue, "waiting"), set()).update([most or 0])
                    continue
                bound = figure.bound
                amount = bound.ms if isinstance(bound, ast.Duration) else bound.value
                if figure.figure == "wait":
                    whole = -(-amount // _SECOND) * _SECOND
                    waits.setdefault(queue, set()).update((whole, whole + _SECOND))
                else:
                    self.bounds.setdefault((queue, figure.figure), set()).add(amount)
        self.waits = {queue: tuple(sorted(each)) for queue, each in waits.items()}
        for name, declared in self.center.program.attributes.items():
            if declared.type == "phone":
                self.values[name] = list(dict.fromkeys((*self.values[name], *numbers)))

    def normal(self, line: Waiting, waited: int) -> int:
        """Return a time in line from which the same can happen and is asked."""
        limits = (
            *self.center.wait_limits(line.queue.overflow),
            *self.waits.get(line.queue.name, ()),
        )
        return min(waited, max(limits, default=0))

    def draw(self, contact: Contact, flags: dict[str, bool], most: int) -> Graph | None:
        """Return the graph of a contact, None after too many runs."""
        self.graph, self.ways = Graph(), [[]]
        world = World(flags=flags)
        while self.ways:
            most -= 1
            if most < 0:
                return None
            self.runs += 1
            choices = Noter(self, world, self.ways.pop())
            run = NotingRun(self, contact, choices)
            try:
                end = run.go().end
                choices.draw(end=Ended(end.kind, end.name, end.by))
            except SeenError:
                if (choices.way[-1] if choices.way else ROOT) not in self.graph.edges:
                    choices.draw()  # Round and round, and nothing is asked.
            except ChoiceError as error:
                if "no rule takes" in error.message:
                    choices.draw(end=Ended("nowhere", ""))
                elif "round and round" in error.message:
                    choices.draw()
                else:
                    raise
        return self.graph
