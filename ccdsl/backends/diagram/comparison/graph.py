"""A picture as what it says: boxes, and where each of their ways leads; no layout."""

from collections.abc import Mapping

from ccdsl.backends.diagram.marks import Mark
from ccdsl.backends.diagram.picture import Edge, Node, Picture, edges_from, walk
from ccdsl.record import record


@record
class Way:
    """A line: to another box, by its id, or to an end, as the small box that stands for it."""

    target: str | Node
    mark: Mark | None = None


@record
class Box:
    """A box with its ways: those of each outcome, and those that need none."""

    node: Node
    rows: tuple[tuple[Way, ...], ...]
    onward: tuple[Way, ...]

    def ways(self) -> tuple[Way, ...]:
        """Return all its ways, row by row."""
        return (*(way for row in self.rows for way in row), *self.onward)


Graph = Mapping[str, Box]
"""Boxes by their ids, in the order in which a reader meets them."""


def graph_of(picture: Picture) -> Graph:
    """Return what a picture says; a box that says where to go on is a line to there."""
    nodes = {node.id: node for node in picture.nodes}
    leaving = edges_from(picture)
    entered = {edge.head for edge in picture.edges}
    small = {
        node.id
        for node in picture.nodes
        if node.id in entered and _is_small(node, leaving[node.id], picture)
    }

    def ways(node: Node, outcome: int | None) -> tuple[Way, ...]:
        edges = (edge for edge in leaving[node.id] if edge.outcome == outcome)
        found = (
            Way(target=_target(nodes[each.head], is_small=each.head in small), mark=each.mark)
            for each in edges
        )
        return tuple(dict.fromkeys(found))

    return {
        node.id: Box(
            node=node,
            rows=tuple(ways(node, number) for number in range(len(node.outcomes))),
            onward=ways(node, None),
        )
        for node in walk(picture)
        if node.id not in small
    }


def _is_small(node: Node, leaving: list[Edge], picture: Picture) -> bool:
    """Whether a box only stands for an end, or for a box that is drawn elsewhere.

    In the picture of a whole center each queue and script is one box, wherever it is reached.
    """
    if node.kind == "step":
        return True
    return picture.kind != "center" and not leaving and not node.outcomes


def _target(head: Node, *, is_small: bool) -> str | Node:
    if not is_small:
        return head.id
    return head.leads or head


Said = tuple[str, str, str, tuple[str, ...]]
"""What a box says apart from its outcomes: its kind, name, step and lines."""


def said(node: Node) -> Said:
    """Return what a box says, wherever it stands."""
    return node.kind, node.name, node.step, tuple(line.text for line in node.lines)
