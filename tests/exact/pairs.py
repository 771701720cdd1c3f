"""Two contacts that differ in one thing, side by side on their graphs of choices."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from tests.exact.graph import ROOT, Edge, Event, Graph, Looked
from tests.exact.promises import About

At = int | tuple[str, str] | None
"""A choice that a contact stands before, how it ended, or that it comes to nothing any more."""
Asked = tuple[tuple[Hashable, object], ...]


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


@dataclass
class Pairs:
    """Both contacts; `seen` are the pairs of places that were compared.

    A contact that goes round without a choice is an error of its own, and ends like nobody.
    """

    one: Sided
    other: Sided
    can_be: Callable[[dict[Hashable, object]], bool]
    goes_round: bool = False
    seen: set[tuple[At, At]] = field(default_factory=set)

    def are_alike(self) -> bool:
        """Whether they end alike for the same choices."""
        starts = [list(side.after(side.graph.edges[ROOT])) for side in (self.one, self.other)]
        todo = [(one, other) for one in starts[0] for other in starts[1]]
        while todo:
            pair = todo.pop()
            if pair in self.seen:
                continue
            self.seen.add(pair)
            after = self._next(*pair)
            if after is None:
                return False
            todo += after
        return True

    def _next(self, one: At, other: At) -> list[tuple[At, At]] | None:
        """Return what comes next of both, None if they end otherwise."""
        if one is None or other is None:
            self.goes_round = True
            return []
        here, there = self.one.site(one), self.other.site(other)
        if isinstance(one, int) and isinstance(other, int) and here == there:
            return [
                (after, also)
                for asked, after in self.one.options(one)
                for known, also in self.other.options(other)
                if self._agree(asked, known)
            ]
        if _is_free(here) and isinstance(one, int):
            return [(after, other) for _, after in self.one.options(one)]
        if _is_free(there) and isinstance(other, int):
            return [(one, after) for _, after in self.other.options(other)]
        ends, others = self.one.ends(one), self.other.ends(other)
        self.goes_round |= not ends or not others
        return [] if len(ends | others) <= 1 or self.goes_round else None

    def _agree(self, one: Asked, other: Asked) -> bool:
        """Whether both can be chosen at once: what both ask is answered alike."""
        both = dict(one)
        for site, answer in other:
            if both.setdefault(site, answer) != answer:
                return False
        return self.can_be(both)


def _is_free(site: Hashable) -> bool:
    """Whether it is a look that is no arrival in a queue: whoever has none has passed it."""
    if not isinstance(site, tuple) or site[0] != "look":
        return False
    return not isinstance(site[1], tuple) or site[1][0] != "queue"


def consistent(asked: dict[Hashable, object]) -> bool:
    """Whether queues can stand so: no more agents are available than staffed."""
    for site, value in asked.items():
        if isinstance(site, tuple) and site[:1] == ("figure",) and site[2] == "available":
            agents = asked.get(("figure", site[1], "agents"))
            if isinstance(agents, int) and isinstance(value, int) and value > agents:
                return False
    return True
