"""Who comes to be asked: for every list of rules and every `when`, in which context."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from ccdsl.analysis.asking import Context
from ccdsl.analysis.places import WAITING, Place, context_of
from ccdsl.analysis.queueing import opening, overflow_key
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import DecisionNode, Flow, NodeId, StayNode
from ccdsl.model.program import View
from ccdsl.record import worker

Comers = dict[Context, int]
"""By context, the contacts who are asked there."""


@worker
class Asking:
    """Everything that contacts are asked in one walk, and which answers somebody gives.

    `view` is the center in which an example runs, None where none can: in what may fail.
    `rules` has who comes to the rules of a flow, `decisions` who comes to a `when`, `places` at
    which places rules are tested; `taken` has the rules (counted from 1) and `left` the `when`
    actions that somebody leaves by.
    """

    walk: Walk
    view: View | None
    rules: dict[FlowKey, Comers] = field(default_factory=dict)
    decisions: dict[tuple[FlowKey, NodeId], Comers] = field(default_factory=dict)
    places: dict[tuple[FlowKey, Context], dict[int, int]] = field(default_factory=dict)
    taken: set[tuple[FlowKey, int]] = field(default_factory=set)
    left: set[tuple[FlowKey, NodeId]] = field(default_factory=set)

    def read(self) -> None:
        """Look at every place that somebody comes to."""
        for number, place in self.walk.reached():
            for key, context, who in self._asked_of(number, place):
                found = self.rules.setdefault(key, {})
                found[context] = self.walk.space.sets.either(found.get(context, NOTHING), who)
                self.places.setdefault((key, context), {})[number] = who
            if self._is_decision(place):
                asked = self.decisions.setdefault((place.flow, place.node), {})
                context, who = context_of(place), self.walk.come[number]
                asked[context] = self.walk.space.sets.either(asked.get(context, NOTHING), who)
            self._answers(number, place)

    def _is_decision(self, place: Place) -> bool:
        flow = self.walk.space.center.flows.get(place.flow)
        return flow is not None and isinstance(flow.nodes.get(place.node), DecisionNode)

    def _asked_of(self, number: int, place: Place) -> Iterator[tuple[FlowKey, Context, int]]:
        """Yield the lists of rules that a place tests, with who is there then."""
        come = self.walk.come[number]
        if place.kind in ("routing", "after-hours") and not place.node:
            yield place.flow, context_of(place), come
        for at in _tested_at(self.walk, place):
            queue = self.walk.space.center.program.queues[at.queue]
            if not place.node:
                come = self.walk.space.sets.both(come, opening(self.walk.rules, queue)[1])
            yield overflow_key(queue), at, come

    def _answers(self, number: int, place: Place) -> None:
        """Note the rules and the `when` actions by which somebody leaves a place."""
        sets, come = self.walk.space.sets, self.walk.come[number]
        for move in self.walk.moves(number):
            label = move.label
            if label.kind not in ("rule", "when") or not sets.both(come, move.guard):
                continue
            if label.kind == "when":
                self.left.add((place.flow, place.node))
            else:
                flow = ("overflow", label.name) if label.queue else place.flow
                self.taken.add((flow, label.number))


def asking(walk: Walk, view: View | None) -> Asking:
    """Return what contacts are asked in a walk."""
    found = Asking(walk, view)
    found.read()
    return found


def _tested_at(walk: Walk, place: Place) -> Iterator[Context]:
    """Yield the contexts in which a place tests the overflow rules of its queue."""
    center = walk.space.center
    flow = center.flows.get(place.flow)
    stay = place.stay
    name = place.name if place.kind == "queue" and not place.node else stay.queue if stay else ""
    queue = center.program.queues.get(name)
    if queue is None or overflow_key(queue) not in center.flows:
        return
    clock = center.clock(queue)
    if place.kind == "queue" and not place.node:
        tests: tuple[int, ...] = (0,) if place.channel in queue.channels else ()
    elif stay is None:
        tests = ()
    elif place.node == WAITING:
        tests = clock.tests(stay.since)
    elif flow is not None and isinstance(flow.nodes.get(place.node), StayNode) and stay.due:
        tests = clock.landings(stay.since, stay.spent, due=True)
    else:
        tests = ()
    waits = dict.fromkeys(clock.interval(at) for at in tests)
    for waited in waits:
        yield Context(place.channel, place.language, queue.name, waited)


@worker
class First:
    """First-match rules tested by some contacts: who is left after each of them.

    `left[0]` are all who are asked, with how queues can stand, `left[n]` whom the first n rules do
    not take, `holds[n]` the contacts for whom the condition of rule n + 1 is true.
    """

    walk: Walk
    left: list[int]
    holds: list[int]

    def takes(self, number: int) -> int:
        """Return whom a rule (from 1) takes."""
        return self.walk.space.sets.both(self.left[number - 1], self.holds[number - 1])

    def meant(self, number: int) -> int:
        """Return whom a rule (from 1) is for, of all who are asked."""
        return self.walk.space.sets.both(self.left[0], self.holds[number - 1])

    def takers(self, contacts: int, before: int) -> Iterator[tuple[int, int]]:
        """Yield the rules before one that take some contacts, each with whom of them it takes."""
        sets, low = self.walk.space.sets, 0
        contacts = sets.both(contacts, self.left[0])
        while contacts:
            high = before - 1
            if sets.both(contacts, self.left[high]) == contacts:
                return
            # What is left only shrinks, so the first rule that takes one of them can be halved out.
            while high - low > 1:
                middle = (low + high) // 2
                if sets.both(contacts, self.left[middle]) == contacts:
                    low = middle
                else:
                    high = middle
            rest = sets.both(contacts, self.left[high])
            yield high, sets.less(contacts, rest)
            contacts, low = rest, high


def first_match(walk: Walk, flow: Flow, context: Context, who: int) -> First:
    """Return how the rules of a flow part the contacts who come to them."""
    sets = walk.space.sets
    left = [walk.rules.possible((rule.condition for rule in flow.rules), who, context)]
    holds = [walk.space.guards.of(rule.condition, context) for rule in flow.rules]
    for each in holds:
        left.append(sets.less(left[-1], each))
    return First(walk, left, holds)


def by_context(walk: Walk, flow: Flow, comers: Mapping[Context, int]) -> dict[Context, First]:
    """Return how the rules of a flow part contacts, for every context in which they are asked."""
    return {context: first_match(walk, flow, context, who) for context, who in comers.items()}
