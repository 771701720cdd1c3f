"""What happens to a contact, told as a supervisor would: one phrase after the other."""

from collections.abc import Mapping
from typing import assert_never

from ccdsl.backends.matrix.asked import asked
from ccdsl.backends.matrix.names import Names, spaced
from ccdsl.backends.matrix.situation import Situation, decided
from ccdsl.model.facts import FlowKey
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
    NodeId,
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
from ccdsl.model.program import Program
from ccdsl.model.words import duration, key, percent
from ccdsl.syntax import ast

_MOST_PHRASES = 40
Spot = tuple[FlowKey, NodeId]


class Narrator:
    """Tells treatments in one situation; remembers which queues it came to."""

    def __init__(
        self, program: Program, flows: Mapping[FlowKey, Flow], names: Names, now: Situation
    ) -> None:
        """Take a center and a situation."""
        self._program = program
        self._flows = flows
        self._names = names
        self._now = now
        self.queues: dict[str, None] = {}

    def tell(self, flow: FlowKey, node: NodeId) -> list[str]:
        """Return what happens from a node on, up to the first question or the end."""
        return self._tell((flow, node), whole=True, seen=frozenset())

    def short(self, flow: FlowKey, node: NodeId) -> str:
        """Return the same in one phrase, questions only named."""
        return ", ".join(self._tell((flow, node), whole=False, seen=frozenset()))

    def rules(self, flow: FlowKey) -> list[str]:
        """Return the first-match rules of a flow, each in one phrase, as far as they can apply."""
        return self._rules(flow, frozenset())

    def _rules(self, flow: FlowKey, seen: frozenset[Spot]) -> list[str]:
        told: list[str] = []
        for rule in self._flows[flow].rules:
            asks = self._left(rule)
            if asks is False:
                continue
            does = ", ".join(self._tell((flow, rule.target), whole=False, seen=seen))
            if asks is True:
                return [*told, f"otherwise {does}" if told else does]
            told.append(f"if {asked(asks, self._names)}: {does}")
        return told

    def _left(self, rule: FlowRule) -> ast.Condition | bool:
        return True if rule.condition is None else decided(rule.condition, self._now)

    def _tell(self, spot: Spot, *, whole: bool, seen: frozenset[Spot]) -> list[str]:
        told: list[str] = []
        at: Spot | None = spot
        while at is not None and len(told) < _MOST_PHRASES:
            if at in seen:
                return [*told, "begins again"]
            seen |= {at}
            node = self._flows[at[0]].nodes[at[1]]
            at, phrases = self._pass(at[0], node, whole=whole, seen=seen)
            told += _after(told, phrases)
        return told or ["goes on"]

    def _pass(
        self, flow: FlowKey, node: AnyNode, *, whole: bool, seen: frozenset[Spot]
    ) -> tuple[Spot | None, list[str]]:
        """Return the node after this one, and what is told of this one."""
        match node:
            case PlayNode() | SetNode() | LanguageNode() | RecordNode() | WaitNode() | CallNode():
                return (flow, node.next), self._act(node)
            case DecisionNode():
                return self._decide(flow, node, seen)
            case JumpNode():
                return (flow, node.target), []
            case ScriptNode():
                return (("script", node.script), "start"), []
            case MenuNode() | CollectNode() | LookupNode() | AllocateNode():
                return None, self._ask(flow, node, whole=whole, seen=seen)
            case AfterHoursNode():
                return None, self._rules(("after-hours", node.policy), seen)
            case QueueNode():
                return None, self._wait(node, seen)
            case _:
                return None, [self._end(flow, node, seen)]

    def _act(
        self, node: PlayNode | SetNode | LanguageNode | RecordNode | WaitNode | CallNode
    ) -> list[str]:
        match node:
            case PlayNode():
                return [f"hears {self._names.prompts(node.prompts)}"]
            case LanguageNode():
                return [f"goes on in {node.language}"]
            case RecordNode():
                return ["recording starts" if node.on else "recording stops"]
            case WaitNode():
                return [f"waits {duration(node.ms)}"]
            case CallNode():
                return [f"goes through {self._names.script(node.script)}"]
            case SetNode():
                return []
            case _:
                assert_never(node)

    def _decide(
        self, flow: FlowKey, node: DecisionNode, seen: frozenset[Spot]
    ) -> tuple[Spot, list[str]]:
        left = decided(node.condition, self._now)
        if isinstance(left, bool):
            return (flow, node.then if left else node.next), []
        does = ", ".join(self._tell((flow, node.then), whole=False, seen=seen))
        return (flow, node.next), [f"if {asked(left, self._names)}: {does}"]

    def _ask(
        self,
        flow: FlowKey,
        node: MenuNode | CollectNode | LookupNode | AllocateNode,
        *,
        whole: bool,
        seen: frozenset[Spot],
    ) -> list[str]:
        """Tell a question, and with `whole` where every answer leads."""
        match node:
            case MenuNode():
                head = f"is asked {self._names.prompts(node.say)}"
                ways = [(f"{key(one.key)} ({one.label})", one.target) for one in node.keys]
                ways += [("silence", node.no_input), ("a wrong key", node.invalid)]
            case CollectNode():
                head = f"is asked {self._names.prompts(node.say)}"
                ways = [("entered", node.filled), ("silence", node.no_input)]
                ways += [("a wrong entry", node.invalid)]
            case LookupNode():
                head = f"is looked up in {spaced(node.source)}"
                ways = [(spaced(outcome), target) for outcome, target in node.outcomes]
            case AllocateNode():
                head = "is sent by shares"
                ways = [(percent(share), target) for share, target in node.shares]
            case _:
                assert_never(node)
        if not whole:
            return [head]
        return [head, *(f"{way}: {self._way(flow, to, seen)}" for way, to in ways)]

    def _way(self, flow: FlowKey, node: NodeId, seen: frozenset[Spot]) -> str:
        return ", ".join(self._tell((flow, node), whole=False, seen=seen))

    def _wait(self, node: QueueNode, seen: frozenset[Spot]) -> list[str]:
        """Tell a queue: its line when it is open, its policy when it is closed."""
        title = self._names.queue(node.queue)
        self.queues.setdefault(node.queue)
        policy = self._program.queues[node.queue].after_hours
        if not self._now.is_open and policy is not None:
            told = self._rules(("after-hours", policy), seen)
            return [f"{title} is closed: {', '.join(told)}"]
        urgent = "" if node.priority == "normal" else f" with {node.priority} priority"
        return [f"waits in {title}{urgent}"]

    def _end(
        self,
        flow: FlowKey,
        node: VoicemailNode
        | CallbackNode
        | TransferNode
        | HangUpNode
        | ReturnNode
        | StayNode
        | NowhereNode,
        seen: frozenset[Spot],
    ) -> str:
        match node:
            case VoicemailNode():
                return f"leaves a message in {self._names.voicemail(node.voicemail)}"
            case CallbackNode():
                without = self._way(flow, node.otherwise, seen)
                title = self._names.queue(node.queue)
                return f"is called back by {title} (without a number: {without})"
            case TransferNode():
                without = self._way(flow, node.otherwise, seen)
                return f"is put through to {self._target(node)} (if that fails: {without})"
            case HangUpNode():
                return "the contact ends"
            case ReturnNode():
                return "goes back"
            case StayNode():
                return "keeps waiting"
            case NowhereNode():
                return "goes nowhere"
            case _:
                assert_never(node)

    def _target(self, node: TransferNode) -> str:
        match node.to:
            case "number":
                return node.target
            case "person":
                return self._names.person(node.target)
            case "attribute":
                return f"the {spaced(node.target)}"


def _after(told: list[str], phrases: list[str]) -> list[str]:
    """Return phrases as they follow others: what is not a case itself is otherwise so."""
    if told and phrases and told[-1].startswith("if ") and not phrases[0].startswith("if "):
        return [f"otherwise {phrases[0]}", *phrases[1:]]
    return phrases
