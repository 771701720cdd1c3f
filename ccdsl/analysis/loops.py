"""Loops that a silent caller never leaves.

A caller who says and presses nothing takes `no-input` at every menu and collect; the world may
choose every look-up outcome and share, and a condition that is not decided may turn out either way.
A place from which even then no end can be reached is a trap, and the rings in it are the loops.
"""

from collections.abc import Iterator, Sequence

from ccdsl.analysis.reach import Walk
from ccdsl.analysis.state import Place
from ccdsl.model.facts import Hop, Loop
from ccdsl.model.flow import AnyNode, CallbackNode, CollectNode, JumpNode, MenuNode, TransferNode
from ccdsl.model.graphs import backward, rings, shortest_ring

Silent = dict[Place, tuple[Place, ...]]


def find_loops(walk: Walk) -> tuple[Loop, ...]:
    """Return every loop of a center once, whichever channels and languages come to it."""
    if not walk.complete:
        return ()
    silent = {place: tuple(_silent_moves(walk, place)) for place in walk.facts}
    ends = [place for place, following in silent.items() if not following or _ends(walk, place)]
    leaving = backward(ends, silent)
    trapped = {
        place: tuple(_unlimited(walk, place, silent[place]))
        for place in silent
        if place not in leaving
    }
    found: dict[tuple[Hop, ...], Loop] = {}
    for ring in rings(trapped):
        loop = _loop(walk, ring, trapped)
        found.setdefault(loop.hops, loop)
    return tuple(found.values())


def _node(walk: Walk, place: Place) -> AnyNode | None:
    if not place.node:
        return None
    return walk.moves.flows[(place.kind, place.name)].nodes[place.node]


def _silent_moves(walk: Walk, place: Place) -> Iterator[Place]:
    """Yield where a caller who answers nothing comes next; nowhere from a queue: it may answer."""
    match _node(walk, place):
        case None:
            return
        case MenuNode(no_input=target) | CollectNode(no_input=target):
            yield place._replace(node=target)
        case _:
            yield from walk.following[place]


def _unlimited(walk: Walk, place: Place, following: Sequence[Place]) -> Iterator[Place]:
    """Yield the moves that can be made for ever: a jump with `at-most` is used up in the end."""
    match _node(walk, place):
        case JumpNode(at_most=int(), otherwise=otherwise):
            yield from (target for target in following if target.node == otherwise)
        case _:
            yield from following


def _ends(walk: Walk, place: Place) -> bool:
    """Whether a contact may end here although there is also a way on."""
    return isinstance(_node(walk, place), CallbackNode | TransferNode)


def _loop(walk: Walk, ring: Sequence[Place], edges: Silent) -> Loop:
    way = shortest_ring(_beginning(walk, ring), edges, frozenset(ring))
    return Loop(
        hops=tuple(_hops(walk, way)),
        asks=any(isinstance(_node(walk, place), MenuNode | CollectNode) for place in way),
    )


def _beginning(walk: Walk, ring: Sequence[Place]) -> Place:
    """Return the step of the ring that stands first in the source."""

    def rank(place: Place) -> tuple[bool, str, int, Place]:
        flow = walk.moves.flows[(place.kind, place.name)]
        span = flow.nodes[place.node].span
        return (place.node not in flow.steps, span.path, span.start, place)

    return min(ring, key=rank)


def _hops(walk: Walk, way: Sequence[Place]) -> Iterator[Hop]:
    """Yield the steps of a way round; each hop ends at the place that leads to the next step."""
    for number, place in enumerate(way):
        here, there = _step(walk, place), _step(walk, way[(number + 1) % len(way)])
        if here != there or number + 1 == len(way):
            flow = walk.moves.flows[(place.kind, place.name)]
            yield Hop(flow=(place.kind, place.name), step=here[2], span=flow.nodes[place.node].span)


def _step(walk: Walk, place: Place) -> tuple[str, str, str]:
    flow = walk.moves.flows[(place.kind, place.name)]
    return (place.kind, place.name, flow.step_of(place.node))
