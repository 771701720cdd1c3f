"""What rules want to know of a center, read from its walks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from ccdsl.analysis.axes import Grounds
from ccdsl.analysis.examining import ExaminedCenter
from ccdsl.analysis.failing import Speaking
from ccdsl.analysis.lining import find_standings, is_plain, walk_queue
from ccdsl.analysis.loops import find_loops
from ccdsl.analysis.never_set import find_tested, never_set
from ccdsl.analysis.reach import Reading
from ccdsl.analysis.rings import find_rings
from ccdsl.analysis.sets import BudgetError
from ccdsl.analysis.unset import find_unset
from ccdsl.analysis.uses import CenterFlows
from ccdsl.model.facts import FlowKey, Loop, NeverSet, Reach, Ring, Standing, Unset, Visit
from ccdsl.model.flow import NodeId
from ccdsl.model.program import View
from ccdsl.record import worker


@worker
class Answers:
    """What is known of one center."""

    reach: Reach
    loops: tuple[Loop, ...]
    rings: tuple[Ring, ...]
    unset: tuple[Unset, ...]
    never_set: tuple[NeverSet, ...]
    standing: Mapping[str, Standing]


@worker
class _Part:
    """What is known of one walk; nothing where it is undecided."""

    reading: Reading
    loops: tuple[Loop, ...] = ()
    unset: tuple[Unset, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    tested: Mapping[NeverSet, bool] = field(default_factory=dict)
    decided: bool = True


@worker
class Answering:
    """Reads walks; one that both centers share is read once."""

    grounds: Grounds
    parts: dict[int, _Part] = field(default_factory=dict)

    def center(self, center: ExaminedCenter, view: View) -> Answers:
        """Return what is known of a center; contacts are shown in its view."""
        shown = view if center.center.program.is_whole else None
        parts = [self._part(Reading(walk, view=shown)) for walk in center.walks]
        if center.failure is not None:
            parts.append(self._part(Reading(center.failure, _speaking(parts))))
        standings = [part.standings for part in parts]
        reach = _reach(parts)
        try:
            standings += self._alone(center.center, reach)
        except BudgetError:
            reach = replace(reach, undecided=tuple(center.center.program.entries))
        return Answers(
            reach=reach,
            loops=tuple(dict.fromkeys(loop for part in parts for loop in part.loops)),
            rings=find_rings(center.center.program, center.flows),
            unset=tuple(one for part in parts for one in part.unset),
            never_set=tuple(never_set(part.tested for part in parts)) if reach.complete else (),
            standing=_standing(standings) if reach.complete else {},
        )

    def _alone(self, center: CenterFlows, reach: Reach) -> Iterator[Mapping[str, Standing]]:
        """Yield how contacts would stand in queues on channels of which nobody comes there."""
        for name, queue in center.program.queues.items():
            live = reach.reaches("queue", name) or not center.program.is_whole
            if live and ("queue", name) in center.flows and not is_plain(center, queue):
                come = {visit.channel for visit in reach.arrivals.get(name, ())}
                others = tuple(channel for channel in queue.channels if channel not in come)
                if others:
                    walk = walk_queue(center, self.grounds, name, others)
                    if not walk.complete:
                        raise BudgetError
                    yield find_standings(walk)

    def _part(self, reading: Reading) -> _Part:
        known = self.parts.get(id(reading.walk))
        if known is None:
            known = self.parts[id(reading.walk)] = _read(reading)
        return known


def _read(reading: Reading) -> _Part:
    walk, view = reading.walk, reading.view
    if walk.complete:
        try:
            reading.read()
            return _Part(
                reading,
                loops=find_loops(walk, view),
                unset=find_unset(reading),
                standings=find_standings(walk, view),
                tested=find_tested(walk, view),
            )
        except BudgetError:
            pass
    return _Part(Reading(walk, reading.before), decided=False)


def _speaking(parts: Iterable[_Part]) -> dict[Speaking, Visit]:
    """Return one visit for every channel and language in which somebody comes."""
    found: dict[Speaking, Visit] = {}
    for part in parts:
        for visit in part.reading.visits.values():
            found.setdefault((visit.channel, visit.language), visit)
    return found


def _standing(standings: Iterable[Mapping[str, Standing]]) -> dict[str, Standing]:
    """Return how contacts stand in line in each queue, on every channel."""
    found: dict[str, Standing] = {}
    for one in standings:
        for name, standing in one.items():
            found[name] = found.get(name, Standing()) | standing
    return found


def _reach(parts: Iterable[_Part]) -> Reach:
    """Return what is reached in some part, flow by flow and node by node."""
    visits: dict[FlowKey, dict[NodeId, list[Visit]]] = {}
    arrivals: dict[str, list[Visit]] = {}
    reached: dict[FlowKey, None] = {}
    for part in parts:
        reached.update(part.reading.reached)
        for visit in part.reading.visits.values():
            if visit.node:
                visits.setdefault(visit.flow, {}).setdefault(visit.node, []).append(visit)
            else:
                arrivals.setdefault(visit.flow[1], []).append(visit)
    return Reach(
        visits={flow: dict(_sorted(visits[flow])) for flow in sorted(visits)},
        arrivals=dict(_sorted(arrivals)),
        reached=frozenset(reached),
        undecided=tuple(_undecided(parts)),
    )


def _sorted(found: Mapping[str, list[Visit]]) -> Iterator[tuple[str, tuple[Visit, ...]]]:
    for name in sorted(found):
        yield name, tuple(sorted(found[name], key=_rank))


def _rank(visit: Visit) -> tuple[str, str, int]:
    return (visit.channel, visit.language, visit.calls)


def _undecided(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        if not part.decided:
            yield from (entry.name.text for entry in part.reading.walk.space.entries)
