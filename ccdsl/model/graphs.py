"""Graphs as mappings from a node to what follows it: rings, and what everything else hangs on."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import Generic, TypeVar

from ccdsl.record import worker

N = TypeVar("N", bound=Hashable)
Edges = Mapping[N, Sequence[N]]


def components(edges: Edges[N]) -> list[list[N]]:
    """Return the strongly connected components, each after those that it leads to (Tarjan).

    Every node is a key of `edges`, or leads nowhere.
    """
    search = _Components(edges)
    for root in edges:
        if root not in search.number:
            search.follow(root)
    return search.found


@worker
class _Components(Generic[N]):
    """The state of the search; `low` is the earliest open node that a node leads back to."""

    edges: Edges[N]
    number: dict[N, int] = field(default_factory=dict)
    low: dict[N, int] = field(default_factory=dict)
    open_nodes: list[N] = field(default_factory=list)
    is_open: set[N] = field(default_factory=set)
    found: list[list[N]] = field(default_factory=list)

    def follow(self, root: N) -> None:
        """Find every component that the root leads to and that is not found yet."""
        work = [(root, self._open(root))]
        while work:
            node, following = work[-1]
            for target in following:
                if target not in self.number:
                    work.append((target, self._open(target)))
                    break
                if target in self.is_open:
                    self.low[node] = min(self.low[node], self.number[target])
            else:
                work.pop()
                if work:
                    before = work[-1][0]
                    self.low[before] = min(self.low[before], self.low[node])
                if self.low[node] == self.number[node]:
                    self._close(node)

    def _open(self, node: N) -> Iterator[N]:
        self.number[node] = self.low[node] = len(self.number)
        self.open_nodes.append(node)
        self.is_open.add(node)
        return iter(self.edges.get(node, ()))

    def _close(self, node: N) -> None:
        closed: list[N] = []
        while not closed or closed[-1] != node:
            closed.append(self.open_nodes.pop())
        self.is_open.difference_update(closed)
        self.found.append(closed)


def rings(edges: Edges[N]) -> list[list[N]]:
    """Return the components in which a node comes back to itself."""
    return [
        each for each in components(edges) if len(each) > 1 or each[0] in edges.get(each[0], ())
    ]


def roots(edges: Edges[N]) -> list[N]:
    """Return the nodes on which the others hang: one of each component that nothing leads to.

    Of a ring that nothing leads to, it is the node that stands first in `edges`.
    """
    place = {node: at for at, node in enumerate(edges)}
    of: dict[N, int] = {}
    found = components(edges)
    for index, component in enumerate(found):
        of.update(dict.fromkeys(component, index))
    led_to = {
        of[target]
        for node, targets in edges.items()
        for target in targets
        if target in of and of[target] != of[node]
    }
    firsts = [
        min(component, key=lambda node: place.get(node, len(place)))
        for index, component in enumerate(found)
        if index not in led_to
    ]
    return sorted(firsts, key=lambda node: place.get(node, len(place)))


def shortest_ring(start: N, edges: Edges[N], within: AbstractSet[N]) -> list[N]:
    """Return the nodes of a shortest way from `start` back to it, `start` first and only once."""
    parents: dict[N, N] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for target in edges.get(node, ()):
            if target == start:
                return _back(node, start, parents)
            if target in within and target not in parents:
                parents[target] = node
                waiting.append(target)
    return []


def _back(node: N, start: N, parents: Mapping[N, N]) -> list[N]:
    way = [node]
    while way[-1] != start:
        way.append(parents[way[-1]])
    return way[::-1]


def backward(targets: Iterable[N], edges: Edges[N]) -> set[N]:
    """Return every node from which one of the targets can be reached, they themselves included."""
    before: dict[N, list[N]] = {}
    for node, following in edges.items():
        for target in following:
            before.setdefault(target, []).append(node)
    found = set(targets)
    waiting = deque(found)
    while waiting:
        for node in before.get(waiting.popleft(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found
