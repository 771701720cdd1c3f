"""Who can come where in a center: every contact at once, forward, on decision diagrams.

Written from the meaning of the language (its clauses 1 to 8), not from the engine. A spot is a
node of a flow with the calls that are open and, where a contact may come back to its line, its time
there; everything else about a contact is in the diagram: its line, caller, instant, flags,
language, attributes, and how often it has made the jumps that count.
"""

from collections.abc import Hashable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import NamedTuple

from ccdsl.compiler import Compiled
from ccdsl.model.flow import (
    AfterHoursNode,
    AllocateNode,
    AnyNode,
    CallbackNode,
    CallNode,
    CollectNode,
    DecisionNode,
    Flow,
    FlowRule,
    HangUpNode,
    JumpNode,
    LanguageNode,
    LookupNode,
    MenuNode,
    NowhereNode,
    PlayNode,
    QueueNode,
    RecordNode,
    ReturnNode,
    ScriptNode,
    SetNode,
    StayNode,
    TransferNode,
    VoicemailNode,
    WaitNode,
)
from ccdsl.model.outcomes import successors
from ccdsl.model.queues import Queue
from ccdsl.simulate.conditions import literal
from tests.exact.diagrams import FlowKey, Oracle
from tests.exact.lines import Stay, clock_of
from tests.exact.ordering import Ranks

IN_LINE = "~"
"""The node of a spot in line."""
Frame = tuple[str, str, str]
"""An open call: the kind and name of its flow, and its node."""


class Spot(NamedTuple):
    """Where contacts can be.

    Node "" is where rules are tested, or where a contact arrives in a queue. Of kind `end`, `name`
    is the kind of end and `node` its name.
    """

    kind: str
    name: str
    node: str
    calls: tuple[Frame, ...] = ()
    stay: Stay | None = None

    @property
    def flow(self) -> FlowKey:
        """The flow it lies in."""
        return (self.kind, self.name)

    def at(self, node: str) -> "Spot":
        """Return another node of the same flow."""
        return self._replace(node=node)


Goes = Iterator[tuple[Spot, object]]


