"""YAML text to plain data with a place for every key, value and item.

The rules are those of YAML 1.2's core schema, so `no` is a text and `+14155550100` a whole number;
one thing is added: a date such as `2026-12-25` is a date, as most other readers take it to be.
What makes a file mean something else than it seems to is refused: aliases, merge keys, tags,
directives, repeated keys and further documents.
"""

from typing import Literal

from ccdsl.diagnostics import Problems
from ccdsl.record import record
from ccdsl.source import Source, Span
from ccdsl.syntax.decode import decode

Kind = Literal["text", "integer", "number", "boolean", "date", "empty", "refused"]

MOST_BYTES = 5_000_000


@record
class ScalarNode:
    """One value: its text without quotes, and what YAML takes it to be.

    A `refused` one has been reported already and stands for nothing.
    """

    value: str
    kind: Kind
    span: Span


@record
class SequenceNode:
    """A list."""

    items: "tuple[Node, ...]"
    span: Span


@record
class Entry:
    """A key and what it says; `key_span` is the key's place."""

    key: str
    key_span: Span
    value: "Node"

    @property
    def span(self) -> Span:
        """The place from the start of the key to the end of the value."""
        return self.key_span.to(self.value.span)


@record
class MappingNode:
    """A group of keys, each there once, in the order they are written in."""

    entries: tuple[Entry, ...]
    span: Span


Node = ScalarNode | SequenceNode | MappingNode


@record
class Document:
    """A file's text and what it says; `root` is None where that could not be made out."""

    source: Source
    root: Node | None


def read_yaml(path: str, data: bytes, problems: Problems) -> Document:
    """Return what a YAML file says; an empty one is a group of no keys.

    Everything that is wrong with it as YAML is added to `problems`: CC001 where it is no text,
    CC020 where it cannot be read, CC023 where it uses what is not allowed.
    """
    if len(data) > MOST_BYTES:
        problems.error(
            "CC020",
            f"this file has {len(data):,} bytes; at most {MOST_BYTES:,} are read",
            Span(path, 0, 0),
            help="split it, or take out what does not belong here",
        )
        return Document(source=Source(path=path, text=""), root=None)
    not_text = Problems()
    source = decode(path, data, not_text)
    problems.found.extend(not_text.found)
    if not_text:
        return Document(source=source, root=None)
    from ccdsl.model.yaml_nodes import compose  # noqa: PLC0415 - slow to import, and not always needed

    return Document(source=source, root=compose(source, problems))
