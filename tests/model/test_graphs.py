"""Graphs: rings and roots, beside what plain search says about the same graph."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as some

from ccdsl.model.graphs import backward, components, rings, roots, shortest_ring

Graph = dict[int, list[int]]
_GRAPHS = some.integers(1, 7).flatmap(
    lambda size: some.fixed_dictionaries(
        {
            node: some.lists(some.integers(0, size - 1), max_size=4, unique=True)
            for node in range(size)
        }
    )
)


def _after(edges: Mapping[int, list[int]], start: int) -> set[int]:
    """Return what can be come to from a node in at least one step."""
    found: set[int] = set()
    waiting = list(edges[start])
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges[node]
    return found


@given(_GRAPHS)
def test_two_nodes_share_a_component_if_each_leads_to_the_other(edges: Graph) -> None:
    found = components(edges)
    assert sorted(node for each in found for node in each) == sorted(edges)
    for each in found:
        for node in edges:
            together = node == each[0] or (
                node in _after(edges, each[0]) and each[0] in _after(edges, node)
            )
            assert (node in each) is together


@given(_GRAPHS)
def test_a_component_comes_after_those_that_it_leads_to(edges: Graph) -> None:
    place = {node: number for number, each in enumerate(components(edges)) for node in each}
    assert all(place[target] <= place[node] for node in edges for target in edges[node])


@given(_GRAPHS)
def test_rings_hold_exactly_the_nodes_that_lead_to_themselves(edges: Graph) -> None:
    held = {node for each in rings(edges) for node in each}
    assert held == {node for node in edges if node in _after(edges, node)}


@given(_GRAPHS)
def test_a_shortest_ring_goes_round(edges: Graph) -> None:
    for each in rings(edges):
        way = shortest_ring(each[0], edges, frozenset(each))
        assert way[0] == each[0]
        assert len(set(way)) == len(way)
        for node, following in zip(way, [*way[1:], way[0]], strict=True):
            assert following in edges[node]


@given(_GRAPHS)
def test_everything_hangs_on_a_root_and_no_root_on_another(edges: Graph) -> None:
    found = roots(edges)
    reached = {node for root in found for node in {root, *_after(edges, root)}}
    assert reached == set(edges)
    for root in found:
        assert not any(root in _after(edges, other) for other in found if other != root)


@given(_GRAPHS, some.integers(0, 6))
def test_backward_finds_what_leads_to_a_target(edges: Graph, target: int) -> None:
    expected = {target} | {node for node in edges if target in _after(edges, node)}
    assert backward([target], edges) == expected
