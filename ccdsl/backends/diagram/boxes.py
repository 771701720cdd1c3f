"""A flow's nodes as boxes: what each says, and where its outcomes lead."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, assert_never

from ccdsl.backends.diagram.picture import Line
from ccdsl.backends.diagram.shapes import Kind
from ccdsl.backends.diagram.world import World, file_name
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
from ccdsl.model.words import duration, key, percent, value, words
from ccdsl.source import Span
from ccdsl.syntax import ast

Plain = PlayNode | SetNode | LanguageNode | RecordNode | WaitNode
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
Asking = MenuNode | CollectNode | LookupNode | AllocateNode | JumpNode | CallbackNode | TransferNode


Guard = Callable[[ast.Condition], bool | None]
"""Whether a condition holds for whoever a picture is about; None where both happen."""


def anybody(condition: ast.Condition) -> bool | None:
    """Say nothing about a condition: the picture is about every contact."""
    del condition
    return None


class Way(NamedTuple):
    """An outcome: its words (None: the box has one way on), where it leads, where it is written.

    `also` is where the others lead that share its row.
    """

    text: str | None
    target: NodeId
    span: Span
    also: tuple[NodeId, ...] = ()


class Box(NamedTuple):
    """What one box of a picture says."""

    kind: Kind
    name: str
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    opens: str = ""


def box_of(flow: Flow, node: AnyNode, world: World, holds: Guard) -> Box:
    """Return the box that begins at a node; what follows it without a choice is in it."""
    match node:
        case PlayNode() | SetNode() | LanguageNode() | RecordNode() | WaitNode():
            return _run(flow, node, world)
        case DecisionNode():
            return _decisions(flow, node, holds)
        case CallNode():
            opens = file_name("script", node.script)
            way = Way(None, node.next, node.span)
            return Box("call", node.script, (_titled(world, node.script),), (way,), opens)
        case _:
            return end_box(node, world) if isinstance(node, End) else _asking(node, world)


def _titled(world: World, script: str) -> Line:
    declared = world.view.scripts.get(script)
    title = declared.title.value if declared and declared.title else "and comes back"
    return Line(text=title)


def _run(flow: Flow, node: Plain, world: World) -> Box:
    """Return one box for steps that follow each other without a choice."""
    run: list[Plain] = [node]
    while isinstance(then := flow.nodes[run[-1].next], Plain):
        run.append(then)
    lines = tuple(line for each in run for line in _plain(each, world))
    kind: Kind = "play" if any(isinstance(each, PlayNode) for each in run) else "set"
    return Box(kind, "", lines, (Way(None, run[-1].next, run[-1].span),))


def _plain(node: Plain, world: World) -> Iterator[Line]:
    match node:
        case PlayNode():
            for name in node.prompts:
                yield Line(text=world.prompt(name), rows=3)
        case SetNode():
            yield Line(text=f"set {node.attribute} to {value(node.value)}")
        case LanguageNode():
            yield Line(text=f"set language to {node.language}")
        case RecordNode():
            yield Line(text="start recording" if node.on else "stop recording")
        case WaitNode():
            yield Line(text=f"wait {duration(node.ms)}")
        case _:
            assert_never(node)


def _decisions(flow: Flow, node: DecisionNode, holds: Guard) -> Box:
    """Return one box for decisions that are tried one after the other."""
    ways: list[Way] = []
    last: AnyNode = node
    while isinstance(last, DecisionNode) and len(ways) < MOST_DECISIONS:
        if holds(last.condition) is not False:
            ways.append(Way(words(last.condition), last.then, last.span))
        last = flow.nodes[last.next]
    ways.append(Way("otherwise", last.id, last.span))
    return Box("decision", "", (), tuple(ways))


MOST_DECISIONS = 40
"""So many decisions stand in one box."""


def end_box(node: End, world: World) -> Box:
    """Return the box of a node at which this flow ends."""
    match node:
        case QueueNode():
            lines = () if node.priority == "normal" else (Line(text=f"{node.priority} priority"),)
            return Box("queue", node.queue, lines, (), file_name("queue", node.queue))
        case ScriptNode():
            return Box("script", node.script, (), (), file_name("script", node.script))
        case AfterHoursNode():
            return Box("after-hours", node.policy, (), (), file_name("after-hours", node.policy))
        case VoicemailNode():
            box = world.program.voicemails.get(node.voicemail)
            lines = (Line(text=box.title.value),) if box and box.title else ()
            return Box("voicemail", node.voicemail, lines, ())
        case HangUpNode():
            return Box("hang-up", "", (), ())
        case ReturnNode():
            return Box("return", "", (), ())
        case StayNode():
            return Box("stay", "", (), ())
        case NowhereNode():
            return Box("missing", "", (), ())
        case _:
            assert_never(node)


def _asking(node: Asking, world: World) -> Box:
    match node:
        case MenuNode():
            lines = _wordings(node, world)
            return Box("menu", node.name, lines, tuple(_menu_ways(node)))
        case CollectNode():
            return _collect(node, world)
        case LookupNode():
            ways = tuple(Way(outcome, target, node.span) for outcome, target in node.outcomes)
            return Box("look-up", node.name, (Line(text=f"asks {node.source}"),), ways)
        case AllocateNode():
            shares = (Way(percent(share), target, node.span) for share, target in node.shares)
            return Box("shares", "", (), tuple(shares))
        case JumpNode():
            return _limit(node)
        case CallbackNode():
            number = f"at {node.number}" if node.number else "at the caller's number"
            ways = (Way("no number to dial", node.otherwise, node.span),)
            lines = (Line(text=number),)
            return Box("callback", node.queue, lines, ways, file_name("queue", node.queue))
        case TransferNode():
            return _transfer(node)
        case _:
            assert_never(node)


def _limit(node: JumpNode) -> Box:
    times = "once" if node.at_most == 1 else f"{node.at_most} times"
    ways = [Way("again", node.target, node.span)]
    if node.otherwise is not None:
        ways.append(Way("used up", node.otherwise, node.span))
    return Box("limit", times, (), tuple(ways))


def _transfer(node: TransferNode) -> Box:
    to = f"person {node.target}" if node.to == "person" else node.target
    ways = (
        Way("busy", node.busy, node.span),
        Way("no answer", node.no_answer, node.span),
        Way("failed", node.otherwise, node.span),
    )
    return Box("transfer", to, (Line(text=f"rings {duration(node.ring_ms)}"),), ways)


def _collect(node: CollectNode, world: World) -> Box:
    many = f"{node.least}" if node.least == node.most else f"{node.least} to {node.most}"
    digits = Line(text=f"{many} digits, then {key(node.until)}: {node.store}")
    ways = (
        Way("filled", node.filled, node.span),
        Way("silence", node.no_input, node.span),
        Way("invalid", node.invalid, node.span),
    )
    return Box("collect", node.name, (*_wordings(node, world), digits), ways)


def _menu_ways(node: MenuNode) -> Iterator[Way]:
    for each in node.keys:
        named = f"{key(each.key)}  {each.label}" if each.store is None else key(each.key)
        stored = "" if each.store is None else f" into {each.store}"
        yield Way(named + stored, each.target, each.span)
    yield Way("silence", node.no_input, node.span)
    yield Way("invalid", node.invalid, node.span)


def _wordings(node: MenuNode | CollectNode, world: World) -> tuple[Line, ...]:
    says = [Line(text=f"says {world.prompt(name)}", rows=2) for name in node.say]
    says += [Line(text=f"again {world.prompt(name)}", rows=1) for name in node.again]
    says += [Line(text=f"sorry {world.prompt(name)}", rows=1) for name in node.sorry]
    repeats = {0: "once", 1: "twice"}.get(node.repeat, f"{node.repeat + 1} times")
    return (*says, Line(text=f"listens {duration(node.listen_ms)}, asks {repeats}"))
