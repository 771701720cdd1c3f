"""Requirements judged on a graph of choices, by searching it: no sets, no diagrams."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import product

from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.conditions import holds, literal
from ccdsl.simulate.run import Run
from ccdsl.simulate.world import Contact, World
from ccdsl.syntax import ast
from tests.exact.graph import ROOT, Edge, Ended, Event, Graph, GraphForce, Heard, Passed, Stands

Figures = dict[tuple[str, str], int | None]
_SECOND = 1_000
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    "=": lambda one, other: one == other,
}
_NOT = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "!="}


@dataclass
class About:
    """Whom a requirement is about: one contact, and how queues may stand on its way."""

    force: GraphForce
    when: ast.Condition | None
    run: Run | None
    known: dict[Hashable, bool] = field(default_factory=dict)

    def begins(self) -> bool:
        """Whether the requirement is about the contact at all, however queues stand."""
        return self.lets(Stands(()))

    def lets(self, event: Event) -> bool:
        """Whether something may happen to a contact that the requirement is about."""
        if self.when is None or not isinstance(event, Stands):
            return True
        if event not in self.known:
            self.known[event] = any(
                self._holds(self.when, figures, event) for figures in self._complete(event)
            )
        return self.known[event]

    def _complete(self, event: Stands) -> Iterator[Figures]:
        """Yield every way in which the figures may stand that nobody has looked at."""
        asked = [
            (test.queue.text, "waiting" if isinstance(one, ast.Full) else one.figure)
            for test in _queue_tests(self.when)
            for one in test.figures
        ]
        asked += [(event.queue, "available")] if event.answered else []
        left = [key for key in dict.fromkeys(asked) if key[1] != "wait"]
        known: Figures = dict(event.figures)
        left = [key for key in left if key not in known]
        values = [self.force.choices_of(queue, figure, {}) for queue, figure in left]
        for chosen in product(*values):
            figures = known | dict(zip(left, chosen, strict=True))
            if all(_can_be(figures, queue) for queue, _ in figures):
                free = figures.get((event.queue, "available"))
                if not event.answered or (free or 0) >= 1:
                    yield figures

    def _holds(self, it: ast.Condition, figures: Figures, event: Stands, yes: bool = True) -> bool:
        match it:
            case ast.Not(part=part):
                return self._holds(part, figures, event, not yes)
            case ast.And(parts=parts) | ast.Or(parts=parts):
                every = isinstance(it, ast.And) is yes
                found = [self._holds(part, figures, event, yes) for part in parts]
                return all(found) if every else any(found)
            case ast.QueueTest(queue=queue, figures=tests):
                found = [self._figure(queue.text, one, figures, event, yes) for one in tests]
                return all(found) if yes else any(found)
            case _:
                return self.run is not None and holds(it, self.run) is yes

    def _figure(
        self, queue: str, test: ast.Figure | ast.Full, figures: Figures, event: Stands, yes: bool
    ) -> bool:
        if isinstance(test, ast.Full):
            most = self.force.center.program.queues[queue].max_waiting
            value = figures[(queue, "waiting")]
            return (most is not None and (value or 0) >= most) is yes
        bound = test.bound.ms if isinstance(test.bound, ast.Duration) else test.bound.value
        if test.figure == "wait":
            operator = test.operator if yes else _NOT[test.operator]
            return queue != event.queue or _waits(operator, bound, event)
        value = figures[(queue, test.figure)]
        return (value is not None and _COMPARE[test.operator](value, bound)) is yes


def _waits(operator: str, bound: int, event: Stands) -> bool:
    """Whether a contact may be there that waits so long in all until an agent answers."""
    waited = event.waited // _SECOND * _SECOND
    if event.answered:
        return waited != bound if operator == "!=" else _COMPARE[operator](waited, bound)
    return operator not in ("<", "<=", "=") or _COMPARE["<=" if operator == "=" else operator](
        waited, bound
    )


def _can_be(figures: Figures, queue: str) -> bool:
    agents, free = figures.get((queue, "agents")), figures.get((queue, "available"))
    return agents is None or free is None or free <= agents


def _queue_tests(condition: ast.Condition | None) -> Iterator[ast.QueueTest]:
    match condition:
        case ast.Not(part=part):
            yield from _queue_tests(part)
        case ast.And(parts=parts) | ast.Or(parts=parts):
            for part in parts:
                yield from _queue_tests(part)
        case ast.QueueTest():
            yield condition
        case _:
            return


def arrived(center: Center, contact: Contact, flags: dict[str, bool]) -> Run:
    """Return a contact as it arrives: what its entry sets is set."""
    run = Run(center, contact, Choices(World(flags=flags)))
    for setting in run.entry.sets:
        run.set(setting.attribute, literal(setting.value), setting.span)
    return run


@dataclass
class Judge:
    """One requirement on the graph of one contact."""

    center: Center
    graph: Graph
    about: About
    channel: str

    def breaks(self, claim: ast.Claim) -> bool:
        """Whether the contact breaks a claim."""
        match claim:
            case ast.Ends() | ast.Only():
                return self.finds(_nothing, lambda end: self._wrong(claim, end))
            case ast.Passes(never=True):
                return any(self.finds(_when(self.is_at, place), _no) for place in claim.places)
            case ast.Passes():
                return any(self.finds(_unless(self.is_at, place), _yes) for place in claim.places)
            case ast.HearsBefore():
                return any(self._comes_unheard(one.text, claim.goals) for one in claim.prompts)
            case _:
                raise AssertionError(claim)

    def _wrong(self, claim: ast.Ends | ast.Only, end: Ended) -> bool:
        among = any(is_end(end, one) for one in claim.ends)
        if isinstance(claim, ast.Only):
            return not among and end.kind in {one.end for one in claim.ends}
        return among is not claim.always

    def _comes_unheard(self, prompt: str, goals: tuple[ast.Goal, ...]) -> bool:
        def on(event: Event) -> bool | None:
            if event == Heard(prompt):
                return False
            return True if any(self.is_at(goal, event) for goal in goals) else None

        ends = [goal for goal in goals if isinstance(goal, ast.End)]
        return self.finds(on, lambda end: any(is_end(end, one) for one in ends), greeted=False)

    def is_at(self, goal: ast.Goal, event: Event, *, arrived: bool = False) -> bool:
        """Whether an event is that the contact comes to a place; or, `arrived`, to a queue."""
        if not isinstance(event, Passed):
            return False
        if isinstance(goal, ast.End):
            is_queue = arrived and goal.end == "queue" and event.kind == "queue"
            named = isinstance(goal.name, ast.Name) and goal.name.text == event.name
            return is_queue and (goal.name is None or named)
        match goal.of:
            case "script":
                step = goal.step.text if goal.step else "start"
                return (event.kind, event.name) == ("step", f"{goal.name.text} {step}")
            case "queue":
                return (event.kind, event.name) == ("queue", goal.name.text)
            case "after-hours":
                policy = self.center.view.after_hours[goal.name.text]
                return event.kind == "rule" and event.span in {one.span for one in policy.rules}

    def finds(
        self,
        on: Callable[[Event], bool | None],
        wanted: Callable[[Ended], bool],
        *,
        greeted: bool = True,
    ) -> bool:
        """Whether a way leads to what is True by `on` or to a wanted end, by nothing False."""
        seen, todo = set[int](), [self.graph.edges[ROOT]]
        while todo:
            edge = todo.pop()
            told = next((one for one in self._told(edge, on, greeted=greeted)), None)
            if told is True or (told is None and edge.end is not None and wanted(edge.end)):
                return True
            if told is None and edge.target is not None and edge.target not in seen:
                seen.add(edge.target)
                todo += [after for _, after in self.graph.from_node(edge.target)]
        return False

    def _told(
        self, edge: Edge, on: Callable[[Event], bool | None], *, greeted: bool
    ) -> Iterator[bool]:
        events = edge.events if greeted else self._without_greeting(edge)
        for event in events:
            if not self.about.lets(event):
                yield False
            found = on(event)
            if found is not None:
                yield found

    def _without_greeting(self, edge: Edge) -> tuple[Event, ...]:
        """Return what happens on an edge until the agent greets."""
        if edge.end is None or edge.end.kind != "queue" or self.channel != "voice":
            return edge.events
        greet = self.center.program.queues[edge.end.name].written.greet
        is_greeted = greet is not None and edge.events[-1:] == (Heard(greet.text),)
        return edge.events[:-1] if is_greeted else edge.events

    def reaches(self, goal: ast.Goal, keys: int) -> bool:
        """Whether some way of pressing so many keys at most surely leads to a goal."""
        sure: set[tuple[int, int]] = set()
        while True:
            new = {
                (node, left)
                for node in range(len(self.graph.choices))
                for left in range(keys + 1)
                if (node, left) not in sure and self._wins(node, left, goal, sure)
            }
            if not new:
                return self._leads(self.graph.edges[ROOT], keys, goal, sure) is True
            sure |= new

    def _leads(
        self, edge: Edge, left: int, goal: ast.Goal, sure: set[tuple[int, int]]
    ) -> bool | None:
        """Return whether the caller wins after a choice; None if nobody can choose so."""
        for event in edge.events:
            if not self.about.lets(event):
                return None
            if self.is_at(goal, event, arrived=True):
                return True
        if edge.end is not None:
            return isinstance(goal, ast.End) and is_end(edge.end, goal)
        return (edge.target, left) in sure

    def _wins(self, node: int, left: int, goal: ast.Goal, sure: set[tuple[int, int]]) -> bool:
        site = self.graph.choices[node].site
        mine, theirs = [], []
        for option, edge in self.graph.from_node(node):
            cost = self._cost(site, option)
            if cost is None:
                theirs.append(self._leads(edge, left, goal, sure))
            elif cost <= left:
                mine.append(self._leads(edge, left - cost, goal, sure))
        theirs = [one for one in theirs if one is not None]
        return True in mine or (bool(theirs) and all(theirs))

    def _cost(self, site: tuple[Hashable, ...], option: object) -> int | None:
        """Return how many keys a choice takes, None if it is the world's."""
        if site[0] == "line":
            return None if option in ("", "answer") else 1
        keys = getattr(option, "keys", None)
        if site[0] != "step" or hasattr(option, "outcome"):
            return None
        if keys is None:
            return 0
        typed = [one for key in keys for one in (key if key.isdigit() else [key])]
        ends = self.channel != "voice" and len(typed) > 1 and not typed[-1].isdigit()
        return len(typed) - ends


def is_end(end: Ended, wanted: ast.End) -> bool:
    """Whether an end is meant; without a name, any of its kind."""
    if end.kind != wanted.end:
        return False
    match wanted.name:
        case None:
            return True
        case ast.Phone(number=name) | ast.Name(text=name):
            return name in (end.name, end.by)


def _when(
    test: Callable[[ast.Goal, Event], bool], place: ast.Place
) -> Callable[[Event], bool | None]:
    return lambda event: True if test(place, event) else None


def _unless(
    test: Callable[[ast.Goal, Event], bool], place: ast.Place
) -> Callable[[Event], bool | None]:
    return lambda event: False if test(place, event) else None


def _nothing(event: Event) -> None:
    del event


def _no(end: Ended) -> bool:
    del end
    return False


def _yes(end: Ended) -> bool:
    del end
    return True