class Reaching(Oracle):
    """Where the contacts of a center can come."""

    def __init__(self, made: Compiled, random: Random) -> None:
        """Add what a contact takes along that no condition asks about: counts of jumps."""
        super().__init__(made, random)
        self.queues = made.program.queues
        self.clocks = {name: clock_of(self.center, each) for name, each in self.queues.items()}
        begin = self.coded.bdd.true
        for key, flow in self.flows.items():
            for node in flow.nodes.values():
                if isinstance(node, JumpNode) and node.at_most is not None:
                    axis = ("jump", *key, node.id)
                    self.coded.add(axis, range(node.at_most + 1))
                    begin &= self.coded.where(axis, 0)
        self.valid = self.coded.valid()
        routings = dict.fromkeys(one.routing.text for one in made.program.entries.values())
        begins = [("routing", name) for name in routings]
        self.ranks = Ranks(self.flows, self.queues, begins)
        self.heap: list[tuple[tuple[int, int, int, int], int, Spot]] = []
        self.pushed = count()
        self.come: dict[Spot, object] = {}
        self.todo: dict[Spot, object] = {}
        self.lines: dict[Hashable, list[Spot]] = {}
        for name in routings:
            arrives = self.coded.without(self.begins(name), self.figures)
            self._arrive(Spot("routing", name, ""), arrives & begin)

    def follow(self) -> None:
        """Follow everybody until nobody comes anywhere new."""
        while self.todo:
            _, _, spot = heappop(self.heap)
            contacts = self.todo.pop(spot)
            for target, who in self._goes(spot, contacts):
                self._arrive(target, who)

    def _arrive(self, spot: Spot, contacts: object) -> None:
        fresh = contacts & ~self.come.get(spot, self.coded.bdd.false)
        if spot.node == IN_LINE:
            fresh = self._not_sooner(spot, fresh)
        if fresh != self.coded.bdd.false:
            self.come[spot] = self.come.get(spot, self.coded.bdd.false) | fresh
            if spot not in self.todo:
                heappush(self.heap, (self._rank(spot), next(self.pushed), spot))
            self.todo[spot] = self.todo.get(spot, self.coded.bdd.false) | fresh

    def _rank(self, spot: Spot) -> tuple[int, int, int, int]:
        """Return when a spot is come to on the way: by flow, time in line, calls and node."""
        if spot.kind == "end":
            return (0, 0, 0, 0)
        outer = spot.calls[0][:2] if spot.calls else spot.flow
        node = self.ranks.nodes[spot.flow].get(spot.node, -1)
        back = -1 if spot.stay is None else spot.stay.now
        calls = len(spot.calls)
        return (self.ranks.flows[outer], back, calls, node)

    def _not_sooner(self, spot: Spot, contacts: object) -> object:
        """Leave out who can be in the same stretch of the line sooner: they can be there later."""
        stay = spot.stay
        since = self.clocks[spot.name].last_test(stay.first)
        same = self.lines.setdefault((spot.name, stay.told, since), [])
        for other in same:
            if other.stay.first < stay.first:
                contacts &= ~self.come[other]
        if contacts != self.coded.bdd.false and spot not in same:
            same.append(spot)
        return contacts

    def _goes(self, spot: Spot, contacts: object) -> Goes:
        if spot.kind == "end":
            return
        if spot.kind == "queue" and spot.node == "":
            yield from self._comes_to_queue(spot, contacts)
        elif spot.kind == "queue" and spot.node == IN_LINE:
            yield from self._stands(spot, contacts)
        elif spot.node == "":
            taken, _ = self._taken(self.flows[spot.flow].rules, contacts)
            yield from ((spot.at(rule.target), who) for rule, who in taken)
        else:
            yield from self._passes(spot, self.flows[spot.flow].nodes[spot.node], contacts)

    def _taken(
        self, rules: Sequence[FlowRule], contacts: object, queue: str | None = None, waited: int = 0
    ) -> tuple[list[tuple[FlowRule, object]], object]:
        """Return whom every rule may take in one look, and whom none may take."""
        if not rules:
            return [], contacts
        key = (rules[0].span, queue, waited)
        if key not in self.known:
            self.known[key] = self._guards(rules, queue, waited)
        *guards, none = self.known[key]
        return list(zip(rules, (contacts & one for one in guards), strict=True)), contacts & none

    def _guards(self, rules: Sequence[FlowRule], queue: str | None, waited: int) -> list[object]:
        left, found = self.possible, []
        for rule in rules:
            holds = self.of(rule.condition, queue, waited)
            found.append(self.coded.without(left & holds, self.figures))
            left &= ~holds
        return [*found, self.coded.without(left, self.figures)]

    def _passes(self, spot: Spot, node: AnyNode, contacts: object) -> Goes:
        """Yield where contacts go from a node."""
        match node:
            case PlayNode() | RecordNode():
                yield spot.at(node.next), contacts
            case SetNode():
                value = literal(node.value)
                yield spot.at(node.next), self._set(contacts, node.attribute, [value])
            case LanguageNode():
                spoken = self.coded.where("language", node.language)
                kept = self.coded.without(contacts, ["language"])
                yield spot.at(node.next), kept & spoken
            case WaitNode():
                stay = spot.stay and self.clocks[spot.stay.queue].spend(spot.stay, node.ms)
                yield spot.at(node.next)._replace(stay=stay), contacts
            case CallNode():
                calls = (*spot.calls, (*spot.flow, node.id))
                yield Spot("script", node.script, "start", calls, spot.stay), contacts
            case DecisionNode():
                rule = FlowRule(condition=node.condition, target=node.then, span=node.span)
                taken, left = self._taken([rule], contacts)
                yield spot.at(node.then), taken[0][1]
                yield spot.at(node.next), left
            case MenuNode() | CollectNode() | LookupNode():
                yield from self._asked(spot, node, contacts)
            case _:
                yield from self._leaves(spot, node, contacts)

    def _asked(
        self, spot: Spot, node: MenuNode | CollectNode | LookupNode, contacts: object
    ) -> Goes:
        """Clause 4: the caller chooses keys and entries, the world how look-ups come out."""
        if isinstance(node, LookupNode):
            source = self.center.program.data_sources[node.source]
            for outcome, target in node.outcomes:
                gives = source.gives if outcome == source.outcomes[0].text else ()
                found = contacts
                for name in gives:
                    found = self._set(found, name.text, self.domains[name.text].values)
                yield spot.at(target), found
            return
        if isinstance(node, MenuNode):
            for key in node.keys:
                stores = key.store is not None
                pressed = self._set(contacts, key.store, [key.key]) if stores else contacts
                yield spot.at(key.target), pressed
        else:
            domain = self.domains[node.store]
            typed = [value for value in domain.values if domain.can_be_typed(node, value)]
            yield spot.at(node.filled), self._set(contacts, node.store, typed)
        yield spot.at(node.no_input), contacts
        yield spot.at(node.invalid), contacts

    def _set(self, contacts: object, attribute: str, values: Sequence[str]) -> object:
        """Return contacts after an attribute was set to one of some values, whichever."""
        axis, domain = ("attribute", attribute), self.domains[attribute]
        chosen = {domain.stands_for(value) for value in values}
        given = self.coded.join(self.coded.where(axis, value) for value in sorted(chosen))
        return self.coded.without(contacts, [axis]) & given

    def _leaves(self, spot: Spot, node: AnyNode, contacts: object) -> Goes:
        """Yield where contacts go from the end of a treatment."""
        match node:
            case AllocateNode():
                yield from ((spot.at(target), contacts) for _, target in node.shares)
            case JumpNode():
                yield from self._jumps(spot, node, contacts)
            case QueueNode():
                yield Spot("queue", node.queue, ""), contacts
            case ScriptNode():
                yield self._moves(spot, "script", node.script, "start"), contacts
            case AfterHoursNode():
                yield self._moves(spot, "after-hours", node.policy, ""), contacts
            case VoicemailNode():
                yield Spot("end", "voicemail", node.voicemail), contacts
            case HangUpNode():
                yield Spot("end", "hang-up", ""), contacts
            case CallbackNode():
                has = self._has_number(node.number)
                yield Spot("end", "callback", node.queue), contacts & has
                yield spot.at(node.otherwise), contacts & ~has
            case TransferNode():
                has = self._has_number(node.target) if node.to == "attribute" else None
                rings = contacts if has is None else contacts & has
                yield Spot("end", "transfer", node.target), rings
                yield spot.at(node.busy), rings
                yield spot.at(node.no_answer), rings
                yield spot.at(node.otherwise), contacts
            case ReturnNode():
                kind, name, called = spot.calls[-1]
                back = self.flows[(kind, name)].nodes[called].next
                yield Spot(kind, name, back, spot.calls[:-1], spot.stay), contacts
            case StayNode():
                yield from self._stays(spot.stay, contacts)
            case NowhereNode():
                yield Spot("end", "nowhere", ""), contacts
            case _:
                raise AssertionError(node)

    @staticmethod
    def _moves(spot: Spot, kind: str, name: str, node: str) -> Spot:
        """Return the beginning of another flow; only a call can lead back to the line."""
        return Spot(kind, name, node, spot.calls, spot.stay if spot.calls else None)

    def _has_number(self, attribute: str | None) -> object:
        axis: Hashable = "caller" if attribute is None else ("attribute", attribute)
        return ~self.coded.where(axis, None)

    def _jumps(self, spot: Spot, node: JumpNode, contacts: object) -> Goes:
        """Clause 4: `at-most` counts per contact and per written jump, and never resets."""
        if node.at_most is None or node.otherwise is None:
            yield spot.at(node.target), contacts
            return
        axis = ("jump", *spot.flow, node.id)
        for done in range(node.at_most):
            counted = self.coded.without(contacts & self.coded.where(axis, done), [axis])
            yield spot.at(node.target), counted & self.coded.where(axis, done + 1)
        yield spot.at(node.otherwise), contacts & self.coded.where(axis, node.at_most)

    def _comes_to_queue(self, spot: Spot, contacts: object) -> Goes:
        """Clause 5: closed, then overflow, then an agent, then waiting."""
        queue, stay = self.queues[spot.name], Stay(spot.name, 0, None)
        if queue.after_hours is not None:
            policy = self.center.view.after_hours[queue.after_hours]
            closed = self.closed(policy.hours.text)
            yield Spot("after-hours", queue.after_hours, ""), contacts & closed
            contacts &= ~closed
        taken, left = self._tested(queue, contacts, 0)
        yield from taken
        yield Spot("end", "queue", spot.name), left
        yield self._line(self.clocks[spot.name].interval(stay)), left

    @staticmethod
    def _line(stay: Stay) -> Spot:
        return Spot("queue", stay.queue, IN_LINE, stay=stay)

    def _tested(
        self, queue: Queue, contacts: object, waited: int
    ) -> tuple[list[tuple[Spot, object]], object]:
        """Return whom the overflow rules of a queue may take, and who stays."""
        if queue.overflow is None:
            return [], contacts
        flow = self.flows[("overflow", queue.overflow)]
        taken, left = self._taken(flow.rules, contacts, queue.name, waited)
        return [(Spot(flow.kind, flow.name, rule.target), who) for rule, who in taken], left

    def _stands(self, spot: Spot, contacts: object) -> Goes:
        """Yield what can happen next to contacts in line."""
        stay, queue = spot.stay, self.queues[spot.name]
        clock = self.clocks[spot.name]
        yield Spot("end", "queue", spot.name), contacts
        calls = contacts & self.on("voice")
        for line in queue.written.keys:
            yield self._treated(stay, f"key-{line.key.keys}"), calls
        test = clock.next_test(stay.first)
        at = clock.settled if test is None else test
        point = Stay(spot.name, at, None if test is None else at, told=stay.told)
        if queue.after_hours is not None and not stay.told:
            yield self._treated(point._replace(told=True, due=True), "at-close"), contacts
        taken, left = self._tested(queue, contacts, at)
        yield from taken
        if test is not None:
            yield self._line(clock.interval(point)), left

    def _treated(self, stay: Stay, step: str) -> Spot:
        """Return where a treatment in line begins; its time counts where it may lead back."""
        flow = self.flows[("queue", stay.queue)]
        leads_back = _may_stay(flow, flow.steps[step])
        return Spot("queue", stay.queue, flow.steps[step], stay=stay if leads_back else None)

    def _stays(self, stay: Stay, contacts: object) -> Goes:
        """Yield where contacts go that stay in line, the rules of this test tested first."""
        if stay.due:
            taken, contacts = self._tested(self.queues[stay.queue], contacts, stay.now)
            yield from taken
        for since in self.clocks[stay.queue].back(stay):
            yield self._line(since), contacts


def _may_stay(flow: Flow, begin: str) -> bool:
    """Whether a treatment of a queue may lead back to its line."""
    seen, todo = {begin}, [begin]
    while todo:
        node = flow.nodes[todo.pop()]
        if isinstance(node, StayNode):
            return True
        fresh = {target for _, target in successors(node)} - seen
        seen |= fresh
        todo += fresh
    return False
