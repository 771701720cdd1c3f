"""A merged picture drawn anew, by the habits of every picture: no line leads back."""

from dataclasses import replace

from ccdsl.backends.diagram.center import MOST_ARRIVALS as MOST_IN_CENTER
from ccdsl.backends.diagram.comparison.graph import Box, Graph, Said, Way, said
from ccdsl.backends.diagram.flows import MOST_ARRIVALS, is_above
from ccdsl.backends.diagram.marks import Mark
from ccdsl.backends.diagram.picture import Edge, Node

_Tail = tuple[str, int | None]
"""Where a line begins: an id of the graph, and the number of the outcome or None."""


def drawn(graph: Graph, *, is_center: bool) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return the boxes, with ids of their own, and the lines."""
    drawer = _Drawer(graph, is_center=is_center)
    entered = {way.target for box in graph.values() for way in box.ways()}
    for name in (*(each for each in graph if each not in entered), *graph):
        if name not in drawer.ids:
            drawer.draw(name)
    return tuple(drawer.nodes.values()), tuple(drawer.edges)


class _Drawer:
    """Draws boxes depth first; ends, and ways back, are small boxes beside the row."""

    def __init__(self, graph: Graph, *, is_center: bool) -> None:
        self.graph = graph
        self.is_center = is_center
        self.nodes: dict[str, Node] = {}
        self.edges: dict[Edge, None] = {}
        self.ids: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.arrivals: dict[str, int] = {}
        self.chips: dict[str, tuple[int, Said, Mark | None, str]] = {}
        self.leads: dict[str, str] = {}

    def draw(self, root: str) -> None:
        """Draw everything from a box on."""
        waiting: list[tuple[_Tail | None, Way]] = [(None, Way(target=root))]
        while waiting:
            tail, way = waiting.pop()
            if not isinstance(way.target, str):
                self._chip(tail, way.target, way.mark)
            elif way.target in self.ids:
                self._again(tail, way.target, way.mark)
            else:
                self._box(way.target)
                self._arrive(tail, way.target, way.mark)
                waiting.extend(reversed(_leaving(way.target, self.graph[way.target])))

    def _box(self, name: str) -> None:
        self.ids[name] = self._add(self.graph[name].node)

    def _add(self, node: Node) -> str:
        made = replace(node, id=f"n{len(self.nodes) + 1}", leads="")
        self.nodes[made.id] = made
        return made.id

    def _arrive(self, tail: _Tail | None, head: str, mark: Mark | None) -> None:
        if tail is None:
            return
        self.arrivals[head] = self.arrivals.get(head, 0) + 1
        self.parents.setdefault(head, tail[0])
        self._join(tail, self.ids[head], mark)

    def _join(self, tail: _Tail, head: str, mark: Mark | None) -> None:
        edge = Edge(tail=self.ids[tail[0]], outcome=tail[1], head=head, mark=mark)
        self.edges[edge] = None

    def _again(self, tail: _Tail | None, head: str, mark: Mark | None) -> None:
        """Lead to a box that is drawn: by a line, or in words where the line would lead back."""
        if tail is None:
            return
        if not self._is_told(tail[0], head):
            self._arrive(tail, head, mark)
            return
        node = self.graph[head].node
        step = Node(
            id="",
            kind="step",
            name=f"{node.kind} {node.name}" if self.is_center else _called(node),
            place=node.place,
            leads=self.ids[head],
            mark=mark,
        )
        self._chip(tail, step, mark)

    def _is_told(self, tail: str, head: str) -> bool:
        if self.graph[tail].node.kind == "entry":
            return False
        arrived = self.arrivals.get(head, 0)
        if self.is_center:
            return arrived >= MOST_IN_CENTER and self.graph[head].node.kind != "routing"
        return arrived >= MOST_ARRIVALS or is_above(self.parents, head, tail)

    def _chip(self, tail: _Tail | None, node: Node, mark: Mark | None) -> None:
        """Draw a small box; outcomes that stand one below the other share one."""
        if tail is None:
            self._add(node)
            return
        begin, number = tail[0], tail[1] or 0
        before, same, marked, chip = self.chips.get(begin, (-1, None, None, ""))
        if (same, marked) != (said(node), mark) or before + 1 != number or node.step:
            chip = self._add(node)
            self.nodes[chip] = replace(self.nodes[chip], leads=node.leads)
        self.chips[begin] = (number, said(node), mark, chip)
        self._join(tail, chip, mark)


def _called(node: Node) -> str:
    return node.step or node.name or node.kind


def _leaving(name: str, box: Box) -> list[tuple[_Tail | None, Way]]:
    rows = [((name, number), way) for number, row in enumerate(box.rows) for way in row]
    return [*rows, *(((name, None), way) for way in box.onward)]
