"""What is said where: the prompts of steps, queues and voicemails."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from ccdsl.model.flow import AnyNode, CollectNode, MenuNode, PlayNode, VoicemailNode
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.speech import spoken
from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast

_Heard = Literal["contact", "agent"]


@record
class Saying:
    """A prompt at a place where it is said, and who hears it."""

    prompt: str
    span: Span = field(compare=False)
    heard_by: _Heard = "contact"


def said_at(program: Program, node: AnyNode) -> Iterator[Saying]:
    """Yield what a step says; of a voicemail, its greeting."""
    match node:
        case PlayNode(prompts=prompts):
            yield from (Saying(prompt=prompt, span=node.span) for prompt in prompts)
        case MenuNode() | CollectNode():
            for prompt in dict.fromkeys((*node.say, *node.again, *node.sorry)):
                yield Saying(prompt=prompt, span=node.span)
        case VoicemailNode() if node.voicemail in program.voicemails:
            greeting = program.voicemails[node.voicemail].greeting
            if greeting is not None:
                yield Saying(prompt=greeting.text, span=greeting.span)
        case _:
            return


def said_in_queue(queue: Queue, notices: Mapping[str, ast.Name]) -> Iterator[Saying]:
    """Yield what a queue says to a caller, and to the agent who answers; voice only."""
    written = queue.written
    for announcement in written.announcements:
        if isinstance(announcement.what, ast.Name):
            yield Saying(prompt=announcement.what.text, span=announcement.what.span)
    if written.greet is not None:
        yield Saying(prompt=written.greet.text, span=written.greet.span)
    if written.whisper is not None:
        span = written.whisper.span
        yield Saying(prompt=written.whisper.text, span=span, heard_by="agent")
    if queue.name in notices:
        notice = notices[queue.name]
        yield Saying(prompt=notice.text, span=notice.span)


def queue_notices(program: Program) -> dict[str, ast.Name]:
    """Return the notice that each recorded queue gives."""
    return {
        queue.text: recording.notice
        for recording in program.recordings.values()
        if recording.notice is not None
        for queue in recording.queues
    }


def wording_in(prompt: ast.Prompt, language: str) -> ast.Wording | None:
    """Return what a prompt says in a language, None where it has nothing to say."""
    return next((one for one in prompt.wordings if one.language.tag == language), None)


def spoken_in(program: Program, prompt: str, language: str) -> tuple[str, ...]:
    """Return the attributes that a prompt speaks in a language, in their order."""
    declared = program.prompts.get(prompt)
    wording = wording_in(declared, language) if declared is not None else None
    if wording is None:
        return ()
    return tuple(dict.fromkeys(name.text for name in spoken(wording.text)))
