"""Brute force: everything that can happen to one contact, by the reference interpreter alone.

Each choice that comes up is made in every way. A contact that stands where one with the same
future has stood is not followed again, which is what makes the tree of choices finite.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from ccdsl.model.program import View
from ccdsl.model.sayings import spoken_in
from ccdsl.model.walk import walk
from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import Frame, Run
from ccdsl.simulate.trace import End
from ccdsl.simulate.waiting import Waiting
from ccdsl.simulate.world import (
    ChoiceError,
    Contact,
    Input,
    Later,
    LookupResult,
    Press,
    QueueState,
    Silence,
    Transfer,
    TransferOutcome,
    Waits,
    World,
)
from ccdsl.source import Span
from ccdsl.syntax import ast

T = TypeVar("T")
Passed = set[Hashable]
_LONG = 10**12
_ROUND = 200
"""Nobody takes so many treatments and exits without being asked, except round and round."""
_OUTCOMES: tuple[TransferOutcome, ...] = ("answered", "busy", "no-answer", "failed")
_KEYS = (*"1234567890", "star", "pound")
_GRID = (0, 500, 1_000, 5_000, 10_000)
"""Where durations are multiples of ten seconds and `wait` counts whole ones, all cases lie here."""


class SeenError(Exception):
    """The contact stands where one with the same future has stood."""


@dataclass
class Stand:
    """How a queue stands at one look; each figure is chosen when it is asked for."""

    asker: "Asker"
    queue: str
    figures: dict[str, int | None] = field(default_factory=dict)
    mode: str = "looked at"
    closes: int | None = None
    later: tuple[Later, ...] = ()

    def _figure(self, name: str) -> int | None:
        if name not in self.figures:
            options = self.asker.force.choices_of(self.queue, name, self.figures)
            self.figures[name] = self.asker.ask(("figure", self.queue, name), options)
        return self.figures[name]

    @property
    def staffed(self) -> int:
        """Agents staffed."""
        return self._figure("agents") or 0

    @property
    def free(self) -> int:
        """Agents free: while the contact waits, nobody until it is to be answered."""
        if self.mode == "looked at":
            return self._figure("available") or 0
        return 1 if self.mode == "answers" else 0

    @property
    def ahead(self) -> int:
        """Contacts in line."""
        return self._figure("waiting") or 0

    @property
    def expected_wait(self) -> int | None:
        """The platform's estimate."""
        return self._figure("expected-wait")

    @property
    def wait(self) -> int | None:
        """How long nobody takes the contact, though somebody may be free."""
        if self.mode == "looked at":
            return self.asker.ask(("taken", self.queue), (None, _LONG))
        return None if self.mode == "answers" else _LONG


