"""Where contacts can come, channel by channel and language by language.

A forward walk over all flows of one center until nothing changes. It keeps what holds on every
path (attributes set, prompts heard) and what holds on some (attributes possibly set, recording),
and decides conditions only by what is known for sure; so every contact is covered, and some paths
are walked that no contact takes.
"""

from collections import deque
from collections.abc import Iterator, Mapping

from ccdsl.analysis.moves import Moves
from ccdsl.analysis.state import Fact, Place
from ccdsl.model.facts import FlowKey, Reach, Visit
from ccdsl.model.flow import Flow, NodeId
from ccdsl.model.program import Program

_MOST_PLACES = 400_000
"""Past so many places the walk stops, and says so."""


def find_reach(program: Program, flows: Mapping[FlowKey, Flow]) -> Reach:
    """Return where contacts can come in a center made of these flows."""
    moves = Moves(program, flows)
    facts: dict[Place, Fact] = {}
    complete = _walk(moves, facts, moves.arrivals())
    complete = _walk(moves, facts, _failures(moves, facts)) and complete
    return _collect(facts, complete=complete)


def _walk(moves: Moves, facts: dict[Place, Fact], begin: Iterator[tuple[Place, Fact]]) -> bool:
    """Follow every move until nothing changes; return whether the budget lasted."""
    waiting: deque[Place] = deque()

    def arrive(place: Place, fact: Fact) -> None:
        before = facts.get(place)
        after = fact if before is None else before.join(fact)
        if after != before:
            facts[place] = after
            waiting.append(place)

    for place, fact in begin:
        arrive(place, fact)
    while waiting:
        if len(facts) > _MOST_PLACES:
            return False
        place = waiting.popleft()
        for target, fact in moves.from_place(place, facts[place]):
            arrive(target, fact)
    return True


def _failures(moves: Moves, facts: Mapping[Place, Fact]) -> Iterator[tuple[Place, Fact]]:
    """Yield the center's `on-failure`, for every channel and language at which a step may fail."""
    nothing = Fact(frozenset(), frozenset(), frozenset(), recording=False)
    for channel, language in sorted({(place.channel, place.language) for place in facts}):
        place = moves.on_failure(channel, language)
        if place is not None:
            yield place, nothing




def _collect(facts: Mapping[Place, Fact], *, complete: bool) -> Reach:
    visits: dict[FlowKey, dict[NodeId, list[Visit]]] = {}
    arrivals: dict[str, list[Visit]] = {}
    for place in sorted(facts):
        visit = _visit(place, facts[place])
        if place.node:
            visits.setdefault((place.kind, place.name), {}).setdefault(place.node, []).append(visit)
        else:
            arrivals.setdefault(place.name, []).append(visit)
    return Reach(
        visits={
            flow: {node: tuple(found) for node, found in nodes.items()}
            for flow, nodes in visits.items()
        },
        arrivals={queue: tuple(found) for queue, found in arrivals.items()},
        complete=complete,
    )


def _visit(place: Place, fact: Fact) -> Visit:
    return Visit(
        channel=place.channel,
        language=place.language,
        certain=fact.certain,
        possible=fact.possible,
        heard=fact.heard,
        recording=fact.recording,
        calls=len(place.calls),
        queue=place.queue,
    )
