"""Answers about a program: exactly who comes where, and what follows from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ccdsl.analysis.examining import Examined, ExaminedCenter
from ccdsl.analysis.judging import Judging
from ccdsl.analysis.loops import find_loops
from ccdsl.analysis.reach import Reading, Speaking
from ccdsl.analysis.rings import find_rings
from ccdsl.analysis.sets import BudgetError
from ccdsl.analysis.unset import find_unset
from ccdsl.analysis.walking import Walk
from ccdsl.model.facts import Facts, FlowKey, Loop, Reach, Ring, Unset, Visit
from ccdsl.model.flow import NodeId
from ccdsl.model.program import Which
from ccdsl.model.proofs import Proof, Prove


def find_facts(examined: Examined, today: date) -> Facts:
    """Return everything that rules and back-ends want to know beyond the text."""
    judge = _Judge()
    in_service = judge.center(examined.centers["in-service"])
    same = examined.centers["draft"] is examined.centers["in-service"]
    draft = in_service if same else judge.center(examined.centers["draft"])
    answers: dict[Which, _Answers] = {"in-service": in_service, "draft": draft}
    return Facts(
        today=today,
        window=examined.window,
        calendars=examined.calendars,
        flows={which: examined.centers[which].flows for which in answers},
        reach={which: each.reach for which, each in answers.items()},
        loops={which: each.loops for which, each in answers.items()},
        rings={which: each.rings for which, each in answers.items()},
        unset={which: each.unset for which, each in answers.items()},
        tested=Judging(examined),
        prove=_Prover(examined),
    )


@dataclass(slots=True, eq=False, repr=False)
class _Prover:
    """Proves requirements when it is asked to: most commands do not ask, and need not load it."""

    examined: Examined
    prove: Prove | None = None

    def __call__(self, *, failures: bool = False) -> tuple[Proof, ...]:
        """Return the proof of every requirement."""
        if not self.examined.program.requires:
            return ()
        if self.prove is None:
            from ccdsl.analysis.proving import Prover  # noqa: PLC0415 - as the class says

            self.prove = Prover(self.examined)
        return self.prove(failures=failures)


@dataclass(slots=True, eq=False, repr=False)
class _Answers:
    """What is known of one center."""

    reach: Reach
    loops: tuple[Loop, ...]
    rings: tuple[Ring, ...]
    unset: tuple[Unset, ...]


@dataclass(slots=True, eq=False, repr=False)
class _Part:
    """What is known of one walk; nothing where it is undecided."""

    reading: Reading
    loops: tuple[Loop, ...] = ()
    unset: tuple[Unset, ...] = ()
    decided: bool = True


@dataclass(slots=True, eq=False, repr=False)
class _Judge:
    """Reads walks; one that both centers share is read once."""

    parts: dict[int, _Part] = field(default_factory=dict)

    def center(self, center: ExaminedCenter) -> _Answers:
        """Return what is known of a center."""
        parts = [self._part(walk, {}) for walk in center.walks]
        if center.failure is not None:
            parts.append(self._part(center.failure, _speaking(parts)))
        return _Answers(
            reach=_reach(parts),
            loops=tuple(dict.fromkeys(loop for part in parts for loop in part.loops)),
            rings=find_rings(center.center.program, center.flows),
            unset=tuple(one for part in parts for one in part.unset),
        )

    def _part(self, walk: Walk, before: Mapping[Speaking, Visit]) -> _Part:
        if id(walk) not in self.parts:
            self.parts[id(walk)] = _read(walk, before)
        return self.parts[id(walk)]


def _read(walk: Walk, before: Mapping[Speaking, Visit]) -> _Part:
    reading = Reading(walk, before)
    if walk.complete:
        try:
            reading.read()
            return _Part(reading, find_loops(walk), find_unset(reading))
        except BudgetError:
            pass
    return _Part(Reading(walk, before), decided=False)


def _speaking(parts: Iterable[_Part]) -> dict[Speaking, Visit]:
    """Return one visit for every channel and language in which somebody comes."""
    found: dict[Speaking, Visit] = {}
    for part in parts:
        for visit in part.reading.visits.values():
            found.setdefault((visit.channel, visit.language), visit)
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
