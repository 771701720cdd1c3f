"""What contacts come to in one walk: visits, arrivals, and what they hear."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ccdsl.analysis.axes import LINE
from ccdsl.analysis.failing import Speaking
from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING, BudgetError
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.spreading import spread
from ccdsl.analysis.walking import Walk, begins_at
from ccdsl.analysis.ways import Allowed, Goals, find_way, unlimited
from ccdsl.model.facts import Coming, FlowKey, Visit
from ccdsl.model.flow import NodeId
from ccdsl.model.program import View
from ccdsl.model.sayings import said_at, said_in_queue
from ccdsl.record import worker

_Group = tuple[FlowKey, NodeId, str, str, int]
"""What makes a visit: flow, node, channel, language, and how many calls are open."""


@worker
class Reading:
    """One walk, read as visits; `before` are visits that `on-failure` may come after.

    `view` is the center in which contacts are shown, None where none can be.

    No visit is made where rules are tested, where contacts wait in line, or where they end.
    """

    walk: Walk
    before: Mapping[Speaking, Visit] = field(default_factory=dict)
    view: View | None = None
    visits: dict[_Group, Visit] = field(default_factory=dict)
    reached: dict[FlowKey, None] = field(default_factory=dict)
    _numbers: dict[_Group, list[int]] = field(default_factory=dict)
    _ways: dict[_Group, tuple[str, Sequence[Visit]]] = field(default_factory=dict)

    def read(self) -> None:
        """Find the visits and everything that is reached."""
        silent = spread(self.walk, self.walk.begin, self.silently)
        unnoticed = spread(self.walk, self.walk.begin, self._unnoticed)
        for number, place in self.walk.reached():
            key = _group(place)
            if key is not None:
                self._numbers.setdefault(key, []).append(number)
        for key, numbers in self._numbers.items():
            self.visits[key] = Visit(
                flow=key[0],
                node=key[1],
                channel=key[2],
                language=key[3],
                calls=key[4],
                silent=any(number in silent for number in numbers),
                noticed=not any(number in unnoticed for number in numbers),
                ways=self,
            )
        self.reached = dict.fromkeys(self._reached())

    def silently(self, move: Move) -> int:
        """Allow moves on which nothing is played or said."""
        if move.heard:
            return NOTHING
        label = move.label
        if label.kind != "waits" or self.walk.places[move.source].channel != "voice":
            return EVERYTHING
        written = self.walk.space.center.program.queues[label.queue].written
        return NOTHING if written.music is not None or written.announcements else EVERYTHING

    def _unnoticed(self, move: Move) -> int:
        """Allow moves on which no recording is announced; an unknown prompt may announce it."""
        center = self.walk.space.center
        known, notices = center.program.prompts, center.announcing
        announced = any(prompt in notices or prompt not in known for prompt in move.heard)
        return NOTHING if announced else EVERYTHING

    def way_to(self, visit: Visit) -> tuple[str, Sequence[Visit]]:
        """Return where a contact arrived that makes a visit, and the visits on its way."""
        key = _key(visit)
        if key not in self._ways:
            allowed = self.silently if visit.silent else unlimited
            try:
                self._ways[key] = self.way(self._goals(key), allowed)
            except BudgetError:
                self._ways[key] = "", (visit,)
        return self._ways[key]

    def contacts_of(self, visits: Sequence[Visit], by: Coming = "any way") -> Shown:
        """Return the contacts that make one of some visits."""
        allowed: dict[Coming, Allowed] = {
            "any way": unlimited,
            "unheard": self.silently,
            "unnoticed": self._unnoticed,
        }
        goals = {at: who for visit in visits for at, who in self._goals(_key(visit)).items()}
        return Shown(self.walk, self.view, goals, allowed=allowed[by])

    def _goals(self, key: _Group) -> Goals:
        return {number: self.walk.come[number] for number in self._numbers[key]}

    def way(self, goals: Goals, allowed: Allowed = unlimited) -> tuple[str, Sequence[Visit]]:
        """Return where some contact arrived that comes to a goal, and the visits on its way."""
        way = find_way(self.walk, goals, allowed=allowed)
        if way is None:
            return "", ()
        numbers = [move.source for move in way.moves]
        numbers += [way.moves[-1].target] if way.moves else goals
        return self._told(numbers, way.states[0])

    def _told(
        self, numbers: Sequence[int], state: Mapping[int, int]
    ) -> tuple[str, Sequence[Visit]]:
        """Return where a contact that makes its way through some places arrived, and its visits."""
        places = [self.walk.places[number] for number in numbers]
        keys = [key for place in places if (key := _group(place)) is not None]
        visits = [self.visits[key] for key in keys]
        earlier = self.before.get((places[0].channel, places[0].language))
        if earlier is not None:
            return earlier.entry, (*earlier.way(), *visits)
        return self._entry(places[0], state), visits

    def _entry(self, begin: Place, state: Mapping[int, int]) -> str:
        """Return the entry at which a contact begins so."""
        space = self.walk.space
        axes, center = space.axes, space.center
        line = axes.lines[state[axes.places[LINE]]]
        first = center.program.first_language
        for entry in space.entries:
            if line in center.side.lines[entry.name.text] and begins_at(entry, first) == begin:
                return entry.name.text
        return ""

    def _reached(self) -> Iterator[FlowKey]:
        """Yield the kind and name of everything that some contact comes to or hears."""
        center = self.walk.space.center
        for _, place in self.walk.reached():
            if place.kind != "end":
                yield place.flow
            elif place.name == "voicemail":
                yield ("voicemail", place.node)
            elif place.name == "callback" and place.node in center.program.queues:
                yield from self._of_queue(place.node)
        for flow, node, *_ in self.visits:
            if node:
                at = center.flows[flow].nodes[node]
                yield from (("prompt", saying.prompt) for saying in said_at(center.program, at))
            else:
                yield from self._of_queue(flow[1])

    def _of_queue(self, name: str) -> Iterator[FlowKey]:
        center = self.walk.space.center
        queue = center.program.queues[name]
        yield ("queue", name)
        if queue.overflow:
            yield ("overflow", queue.overflow)
        if queue.after_hours:
            yield ("after-hours", queue.after_hours)
        for saying in said_in_queue(queue, center.notices):
            yield ("prompt", saying.prompt)


def _key(visit: Visit) -> _Group:
    return (visit.flow, visit.node, visit.channel, visit.language, visit.calls)


def _group(place: Place) -> _Group | None:
    """Return the visit that a place belongs to, None where it is none."""
    tested = not place.node and place.kind != "queue"
    if tested or place.node == WAITING or place.kind == "end":
        return None
    return (place.flow, place.node, place.channel, place.language, len(place.calls))
