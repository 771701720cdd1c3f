"""Graphs as mappings from a node to what follows it: rings, and what everything else hangs on."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

N = TypeVar("N", bound=Hashable)
Edges = Mapping[N, Sequence[N]]


def components(edges: Edges[N]) -> list[list[N]]:
    """Return the strongly connected components, each after those that it leads to (Tarjan).

    Every node is a key of `edges`, or leads nowhere.
    """
    number: dict[N, int] = {}
    low: dict[N, int] = {}
    open_nodes: list[N] = []
    is_open: set[N] = set()
    found: list[list[N]] = []
    for root in edges:
        if root in number:
            continue
        work: list[tuple[N, Iterator[N]]] = []
        _open(root, number, low, open_nodes, is_open, work, edges)
        while work:
            node, following = work[-1]
            for target in following:
                if target not in number:
                    _open(target, number, low, open_nodes, is_open, work, edges)
                    break
                if target in is_open:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(_close(node, open_nodes, is_open))
    return found


def _open(
    node: N,
    number: dict[N, int],
    low: dict[N, int],
    open_nodes: list[N],
    is_open: set[N],
    work: list[tuple[N, Iterator[N]]],
    edges: Edges[N],
) -> None:
    number[node] = low[node] = len(number)
    open_nodes.append(node)
    is_open.add(node)
    work.append((node, iter(edges.get(node, ()))))


def _close(node: N, open_nodes: list[N], is_open: set[N]) -> list[N]:
    """Return the component that begins with `node`, taken off the open nodes."""
    closed: list[N] = []
    while not closed or closed[-1] != node:
        closed.append(open_nodes.pop())
    is_open.difference_update(closed)
    return closed


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
