"""Pictures small enough to lay out: a larger one is drawn in parts, with named connectors."""

from collections.abc import Iterator
from dataclasses import replace

from ccdsl.backends.diagram.picture import (
    MOST_LINES,
    ROOM,
    Cluster,
    Node,
    Picture,
    edges_from,
    walk,
)
from ccdsl.backends.diagram.shapes import SHAPES


def parts_of(picture: Picture, room: int = ROOM, lines: int = MOST_LINES) -> tuple[Picture, ...]:
    """Return the picture, or parts of it with at most `room` boxes and `lines` lines each.

    Lines from one box to another count as one; one box may have more lines than that.
    """
    pairs = {(edge.tail, edge.head) for edge in picture.edges}
    if len(picture.nodes) <= room and len(pairs) <= lines:
        return (picture,)
    pages = list(_pages(picture, room, lines))
    names = [picture.name if number == 1 else f"{picture.name}.{number}" for number, _ in pages]
    home = {node.id: name for name, (_, page) in zip(names, pages, strict=True) for node in page}
    return tuple(
        _part(picture, name, page, home, f"{picture.title} (part {number} of {len(pages)})")
        for name, (number, page) in zip(names, pages, strict=True)
    )


def _pages(picture: Picture, room: int, lines: int) -> Iterator[tuple[int, list[Node]]]:
    """Yield the boxes of each part, in the order in which a reader meets them."""
    leaving = edges_from(picture)
    page: list[Node] = []
    inside: set[str] = set()
    outside: set[str] = set()
    number, drawn = 1, 0
    for node in walk(picture):
        heads = {edge.head for edge in leaving[node.id]}
        after = (outside | heads) - inside - {node.id}
        if page and (len(page) + 1 + len(after) > room or drawn + len(heads) > lines):
            yield number, page
            number, page, inside, drawn = number + 1, [], set(), 0
            after = heads - {node.id}
        drawn += len(heads)
        page.append(node)
        inside.add(node.id)
        outside = after
    yield number, page


def _part(
    picture: Picture, name: str, page: list[Node], home: dict[str, str], title: str
) -> Picture:
    inside = {node.id for node in page}
    named = {node.id: node for node in picture.nodes}
    edges = [edge for edge in picture.edges if edge.tail in inside]
    away = dict.fromkeys(edge.head for edge in edges if edge.head not in inside)
    connectors = {head: _connector(named[head], home[head]) for head in away}
    moved = {head: made.id for head, made in connectors.items()}
    return replace(
        picture,
        name=name,
        title=title,
        nodes=(*(_kept(node, inside, home) for node in page), *connectors.values()),
        edges=tuple(replace(edge, head=moved.get(edge.head, edge.head)) for edge in edges),
        clusters=tuple(_clusters(picture, inside)),
    )


def _kept(node: Node, inside: set[str], home: dict[str, str]) -> Node:
    """Return a box; where it leads to another part, it opens that one."""
    if not node.leads or node.leads in inside:
        return node
    return replace(node, opens=home[node.leads], leads="")


def _connector(head: Node, page: str) -> Node:
    """Return the box that stands for one in another part."""
    word = SHAPES[head.kind].word.lower()
    name = head.step or f"{word} {head.name}".rstrip()
    number = page.rpartition(".")[2] if "." in page else "1"
    return Node(
        id=f"to-{head.id}".replace("-", "_"),
        kind="step",
        name=f"{name} in part {number}",
        place=head.place,
        opens=page,
    )


def _clusters(picture: Picture, inside: set[str]) -> Iterator[Cluster]:
    for cluster in picture.clusters:
        kept = tuple(name for name in cluster.nodes if name in inside)
        if kept:
            yield replace(cluster, nodes=kept)
