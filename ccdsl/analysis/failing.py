"""Where contacts can come by the center's `on-failure`: a step may fail for anybody, anywhere."""

from collections.abc import Iterable, Mapping

from ccdsl.analysis.axes import CALLER, LINE
from ccdsl.analysis.places import Place
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.walking import Walk, walk_from
from ccdsl.model.vocabulary import NUMBERED_CHANNELS

Speaking = tuple[str, str]
"""A channel and a language."""


def walk_failure(space: Space, who: Iterable[Speaking]) -> Walk:
    """Return where contacts of these channels and languages can come by `on-failure`."""

    def begin(space: Space) -> Mapping[Place, int]:
        return dict(_beginnings(space, who))

    return walk_from(space, begin)


def _beginnings(space: Space, who: Iterable[Speaking]) -> Iterable[tuple[Place, int]]:
    declared = space.center.program.center
    if declared is None:
        return
    name = declared.name.text
    node = space.center.flows[("center", name)].steps["on-failure"]
    for channel, language in who:
        yield Place("center", name, node, channel, language), anybody(space, channel)


def anybody(space: Space, channel: str) -> int:
    """Return the contacts of a channel of whom nothing is known: anything may have been set."""
    axes = space.axes
    box = {axes.places[LINE]: axes.channel_bits((channel,)) or -1}
    if channel not in NUMBERED_CHANNELS:
        box[axes.places[CALLER]] = ~axes.callers.with_number
    return space.sets.box(box)
