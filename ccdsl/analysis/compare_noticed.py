"""What is noticed of a contact's way: steps that say, ask, record or take time, queues and ends."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ccdsl.analysis.compare_sides import Lane
from ccdsl.analysis.places import WAITING, Place
from ccdsl.model.content import DEFAULT_MESSAGE_MS
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
from ccdsl.model.queues import DEFAULT_TRIES, DEFAULT_TRY_EVERY_MS
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


class Part(NamedTuple):
    """One thing that is noticed of a step, a queue or an end, by the word that the source has."""

    name: str
    said: object


Noticed = tuple[object, ...]
"""What is noticed at a position; two sides that notice the same treat a contact alike there.

First what is said of it anyway, then parts, which are only told where they differ.
"""
Said = tuple[str, ...]
"""What a prompt says: its name, its words if it has any, and the file of their recording."""


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
            return ("asks", *_asks(program, place, node), *_answers(program, place, node))
        case LookupNode(source=source):
            # Which outcomes there are, and what is given, shows in what comes of it.
            return ("looks up", source)
        case VoicemailNode(voicemail=name):
            return ("voicemail", name, *_box(program, name, place.language))
        case HangUpNode():
            return ("hang-up",)
        case CallbackNode(queue=queue, number=number):
            return ("callback", queue, Part("to", number or ""), *_calls_back(program, queue))
        case TransferNode(to=to, target=target, ring_ms=ring):
            return ("transfer", to, target, Part("ring", ring))
        case _:
            return ("nowhere",)


def _prompt(program: Program, name: str, language: str) -> Said:
    """Return what a prompt says: its name, its words, and the recording of them."""
    prompt = program.prompts.get(name)
    wording = wording_in(prompt, language) if prompt is not None else None
    if wording is None:
        return (name,)
    return (name, wording.text.value, wording.audio.value if wording.audio else "")


def _prompts(program: Program, names: Iterable[str], language: str) -> tuple[Said, ...]:
    return tuple(_prompt(program, name, language) for name in names)


def _asks(program: Program, place: Place, node: MenuNode | CollectNode) -> Iterator[object]:
    """Yield how a step asks; what it says on a repeat counts where it repeats."""
    again = (node.again or node.say) if node.repeat else ()
    sorry = node.sorry if node.repeat else ()
    said, more, wrong = (
        _prompts(program, names, place.language) for names in (node.say, again, sorry)
    )
    yield said[0][0] if said else ""
    yield Part("say", said)
    yield Part("again", more if more != said else ())
    yield Part("sorry", wrong)
    yield Part("listen", node.listen_ms)
    yield Part("repeat", node.repeat)


def _answers(program: Program, place: Place, node: MenuNode | CollectNode) -> Iterator[Part]:
    """Yield which answers a step takes; a label can be typed, and on voice it is not heard."""
    if isinstance(node, MenuNode):
        yield Part("takes", "keys")
        if place.channel != "voice":
            keys = sorted(node.keys, key=lambda one: one.key)
            yield from (Part(f"key {each.key}", each.label) for each in keys)
        return
    declared = program.attributes.get(node.store)
    kind = declared.type if declared is not None else ""
    yield Part("takes", {"person": "an extension", "phone": "a number"}.get(kind, "digits"))
    yield Part("digits", (node.least, node.most))
    yield Part("until", node.until)
    if kind == "person":
        yield from _extensions(program, node)


def _extensions(program: Program, node: CollectNode) -> Iterator[Part]:
    """Yield what can be typed at a step that asks for a person, and who that is."""
    for _, person in sorted((program.people or {}).items()):
        if person.extension and node.least <= len(person.extension) <= node.most:
            yield Part(f"extension {person.extension}", person.id)


def _box(program: Program, name: str, language: str) -> Iterator[Part]:
    box = program.voicemails.get(name)
    if box is not None:
        greeting = _prompts(program, (box.greeting.text,) if box.greeting else (), language)
        yield Part("greeting", greeting)
        yield Part("max", box.maximum.ms if box.maximum else DEFAULT_MESSAGE_MS)


def _calls_back(program: Program, name: str) -> Iterator[Part]:
    queue = program.queues.get(name)
    if queue is not None:
        written = queue.written.callbacks
        tries = written.tries.value if written else DEFAULT_TRIES
        every = written.every.ms if written else DEFAULT_TRY_EVERY_MS
        yield Part("callbacks", (tries, every))
        yield Part("during", written.during.text if written and written.during else "")


def _arrived(lane: Lane, place: Place, position: Position) -> Noticed:
    """Return what a contact notices of a queue that lets it in, and who may answer there."""
    queue = lane.half.program.queues[place.name]
    written = queue.written
    common = (
        *("queue", place.name, place.language, position.priority),
        *(Part("requires", written.requires), Part("widen", written.widenings)),
        *(
            Part("prefer", written.prefer),
            Part("recheck", queue.recheck_ms if queue.overflow else 0),
        ),
    )
    return (*common, *_heard_in(lane, place, written)) if place.channel == "voice" else common


def _heard_in(lane: Lane, place: Place, written: ast.Queue) -> Iterator[Part]:
    """Yield what a caller hears in a queue, and with the agent who answers."""
    program = lane.half.program
    notice = lane.space.center.notices.get(place.name)
    for name, prompt in (("notice", notice), ("greet", written.greet)):
        heard = (prompt.text,) if prompt is not None else ()
        yield Part(name, _prompts(program, heard, place.language))
    yield Part("music", written.music.value if written.music else "")
    announced = (_announced(program, one, place.language) for one in written.announcements)
    yield Part("announce", tuple(announced))


def _announced(program: Program, one: ast.Announcement, language: str) -> Noticed:
    if isinstance(one.what, ast.Name):
        return (one, _prompt(program, one.what.text, language))
    return (one,)


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
