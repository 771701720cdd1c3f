"""Flows: what happens, flattened to a table of nodes with every outcome's target.

A flow is made of one script, routing, overflow, after-hours policy, queue or of the center's
`on-failure`. The routing table writes these nodes, diagrams draw them, analyses walk them.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast

NodeId = str
"""Unique within its flow and readable: `top`, `top.key-1`, `by_tier.2`."""


@record
class Node:
    """One step of a flow; `span` is the source it comes from."""

    id: NodeId
    span: Span = field(compare=False)


@record
class PlayNode(Node):
    """Say prompts."""

    prompts: tuple[str, ...]
    next: NodeId


@record
class SetNode(Node):
    """Set an attribute to a literal."""

    attribute: str
    value: ast.Value
    next: NodeId


@record
class LanguageNode(Node):
    """Change the contact's language."""

    language: str
    next: NodeId


@record
class RecordNode(Node):
    """Start or stop recording the script."""

    on: bool
    next: NodeId


@record
class WaitNode(Node):
    """Let time pass."""

    ms: int
    next: NodeId


@record
class CallNode(Node):
    """Run a script and come back to `next` at its `return`."""

    script: str
    next: NodeId


@record
class DecisionNode(Node):
    """Leave by `then` if the condition holds, else go on."""

    condition: ast.Condition
    then: NodeId
    next: NodeId


@record
class AllocateNode(Node):
    """Split contacts by shares."""

    shares: tuple[tuple[ast.Percent, NodeId], ...]


@record
class KeyOutcome:
    """One key of a menu, or of a range of keys (`store` names the attribute it sets)."""

    key: str
    label: str
    store: str | None
    target: NodeId
    span: Span = field(compare=False)


@record
class MenuNode(Node):
    """Say prompts and wait for one key."""

    name: str
    say: tuple[str, ...]
    again: tuple[str, ...]
    sorry: tuple[str, ...]
    listen_ms: int
    repeat: int
    keys: tuple[KeyOutcome, ...]
    no_input: NodeId
    invalid: NodeId


@record
class CollectNode(Node):
    """Say prompts and wait for several digits."""

    name: str
    say: tuple[str, ...]
    again: tuple[str, ...]
    sorry: tuple[str, ...]
    listen_ms: int
    repeat: int
    least: int
    most: int
    until: str
    store: str
    filled: NodeId
    no_input: NodeId
    invalid: NodeId


@record
class LookupNode(Node):
    """Ask a data source; outcomes in the order of the source."""

    name: str
    source: str
    outcomes: tuple[tuple[str, NodeId], ...]


@record
class JumpNode(Node):
    """Go to a step; with `at_most`, so many times per contact, then `otherwise`."""

    target: NodeId
    at_most: int | None
    otherwise: NodeId | None


@record
class QueueNode(Node):
    """Wait in a queue."""

    queue: str
    priority: Literal["high", "normal", "low"]


@record
class ScriptNode(Node):
    """Go on in another script."""

    script: str


@record
class AfterHoursNode(Node):
    """Be treated by an after-hours policy."""

    policy: str


@record
class VoicemailNode(Node):
    """Leave a message."""

    voicemail: str


@record
class CallbackNode(Node):
    """Be called back; `otherwise` when there is no number."""

    queue: str
    number: str | None
    otherwise: NodeId


@record
class TransferNode(Node):
    """Be put through; `busy` and `no_answer` are `otherwise` where they are not written."""

    to: Literal["number", "attribute", "person"]
    target: str
    ring_ms: int
    busy: NodeId
    no_answer: NodeId
    otherwise: NodeId


@record
class HangUpNode(Node):
    """End the contact."""


@record
class ReturnNode(Node):
    """Come back from a called script."""


@record
class StayNode(Node):
    """Keep waiting in the queue."""


@record
class NowhereNode(Node):
    """A missing exit, or a step that does not exist: reported elsewhere."""


AnyNode = (
    PlayNode
    | SetNode
    | LanguageNode
    | RecordNode
    | WaitNode
    | CallNode
    | DecisionNode
    | AllocateNode
    | MenuNode
    | CollectNode
    | LookupNode
    | JumpNode
    | QueueNode
    | ScriptNode
    | AfterHoursNode
    | VoicemailNode
    | CallbackNode
    | TransferNode
    | HangUpNode
    | ReturnNode
    | StayNode
    | NowhereNode
)

FlowKind = Literal["script", "routing", "overflow", "after-hours", "queue", "center"]


@record
class FlowRule:
    """A first-match rule of a flow; `condition` None is `otherwise`."""

    condition: ast.Condition | None
    target: NodeId
    span: Span = field(compare=False)


@record
class Flow:
    """One flattened declaration.

    `rules` of a routing, overflow or after-hours; `steps` maps a script's steps, and for a queue
    `key-K` and `at-close`, for the center `on-failure`, to the node where each begins. A script
    begins at its step `start`.
    """

    kind: FlowKind
    name: str
    declaration: ast.AnyDeclaration
    rules: tuple[FlowRule, ...]
    steps: Mapping[str, NodeId]
    nodes: Mapping[NodeId, AnyNode]

    def step_of(self, node: NodeId) -> str:
        """Return the step that a node belongs to; of a rule, its own name: `rule-2`."""
        while node not in self.steps and "." in node:
            node = node.rpartition(".")[0]
        return node

    @property
    def entrances(self) -> tuple[NodeId, ...]:
        """The nodes at which the flow can begin."""
        if self.kind == "script":
            return (self.steps["start"],) if "start" in self.steps else ()
        return (*(rule.target for rule in self.rules), *self.steps.values())
