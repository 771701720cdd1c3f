"""Two contacts that differ in one thing, side by side on their graphs of choices.

What both are asked they answer alike, attempt by attempt; where they are asked different things,
one goes on alone.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ccdsl.model.walk import walk
from ccdsl.simulate.center import Center
from ccdsl.simulate.world import Press, Silence
from ccdsl.source import Span
from ccdsl.syntax import ast
from tests.exact.force import declared_in
from tests.exact.graph import ROOT, Edge, Event, Graph, Looked
from tests.exact.promises import About

At = int | tuple[str, str] | None
"""A choice that a contact stands before, how it ended, or that it comes to nothing any more."""
Asked = tuple[tuple[Hashable, object], ...]
Steps = dict[Span, object]
_TURNS = {"caller": 2, "queue": 3}
"""Who goes on first of two that are asked different things: looks, the world, callers, lines."""


def steps_of(center: Center) -> Steps:
    """Return everything of a center that asks, by its place."""
    asking = ast.Menu | ast.Collect | ast.Lookup | ast.Allocate | ast.ToTransfer
    nodes = (node for one in declared_in(center) for node in walk(one))
    return {node.span: node for node in nodes if isinstance(node, asking)}


@dataclass
class Sided:
    """One of the two contacts."""

    graph: Graph
    about: About

    def after(self, edge: Edge) -> Iterator[At]:
        """Yield where a contact stands after an edge, if the requirement lets it go there."""
        if all(self.about.lets(event) for event in edge.events):
            if edge.end is not None:
                yield (edge.end.kind, edge.end.by or edge.end.name)
            else:
                yield edge.target

    def site(self, at: At) -> Hashable:
        """Return what the contact is asked where it stands: a look, or another choice."""
        if not isinstance(at, int):
            return None
        choice = self.graph.choices[at]
        return ("look", choice.look) if choice.look is not None else choice.site

    def options(self, at: int) -> Iterator[tuple[Asked, At]]:
        """Yield every choice, or every way in which queues stand in one look, and what follows."""
        if self.graph.choices[at].look is None:
            for option, edge in self.graph.from_node(at):
                yield from (((("", option),), after) for after in self.after(edge))
        else:
            yield from self._looks(at, ())

    def _looks(self, at: int, asked: Asked) -> Iterator[tuple[Asked, At]]:
        choice = self.graph.choices[at]
        for option, edge in self.graph.from_node(at):
            known = (*asked, (choice.site, option))
            for after in self.after(edge):
                more = isinstance(after, int) and self.graph.choices[after].look is not None
                if more and isinstance(after, int) and not _begins(edge.events):
                    yield from self._looks(after, known)
                else:
                    yield known, after

    def ends(self, at: At) -> set[At]:
        """Return every end that the contact may come to."""
        seen, todo, found = set[At](), [at], set[At]()
        while todo:
            here = todo.pop()
            if here in seen or here is None:
                continue
            seen.add(here)
            if isinstance(here, int):
                todo += [one for _, edge in self.graph.from_node(here) for one in self.after(edge)]
            else:
                found.add(here)
        return found


def _begins(events: tuple[Event, ...]) -> bool:
    return any(isinstance(one, Looked) for one in events)


Alone = tuple[frozenset[str], frozenset[str]]
Two = tuple[At, At, Alone]


@dataclass
class Pairs:
    """Both contacts; `seen` are the pairs of places that were compared.

    A contact that goes round without a choice is an error of its own, and ends like nobody. Where
    it cannot be said what the same choices are, it is `vague` whether they end alike.
    """

    one: Sided
    other: Sided
    steps: Steps
    can_be: Callable[[dict[Hashable, object]], bool]
    goes_round: bool = False
    vague: bool = False
    seen: set[Two] = field(default_factory=set)

    def are_alike(self) -> bool:
        """Whether they end alike for the same choices, as far as that can be said."""
        starts = [list(side.after(side.graph.edges[ROOT])) for side in (self.one, self.other)]
        none = (frozenset[str](), frozenset[str]())
        todo: list[Two] = [(one, other, none) for one in starts[0] for other in starts[1]]
        while todo:
            two = todo.pop()
            if two in self.seen:
                continue
            self.seen.add(two)
            one, other, _ = two
            if one is None or other is None:
                self.goes_round = True
            elif isinstance(one, int) or isinstance(other, int):
                todo += self._next(two)
            elif one != other:
                return False
        return True

    def _next(self, two: Two) -> Iterator[Two]:
        """Yield what comes next of both."""
        one, other, alone = two
        sites = (self.one.site(one), self.other.site(other))
        kinds = (self._kind(sites[0]), self._kind(sites[1]))
        is_same = sites[0] == sites[1] or (kinds[0] == kinds[1] and kinds[0] not in ("queue", ""))
        if is_same and isinstance(one, int) and isinstance(other, int):
            if kinds[0] in alone[0] | alone[1] and sites[0] != sites[1]:
                self._loosen(one, other)
            else:
                for after, also in self._together(one, other):
                    yield after, also, alone
            return
        turns = [_TURNS.get(kind, 1 if kind else 0) for kind in kinds]
        is_first = not isinstance(other, int) or (isinstance(one, int) and turns[0] <= turns[1])
        yield from self._alone(two, 0 if is_first else 1, kinds[0 if is_first else 1])

    def _alone(self, two: Two, side: int, kind: str) -> Iterator[Two]:
        """Yield how one of them goes on while the other waits."""
        at, sided = two[side], (self.one, self.other)[side]
        assert isinstance(at, int)
        for asked, after in sided.options(at):
            is_press = kind == "queue" and asked[-1][1] not in ("", "answer")
            is_press = is_press and (sided.graph.choices[at].site[0] == "line")
            met = {kind} - {"", "queue"} | ({"press"} if is_press else set())
            alone = two[2]
            if (met - alone[side]) & alone[1 - side]:
                self._loosen(two[0], two[1])
            elif side == 0:
                yield after, two[1], (alone[0] | met, alone[1])
            else:
                yield two[0], after, (alone[0], alone[1] | met)

    def _loosen(self, one: At, other: At) -> None:
        ends = self.one.ends(one) | self.other.ends(other)
        self.vague |= len(ends) > 1

    def _kind(self, site: Hashable) -> str:
        """Return what is asked: "" in a look that is no arrival, and where nothing is."""
        if not isinstance(site, tuple):
            return ""
        if site[0] == "look":
            return "queue" if isinstance(site[1], tuple) and site[1][0] == "queue" else ""
        match self.steps.get(site[1]) if site[0] in ("step", "exit") else None:
            case ast.Menu() | ast.Collect():
                return "caller"
            case ast.Lookup(source=source):
                return f"lookup {source.text}"
            case ast.Allocate():
                return "share"
            case ast.ToTransfer():
                return "transfer"
            case _:
                return "queue"

    def _together(self, one: int, other: int) -> Iterator[tuple[At, At]]:
        """Yield what follows on both from what both are asked, answered alike."""
        choices = (self.one.graph.choices[one], self.other.graph.choices[other])
        asking = [self.steps.get(c.site[1]) for c in choices if c.site[0] in ("step", "exit")]
        match asking:
            case [ast.Menu() as mine, ast.Menu() as theirs]:
                yield from self._by_keys(one, other, _keys(mine) | _keys(theirs))
            case [ast.Allocate() as mine, ast.Allocate() as theirs]:
                spans = (list(_spans(mine)), list(_spans(theirs)))
                for number, edge in self.one.graph.from_node(one):
                    for place, match in self.other.graph.from_node(other):
                        (low, high), (least, most) = spans[0][number], spans[1][place]
                        if max(low, least) < min(high, most):
                            yield from self._both(edge, match)
            case [(ast.Menu() | ast.Collect()) as mine, (ast.Menu() | ast.Collect()) as theirs]:
                if _takes(mine) == _takes(theirs):
                    yield from self._by_answers(one, other)
                else:
                    self._loosen(one, other)
            case [_, _]:
                yield from self._by_answers(one, other)
            case _:
                yield from (
                    (after, also)
                    for asked, after in self.one.options(one)
                    for known, also in self.other.options(other)
                    if self._agree(asked, known)
                )

    def _both(self, one: Edge, other: Edge) -> Iterator[tuple[At, At]]:
        for after in self.one.after(one):
            yield from ((after, also) for also in self.other.after(other))

    def _by_answers(self, one: int, other: int) -> Iterator[tuple[At, At]]:
        for option, edge in self.one.graph.from_node(one):
            for match, theirs in self.other.graph.from_node(other):
                if option == match:
                    yield from self._both(edge, theirs)

    def _by_keys(self, one: int, other: int, keys: set[str]) -> Iterator[tuple[At, At]]:
        """Yield what each key does on both, silence, and what is wrong on both."""
        for key in (*sorted(keys), "", None):
            edges = [
                _pressed(side.graph.from_node(at), key)
                for side, at in ((self.one, one), (self.other, other))
            ]
            yield from self._both(edges[0], edges[1])

    def _agree(self, one: Asked, other: Asked) -> bool:
        """Whether both can be chosen at once: what both ask is answered alike."""
        both = dict(one)
        for site, answer in other:
            if both.setdefault(site, answer) != answer:
                return False
        return self.can_be(both)


def _keys(menu: ast.Menu) -> set[str]:
    ranges = (range(each.first.value, each.last.value + 1) for each in menu.ranges)
    return {line.key.keys for line in menu.keys} | {str(key) for each in ranges for key in each}


def _pressed(edges: list[tuple[Hashable, Edge]], key: str | None) -> Edge:
    """Return what a key does, None is silence; what is not offered is wrong, the last option."""
    for option, edge in edges:
        if option == (Silence() if key is None else Press(keys=(key,))):
            return edge
    return edges[-1][1]


def _spans(allocate: ast.Allocate) -> Iterator[tuple[Fraction, Fraction]]:
    low = Fraction(0)
    for share in allocate.shares:
        high = low + Fraction(share.percent.value)
        yield low, high
        low = high


def _takes(step: ast.Menu | ast.Collect) -> object:
    if isinstance(step, ast.Menu):
        return step
    until = step.digits.until.keys if step.digits.until else "pound"
    repeat = step.repeat.value if step.repeat else 0
    return (step.digits.least.value, step.digits.most.value, until, step.store.text, repeat)


def consistent(asked: dict[Hashable, object]) -> bool:
    """Whether queues can stand so: no more agents are available than staffed."""
    for site, value in asked.items():
        if isinstance(site, tuple) and site[:1] == ("figure",) and site[2] == "available":
            agents = asked.get(("figure", site[1], "agents"))
            if isinstance(agents, int) and isinstance(value, int) and value > agents:
                return False
    return True
