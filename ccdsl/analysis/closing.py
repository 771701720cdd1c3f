"""Contacts who may be waiting when their queue closes."""

from collections.abc import Iterator

from ccdsl.analysis.comers import Asking
from ccdsl.analysis.places import WAITING
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.showing import Shown
from ccdsl.analysis.spreading import spread
from ccdsl.analysis.ways import unlimited
from ccdsl.model.tested import Closing, FlowKey
from ccdsl.syntax import ast


def find_closings(asking: Asking, keys: frozenset[FlowKey]) -> Iterator[Closing]:
    """Yield the queues in which somebody may be waiting when the hours close."""
    waiting: dict[str, dict[int, int]] = {}
    taken: dict[str, dict[int, int]] = {}
    walk = asking.walk
    for number, place in walk.reached():
        if place.node != WAITING or place.flow not in keys:
            continue
        for move in walk.made(number):
            if move.label.kind == "at-close":
                sent = taken.setdefault(place.name, {})
                who = walk.after(walk.come[number], move)
                sent[move.target] = walk.space.sets.either(sent.get(move.target, NOTHING), who)
                waiting.setdefault(place.name, {})[number] = walk.come[number]
    for queue, goals in waiting.items():
        yield from _closing(asking, queue, goals, taken[queue])


def _closing(
    asking: Asking, name: str, goals: dict[int, int], sent: dict[int, int]
) -> Iterator[Closing]:
    walk = asking.walk
    queue = walk.space.center.program.queues[name]
    policy = walk.space.center.flows.get(("after-hours", queue.after_hours or ""))
    line = queue.written.at_close
    if line is None or policy is None or not isinstance(policy.declaration, ast.AfterHours):
        return
    after = (walk.places[number] for number, who in spread(walk, sent, unlimited).items() if who)
    ends = {(place.name, place.node) for place in after if place.kind == "end"}
    yield Closing(
        queue=name,
        span=line.span,
        hours=policy.declaration.hours.text,
        ends=tuple(sorted(ends)),
        contacts=Shown(walk, asking.view, goals, sent=sent),
    )
