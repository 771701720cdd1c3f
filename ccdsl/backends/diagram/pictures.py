"""Which pictures a center has."""

from collections.abc import Iterator

from ccdsl.backends.diagram.center import draw_center
from ccdsl.backends.diagram.entry import draw_entry
from ccdsl.backends.diagram.parts import parts_of
from ccdsl.backends.diagram.picture import Picture
from ccdsl.backends.diagram.scripts import draw_after_hours, draw_queue, draw_routing, draw_script
from ccdsl.backends.diagram.world import World


def all_pictures(world: World) -> tuple[Picture, ...]:
    """Return the center, then a picture of each routing, script, queue and after-hours policy.

    None has more boxes than `MOST_NODES`. Pictures of entries repeat what these show; they are
    drawn when asked for.
    """
    return tuple(part for picture in whole_pictures(world) for part in parts_of(picture))


def center_pictures(world: World) -> tuple[Picture, ...]:
    """Return the picture of the center, in parts if it is large; nothing without a center."""
    center = world.program.center
    return () if center is None else parts_of(draw_center(world, center))


def script_pictures(world: World, name: str) -> tuple[Picture, ...]:
    """Return the picture of a script, in parts if it is large; KeyError if there is none."""
    return parts_of(draw_script(world, world.view.scripts[name]))


def queue_pictures(world: World, name: str) -> tuple[Picture, ...]:
    """Return the picture of a queue, in parts if it is large; KeyError if there is none."""
    return parts_of(draw_queue(world, world.program.queues[name]))


def entry_pictures(world: World, name: str) -> tuple[Picture, ...]:
    """Return the picture of an entry, in parts if it is large; KeyError if there is none."""
    return parts_of(draw_entry(world, world.program.entries[name]))


def whole_pictures(world: World) -> Iterator[Picture]:
    """Yield the same pictures, each whole: some may be too large to lay out."""
    if world.program.center is not None:
        yield draw_center(world, world.program.center)
    for routing in world.view.routings.values():
        yield draw_routing(world, routing)
    for script in world.view.scripts.values():
        yield draw_script(world, script)
    for queue in world.program.queues.values():
        yield draw_queue(world, queue)
    for policy in world.view.after_hours.values():
        yield draw_after_hours(world, policy)
