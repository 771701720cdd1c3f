"""The center that is drawn: its declarations, flows and what to call them."""

from collections.abc import Mapping

from ccdsl.backends.diagram.picture import Line, PictureKind
from ccdsl.model.facts import Facts, FlowKey
from ccdsl.model.flow import Flow
from ccdsl.model.program import Program, View, Which
from ccdsl.model.queues import Queue
from ccdsl.model.words import duration, percent
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class World:
    """One center of a program, in service or draft.

    With `is_apart`, each outcome has a row of its own, also where several lead alike.
    """

    program: Program
    view: View
    flows: Mapping[FlowKey, Flow]
    is_apart: bool = False

    def prompt(self, name: str) -> str:
        """Return a prompt's name and its words in the center's first language."""
        prompt = self.program.prompts.get(name)
        if prompt is None or not prompt.wordings:
            return name
        first = self.program.first_language
        said = next((w for w in prompt.wordings if w.language.tag == first), prompt.wordings[0])
        return f"{name}: “{said.text.value}”"


def world_of(program: Program, facts: Facts, which: Which) -> World:
    """Return one of a program's two centers."""
    view = program.in_service if which == "in-service" else program.draft
    return World(program=program, view=view, flows=facts.flows[which])


def file_name(kind: PictureKind, name: str) -> str:
    """Return a picture's name: fit for a file, and unlike that of any other declaration."""
    safe = "".join(char if char.isalnum() or char in "_-" else f"%{ord(char):x}" for char in name)
    return f"{kind}-{safe}"


def titled(declaration: ast.Routing | ast.Overflow | ast.AfterHours | ast.Script) -> str:
    """Return what a versioned declaration is called, with its version and title."""
    number = declaration.version.number.value
    is_new = ast.is_draft(declaration)
    version = f"draft version {number}" if is_new else f"version {number}, in service"
    title = f": {declaration.title.value}" if declaration.title else ""
    return f"{declaration.kind.capitalize()} {declaration.name.text}, {version}{title}"


def entry_lines(entry: ast.Entry) -> list[Line]:
    """Return what is known of a contact that arrives at an entry."""
    addresses = ", ".join(ast.written(each) for each in entry.arrival.addresses)
    lines = [entry.title.value] if entry.title else []
    lines.append(f"{entry.arrival.channel}: {addresses}")
    if entry.language:
        lines.append(f"language {entry.language.tag}")
    return [Line(text=text, rows=3) for text in lines]


def queue_lines(queue: Queue) -> list[Line]:
    """Return how a queue serves who waits in it."""
    written = queue.written
    lines = [] if queue.title == queue.name else [queue.title]
    lines.append(f"takes {', '.join(queue.channels)}")
    if written.requires:
        lines.append(f"needs {needs(written.requires)}")
    if written.service_level:
        level = written.service_level
        lines.append(f"aim {percent(level.percent)} within {duration(level.within.ms)}")
    if queue.max_waiting is not None:
        lines.append(f"full at {queue.max_waiting} waiting")
    return [Line(text=text) for text in lines]


def waiting_lines(queue: Queue) -> list[Line]:
    """Return what happens to a contact while it waits in a queue."""
    written = queue.written
    lines = [f"offered to {queue.strategy}, rings {duration(queue.ring_ms)}"]
    lines += [_announcement(each) for each in written.announcements]
    lines += [
        f"after {duration(each.after.ms)} needs {needs(each.needs)}" for each in written.widenings
    ]
    if written.prefer:
        prefer = written.prefer
        lines.append(f"{prefer.attribute.text} first, for {duration(prefer.duration.ms)}")
    if written.music:
        lines.append(f"music {written.music.value}")
    if written.waits_forever:
        lines.append("may wait for ever")
    return [Line(text=text) for text in lines]


def _announcement(said: ast.Announcement) -> str:
    what = said.what.text if isinstance(said.what, ast.Name) else said.what
    if said.every:
        return f"hears {what} every {duration(said.every.ms)}"
    return f"hears {what} after {duration(said.after.ms)}" if said.after else f"hears {what}"


def needs(required: tuple[ast.Need, ...]) -> str:
    """Return skills in words."""
    return ", ".join(_need(each) for each in required)


def _need(need: ast.Need) -> str:
    match need:
        case ast.SkillNeed():
            level = f" {need.level.value} or better" if need.level else ""
            return f"{need.skill.text}{level}"
        case ast.LanguageNeed():
            return "the contact's language"
        case ast.Without():
            return f"no longer {need.skill.text}"
