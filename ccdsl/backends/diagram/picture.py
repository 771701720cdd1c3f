"""What a picture shows, before any format: boxes, their outcomes, and the lines between them."""

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Literal

from ccdsl.backends.diagram.marks import MARKS, Mark
from ccdsl.backends.diagram.shapes import KINDS, Kind
from ccdsl.record import record

PictureKind = Literal["center", "entry", "routing", "script", "queue", "after-hours"]

MOST_NODES = 200
"""No picture has more: past it `dot` takes longer than anybody waits."""

ROOM = MOST_NODES - len(KINDS) - len(MARKS)
"""The boxes a picture may have beside those of its legend."""

MOST_LINES = 500
"""Lines between boxes of one picture: GitHub draws no flowchart with more (`maxEdges`)."""


@record
class Place:
    """Where in the sources something is written; `line` counts from 1."""

    path: str
    line: int


@record
class Line:
    """One thing a box says, complete; a picture shows at most `rows` rows of it."""

    text: str
    rows: int = 2
    mark: Mark | None = None


@record
class Outcome:
    """One row of a box: a way out of it, or several that lead alike, each with its place."""

    text: str
    places: tuple[Place, ...]
    mark: Mark | None = None


@record
class Node:
    """One box. `id` is unique in its picture and says nothing.

    `step` is the script's step that begins here, or ""; `opens` the picture that shows more, and
    `leads` the id of the box in the same picture at which the contact goes on, or "".
    """

    id: str
    kind: Kind
    name: str
    place: Place
    step: str = ""
    lines: tuple[Line, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    opens: str = ""
    leads: str = ""
    is_draft: bool = False
    mark: Mark | None = None


@record
class Edge:
    """A line from a box, or from its outcome of that number (from 0), to another box."""

    tail: str
    outcome: int | None
    head: str
    mark: Mark | None = None


@record
class Sides:
    """The two centers that a picture compares, in words, as in `in service` and `in draft`."""

    before: str
    after: str


@record
class Cluster:
    """Boxes that belong together."""

    title: str
    nodes: tuple[str, ...]
    is_draft: bool = False


@record
class Picture:
    """One picture; `name` is unique among a center's pictures and fit for a file's name.

    With `compares` it shows two centers at once, and marks say what only one of them has.
    """

    kind: PictureKind
    name: str
    title: str
    place: Place
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    clusters: tuple[Cluster, ...] = field(default=())
    is_draft: bool = False
    compares: Sides | None = None

    def node(self, name: str) -> Node:
        """Return the box with an id; KeyError if there is none."""
        for node in self.nodes:
            if node.id == name:
                return node
        raise KeyError(name)

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of box it has, in the order they first appear."""
        return tuple(dict.fromkeys(node.kind for node in self.nodes))

    def marks(self) -> tuple[tuple[Mark, str], ...]:
        """Return the marks that its boxes and lines bear, each with what it means."""
        if self.compares is None:
            return ()
        borne = {*(each.mark for each in self.nodes), *(each.mark for each in self.edges)}
        meanings: dict[Mark, str] = {
            "added": f"thick: only {self.compares.after}",
            "removed": f"dotted: only {self.compares.before}",
            "changed": "dashed: its words or its ways differ",
        }
        return tuple((mark, meanings[mark]) for mark in MARKS if mark in borne)

    def said(self, edge: Edge) -> str:
        """Return the words of an edge's outcome, or ""."""
        if edge.outcome is None:
            return ""
        return self.node(edge.tail).outcomes[edge.outcome].text


def renamed(picture: Picture, prefix: str) -> Picture:
    """Return a picture with `prefix` before every id, so that several fit into one."""
    return replace(
        picture,
        nodes=tuple(
            replace(each, id=prefix + each.id, leads=each.leads and prefix + each.leads)
            for each in picture.nodes
        ),
        edges=tuple(
            replace(each, tail=prefix + each.tail, head=prefix + each.head)
            for each in picture.edges
        ),
        clusters=tuple(
            replace(each, nodes=tuple(prefix + name for name in each.nodes))
            for each in picture.clusters
        ),
    )


def edges_from(picture: Picture) -> dict[str, list[Edge]]:
    """Return the edges that leave each box, in order."""
    found: dict[str, list[Edge]] = {node.id: [] for node in picture.nodes}
    for edge in picture.edges:
        found[edge.tail].append(edge)
    return found


def depth(picture: Picture) -> int:
    """Return the number of boxes on the longest way through a picture, at least 1.

    Lines that would close a ring are left out, as a layout leaves them out.
    """
    order = list(walk(picture))[::-1]
    deep = {node.id: 0 for node in order}
    leaving = edges_from(picture)
    for node in order:
        deep[node.id] = 1 + max((deep[edge.head] for edge in leaving[node.id]), default=0)
    return max(deep.values(), default=1)


def walk(picture: Picture) -> Iterator[Node]:
    """Yield the boxes as a reader meets them: from each beginning, depth first."""
    nodes = {node.id: node for node in picture.nodes}
    leaving = edges_from(picture)
    entered = {edge.head for edge in picture.edges}
    begin = [node.id for node in picture.nodes if node.id not in entered]
    met: set[str] = set()
    for root in (*begin, *nodes):
        waiting = [root]
        while waiting:
            name = waiting.pop()
            if name not in met:
                met.add(name)
                yield nodes[name]
                waiting.extend(edge.head for edge in reversed(leaving[name]))
