"""What every flow of a center leads to, asks about and speaks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from ccdsl.analysis.asking import Side, gather
from ccdsl.analysis.axes import Asked
from ccdsl.analysis.lines import Clockwork, clockwork, may_stay
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import (
    AfterHoursNode,
    CallbackNode,
    CallNode,
    DecisionNode,
    Flow,
    JumpNode,
    QueueNode,
    ScriptNode,
    TransferNode,
)
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.sayings import queue_notices, said_at, said_in_queue, spoken_in
from ccdsl.record import worker
from ccdsl.syntax import ast

if TYPE_CHECKING:
    from ccdsl.simulate.center import Center


@worker
class Uses:
    """What one flow leads to and asks about.

    `needs` are attributes that must be set there, `hours` those that close a queue; `calls_back`
    says that it matters whether the caller has a number.
    """

    flows: dict[FlowKey, None] = field(default_factory=dict)
    conditions: list[tuple[ast.Condition, str]] = field(default_factory=list)
    needs: dict[str, None] = field(default_factory=dict)
    hours: dict[str, None] = field(default_factory=dict)
    calls_back: bool = False
    jumps: dict[tuple[str, str], int] = field(default_factory=dict)


@worker
class CenterFlows:
    """The flows of one center, with what each leads to and asks about.

    `replayed` keeps what the interpreter reads, by its view's `id`.
    """

    side: Side
    flows: Mapping[FlowKey, Flow]
    uses: dict[FlowKey, Uses] = field(default_factory=dict)
    clocks: dict[str, Clockwork] = field(default_factory=dict)
    stays: dict[str, frozenset[str]] = field(default_factory=dict)
    notices: Mapping[str, ast.Name] = field(default_factory=dict)
    speaking: frozenset[str] = frozenset()
    announcing: frozenset[str] = frozenset()
    replayed: "dict[int, Center]" = field(default_factory=dict)

    @property
    def program(self) -> Program:
        """The program that the center is made of."""
        return self.side.program

    def uses_of(self, key: FlowKey) -> Uses:
        """Return what a flow leads to and asks about."""
        found = self.uses.get(key)
        if found is None:
            found = self.uses[key] = Uses()
            if key in self.flows:
                _read(self, self.flows[key], found)
        return found

    def closure(self, start: Iterable[FlowKey]) -> dict[FlowKey, None]:
        """Return everything that these flows lead to, they themselves included."""
        found = dict.fromkeys(start)
        todo = list(found)
        while todo:
            for key in self.uses_of(todo.pop()).flows:
                if key not in found and key in self.flows:
                    found[key] = None
                    todo.append(key)
        return found

    def clock(self, queue: Queue) -> Clockwork:
        """Return when the rules of a queue are tested."""
        if queue.name not in self.clocks:
            overflow = self.flows.get(("overflow", queue.overflow or ""))
            own = self.flows[("queue", queue.name)]
            self.clocks[queue.name] = clockwork(queue, overflow, own)
        return self.clocks[queue.name]

    def may_stay(self, queue: str) -> frozenset[str]:
        """Return the nodes of a queue from which a contact can come back to its line."""
        if queue not in self.stays:
            self.stays[queue] = may_stay(self.flows[("queue", queue)])
        return self.stays[queue]


def center_flows(side: Side, flows: Mapping[FlowKey, Flow]) -> CenterFlows:
    """Return the flows of a center; those whose head could not be read are left out."""
    program = side.program
    whole = {
        key: flow
        for key, flow in flows.items()
        if not program.is_broken(flow.declaration.name.span)
    }
    speaking = {
        name
        for name, prompt in program.prompts.items()
        if any("{" in wording.text.value for wording in prompt.wordings)
    }
    notices = queue_notices(program)
    return CenterFlows(
        side,
        whole,
        notices=notices,
        speaking=frozenset(speaking),
        announcing=frozenset(notice.text for notice in notices.values()),
    )


def _read(center: CenterFlows, flow: Flow, found: Uses) -> None:
    """Note what a flow leads to, asks and speaks."""
    if flow.kind in ("routing", "after-hours"):
        found.conditions += [(rule.condition, "") for rule in flow.rules if rule.condition]
    if flow.kind == "queue":
        _read_queue(center, center.program.queues[flow.name], found)
    for node in flow.nodes.values():
        match node:
            case ScriptNode(script=script) | CallNode(script=script):
                found.flows[("script", script)] = None
            case AfterHoursNode(policy=policy):
                found.flows[("after-hours", policy)] = None
            case QueueNode(queue=queue):
                found.flows[("queue", queue)] = None
            case DecisionNode(condition=condition):
                found.conditions.append((condition, ""))
            case JumpNode(at_most=int() as most):
                found.jumps[(f"{flow.kind} {flow.name}", node.id)] = most
            case CallbackNode(number=number):
                found.needs.update({number: None} if number else {})
                found.calls_back |= number is None
            case TransferNode(to="attribute", target=target):
                found.needs[target] = None
            case _:
                pass
        found.needs.update(_spoken(center, (one.prompt for one in said_at(center.program, node))))


def _read_queue(center: CenterFlows, queue: Queue, found: Uses) -> None:
    for key in (("overflow", queue.overflow), ("after-hours", queue.after_hours)):
        if key[1]:
            found.flows[(key[0], key[1])] = None
    policy = center.flows.get(("after-hours", queue.after_hours or ""))
    if policy is not None and isinstance(policy.declaration, ast.AfterHours):
        found.hours[policy.declaration.hours.text] = None
    overflow = center.flows.get(("overflow", queue.overflow or ""))
    for rule in overflow.rules if overflow is not None else ():
        if rule.condition is not None:
            found.conditions.append((rule.condition, queue.name))
    said = said_in_queue(queue, center.notices)
    found.needs.update(_spoken(center, (one.prompt for one in said)))


def _spoken(center: CenterFlows, prompts: Iterable[str]) -> Iterator[tuple[str, None]]:
    for prompt in prompts:
        if prompt in center.speaking:
            for wording in center.program.prompts[prompt].wordings:
                for name in spoken_in(center.program, prompt, wording.language.tag):
                    yield name, None


def asked_by(center: CenterFlows, flows: Iterable[FlowKey], asked: Asked) -> None:
    """Add what some flows ask about; attributes that they need are told apart by being set."""
    for key in flows:
        uses = center.uses_of(key)
        for condition, queue in uses.conditions:
            gather(center.side, condition, queue, asked)
        for name in uses.needs:
            if name in center.program.attributes:
                asked.values.setdefault(name, [])
        for name in uses.hours:
            if name in center.side.hours:
                asked.hours[(center.side.number, name, "open")] = None
        asked.jumps.update(uses.jumps)
