"""What is noticed of a contact's way: steps that say, ask, record or take time, queues and ends."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ccdsl.analysis.compare_sides import Lane
from ccdsl.analysis.places import WAITING, Place
from ccdsl.model.flow import (
    AnyNode,
    CallbackNode,
    CollectNode,
    HangUpNode,
    LookupNode,
    MenuNode,
    PlayNode,
    RecordNode,
    TransferNode,
    VoicemailNode,
    WaitNode,
)
from ccdsl.model.program import Program
from ccdsl.model.sayings import spoken_in, wording_in
from ccdsl.syntax import ast

IN = "in"
"""The stage of a place whose own tests a contact has passed: accepted in a queue, put through."""


class Position(NamedTuple):
    """Where one side is: a place by number, how far in it, and with which priority it came.

    `said` counts the prompts of a `play` that were heard already.
    """

    place: int
    stage: str = ""
    said: int = 0
    priority: str = ""


Noticed = tuple[object, ...]
"""What is noticed at a position; two sides that notice the same treat a contact alike there."""


def node_at(lane: Lane, position: Position) -> AnyNode | None:
    """Return the node of a position, None where it is rules, a queue or an end."""
    place = lane.place(position.place)
    flow = lane.space.center.flows.get(place.flow)
    return flow.nodes.get(place.node) if flow is not None else None


def noticed(lane: Lane, position: Position) -> Noticed:
    """Return what is noticed at a position."""
    place = lane.place(position.place)
    if place.kind == "end":
        return ("end", place.name, place.node)
    if place.node == WAITING:
        return ("waits", place.name)
    if place.kind == "queue" and not place.node:
        return _arrived(lane, place, position)
    node = node_at(lane, position)
    return ("nowhere",) if node is None else _at_node(lane, place, position, node)


def _at_node(lane: Lane, place: Place, position: Position, node: AnyNode) -> Noticed:
    program = lane.half.program
    match node:
        case PlayNode(prompts=prompts):
            return ("hears", _prompt(program, prompts[position.said], place.language))
        case RecordNode(on=on):
            return ("recording", on)
        case WaitNode(ms=ms):
            return ("time passes", ms)
        case MenuNode() | CollectNode():
            return (*_asks(program, place, node), *_answers(program, place, node))
        case LookupNode():
            return _looked_up(program, node)
        case VoicemailNode(voicemail=name):
            return ("voicemail", name, *_box(program, name, place.language))
        case HangUpNode():
            return ("hang-up",)
        case CallbackNode(queue=queue, number=number):
            return ("callback", queue, number, *_calls_back(program, queue))
        case TransferNode(to=to, target=target, ring_ms=ring):
            return ("transfer", to, target, ring)
        case _:
            return ("nowhere",)


def _prompt(program: Program, name: str, language: str) -> Noticed:
    """Return what a prompt says: its name, its words, and the recording of them."""
    prompt = program.prompts.get(name)
    wording = wording_in(prompt, language) if prompt is not None else None
    if wording is None:
        return (name,)
    return (name, wording.text.value, wording.audio.value if wording.audio else None)


def _prompts(program: Program, names: Iterable[str], language: str) -> Noticed:
    return tuple(_prompt(program, name, language) for name in names)


def _asks(program: Program, place: Place, node: MenuNode | CollectNode) -> Noticed:
    """Return how a step asks; what it says on a repeat counts where it repeats."""
    again = (node.again or node.say) if node.repeat else ()
    sorry = node.sorry if node.repeat else ()
    said = (_prompts(program, names, place.language) for names in (node.say, again, sorry))
    return ("asks", type(node).__name__, *said, node.listen_ms, node.repeat)


def _answers(program: Program, place: Place, node: MenuNode | CollectNode) -> Noticed:
    """Return which answers a step takes; a label can be typed, and on voice it is not heard."""
    if isinstance(node, MenuNode):
        return () if place.channel == "voice" else tuple((key.key, key.label) for key in node.keys)
    declared = program.attributes.get(node.store)
    kind = declared.type if declared is not None else ""
    meant = kind if kind in ("person", "phone") else "digits"
    who = _extensions(program, node) if kind == "person" else ()
    return (node.least, node.most, node.until, meant, *who)


def _extensions(program: Program, node: CollectNode) -> Iterator[tuple[str, str]]:
    """Yield what can be typed at a step that asks for a person, and who that is."""
    for _, person in sorted((program.people or {}).items()):
        if person.extension and node.least <= len(person.extension) <= node.most:
            yield person.extension, person.id


def _looked_up(program: Program, node: LookupNode) -> Noticed:
    source = program.data_sources.get(node.source)
    gives = sorted(name.text for name in source.gives) if source is not None else []
    return ("looks up", node.source, tuple(gives), frozenset(name for name, _ in node.outcomes))


def _box(program: Program, name: str, language: str) -> Iterator[object]:
    box = program.voicemails.get(name)
    if box is not None:
        yield _prompt(program, box.greeting.text, language) if box.greeting else None
        yield box.maximum.ms if box.maximum else None


def _calls_back(program: Program, name: str) -> Noticed:
    queue = program.queues.get(name)
    return () if queue is None else (queue.written.callbacks,)


def _arrived(lane: Lane, place: Place, position: Position) -> Noticed:
    """Return what a contact notices of a queue that lets it in, and who may answer there."""
    program = lane.half.program
    queue = program.queues[place.name]
    written = queue.written
    common = (
        *("queue", place.name, place.language, position.priority),
        *(written.requires, written.widenings, written.prefer),
        queue.recheck_ms if queue.overflow else 0,
    )
    if place.channel != "voice":
        return common
    notice = lane.space.center.notices.get(place.name)
    heard = [notice.text] if notice is not None else []
    heard += [written.greet.text] if written.greet is not None else []
    return (
        *common,
        *_prompts(program, heard, place.language),
        written.music.value if written.music else None,
        tuple(_announced(program, one, place.language) for one in written.announcements),
    )


def _announced(program: Program, one: ast.Announcement, language: str) -> Noticed:
    what = one.what.text if isinstance(one.what, ast.Name) else one.what
    return (_prompt(program, what, language) if isinstance(one.what, ast.Name) else what, one)


def spoken_at(lane: Lane, position: Position) -> frozenset[str]:
    """Return the attributes whose values are noticed at a position: spoken, or dialed."""
    place, node = lane.place(position.place), node_at(lane, position)
    program = lane.half.program
    match node:
        case PlayNode(prompts=prompts):
            names: tuple[str, ...] = (prompts[position.said],)
        case MenuNode() | CollectNode():
            names = (*node.say, *node.again, *node.sorry)
        case TransferNode(to="attribute", target=target):
            return frozenset((target,))
        case CallbackNode(number=str() as number):
            return frozenset((number,))
        case _:
            return frozenset()
    return frozenset(one for name in names for one in spoken_in(program, name, place.language))
