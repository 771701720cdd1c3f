"""Loops that a silent caller never leaves.

A caller who says and presses nothing takes `no-input` at every menu and collect; the world may
choose every look-up outcome and share, and a condition that is not decided may turn out either way.
A place from which even then no end can be reached is a trap, and the rings in it are the loops.
Where only decisions that are fixed at arrival lead out of a ring, it holds whoever they do not let
out; that counts if there is such a contact.
"""

from collections.abc import Iterator, Sequence

from ccdsl.analysis.fixed import gates, holds_somebody
from ccdsl.analysis.reach import Walk
from ccdsl.analysis.state import Place
from ccdsl.model.facts import Hop, Loop
from ccdsl.model.flow import CallbackNode, CollectNode, JumpNode, MenuNode, TransferNode
from ccdsl.model.graphs import backward, rings, shortest_ring
from ccdsl.source import Span

Silent = dict[Place, tuple[Place, ...]]


def find_loops(walk: Walk) -> tuple[Loop, ...]:
    """Return every loop of a center once, whichever channels and languages come to it."""
    if not walk.complete:
        return ()
    silent = {place: tuple(_silent_moves(walk, place)) for place in walk.facts}
    ends = [place for place, following in silent.items() if not following or _ends(walk, place)]
    trapped = _trapped(walk, silent, ends)
    found: dict[tuple[Hop, ...], Loop] = {}
    for ring in rings(trapped):
        loop = _loop(walk, ring, trapped, ())
        found.setdefault(loop.hops, loop)
    for loop in _gated(walk, silent, ends, trapped):
        found.setdefault(loop.hops, loop)
    return tuple(found.values())


def _trapped(walk: Walk, silent: Silent, ends: Sequence[Place]) -> Silent:
    """Return the places from which no end can be reached, with the moves that last for ever."""
    leaving = backward(ends, silent)
    return {
        place: tuple(_unlimited(walk, place, following))
        for place, following in silent.items()
        if place not in leaving
    }


def _gated(walk: Walk, silent: Silent, ends: Sequence[Place], known: Silent) -> Iterator[Loop]:
    """Yield the rings that nothing but fixed decisions lead out of, if they hold somebody."""
    passed = gates(walk, silent)
    if not passed:
        return
    staying = {**silent, **{place: (target,) for place, (_, target) in passed.items()}}
    trapped = _trapped(walk, staying, ends)
    order = {place: number for number, place in enumerate(walk.facts)}
    for ring in rings(trapped):
        inside = frozenset(ring)
        through = [passed[place][0] for place in ring if place in passed]
        closed = all(target in inside for place in ring for target in staying[place])
        if not through or not closed or not inside.isdisjoint(known):
            continue
        if holds_somebody(walk, min(ring, key=order.__getitem__), through):
            yield _loop(walk, ring, trapped, sorted(gate.span for gate in through))


def _silent_moves(walk: Walk, place: Place) -> Iterator[Place]:
    """Yield where a caller who answers nothing comes next; nowhere from a queue: it may answer."""
    match walk.node_at(place):
        case None:
            return
        case MenuNode(no_input=target) | CollectNode(no_input=target):
            yield place._replace(node=target)
        case _:
            yield from walk.following[place]


def _unlimited(walk: Walk, place: Place, following: Sequence[Place]) -> Iterator[Place]:
    """Yield the moves that can be made for ever: a jump with `at-most` is used up in the end."""
    match walk.node_at(place):
        case JumpNode(at_most=int(), otherwise=otherwise):
            yield from (target for target in following if target.node == otherwise)
        case _:
            yield from following


def _ends(walk: Walk, place: Place) -> bool:
    """Whether a contact may end here although there is also a way on."""
    return isinstance(walk.node_at(place), CallbackNode | TransferNode)


def _loop(walk: Walk, ring: Sequence[Place], edges: Silent, passed: Sequence[Span]) -> Loop:
    way = shortest_ring(_beginning(walk, ring), edges, frozenset(ring))
    return Loop(
        hops=tuple(_hops(walk, way)),
        asks=any(isinstance(walk.node_at(place), MenuNode | CollectNode) for place in way),
        gates=tuple(passed),
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
