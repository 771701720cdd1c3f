"""Loops that a silent caller never leaves.

A caller who says and presses nothing takes `no-input` at every menu and collect; the world may
choose every look-up outcome and share. Whoever cannot come to an end even then is kept for ever:
the contacts at a place less those from whom some end can be reached. Coming to a queue counts as an
end: there an agent may answer. A jump with `at-most` is used up in the end, so it is no part of a
loop, though it may lead out of one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccdsl.analysis.places import Move, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.showing import Rounds
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Backward, first_of, holds_for, settings
from ccdsl.model.facts import Hop, Loop
from ccdsl.model.flow import AnyNode, CollectNode, DecisionNode, MenuNode
from ccdsl.model.graphs import rings, shortest_ring
from ccdsl.model.program import View
from ccdsl.model.tested import Together
from ccdsl.record import worker
from ccdsl.source import Span

_ENDED = ("end", "queue")
"""Kinds of places where nobody goes round silently any more."""


def find_loops(walk: Walk, view: View | None = None) -> tuple[Loop, ...]:
    """Return every loop of a walk once, whichever channels and languages come to it.

    Contacts that go round are shown in a view of the center, None where none can be.
    """
    silence = _Silence(walk, {}, view)
    onward = {number: silence.onward(number) for number, _ in walk.reached()}
    back = any(target <= number for number, targets in onward.items() for target in targets)
    if not back or not rings(onward):
        return ()
    silence.kept = _kept(walk)
    found: dict[tuple[Hop, ...], Loop] = {}
    for ring in rings({number: silence.onward_kept(number) for number in silence.kept}):
        loop = silence.loop(ring)
        found[loop.hops] = loop if loop.hops not in found else _either(found[loop.hops], loop)
    return tuple(found.values())


def _either(first: Loop, other: Loop) -> Loop:
    """Return a loop that contacts come to in two ways, on two channels for instance."""
    parts = [each.contacts for each in (first, other) if each.contacts is not None]
    return replace(first, contacts=Together(parts))


def _kept(walk: Walk) -> dict[int, int]:
    """Return the contacts at every place that come to no end, whatever the world chooses."""
    sets = walk.space.sets
    back = Backward(walk, lambda move: EVERYTHING if _is_silent(walk, move) else NOTHING)
    back.search({number: _ended(walk, number) for number, _ in walk.reached()})
    kept = {
        number: sets.less(walk.come[number], back.seen.get(number, NOTHING))
        for number, _ in walk.reached()
    }
    return {number: who for number, who in kept.items() if who}


def _ended(walk: Walk, number: int) -> int:
    """Return the contacts at a place that go no further: an end, a queue, or unreadable text."""
    sets = walk.space.sets
    if walk.places[number].kind in _ENDED:
        return walk.come[number]
    moves = (move for move in walk.moves(number) if _is_silent(walk, move))
    return sets.less(walk.come[number], sets.union([move.guard for move in moves]))


def _is_silent(walk: Walk, move: Move) -> bool:
    """Whether a move takes no word and no key of the caller."""
    if isinstance(_node(walk, move.source), MenuNode | CollectNode):
        return move.label.kind == "silence"
    return walk.places[move.source].kind != "queue"


def _node(walk: Walk, number: int) -> AnyNode | None:
    place = walk.places[number]
    flow = walk.space.center.flows.get(place.flow)
    return flow.nodes.get(place.node) if flow is not None else None


@worker
class _Silence:
    """The moves of silent callers; `kept` are those who come to no end, place by place."""

    walk: Walk
    kept: dict[int, int]
    view: View | None

    def moves(self, number: int) -> Iterator[Move]:
        """Yield the moves from a place that can be made for ever."""
        jumps = self.walk.space.axes.mask(("jump",))
        for move in self.all_moves(number):
            if not any(jumps >> variable & 1 for variable, _ in move.sets):
                yield move

    def all_moves(self, number: int) -> Iterator[Move]:
        """Yield the moves from a place, those that are used up in the end included."""
        return (move for move in self.walk.made(number) if _is_silent(self.walk, move))

    def onward(self, number: int) -> list[int]:
        """Return the places that may come next, but for those where something else begins."""
        places = self.walk.places
        targets = (move.target for move in self.moves(number))
        return [target for target in targets if places[target].kind not in _ENDED]

    def onward_kept(self, number: int) -> list[int]:
        """Return the places that may come next for somebody who is kept."""
        both, who = self.walk.space.sets.both, self.kept[number]
        return [move.target for move in self.moves(number) if both(who, move.guard)]

    def loop(self, ring: Sequence[int]) -> Loop:
        """Return the loop of one component: the shortest way round from its first step."""
        edges = {number: self.onward_kept(number) for number in ring}
        way = shortest_ring(min(ring, key=self._rank), edges, frozenset(ring))
        who = self._lasting(way)
        if not who:
            way, who = self._followed(way[0])
        named = [number for number in way if self.walk.places[number].node]
        asked = (_node(self.walk, number) for number in way)
        return Loop(
            hops=tuple(self._hops(named)),
            asks=any(isinstance(node, MenuNode | CollectNode) for node in asked),
            gates=tuple(sorted(dict.fromkeys(self._gates(way)))),
            contacts=Rounds(self.walk, self.view, {way[0]: who}, around=self._around(way)),
        )

    def _around(self, way: Sequence[int]) -> list[list[Move]]:
        """Return for each place of a way round the moves to the next."""
        return [
            [move for move in self.moves(number) if move.target == target]
            for number, target in zip(way, [*way[1:], way[0]], strict=True)
        ]

    def _lasting(self, way: Sequence[int]) -> int:
        """Return the contacts at the first place that can go this way round for ever."""
        sets, who = self.walk.space.sets, self.kept[way[0]]
        moves = self._around(way)
        before = NOTHING
        while who != before:
            before = who
            for each in reversed(moves):
                who = sets.union([self.walk.before(who, move) for move in each])
            who = sets.both(before, who)
        return who

    def _followed(self, number: int) -> tuple[list[int], int]:
        """Return the loop that one contact comes to that always takes the first way on, and it.

        Jumps that are used up lie on the way there, and never on the loop: they change the contact.
        """
        sets = self.walk.space.sets
        state = first_of(sets, self.kept[number])
        seen: dict[tuple[int, tuple[int, ...]], None] = {}
        while (key := (number, tuple(state.values()))) not in seen:
            seen[key] = None
            taken = (move for move in self.all_moves(number) if holds_for(sets, move.guard, state))
            move = next(taken)
            state, number = next(settings(state, move.sets)), move.target
        way = [each for each, _ in seen]
        start = list(seen).index(key)
        first = min(way[start:], key=self._rank)
        turn = way.index(first, start)
        standing = dict(enumerate(list(seen)[turn][1]))
        one = sets.box({variable: 1 << atom for variable, atom in standing.items()})
        return [*way[turn:], *way[start:turn]], one

    def _gates(self, way: Sequence[int]) -> Iterator[Span]:
        """Yield the conditions by which others leave the way, and who is kept does not."""
        both, inside = self.walk.space.sets.both, frozenset(way)
        for number in way:
            for move in self.walk.made(number):
                leaves = move.target not in inside and not both(self.kept[number], move.guard)
                condition = self._asked(move) if leaves else None
                if condition is not None:
                    yield condition

    def _asked(self, move: Move) -> Span | None:
        """Return the condition that a move depends on."""
        node = _node(self.walk, move.source)
        if isinstance(node, DecisionNode):
            return node.condition.span
        if move.label.kind != "rule":
            return None
        flow = self.walk.space.center.flows[self.walk.places[move.source].flow]
        condition = flow.rules[move.label.number - 1].condition
        return condition.span if condition is not None else None

    def _rank(self, number: int) -> tuple[bool, bool, str, int, int]:
        """Return what puts the step first that stands first in the source."""
        place, node = self.walk.places[number], _node(self.walk, number)
        if node is None:
            return (True, True, "", 0, number)
        begins = place.node in self.walk.space.center.flows[place.flow].steps
        return (False, not begins, node.span.path, node.span.start, number)

    def _hops(self, way: Sequence[int]) -> Iterator[Hop]:
        """Yield the steps of a way round; each hop ends at the place that leads to the next."""
        for at, number in enumerate(way):
            here, there = self._step(number), self._step(way[(at + 1) % len(way)])
            node = _node(self.walk, number)
            if node is not None and (here != there or at + 1 == len(way)):
                yield Hop(flow=here[:2], step=here[2], span=node.span)

    def _step(self, number: int) -> tuple[str, str, str]:
        place: Place = self.walk.places[number]
        return (*place.flow, self.walk.space.center.flows[place.flow].step_of(place.node))
