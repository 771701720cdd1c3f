"""YAML's events to nodes; the only module that meets the YAML library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from ccdsl.diagnostics import Label, Problems
from ccdsl.model import yaml_wording
from ccdsl.model.file_problems import short
from ccdsl.model.yaml import Entry, Kind, MappingNode, Node, ScalarNode, SequenceNode
from ccdsl.source import Source, Span

_DEEPEST = 64
_LONGEST = 10_000
_MOST_LABELS = 3
# Written as what is forbidden: a class of everything else takes milliseconds to compile.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|\ufffe|\uffff")
_TAG = re.compile(r"![^\s,\[\]{}]*")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("empty", re.compile(r"(?:~|null|Null|NULL)?")),
    ("boolean", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("integer", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")),
    (
        "number",
        re.compile(
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        ),
    ),
    ("date", re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?")),
)


class _StopError(Exception):
    """Reading cannot go on; why has been recorded."""


def compose(source: Source, problems: Problems) -> Node | None:
    """Return the one document of a text, or None where it cannot be read."""
    if _has_odd_characters(source, problems):
        return None
    events = YAML(typ="safe", pure=True).parse(source.text)
    composer = _Composer(source=source, problems=problems, events=events)
    try:
        return composer.document()
    except MarkedYAMLError as error:
        yaml_wording.syntax(source, problems, error)
    except (YAMLError, ValueError, OverflowError):
        # The library lets some of its own slips through: an escape that names no character, or a
        # directive with a number too long to read. It does not say where.
        problems.error("CC020", "this file cannot be read as YAML", Span(source.path, 0, 0))
    except _StopError:
        pass
    return None


def _has_odd_characters(source: Source, problems: Problems) -> bool:
    """Return whether there is what no YAML may hold, or a word the library would take ages over."""
    bad = _UNPRINTABLE.search(source.text)
    longest = max(source.text.split(), key=len, default="")
    if bad:
        message = f"the character U+{ord(bad[0]):04X} cannot stand in a YAML file"
        place = Span(source.path, bad.start(), bad.end())
    elif len(longest) > _LONGEST:
        message = f"this word has more than {_LONGEST:,} characters"
        at = source.text.index(longest)
        place = Span(source.path, at, at + 1)
    else:
        return False
    problems.error("CC020", message, place, help="delete it")
    return True


def _is_text(value: str) -> bool:
    """Return whether a value can be written as UTF-8: an escape can name half a character."""
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _kind(event: ScalarEvent) -> Kind:
    """Return what YAML takes a value without a tag to be; what is quoted is text."""
    if event.style is not None:
        return "text"
    value: str = event.value
    if value and value[0].isalpha() and value[0] not in "tTfFnN":
        return "text"
    for kind, pattern in _KINDS:
        if pattern.fullmatch(value):
            return kind
    return "text"


@dataclass(slots=True, kw_only=True)
class _Composer:
    """Turns events into nodes, one document deep."""

    source: Source
    problems: Problems
    events: Iterator[Event]
    anchors: dict[str, Span] = field(default_factory=dict)
    aliases: dict[str, list[Span]] = field(default_factory=dict)

    def document(self) -> Node:
        """Return the first document; a second one is an error, and ends the reading."""
        next(self.events)
        node: Node = MappingNode(entries=(), span=Span(self.source.path, 0, 0))
        event = next(self.events)
        if isinstance(event, DocumentStartEvent):
            self._refuse_directives(event)
            node = self._node(next(self.events), 0)
            next(self.events)
            self._refuse_second(next(self.events))
        self._refuse_anchors()
        return node

    def _place(self, event: Event) -> Span:
        return Span(self.source.path, event.start_mark.index, event.end_mark.index)

    def _node(self, event: Event, depth: int) -> Node:
        if depth > _DEEPEST:
            self.problems.error(
                "CC020",
                f"this is nested more than {_DEEPEST} deep",
                self._place(event),
                help="take some of the brackets or indentation out",
            )
            raise _StopError
        match event:
            case ScalarEvent():
                return self._scalar(event)
            case MappingStartEvent():
                return self._mapping(event, depth)
            case SequenceStartEvent():
                return self._sequence(event, depth)
            case AliasEvent():
                self.aliases.setdefault(event.anchor, []).append(self._place(event))
                return ScalarNode(value="", kind="refused", span=self._place(event))
            case _:  # no other event begins a node
                raise _StopError

    def _scalar(self, event: ScalarEvent) -> ScalarNode:
        span = self._place(event)
        is_plain = self._check_properties(event)
        if not _is_text(event.value):
            message = "this text names a character that does not exist"
            self.problems.error("CC020", message, span, help="take the `\\u` escape out")
            is_plain = False
        kind = _kind(event) if is_plain else "refused"
        return ScalarNode(value=event.value, kind=kind, span=span)

    def _sequence(self, start: CollectionStartEvent, depth: int) -> SequenceNode:
        self._check_properties(start)
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                last = items[-1].span.end if items else 0
                return SequenceNode(items=tuple(items), span=self._whole(start, event, last))
            items.append(self._node(event, depth + 1))
        raise _StopError

    def _mapping(self, start: CollectionStartEvent, depth: int) -> MappingNode:
        self._check_properties(start)
        entries: dict[str, Entry] = {}
        last = 0
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                whole = self._whole(start, event, last)
                return MappingNode(entries=tuple(entries.values()), span=whole)
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            last = value.span.end
            self._enter(entries, key, value)
        raise _StopError

    def _whole(self, start: CollectionStartEvent, end: CollectionEndEvent, last: int) -> Span:
        """Return the place of a collection; one without brackets ends with its last value."""
        end_of_all: int = end.end_mark.index if start.flow_style else last
        return Span(self.source.path, start.start_mark.index, end_of_all)

    def _enter(self, entries: dict[str, Entry], key: Node, value: Node) -> None:
        """Add a key, unless it cannot be one, is there already, or merges something in."""
        if not isinstance(key, ScalarNode) or key.kind == "empty":
            message = "this is not a key: a key is one word"
            self.problems.error("CC021", message, key.span, help="write `key: value`")
        elif key.value == "<<" and self.source.text[key.span.start] == "<":
            message = "`<<` brings in keys from elsewhere, which is not allowed here"
            self.problems.error("CC023", message, key.span, help="write the keys out")
        elif key.value in entries:
            first = Label(span=entries[key.value].key_span, text="it is here already")
            message = f"`{short(key.value)}` is written twice"
            self.problems.error("CC023", message, key.span, help="delete one", labels=[first])
        elif key.kind != "refused":
            entries[key.value] = Entry(key=key.value, key_span=key.span, value=value)

    def _check_properties(self, event: ScalarEvent | CollectionStartEvent) -> bool:
        """Return whether a node has neither an anchor nor a tag; note or report what it has."""
        span = self._place(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = Span(
                span.path, span.start, span.start + len(event.anchor) + 1
            )
        tag = event.tag
        if tag is not None:
            word = _TAG.search(self.source.text, span.start)
            self.problems.error(
                "CC023",
                f"the tag `{short(word[0] if word else tag)}` is not allowed here",
                Span(span.path, *word.span()) if word else span,
                help="take it out; a text that looks like something else is written in quotes",
            )
        return event.anchor is None and tag is None

    def _refuse_anchors(self) -> None:
        """Report each anchor once, with the places that refer to it, and references to nothing."""
        for name, span in self.anchors.items():
            uses = self.aliases.pop(name, [])[:_MOST_LABELS]
            self.problems.error(
                "CC023",
                f"`&{short(name)}` is not allowed here",
                span,
                help="write the value out in every place that needs it",
                labels=[Label(span=use, text="it is used here") for use in uses],
            )
        for name, uses in self.aliases.items():
            message = f"`*{short(name)}` refers to something that is not there"
            help_ = "a text that begins with `*` is written in quotes"
            self.problems.error("CC023", message, uses[0], help=help_)

    def _refuse_directives(self, event: DocumentStartEvent) -> None:
        if event.version is not None or event.tags:
            line = Span(self.source.path, 0, len(self.source.line(1)))
            message = "lines that begin with `%` are not allowed before the document"
            self.problems.error("CC023", message, line, help="delete them, and the `---` below")

    def _refuse_second(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self.problems.error(
                "CC023",
                "a second document begins here, and a file holds one",
                self._place(event),
                help="delete this line, or move what follows to a file of its own",
            )
