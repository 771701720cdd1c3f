"""Two centers in one picture: what is in both, and marked, what is added, removed and changed.

A picture of each center is taken as what it says, the boxes of both are matched, and the whole is
drawn anew. Nothing here knows drafts: any two programs can be compared.
"""

from collections.abc import Iterable
from dataclasses import replace

from ccdsl.backends.diagram.comparison.drawing import drawn
from ccdsl.backends.diagram.comparison.graph import Graph, graph_of
from ccdsl.backends.diagram.comparison.merging import marked, merged
from ccdsl.backends.diagram.entry import entry_parts, joined
from ccdsl.backends.diagram.parts import parts_of
from ccdsl.backends.diagram.picture import Edge, Picture, Sides
from ccdsl.backends.diagram.pictures import whole_pictures
from ccdsl.backends.diagram.world import World

DRAFT = Sides(before="in service", after="in draft")


def compare(
    before: World, after: World, sides: Sides = DRAFT, *, near: bool = False
) -> tuple[Picture, ...]:
    """Return the pictures in which two centers differ, each of both centers; none larger than any.

    With `near`, each is cut down to what differs and the boxes next to it.
    """
    found = (each for each in compared(before, after, sides) if differs(each))
    return tuple(part for each in found for part in parts_of(nearby(each) if near else each))


def compare_one(
    before: World, after: World, picture: str, sides: Sides = DRAFT
) -> tuple[Picture, ...]:
    """Return the picture of that name of both centers, in parts if it is large, changed or not."""
    found = (each for each in compared(before, after, sides) if each.name == picture)
    return tuple(part for each in found for part in parts_of(each))


def compared(before: World, after: World, sides: Sides = DRAFT) -> tuple[Picture, ...]:
    """Return all pictures of two centers, each of both, whole: some may be too large to lay out."""
    return _pairs(whole_pictures(_apart(before)), whole_pictures(_apart(after)), sides)


def compare_entry(before: World, after: World, name: str) -> tuple[Picture, ...]:
    """Return one entry's picture of both centers, in parts if it is large.

    KeyError where neither center has such an entry.
    """
    worlds = [each for each in (before, after) if name in each.program.entries]
    old, new = (
        entry_parts(_apart(each), each.program.entries[name])
        if name in each.program.entries
        else ()
        for each in (before, after)
    )
    entry = worlds[-1].program.entries[name]
    return parts_of(replace(joined(entry, _pairs(old, new, DRAFT)), compares=DRAFT))


def differs(picture: Picture) -> bool:
    """Whether anything in a picture of two centers is in one of them only."""
    return any(each.mark for each in picture.nodes) or any(each.mark for each in picture.edges)


def nearby(picture: Picture) -> Picture:
    """Return what differs in a picture, with the boxes that lead there and that it leads to."""
    kept = {node.id for node in picture.nodes if node.mark}
    kept |= {end for edge in picture.edges if edge.mark for end in (edge.tail, edge.head)}
    near = {end for edge in picture.edges if {edge.tail, edge.head} & kept for end in _ends(edge)}
    shown = kept | near
    return replace(
        picture,
        nodes=tuple(
            node if node.leads in shown else replace(node, leads="")
            for node in picture.nodes
            if node.id in shown
        ),
        edges=tuple(edge for edge in picture.edges if shown >= set(_ends(edge))),
    )


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.tail, edge.head


def _apart(world: World) -> World:
    """Return a center whose outcomes have a row each: a row of several could not be compared."""
    return replace(world, is_apart=True)


def _pairs(
    before: Iterable[Picture], after: Iterable[Picture], sides: Sides
) -> tuple[Picture, ...]:
    """Return pictures of both centers, those that only the first has last."""
    old, new = ({each.name: each for each in pictures} for pictures in (before, after))
    return tuple(_pair(old.get(name), new.get(name), sides) for name in dict.fromkeys((*new, *old)))


def _pair(old: Picture | None, new: Picture | None, sides: Sides) -> Picture:
    if old is not None and new is not None:
        both = _drawn(new, merged(graph_of(old), graph_of(new)), sides)
        return replace(both, title=_title(old, new, sides) if differs(both) else new.title)
    if new is not None:
        only = _drawn(new, marked(graph_of(new), "added"), sides)
        return replace(only, title=f"{new.title} (added)")
    if old is not None:
        only = _drawn(old, marked(graph_of(old), "removed"), sides)
        return replace(only, title=f"{old.title} (removed)")
    raise ValueError("no picture is of neither center")


def _drawn(like: Picture, graph: Graph, sides: Sides) -> Picture:
    nodes, edges = drawn(graph, is_center=like.kind == "center")
    return replace(like, nodes=nodes, edges=edges, clusters=(), is_draft=False, compares=sides)


def _title(old: Picture, new: Picture, sides: Sides) -> str:
    if new.title.startswith(old.title):
        return f"{old.title}, {sides.before} and {sides.after}"
    return f"{old.title} → {new.title}"
