"""Where contacts can come, channel by channel and language by language.

A forward walk over all flows of one center until nothing changes. It keeps what holds on every
path (attributes set, prompts heard) and what holds on some (attributes possibly set, recording),
and decides conditions only by what is known for sure; so every contact is covered, and some paths
are walked that no contact takes.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ccdsl.analysis.moves import Moves
from ccdsl.analysis.state import Fact, Place
from ccdsl.model.facts import FlowKey, Reach, Visit
from ccdsl.model.flow import AnyNode, CallbackNode, Flow, NodeId, VoicemailNode
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.sayings import said_at, said_in_queue

_MOST_PLACES = 400_000
"""Past so many places the walk stops, and says so."""


@dataclass(slots=True)
class Walk:
    """Every place that contacts come to, with what holds there, in the order of discovery.

    `parents` has the place from which each was found first, None where contacts begin; `following`
    has the places that may come next.
    """

    moves: Moves
    facts: dict[Place, Fact] = field(default_factory=dict)
    parents: dict[Place, Place | None] = field(default_factory=dict)
    following: dict[Place, tuple[Place, ...]] = field(default_factory=dict)
    complete: bool = True

    def follow(self, begin: Iterable[tuple[Place | None, Place, Fact]]) -> None:
        """Follow every move from these places until nothing changes or the budget is used up."""
        waiting: deque[Place] = deque()
        for parent, place, fact in begin:
            self._arrive(parent, place, fact, waiting)
        while waiting and self.complete:
            place = waiting.popleft()
            steps = tuple(self.moves.from_place(place, self.facts[place]))
            self.following[place] = tuple(target for target, _ in steps)
            for target, fact in steps:
                self._arrive(place, target, fact, waiting)
            self.complete = len(self.facts) <= _MOST_PLACES

    def _arrive(
        self, parent: Place | None, place: Place, fact: Fact, waiting: deque[Place]
    ) -> None:
        before = self.facts.get(place)
        after = fact if before is None else before.join(fact)
        if after != before:
            self.facts[place] = after
            self.parents.setdefault(place, parent)
            waiting.append(place)

    def node_at(self, place: Place) -> AnyNode | None:
        """Return the node at a place, None for the arrival in a queue."""
        if not place.node:
            return None
        return self.moves.flows[(place.kind, place.name)].nodes[place.node]

    def entry_of(self, place: Place) -> str:
        """Return the entry of a contact that comes to a place."""
        while (before := self.parents[place]) is not None:
            place = before
        return place.entry

    def failures(self) -> list[tuple[Place | None, Place, Fact]]:
        """Return the center's `on-failure`, once for every channel and language that fail may."""
        first: dict[tuple[str, str], Place] = {}
        for place in self.facts:
            first.setdefault((place.channel, place.language), place)
        found: list[tuple[Place | None, Place, Fact]] = []
        for (channel, language), parent in sorted(first.items()):
            treatment = self.moves.on_failure(channel, language)
            if treatment is not None:
                found.append((parent, treatment, Fact()))
        return found


def walk_center(program: Program, flows: Mapping[FlowKey, Flow]) -> Walk:
    """Return where contacts can come in a center made of these flows."""
    walk = Walk(Moves(program, flows))
    walk.follow((None, place, fact) for place, fact in walk.moves.arrivals())
    walk.follow(walk.failures())
    return walk


def find_reach(walk: Walk) -> Reach:
    """Return the places of a walk as visits, flow by flow and node by node."""
    found = _visits(walk)
    visits: dict[FlowKey, dict[NodeId, list[Visit]]] = {}
    arrivals: dict[str, list[Visit]] = {}
    for place in sorted(found):
        visit = found[place]
        if place.node:
            visits.setdefault(visit.flow, {}).setdefault(place.node, []).append(visit)
        else:
            arrivals.setdefault(place.name, []).append(visit)
    return Reach(
        visits={
            flow: {node: tuple(each) for node, each in nodes.items()}
            for flow, nodes in visits.items()
        },
        arrivals={queue: tuple(each) for queue, each in arrivals.items()},
        reached=frozenset(_reached(walk)),
        complete=walk.complete,
    )


def _reached(walk: Walk) -> Iterator[FlowKey]:
    """Yield the kind and name of everything that some contact comes to or hears."""
    program = walk.moves.program
    queues: set[str] = set()
    yield from (("routing", entry.routing.text) for entry in program.entries.values())
    for kind, name, node_id in sorted({place[:3] for place in walk.facts}):
        yield (kind, name)
        if not node_id:
            queues.add(name)
            continue
        node = walk.moves.flows[(kind, name)].nodes[node_id]
        yield from (("prompt", saying.prompt) for saying in said_at(program, node))
        if isinstance(node, VoicemailNode):
            yield ("voicemail", node.voicemail)
        elif isinstance(node, CallbackNode) and node.queue in program.queues:
            queues.add(node.queue)
    for name in sorted(queues):
        yield from _of_queue(program.queues[name], walk)


def _of_queue(queue: Queue, walk: Walk) -> Iterator[FlowKey]:
    yield ("queue", queue.name)
    if queue.overflow:
        yield ("overflow", queue.overflow)
    if queue.after_hours:
        yield ("after-hours", queue.after_hours)
    for saying in said_in_queue(queue, walk.moves.notices):
        yield ("prompt", saying.prompt)


def _visits(walk: Walk) -> dict[Place, Visit]:
    """Return the visit of every place; a place is discovered after the one that leads to it."""
    found: dict[Place, Visit] = {}
    for place, fact in walk.facts.items():
        parent = walk.parents[place]
        previous = None if parent is None else found[parent]
        found[place] = Visit(
            flow=(place.kind, place.name),
            node=place.node,
            channel=place.channel,
            language=place.language,
            certain=fact.certain,
            possible=fact.possible,
            heard=fact.heard,
            recording=fact.recording,
            silent=fact.silent,
            noticed=fact.noticed,
            calls=len(place.calls),
            queue=place.queue,
            entry=place.entry if previous is None else previous.entry,
            previous=previous,
        )
    return found
