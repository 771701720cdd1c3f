"""Pictures as indented text: everything in words, for screen readers and for the telephone."""

from collections.abc import Iterator, Sequence

from ccdsl.backends.diagram.picture import Edge, Node, Picture, edges_from, walk
from ccdsl.backends.diagram.shapes import SHAPES
from ccdsl.backends.diagram.text import at, clean, said

_INDENT = "  "
_DEEPEST = 12
"""Past so many levels the text starts again at the margin, under a number."""


def document(pictures: Sequence[Picture]) -> str:
    """Return several pictures, one after the other."""
    return "\n".join(render(picture) for picture in pictures)


def render(picture: Picture) -> str:
    """Return a picture in words: each box once, with its place and where each outcome leads."""
    return "\n".join((*_Outline(picture).lines(), ""))


class _Outline:
    """Writes boxes under the outcomes that lead to them."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.nodes = {node.id: node for node in picture.nodes}
        self.leaving = edges_from(picture)
        self.heads = self._headed()
        self.numbers = {name: number for number, name in enumerate(self.heads, 1)}

    def _headed(self) -> list[str]:
        """Return the boxes that stand at the margin: beginnings, steps, and what many reach."""
        arrivals: dict[str, int] = {}
        for edge in self.picture.edges:
            arrivals[edge.head] = arrivals.get(edge.head, 0) + 1
        found: list[str] = []
        depths: dict[str, int] = {}
        for node in walk(self.picture):
            is_named = bool(node.step) or node.kind in ("menu", "collect", "look-up")
            is_far = depths.get(node.id, 0) >= _DEEPEST
            is_end = not self.leaving[node.id]
            if arrivals.get(node.id, 0) != 1 or (is_named and not is_end) or is_far:
                found.append(node.id)
                depths[node.id] = 0
            for edge in self.leaving[node.id]:
                depths.setdefault(edge.head, depths.get(node.id, 0) + 1)
        return [name for name in found if not self._is_small(name)]

    def _is_small(self, name: str) -> bool:
        """Whether a box says so little that it is written wherever it is reached."""
        node = self.nodes[name]
        entered = any(edge.head == name for edge in self.picture.edges)
        return entered and not self.leaving[name] and not node.outcomes and not node.step

    def lines(self) -> Iterator[str]:
        """Yield the whole text."""
        title = clean(self.picture.title)
        yield title
        yield "=" * len(title)
        yield f"{at(self.picture.place)}"
        for mark, meaning in self.picture.marks():
            yield f"{mark.capitalize()} means {meaning.partition(': ')[2]}."
        cluster = ""
        homes = {name: clean(each.title) for each in self.picture.clusters for name in each.nodes}
        for head in self.heads:
            yield ""
            if homes.get(head, cluster) != cluster:
                cluster = homes[head]
                yield from (cluster, "-" * len(cluster), "")
            yield f"{self.numbers[head]}. {self._named(self.nodes[head])}"
            yield from self._body(self.nodes[head], 1)

    def _named(self, node: Node) -> str:
        parts = [SHAPES[node.kind].word.capitalize(), clean(node.name)]
        named = " ".join(part for part in parts if part)
        step = f", step {clean(node.step)}" if node.step else ""
        draft = ", draft" if node.is_draft else ""
        mark = f", {node.mark}" if node.mark else ""
        return f"{named}{step}{draft}{mark} ({at(node.place)})"

    def _body(self, node: Node, depth: int) -> Iterator[str]:
        """Write what a box says and, under each outcome, what follows."""
        indent = _INDENT * depth
        for line in node.lines:
            yield f"{indent}{clean(said(line))}"
        if node.leads or node.opens:
            yield f"{indent}{self._elsewhere(node)}"
        edges = self.leaving[node.id]
        for number, outcome in enumerate(node.outcomes):
            leading = [each for each in edges if each.outcome == number]
            mark = f"{outcome.mark}: " if outcome.mark else ""
            yield f"{indent}{mark}{_row(node, outcome.text)}{':' if leading else ''}"
            for edge in leading:
                yield from self._follow(edge, depth + 1)
        for edge in (each for each in edges if each.outcome is None):
            yield from self._follow(edge, depth)

    def _follow(self, edge: Edge, depth: int) -> Iterator[str]:
        indent = _INDENT * depth
        node = self.nodes[edge.head]
        if edge.mark and edge.mark != node.mark:
            indent += f"{edge.mark}: "
        if node.id in self.numbers:
            yield f"{indent}go on at {self._where(node.id)}"
        elif self._is_small(node.id):
            yield f"{indent}{self._in_one(node)}"
        else:
            yield f"{indent}{self._named(node)}"
            yield from self._body(node, depth + 1)

    def _in_one(self, node: Node) -> str:
        """Return a small box in one line."""
        if node.kind == "step":
            return self._elsewhere(node)
        parts = [self._named(node), *(clean(said(line)) for line in node.lines)]
        return ", ".join((*parts, self._elsewhere(node)) if node.leads or node.opens else parts)

    def _elsewhere(self, node: Node) -> str:
        if node.leads:
            return f"go on at {self._where(node.leads)}"
        return f"see the picture {node.opens}"

    def _where(self, name: str) -> str:
        node = self.nodes[name]
        named = node.step or node.name or SHAPES[node.kind].word.lower()
        number = self.numbers.get(name)
        return f"{number}, {clean(named)}" if number else clean(named)


def _row(node: Node, text: str) -> str:
    """Return an outcome as people say it: `key 1, Claims`."""
    key, _, label = clean(text).partition("  ")
    return f"key {key}, {label}" if label and node.kind in ("menu", "queue") else clean(text)
