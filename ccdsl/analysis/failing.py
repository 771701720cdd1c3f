"""Where contacts can come by the center's `on-failure`: a step may fail for anybody, anywhere."""

from collections.abc import Iterable, Mapping

from ccdsl.analysis.axes import CALLER, LINE, NUMBERED
from ccdsl.analysis.places import Place
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.walking import Walk, walk_from

Speaking = tuple[str, str]
"""A channel and a language."""


def walk_failure(space: Space, who: Iterable[Speaking]) -> Walk:
    """Return where contacts of these channels and languages can come by `on-failure`."""

    def begin(space: Space) -> Mapping[Place, int]:
        return dict(_beginnings(space, who))

    return walk_from(space, begin)


def _beginnings(space: Space, who: Iterable[Speaking]) -> Iterable[tuple[Place, int]]:
    """Yield where contacts begin; what was set before, and used up, may be anything."""
    declared = space.center.program.center
    if declared is None:
        return
    name = declared.name.text
    flow = space.center.flows[("center", name)]
    axes = space.axes
    for channel, language in who:
        box = {axes.places[LINE]: axes.channel_bits((channel,))}
        if channel not in NUMBERED:
            box[axes.places[CALLER]] = ~axes.callers.with_number
        place = Place("center", name, flow.steps["on-failure"], channel, language)
        yield place, space.sets.box(box)