class Asker(Choices):
    """Makes the choices that a path says, and goes the first way where it says nothing more."""

    run: "ForcedRun"

    def __init__(self, force: "Force", world: World, path: list[int]) -> None:
        """Begin with nothing asked."""
        super().__init__(world)
        self.force = force
        self.path = path
        self.asked = 0
        self.asked_at = 0
        self.stands: dict[str, Stand] = {}

    def ask(self, site: Hashable, options: Sequence[T]) -> T:
        """Return one of the options; the others are kept for later runs."""
        if len(options) == 1:
            return options[0]
        if self.asked == len(self.path):
            state = (site, *self.run.state(site))
            if state in self.force.seen:
                raise SeenError
            self.force.seen.add(state)
            more = range(1, len(options))
            self.force.todo += [[*self.path, number] for number in more]
            self.path.append(0)
        self.asked += 1
        self.asked_at = len(self.run.taken)
        return options[self.path[self.asked - 1]]

    def take_input(self, step: ast.Menu | ast.Collect) -> Input:
        """Press each key, or each sort of digits, nothing, or something wrong."""
        return self.ask(("step", step.span, self.run.attempts()), self.force.inputs(step))

    def lookup(self, step: ast.Lookup) -> LookupResult:
        """Take each outcome, with every value where it gives some."""
        return self.ask(("step", step.span), self.force.results(step))

    def share(self, allocate: ast.Allocate) -> int:
        """Take each share."""
        return self.ask(("exit", allocate.span), range(len(allocate.shares)))

    def transfer(self, way: ast.ToTransfer) -> Transfer:
        """Take each outcome."""
        outcome = self.ask(("exit", way.span), _OUTCOMES)
        return Transfer(outcome=outcome)

    def look(self) -> None:
        """Let every queue stand anyhow again."""
        self.stands = {}

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands in this look."""
        if name not in self.stands:
            self.stands[name] = Stand(self, name)
        return self.stands[name]  # type: ignore[return-value]

    def use_input(self) -> None:
        """Every input is made when it is asked for."""

    def input_in_line(self, queue: str) -> Input | None:
        """Go on to the next moment that matters, be answered, or press a key."""
        line = self.run.lines[-1]
        stand = line.state
        assert isinstance(stand, Stand)
        stand.mode, stand.closes, stand.later = "waits", None, ()
        keys = [one.key.keys for one in line.queue.written.keys]
        options = ["", "answer", *(keys if self.run.channel == "voice" else [])]
        chosen = self.ask(("line", queue), options)
        if chosen == "answer":
            stand.mode = "answers"
            return None
        if chosen:
            return Press(keys=(chosen,))
        return self._wait(line, stand)

    def _wait(self, line: Waiting, stand: Stand) -> Waits:
        """Wait until the next moment, at which the hours may have closed."""
        recheck = line.queue.recheck_ms
        limits = self.run.center.wait_limits(line.queue.overflow)
        test = min(
            (line.waited // recheck + 1) * recheck,
            *(limit for limit in limits if limit > line.waited),
            _LONG,
        )
        moment = test
        passed = all(limit <= line.waited for limit in limits)
        if self.force.is_fine(line.queue.name) and self.run.channel == "voice" and not passed:
            base = line.waited // 10_000 * 10_000
            moment = min(test, *(base + at for at in _GRID if base + at > line.waited))
        if moment == test:
            if line.queue.after_hours is not None and not line.told_closed:
                closes = self.ask(("closing", line.queue.name), (False, True))
                stand.closes = moment if closes else None
            if test % recheck == 0:
                stand.later = (Later(after_ms=test, state=stand),)  # type: ignore[arg-type]
        return Waits(ms=moment - line.waited)


class ForcedRun(Run):
    """One contact on one way."""

    choices: Asker

    def __init__(self, force: "Force", contact: Contact, choices: Asker) -> None:
        """Begin on the way that the choices say."""
        super().__init__(force.center, contact, choices)
        self.force = force
        self.passed: Passed = set()
        self.testing: Hashable = None
        self.known_lines: list[Waiting] = []
        self.by_rules = False
        choices.run = self

    def queue_state(self, queue: str) -> QueueState:
        """Return how a queue stands at this test, whatever it was before."""
        return self.choices.queue(queue)

    def first_match(
        self, rules: tuple[ast.Rule, ...], name: ast.Name, queue: str | None = None, waited: int = 0
    ) -> ast.Treatment | None:
        """Let queues stand anyhow at every test, as at the arrival."""
        if queue is not None:
            if self.known_lines and self.known_lines[-1] is self.lines[-1]:
                self.choices.look()
            self.known_lines.append(self.lines[-1])
        self.by_rules = True
        found = super().first_match(rules, name, queue, waited)
        self.by_rules = False
        return found

    def _exit(self, way: ast.Exit, at: Frame) -> Frame | End:
        """Go on, unless the contact goes round and nothing is asked any more."""
        if len(self.taken) > self.choices.asked_at + _ROUND:
            raise SeenError
        return super()._exit(way, at)

    def holds(
        self, condition: ast.Condition, span: Span, queue: str | None = None, waited: int = 0
    ) -> bool:
        """Whether a condition holds; that a `when` is come to is noted."""
        if not self.by_rules:
            self.passed.add(("at", span))
        self.testing = (span, queue)
        found = super().holds(condition, span, queue, waited)
        self.testing = None
        return found

    def say(self, prompts: tuple[ast.Name, ...]) -> None:
        """Say prompts, and note what they speak that is not set."""
        super().say(prompts)
        for prompt in prompts:
            for name in self.force.speaks(prompt.text, self.language):
                if name not in self.attributes:
                    self.passed.add(("unset", prompt.text, name))

    def attempts(self) -> tuple[str, ...]:
        """Return how the caller has answered this step so far: how often, and how last."""
        found: list[str] = []
        for step in reversed(self.steps):
            if step.kind == "step":
                break
            if step.kind in ("press", "silence"):
                found.append(step.kind)
        return tuple(found[:1]) * len(found)

    def state(self, site: Hashable) -> tuple[Hashable, ...]:
        """Return everything that decides what can still happen."""
        figures: Hashable = ()
        kind = site[0] if isinstance(site, tuple) else ""
        if kind == "figure":
            stands = self.choices.stands.items()
            known = sorted((name, tuple(sorted(s.figures.items()))) for name, s in stands)
            figures = (self.testing, tuple(known))
        return (
            tuple(sorted(self.attributes.items())),
            self.language,
            tuple((one.treatment.span, one.action, one.script) for one in self.frames),
            tuple(sorted(self.jumps.items())),
            figures,
            self._line(str(kind)),
        )

    def _line(self, kind: str) -> Hashable:
        """Return how the contact stands in line, where that still matters."""
        if not self.lines or (kind == "step" and not self.frames):
            return None
        line = self.lines[-1]
        inside = kind in ("line", "closing", "taken") or self.tested is not None
        if not inside and not self.frames and self.taken[-1] not in self.force.own_spans:
            return None
        spent = self.clock - line.arrived
        waited = self.force.normal(line, spent)
        arrival = not self.known_lines or self.known_lines[-1] is not line
        return (line.queue.name, waited, line.told_closed, line.rules_due, arrival)

    def collect(self) -> Passed:
        """Return everything that the contact has come through."""
        found = self.passed
        found.update(("at", span) for span in self.taken)
        for step in self.steps:
            found.add(("at", step.span))
            if step.kind in ("step", "queue"):
                found.add((step.kind, step.name))
        return found


@dataclass
class Force:
    """What can be chosen in one center, and what one contact has still to try."""

    center: Center
    seen: set[Hashable] = field(default_factory=set)
    todo: list[list[int]] = field(default_factory=list)
    runs: int = 0

    def __post_init__(self) -> None:
        """Gather what the center tests."""
        view, program = self.center.view, self.center.program
        nodes = [node for one in declared_in(self.center) for node in walk(one)]
        self.values = _values(nodes, program.attributes)
        self.bounds = _bounds(nodes, view, program.queues)
        self.own_spans = frozenset(
            node.span
            for queue in program.queues.values()
            for treatment in (*(k.treatment for k in queue.written.keys), queue.written.at_close)
            if treatment is not None
            for node in walk(treatment)
            if hasattr(node, "span")
        )
        self.speaks = cache(lambda prompt, language: spoken_in(program, prompt, language))
        self.is_fine = cache(self._is_fine)
        self.inputs = _by_span(self._inputs)
        self.results = _by_span(self._results)

    def passes(self, contact: Contact, flags: dict[str, bool], most: int) -> Passed | None:
        """Return everything that a contact can come through, None after too many runs."""
        self.seen, self.todo, found = set(), [[]], Passed()
        world = World(flags=flags)
        left = most
        while self.todo:
            left -= 1
            if left < 0:
                return None
            self.runs += 1
            run = ForcedRun(self, contact, Asker(self, world, self.todo.pop()))
            try:
                end = run.go().end
                found.add(("end", end.kind, end.by or end.name))
            except SeenError:
                pass
            except ChoiceError as error:
                if "no rule takes" in error.message:
                    found.add(("end", "nowhere", ""))
                elif "round and round" not in error.message:
                    raise
            found |= run.collect()
        return found

    def normal(self, line: Waiting, waited: int) -> int:
        """Return a time in line from which the same can happen."""
        # Past the last limit nothing depends on the time: any test may come next, and any change.
        return min(waited, max(self.center.wait_limits(line.queue.overflow), default=0))

    def choices_of(
        self, queue: str, figure: str, known: dict[str, int | None]
    ) -> tuple[int | None, ...]:
        """Return values of a figure, at least one for each way in which all its tests come out."""
        if figure in ("agents", "available"):
            both = self.bounds.get((queue, "agents"), set()) | self.bounds.get(
                (queue, "available"), set()
            )
            counts = sorted(_around({*both, 1}))
            agents, free = known.get("agents"), known.get("available")
            if figure == "agents" and free is not None:
                return tuple(one for one in counts if one >= free)
            if figure == "available" and agents is not None:
                return tuple(one for one in counts if one <= agents)
            return tuple(counts)
        around: set[int | None] = set(_around(self.bounds.get((queue, figure), set())))
        if figure == "expected-wait":
            return (None, *sorted(one for one in around if one is not None))
        return tuple(around)

    def _is_fine(self, queue: str) -> bool:
        """Whether it matters when a key is pressed: its treatment may wait and come back."""
        written = self.center.program.queues[queue].written
        nodes = [node for key in written.keys for node in walk(key.treatment)]
        scripts = self.center.view.scripts.values()
        if any(isinstance(node, ast.Call) for node in nodes):
            nodes += [node for script in scripts for node in walk(script)]
        stays = any(isinstance(node, ast.Stay) for node in nodes)
        return stays and any(isinstance(node, ast.Wait) for node in nodes)

    def _inputs(self, step: ast.Menu | ast.Collect) -> tuple[Input, ...]:
        if isinstance(step, ast.Menu):
            keys = [line.key.keys for line in step.keys]
            for line in step.ranges:
                keys += [str(one) for one in range(line.first.value, line.last.value + 1)]
            wrong = [key for key in _KEYS if key not in keys][:1]
            return (*(Press(keys=(key,)) for key in dict.fromkeys(keys)), Silence(), _wrong(wrong))
        until = step.digits.until.keys if step.digits.until else "pound"
        typed = [
            value
            for value in self.values[step.store.text]
            if step.digits.least.value <= len(value) <= step.digits.most.value
        ]
        entries = [Press(keys=(*value, until)) for value in typed]
        return (*entries, Silence(), _wrong(["star" if until == "pound" else "pound"]))

    def _results(self, step: ast.Lookup) -> tuple[LookupResult, ...]:
        source = self.center.program.data_sources[step.source.text]
        first = source.outcomes[0].text
        found = []
        for line in step.outcomes:
            name = line.outcome.text
            given: list[dict[str, str]] = [{}]
            for gives in source.gives if name == first else ():
                values = self.values[gives.text]
                given = [{**one, gives.text: value} for one in given for value in values]
            found += [LookupResult(source=source.name.text, outcome=name, values=v) for v in given]
        return tuple(found)


def declared_in(center: Center) -> Iterator[object]:
    """Yield everything of a center that conditions and treatments stand in."""
    yield from center.view.declarations()
    yield from (queue.written for queue in center.program.queues.values())


def _by_span(make: Callable[[T], tuple[object, ...]]) -> Callable[[T], tuple[object, ...]]:
    known: dict[Span, tuple[object, ...]] = {}

    def found(step: T) -> tuple[object, ...]:
        if step.span not in known:
            known[step.span] = make(step)
        return known[step.span]

    return found


def _wrong(keys: list[str]) -> Press:
    return Press(keys=tuple(keys))


def _around(bounds: Iterable[int]) -> set[int]:
    return {max(0, bound + step) for bound in bounds for step in (-1, 0, 1)} | {0}


def _values(nodes: list[object], attributes: dict[str, ast.Attribute]) -> dict[str, list[str]]:
    """Return values of every attribute, at least one for each way in which its tests come out."""
    found: dict[str, list[str]] = {}
    for name, declared in attributes.items():
        tested: list[str] = []
        for node in nodes:
            if isinstance(node, ast.AttributeTest) and node.attribute.text == name:
                tested += [_text(value) for value in node.values]
            if isinstance(node, ast.AttributeCompare) and node.attribute.text == name:
                tested += [str(one) for one in sorted(_around({node.bound.value}))]
        match declared.type:
            case "one-of":
                tested = [value.text for value in declared.values]
            case "yes-no":
                tested = ["yes", "no"]
            case "number":
                whole = {int(one) for one in tested} | {0}
                tested = [str(one) for one in sorted(_around(whole))]
            case "digits":
                tested = [*tested, *(one for one in "907" if one not in tested)][: len(tested) + 1]
            case "phone":
                tested = [*tested, "+19995550100"]
            case _:
                tested = ["words"]
        found[name] = list(dict.fromkeys(tested))
    return found


def _text(value: ast.Value) -> str:
    match value:
        case ast.Prefix():
            return value.digits.ljust(12, "0")
        case ast.Phone():
            return value.number
        case ast.Text():
            return value.value
        case _:
            return value.text


def _bounds(
    nodes: list[object], view: View, queues: dict[str, object]
) -> dict[tuple[str, str], set[int]]:
    """Return what every figure of every queue is compared with."""
    found: dict[tuple[str, str], set[int]] = {}

    def add(queue: str, figure: object) -> None:
        if isinstance(figure, ast.Full):
            most = queues[queue].max_waiting
            found.setdefault((queue, "waiting"), set()).update(() if most is None else (most,))
        elif isinstance(figure, ast.Figure):
            bound = figure.bound
            amount = bound.ms if isinstance(bound, ast.Duration) else bound.value
            found.setdefault((queue, figure.figure), set()).add(amount)

    for node in nodes:
        if isinstance(node, ast.QueueTest):
            for figure in node.figures:
                add(node.queue.text, figure)
    for name, queue in queues.items():
        overflow = view.overflows.get(queue.overflow or "")
        for node in walk(overflow) if overflow is not None else ():
            if isinstance(node, ast.Figure | ast.Full):
                add(name, node)
    return found
