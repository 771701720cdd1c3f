"""One step of a contact: from a place to every place that may come next."""

from collections.abc import Iterator, Mapping, Sequence

from ccdsl.analysis.state import Fact, Frame, Place
from ccdsl.analysis.truth import Known, is_garbled, settled, truth
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import (
    AfterHoursNode,
    AnyNode,
    CallNode,
    CollectNode,
    DecisionNode,
    Flow,
    JumpNode,
    LanguageNode,
    LookupNode,
    MenuNode,
    PlayNode,
    QueueNode,
    RecordNode,
    ReturnNode,
    ScriptNode,
    SetNode,
)
from ccdsl.model.outcomes import successors
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.sayings import queue_notices
from ccdsl.syntax import ast

Step = tuple[Place, Fact]
_DEEPEST = 32
"""Calls nested deeper are a ring of scripts that call each other, which a rule reports."""


class Moves:
    """The moves of one center.

    A contact goes no further than text that could not be read or a name that nobody declares, so
    one mistake has no consequences elsewhere.
    """

    def __init__(self, program: Program, flows: Mapping[FlowKey, Flow]) -> None:
        """Take the flows of the center; everything else is the same in both centers."""
        self.program = program
        self.flows = {
            key: flow
            for key, flow in flows.items()
            if not program.is_broken(flow.declaration.name.span)
        }
        self.dialed = {
            name: frozenset(
                address.number
                for address in entry.arrival.addresses
                if isinstance(address, ast.Phone)
            )
            for name, entry in program.entries.items()
        }
        self.entries = tuple(program.entries)
        self.notices = queue_notices(program)
        self.announcing = frozenset(notice.text for notice in self.notices.values())

    def arrivals(self) -> Iterator[Step]:
        """Yield every way a contact begins: at the rules of its entry's routing."""
        center = self.program.center
        first = center.languages[0].tag if center else ""
        for name, entry in self.program.entries.items():
            if self.program.is_broken(entry.name.span):
                continue
            fact = self._setting(Fact(), [each.attribute.text for each in entry.sets])
            language = entry.language.tag if entry.language else first
            place = Place(
                "routing", entry.routing.text, "", entry.arrival.channel, language, name, "", ()
            )
            yield from self._rules(place, fact)

    def on_failure(self, channel: str, language: str) -> Place | None:
        """Return where the center's `on-failure` begins."""
        center = self.program.center
        if center is None or ("center", center.name.text) not in self.flows:
            return None
        return Place("center", center.name.text, "on-failure", channel, language, "", "", ())

    def from_place(self, place: Place, fact: Fact) -> Iterator[Step]:
        """Yield every place that may come next."""
        if not place.node:
            yield from self._arrive(place, fact)
            return
        node = self.flows[(place.kind, place.name)].nodes[place.node]
        match node:
            case PlayNode():
                yield place._replace(node=node.next), self._hear(fact, *node.prompts)
            case SetNode():
                yield place._replace(node=node.next), self._setting(fact, [node.attribute])
            case LanguageNode():
                yield place._replace(node=node.next, language=node.language), fact
            case RecordNode():
                yield place._replace(node=node.next), fact._replace(recording=node.on)
            case DecisionNode():
                yield from self._decide(place, fact, node)
            case MenuNode() | CollectNode() | LookupNode():
                yield from self._ask(place, fact, node)
            case CallNode() | ReturnNode() | ScriptNode() | AfterHoursNode() | QueueNode():
                yield from self._leave(place, fact, node)
            case JumpNode(target=target):
                yield place._replace(node=target), fact
                if node.otherwise is not None:
                    yield place._replace(node=node.otherwise), fact
            case _:
                for _, target in successors(node):
                    yield place._replace(node=target), fact

    def _setting(self, fact: Fact, attributes: Sequence[str]) -> Fact:
        """Return the fact after some were set; one that nobody declares may have meant any."""
        declared = self.program.attributes
        known = all(name in declared for name in attributes)
        return fact.setting(*(attributes if known else declared))

    def _hear(self, fact: Fact, *prompts: str) -> Fact:
        is_known = self.program.prompts.keys() >= set(prompts)
        noticed = fact.noticed or not is_known or not self.announcing.isdisjoint(prompts)
        return fact.hearing(*prompts)._replace(noticed=noticed)

    def _decide(self, place: Place, fact: Fact, node: DecisionNode) -> Iterator[Step]:
        if is_garbled(node.condition, self.program.attributes):
            return
        holds = truth(node.condition, self._known(place, fact))
        if holds is not False:
            yield place._replace(node=node.then), fact.setting(*settled(node.condition))
        if holds is not True:
            yield place._replace(node=node.next), fact

    def _ask(
        self, place: Place, fact: Fact, node: MenuNode | CollectNode | LookupNode
    ) -> Iterator[Step]:
        match node:
            case MenuNode():
                heard = self._hear(fact, *node.say)
                for key in node.keys:
                    stored = [] if key.store is None else [key.store]
                    yield place._replace(node=key.target), self._setting(heard, stored)
                for target in (node.no_input, node.invalid):
                    yield place._replace(node=target), heard
            case CollectNode():
                heard = self._hear(fact, *node.say)
                yield place._replace(node=node.filled), self._setting(heard, [node.store])
                for target in (node.no_input, node.invalid):
                    yield place._replace(node=target), heard
            case LookupNode():
                yield from self._look_up(place, fact, node)

    def _look_up(self, place: Place, fact: Fact, node: LookupNode) -> Iterator[Step]:
        source = self.program.data_sources.get(node.source)
        if source is None or self.program.is_broken(source.name.span):
            return
        known = [one.text for one in source.outcomes]
        first = known[0] if known else ""
        gives = [name.text for name in source.gives]
        for outcome, target in node.outcomes:
            found = outcome == first or outcome not in (*known, "failed")
            given = self._setting(fact, gives) if found else fact
            yield place._replace(node=target), given

    def _leave(self, place: Place, fact: Fact, node: AnyNode) -> Iterator[Step]:
        """Move to another flow, or back from one."""
        here = Frame(place.kind, place.name, place.node, place.queue)
        match node:
            case CallNode() if len(place.calls) < _DEEPEST:
                called = place._replace(calls=(*place.calls, here))
                yield from self._script(called, fact, node.script)
            case ScriptNode():
                yield from self._script(place._replace(entry="", queue=""), fact, node.script)
            case AfterHoursNode():
                outside = place._replace(entry="", queue="")
                yield from self._rules(outside._replace(kind="after-hours", name=node.policy), fact)
            case QueueNode() if node.queue in self.program.queues:
                arrival = ("queue", node.queue, "", place.channel, place.language, "", "", ())
                yield Place(*arrival), fact
            case ReturnNode() if place.calls:
                frame = place.calls[-1]
                caller = self.flows[(frame.kind, frame.name)].nodes[frame.node]
                if isinstance(caller, CallNode):
                    yield (
                        place._replace(
                            kind=frame.kind,
                            name=frame.name,
                            node=caller.next,
                            queue=frame.queue,
                            calls=place.calls[:-1],
                        ),
                        fact,
                    )

    def _script(self, place: Place, fact: Fact, script: str) -> Iterator[Step]:
        flow = self.flows.get(("script", script))
        if flow is not None and "start" in flow.steps:
            yield place._replace(kind="script", name=script, node=flow.steps["start"]), fact

    def _arrive(self, place: Place, fact: Fact) -> Iterator[Step]:
        """Move on from the arrival in a queue, in the order of clause 5."""
        queue = self.program.queues[place.name]
        flow = self.flows.get(("queue", queue.name))
        if flow is None or place.channel not in queue.channels:
            return
        inside = place._replace(queue=queue.name)
        waiting = self._waiting(queue, place.channel, fact)
        if queue.after_hours:
            closed = inside._replace(kind="after-hours", name=queue.after_hours)
            yield from self._rules(closed, fact)
        if queue.overflow:
            overflow = inside._replace(kind="overflow", name=queue.overflow)
            yield from self._rules(overflow, fact, arriving=True)
            yield from self._rules(overflow, waiting)
        for name, node in flow.steps.items():
            if name == "at-close" or place.channel == "voice":
                yield inside._replace(kind="queue", node=node), waiting

    def _waiting(self, queue: Queue, channel: str, fact: Fact) -> Fact:
        """Return what holds once a contact waits: it has heard the notice, and perhaps music."""
        if channel != "voice":
            return fact
        notice = self.notices.get(queue.name)
        heard = self._hear(fact, notice.text) if notice is not None else fact
        entertained = queue.written.music is not None or queue.written.announcements
        return heard._replace(silent=False) if entertained else heard

    def _rules(self, place: Place, fact: Fact, *, arriving: bool = False) -> Iterator[Step]:
        """Move by the first rule that may match, and by those after it while none must."""
        flow = self.flows.get((place.kind, place.name))
        if flow is None:
            return
        known = self._known(place, fact, arriving=arriving)
        for rule in flow.rules:
            if rule.condition is not None and is_garbled(rule.condition, self.program.attributes):
                return
            holds = True if rule.condition is None else truth(rule.condition, known)
            if holds is not False:
                sets = settled(rule.condition) if rule.condition is not None else ()
                yield place._replace(node=rule.target), fact.setting(*sets)
            if holds is True:
                return

    def _known(self, place: Place, fact: Fact, *, arriving: bool = False) -> Known:
        closed = ""
        if place.kind == "after-hours" and place.queue:
            policy = self.flows[("after-hours", place.name)].declaration
            closed = policy.hours.text if isinstance(policy, ast.AfterHours) else ""
        return Known(
            channel=place.channel,
            language=place.language,
            entry=place.entry,
            entries=self.entries,
            dialed=self.dialed.get(place.entry, frozenset()),
            possible=fact.possible,
            closed=closed,
            arriving=arriving,
        )
