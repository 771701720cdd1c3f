"""The ways out of a node, named for people."""

from collections.abc import Iterator

from ccdsl.model.flow import (
    AllocateNode,
    AnyNode,
    CallbackNode,
    CallNode,
    CollectNode,
    DecisionNode,
    JumpNode,
    LanguageNode,
    LookupNode,
    MenuNode,
    NodeId,
    PlayNode,
    RecordNode,
    SetNode,
    TransferNode,
    WaitNode,
)


def successors(node: AnyNode) -> Iterator[tuple[str, NodeId]]:
    """Yield (outcome, target) for every way out of a node to a node of the same flow.

    Outcomes are words for people: `next`, `key 1`, `silence`, `invalid`, `found`, `90%`.
    """
    match node:
        case PlayNode() | SetNode() | LanguageNode() | RecordNode() | WaitNode() | CallNode():
            yield "next", node.next
        case DecisionNode():
            yield "yes", node.then
            yield "no", node.next
        case AllocateNode():
            for percent, target in node.shares:
                yield f"{float(percent.value):g}%", target
        case MenuNode():
            for key in node.keys:
                yield f"key {key.key}", key.target
            yield "silence", node.no_input
            yield "invalid", node.invalid
        case CollectNode():
            yield "filled", node.filled
            yield "silence", node.no_input
            yield "invalid", node.invalid
        case LookupNode():
            yield from node.outcomes
        case JumpNode():
            yield "next", node.target
            if node.otherwise is not None:
                yield "then", node.otherwise
        case CallbackNode():
            yield "no number", node.otherwise
        case TransferNode():
            yield "busy", node.busy
            yield "no answer", node.no_answer
            yield "failed", node.otherwise
        case _:
            return
