"""What flows say, as plain values: nodes with every outcome's target, and first-match rules."""

from typing import assert_never

from ccdsl.model.canonical import Json, present
from ccdsl.model.flow import (
    AfterHoursNode,
    AllocateNode,
    AnyNode,
    CallbackNode,
    CallNode,
    CollectNode,
    DecisionNode,
    Flow,
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
from ccdsl.model.normal import Attributes, normal, value_of
from ccdsl.syntax import ast


def percent(value: ast.Percent) -> str:
    """Return a percentage as exact decimal text: `12.5`."""
    whole, rest = divmod(value.value, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{whole}.{digits}" if digits else str(whole)


def nodes_content(flow: Flow, attributes: Attributes) -> dict[str, dict[str, Json]]:
    """Return every node of a flow by its id, in the order of the source."""
    return {name: node_content(node, attributes) for name, node in flow.nodes.items()}


def rules_content(flow: Flow, attributes: Attributes) -> list[dict[str, Json]]:
    """Return the first-match rules of a flow; one without `when` is `otherwise`."""
    return [
        present(
            when=None if rule.condition is None else normal(rule.condition, attributes),
            to=rule.target,
        )
        for rule in flow.rules
    ]


Action = PlayNode | SetNode | LanguageNode | RecordNode | WaitNode | CallNode | DecisionNode
Choice = LookupNode | AllocateNode | JumpNode | CallbackNode | TransferNode
End = (
    QueueNode
    | ScriptNode
    | AfterHoursNode
    | VoicemailNode
    | HangUpNode
    | ReturnNode
    | StayNode
    | NowhereNode
)


def node_content(node: AnyNode, attributes: Attributes) -> dict[str, Json]:
    """Return what a node does, without its id and its place."""
    if isinstance(node, Action):
        return _action(node, attributes)
    if isinstance(node, MenuNode | CollectNode):
        return _question(node)
    if isinstance(node, Choice):
        return _choice(node)
    return _end(node)


def _action(node: Action, attributes: Attributes) -> dict[str, Json]:
    match node:
        case PlayNode():
            return {"do": "play", "prompts": list(node.prompts), "next": node.next}
        case SetNode():
            name = node.attribute
            value = value_of(node.value, attributes.get(name))
            return {"do": "set", "attribute": name, "value": value, "next": node.next}
        case LanguageNode():
            return {"do": "language", "language": node.language, "next": node.next}
        case RecordNode():
            return {"do": "record", "on": node.on, "next": node.next}
        case WaitNode():
            return {"do": "wait", "ms": node.ms, "next": node.next}
        case CallNode():
            return {"do": "call", "script": node.script, "next": node.next}
        case DecisionNode():
            when = normal(node.condition, attributes)
            return {"do": "decide", "when": when, "then": node.then, "next": node.next}
        case _:
            assert_never(node)


def _question(node: MenuNode | CollectNode) -> dict[str, Json]:
    """Return a menu or a collect; without `again`, the repeat says the same."""
    fields: dict[str, Json] = {
        "do": "menu" if isinstance(node, MenuNode) else "collect",
        "say": list(node.say),
        "again": list(node.again or node.say),
        "sorry": list(node.sorry),
        "listen_ms": node.listen_ms,
        "repeat": node.repeat,
    }
    match node:
        case MenuNode():
            fields["keys"] = [
                present(key=key.key, label=key.label, store=key.store, to=key.target)
                for key in node.keys
            ]
        case CollectNode():
            fields |= {"least": node.least, "most": node.most, "until": node.until}
            fields |= {"store": node.store, "filled": node.filled}
    return {**fields, "no_input": node.no_input, "invalid": node.invalid}


def _choice(node: Choice) -> dict[str, Json]:
    match node:
        case LookupNode():
            ways: dict[str, Json] = dict(sorted(node.outcomes))
            return {"do": "lookup", "source": node.source, "outcomes": ways}
        case AllocateNode():
            shares: list[Json] = [
                {"percent": percent(share), "to": target} for share, target in node.shares
            ]
            return {"do": "allocate", "shares": shares}
        case JumpNode():
            left = node.otherwise
            return present(do="jump", to=node.target, at_most=node.at_most, otherwise=left)
        case CallbackNode():
            number, left = node.number, node.otherwise
            return present(do="callback", queue=node.queue, number=number, otherwise=left)
        case TransferNode():
            return {
                "do": "transfer",
                "to": node.to,
                "target": node.target,
                "ring_ms": node.ring_ms,
                "busy": node.busy,
                "no_answer": node.no_answer,
                "otherwise": node.otherwise,
            }
        case _:
            assert_never(node)


def _end(node: End) -> dict[str, Json]:
    match node:
        case QueueNode():
            return {"do": "queue", "queue": node.queue, "priority": node.priority}
        case ScriptNode():
            return {"do": "script", "script": node.script}
        case AfterHoursNode():
            return {"do": "after-hours", "policy": node.policy}
        case VoicemailNode():
            return {"do": "voicemail", "voicemail": node.voicemail}
        case HangUpNode():
            return {"do": "hang-up"}
        case ReturnNode():
            return {"do": "return"}
        case StayNode():
            return {"do": "stay"}
        case NowhereNode():
            return {"do": "nowhere"}
        case _:
            assert_never(node)
