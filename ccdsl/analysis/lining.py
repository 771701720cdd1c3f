"""How contacts stand in line: who may wait for ever, and whom nothing takes from a full queue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from ccdsl.analysis.axes import Axis, Grounds
from ccdsl.analysis.failing import anybody
from ccdsl.analysis.lasting import lasting
from ccdsl.analysis.places import WAITING, Place
from ccdsl.analysis.queueing import left_at, opening
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.spaces import Space, make_space
from ccdsl.analysis.uses import CenterFlows
from ccdsl.analysis.walking import Walk, walk_from
from ccdsl.analysis.ways import Goals
from ccdsl.model.facts import FlowKey, OnChannels, Standing
from ccdsl.model.flow import CallNode, ScriptNode
from ccdsl.model.program import View
from ccdsl.model.queues import Queue
from ccdsl.record import worker
from ccdsl.syntax import ast


@worker
class _Found:
    """The places at which contacts stand so in the line of one queue: by channel, as goals."""

    for_ever: dict[str, dict[int, int]] = field(default_factory=dict)
    past_closing: dict[str, dict[int, int]] = field(default_factory=dict)
    when_full: dict[str, dict[int, int]] = field(default_factory=dict)


def find_standings(walk: Walk, view: View | None = None) -> dict[str, Standing]:
    """Return how contacts stand in line in every queue of a walk.

    They are shown in a view of the center, None where none can be.
    """
    found: dict[str, _Found] = {}
    for number, place in walk.reached():
        if place.kind == "queue" and place.node in ("", WAITING):
            _stand(walk, number, place, found.setdefault(place.name, _Found()))

    def shown(by_channel: Mapping[str, Goals]) -> OnChannels:
        return {channel: Shown(walk, view, goals) for channel, goals in by_channel.items()}

    return {
        name: Standing(
            for_ever=shown(each.for_ever),
            past_closing=shown(each.past_closing),
            when_full=shown(each.when_full),
        )
        for name, each in found.items()
    }


def _stand(walk: Walk, number: int, place: Place, found: _Found) -> None:
    """Note how contacts stand at one place in a queue."""
    sets, come = walk.space.sets, walk.come[number]
    queue = walk.space.center.program.queues[place.name]
    figures = walk.space.axes.mask(("figure",))

    def note(by_channel: dict[str, dict[int, int]], who: int) -> None:
        real = sets.without(sets.both(come, who), figures)
        if real:
            by_channel.setdefault(place.channel, {})[number] = real

    stays = lasting(walk, place)
    note(found.for_ever, stays)
    if place.stay is not None and place.stay.told:
        note(found.past_closing, stays)
    if queue.max_waiting is not None:
        note(found.when_full, sets.union(_left_when_full(walk, place, queue)))


def _left_when_full(walk: Walk, place: Place, queue: Queue) -> Iterator[int]:
    """Yield whom the rules leave in a full queue, test by test."""
    sets, full = walk.space.sets, _full(walk, queue)
    if place.stay is None:
        _, is_open = opening(walk.rules, queue)
        yield sets.both(sets.both(is_open, full), left_at(walk.rules, queue, place, 0))
        return
    clock = walk.space.center.clock(queue)
    for at in clock.tests(place.stay.since):
        yield sets.both(full, left_at(walk.rules, queue, place, at))


def _full(walk: Walk, queue: Queue) -> int:
    """Return how a queue may stand when it is full."""
    ranges = walk.space.axes.figures.get((queue.name, "waiting"))
    if ranges is None or queue.max_waiting is None:
        return EVERYTHING
    bits = 0
    for place in range(ranges.size):
        end = ranges.end(place)
        bits |= (end is None or end >= queue.max_waiting) << place
    variable = walk.space.axes.places[Axis("figure", queue.name, "waiting")]
    return walk.space.sets.where(variable, bits)


def is_plain(center: CenterFlows, queue: Queue) -> bool:
    """Whether single rules take everybody in the end, and everybody when the queue is full."""
    overflow = center.flows.get(("overflow", queue.overflow or ""))
    conditions = [rule.condition for rule in overflow.rules] if overflow is not None else []
    either = [
        part for one in conditions for part in (one.parts if isinstance(one, ast.Or) else (one,))
    ]
    limited = any(
        isinstance(one, ast.Figure) and one.figure == "wait" and one.operator in (">", ">=")
        for one in either
    )
    full = any(isinstance(one, ast.Full) for one in either)
    return (queue.written.waits_forever or limited) and (queue.max_waiting is None or full)


def walk_queue(center: CenterFlows, grounds: Grounds, queue: str, channels: Iterable[str]) -> Walk:
    """Return where contacts of some channels could come in a queue to which none of them comes.

    Nothing is known of them; what becomes of them after they have left the queue is left out.
    """
    flows = {key: center.flows[key] for key in _own(center, queue)}
    alone = CenterFlows(center.side, flows, {}, notices=center.notices)
    declared = center.program.center
    languages = [one.tag for one in declared.languages] if declared is not None else [""]
    entries = tuple(center.program.entries.values())
    space = make_space(alone, grounds, entries, dict.fromkeys(flows))
    who = [(channel, language) for channel in channels for language in languages]

    def begin(space: Space) -> Mapping[Place, int]:
        return {
            Place("queue", queue, "", channel, language): anybody(space, channel)
            for channel, language in who
        }

    return walk_from(space, begin)


def _own(center: CenterFlows, name: str) -> Iterator[FlowKey]:
    """Yield the flows that decide how long contacts stay in a queue."""
    queue = center.program.queues[name]
    keys = [("queue", name), ("overflow", queue.overflow), ("after-hours", queue.after_hours)]
    seen = {(kind, each) for kind, each in keys if each and (kind, each) in center.flows}
    yield from sorted(seen)
    waiting = [("queue", name)] if ("queue", name) in seen else []
    while waiting:
        for node in center.flows[waiting.pop()].nodes.values():
            if isinstance(node, CallNode | ScriptNode):
                key = ("script", node.script)
                if key in center.flows and key not in seen:
                    seen.add(key)
                    waiting.append(key)
                    yield key
