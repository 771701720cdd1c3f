"""The picture of everything that a contact of one entry can reach."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from ccdsl.backends.diagram.guards import holds
from ccdsl.backends.diagram.picture import ROOM, Cluster, Edge, Node, Picture, renamed
from ccdsl.backends.diagram.scripts import draw_after_hours, draw_queue, draw_routing, draw_script
from ccdsl.backends.diagram.world import World, file_name
from ccdsl.syntax import ast

_MOST_ARRIVALS = 4


def draw_entry(world: World, entry: ast.Entry) -> Picture:
    """Return the picture of an entry: what fits is drawn, the rest is named where it is reached."""
    return joined(entry, entry_parts(world, entry))


def entry_parts(world: World, entry: ast.Entry) -> Iterator[Picture]:
    """Yield the picture of an entry's routing, then of what it reaches, nearest first."""
    first = _only(_routing(world, entry), entry.name.text)
    yield first
    yield from _reached(_drawable(world, entry), first)


def joined(entry: ast.Entry, pictures: Iterable[Picture]) -> Picture:
    """Return several pictures as one, as far as they fit; the first is the routing's."""
    parts: list[Picture] = []
    room = ROOM
    for picture in pictures:
        if not parts or len(picture.nodes) <= room:
            room -= len(picture.nodes)
            parts.append(renamed(picture, _letters(len(parts))))
    first, join = parts[0], _Join(parts=parts)
    title = f"Entry {entry.name.text}: everything that its contacts can reach"
    return Picture(
        kind="entry",
        name=file_name("entry", entry.name.text),
        title=title if len(parts) > 1 else first.title,
        place=next(node.place for node in first.nodes if node.kind == "entry"),
        nodes=join.nodes(),
        edges=join.edges(),
        clusters=tuple(_cluster(part, join) for part in parts),
        is_draft=any(part.is_draft for part in parts),
    )


def _routing(world: World, entry: ast.Entry) -> Picture:
    routing = world.view.routings[entry.routing.text]
    return draw_routing(world, routing, lambda condition: holds(condition, entry))


def _letters(number: int) -> str:
    """Return a prefix of ids, as in a, b, … z, ba, bb."""
    first, last = divmod(number, 26)
    return (_letters(first) if first else "") + chr(ord("a") + last)


def _only(picture: Picture, entry: str) -> Picture:
    """Return a routing's picture without the other entries."""
    gone = {node.id for node in picture.nodes if node.kind == "entry" and node.name != entry}
    return replace(
        picture,
        nodes=tuple(node for node in picture.nodes if node.id not in gone),
        edges=tuple(edge for edge in picture.edges if edge.tail not in gone),
    )


def _drawable(world: World, entry: ast.Entry) -> dict[str, Callable[[], Picture]]:
    """Return what draws each script, queue and after-hours policy, by the picture's name."""

    def guard(condition: ast.Condition) -> bool | None:
        return holds(condition, entry)

    scripts = {
        file_name("script", name): partial(draw_script, world, script, guard)
        for name, script in world.view.scripts.items()
    }
    queues = {
        file_name("queue", name): partial(draw_queue, world, queue, guard)
        for name, queue in world.program.queues.items()
    }
    policies = {
        file_name("after-hours", name): partial(draw_after_hours, world, policy, guard)
        for name, policy in world.view.after_hours.items()
    }
    return {**scripts, **queues, **policies}


def _reached(drawable: Mapping[str, Callable[[], Picture]], first: Picture) -> Iterator[Picture]:
    """Yield the pictures that the first one opens, and those that these open, nearest first."""
    waiting, met = [first], {first.name}
    while waiting:
        for node in waiting.pop(0).nodes:
            if node.opens in drawable and node.opens not in met:
                met.add(node.opens)
                picture = drawable[node.opens]()
                waiting.append(picture)
                yield picture


def _cluster(part: Picture, join: "_Join") -> Cluster:
    kept = tuple(node.id for node in part.nodes if node.id not in join.moved)
    return Cluster(title=part.title, nodes=kept, is_draft=part.is_draft)


@dataclass(slots=True, kw_only=True)
class _Join:
    """Puts pictures together: a box that names one of them becomes a line to where it begins.

    `moved` maps such boxes to where their lines lead instead, `leads` those that stay because
    the line would lead back or say less.
    """

    parts: list[Picture]
    moved: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Decide about every box that names a part."""
        order = {part.name: number for number, part in enumerate(self.parts)}
        arrivals: dict[str, int] = {}
        for number, part in enumerate(self.parts):
            leaving = {edge.tail for edge in part.edges}
            for node in part.nodes:
                if node.opens not in order:
                    continue
                head = self.parts[order[node.opens]].nodes[0].id
                is_told = bool(node.id in leaving or node.lines or node.outcomes or node.step)
                if (
                    is_told
                    or order[node.opens] <= number
                    or arrivals.get(head, 0) >= _MOST_ARRIVALS
                ):
                    self.leads[node.id] = head
                else:
                    self.moved[node.id] = head
                    arrivals[head] = arrivals.get(head, 0) + 1

    def nodes(self) -> tuple[Node, ...]:
        """Return the boxes that stay."""
        return tuple(
            replace(node, leads=self.leads.get(node.id, node.leads))
            for part in self.parts
            for node in part.nodes
            if node.id not in self.moved
        )

    def edges(self) -> tuple[Edge, ...]:
        """Return the lines, once each."""
        return tuple(
            dict.fromkeys(
                replace(edge, head=self.moved.get(edge.head, edge.head))
                for part in self.parts
                for edge in part.edges
            )
        )
