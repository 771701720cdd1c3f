"""One neutral form for what the interpreter and the runtime tell of a contact.

Some things are told in different grains and are brought to one: a stay in line is one line however
often it was tested on the way; what a look-up gives is set at once, in no order; and what lies
inside a step that asks stands where its step begins, because the table knows the place of steps
and not of their parts. Where a contact arrives, leaves or waits for ever is no place of the source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from ccdsl.model.walk import walk
from ccdsl.runtime import Note
from ccdsl.simulate.center import Center
from ccdsl.simulate.trace import Step
from ccdsl.source import Span
from ccdsl.syntax import ast

Place = tuple[str, int]
_NO_PLACE = frozenset(("arrive", "abandoned", "waiting"))


class _Part(Protocol):
    """Part of a tree that has a place."""

    @property
    def span(self) -> Span: ...


class Line(NamedTuple):
    """One step: its kind, what it is about, what came of it, `path:line`, and when (ms)."""

    kind: str
    name: str
    detail: str
    place: str
    at: int


class Places:
    """Where the table has what the source has, for one center."""

    def __init__(self, center: Center) -> None:
        self._sources = center.program.sources
        self._queues = {
            name: queue.declared.name.span for name, queue in center.program.queues.items()
        }
        self._moved: dict[Span, Span] = {}
        self._in_queue: set[Span] = {notice.span for notice in center.notices.values()}
        self._greetings: set[Span] = set()
        for node in _nodes(center):
            self._moved |= {part.span: to for part, to in _moves(node)}
            self._mark(node)

    def _mark(self, node: object) -> None:
        match node:
            case ast.Queue():
                self._in_queue |= {key.span for key in node.keys}
                self._in_queue |= {node.greet.span} if node.greet else set()
            case ast.Voicemail():
                self._greetings |= {node.greeting.span} if node.greeting else set()
            case _:
                pass

    def of(self, steps: Sequence[Step]) -> Iterator[str]:
        """Yield the place of every step of a trace."""
        queue = ""
        for number, step in enumerate(steps):
            span = step.span
            if step.kind == "queue":
                queue = step.name
            if span in self._greetings:
                span = steps[number + 1].span
            in_line = step.kind == "wait" and step.name
            if in_line or span in self._in_queue or (step.kind, step.detail) == ("end", "queue"):
                span = self._queues[queue]
            has_none = step.kind in _NO_PLACE or (step.kind == "end" and step.detail in _NO_PLACE)
            yield "" if has_none else self._text(span)

    def _text(self, span: Span) -> str:
        span = self._moved.get(span, span)
        return f"{span.path}:{self._sources[span.path].position(span.start).line}"


def _nodes(center: Center) -> Iterator[object]:
    view, program = center.view, center.program
    declared: list[Mapping[str, ast.AnyDeclaration]] = [
        view.scripts,
        view.routings,
        view.overflows,
        view.after_hours,
        program.entries,
        program.voicemails,
        {name: queue.written for name, queue in program.queues.items()},
    ]
    for group in declared:
        for declaration in group.values():
            yield from walk(declaration)


def _moves(node: object) -> Iterator[tuple[_Part, Span]]:
    """Yield the parts of a node that the table has where the node begins."""
    parts: Iterable[_Part]
    match node:
        case ast.Menu() | ast.Collect():
            says = node.wordings
            parts = [*says.say, *says.again, *says.sorry, node.name]
            parts += [*node.keys, *node.ranges] if isinstance(node, ast.Menu) else [node.store]
            to = node.span
        case ast.Lookup():
            parts, to = node.outcomes, node.span
        case ast.Allocate():
            parts, to = node.shares, node.span
        case ast.Play():
            parts, to = node.prompts, node.span
        case ast.ToScript() | ast.Call():
            parts, to = (node.script,), node.span
        case ast.Entry():
            parts, to = node.sets, node.name.span
        case ast.Treatment():
            parts, to = (node,), node.actions[0].span if node.actions else node.exit.span
        case _:
            return
    yield from ((part, to) for part in parts)


def of_interpreter(steps: Sequence[Step], places: Places) -> list[Line]:
    """Return a trace of the interpreter."""
    return _joined(
        Line(step.kind, step.name, step.detail, place, step.at)
        for step, place in zip(steps, places.of(steps), strict=True)
    )


def of_runtime(notes: Iterable[Note]) -> list[Line]:
    """Return a log of the runtime."""
    return _joined(_line(note) for note in notes)


def _line(note: Note) -> Line:
    has_none = note.kind in _NO_PLACE or (note.kind == "end" and note.detail in _NO_PLACE)
    place = "" if has_none else f"{note.place.path}:{note.place.line}"
    return Line(note.kind, note.name, note.detail, place, note.at_ms)


def _sorted_gifts(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with what a look-up sets in the order of the names."""
    gifts: list[Line] = []
    looked_up = ""
    for line in lines:
        if looked_up and line.kind == "set" and line.place == looked_up:
            gifts.append(line)
            continue
        yield from sorted(gifts)
        gifts, looked_up = [], line.place if line.kind == "lookup" else ""
        yield line
    yield from sorted(gifts)


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Return lines with every stay in line in one; how long one for ever was watched is dropped."""
    joined: list[Line] = []
    for line in _sorted_gifts(lines):
        last = joined[-1] if joined else None
        if last and line.kind == last.kind == "wait" and line.name == last.name != "":
            joined[-1] = last._replace(detail=str(int(last.detail) + int(line.detail)))
        else:
            joined.append(line)
    if joined and (joined[-1].kind, joined[-1].detail) == ("end", "waiting"):
        end = joined.pop()
        while joined and joined[-1].kind == "wait" and joined[-1].name == end.name:
            joined.pop()
        joined.append(end._replace(at=0))
    return joined
