"""Rules of which earlier ones take a part, and treat it otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ccdsl.analysis.asking import Context
from ccdsl.analysis.chains import Line, lines_of
from ccdsl.analysis.comers import Asking, First, by_context
from ccdsl.analysis.meeting import tested
from ccdsl.analysis.sets import NOTHING
from ccdsl.model.flow import Flow
from ccdsl.model.tested import FlowKey, Overlap
from ccdsl.syntax import ast

_MOST_TOLD = 3


def find_overlaps(asking: Asking, keys: frozenset[FlowKey]) -> Iterator[Overlap]:
    """Yield the rules of some flows that earlier ones keep from some whom they are for."""
    flows = asking.walk.space.center.flows
    for key in asking.walk.space.flows:
        if key in keys and key in flows:
            yield from _overlaps(asking, flows[key])


class _List(NamedTuple):
    """A list of rules, and how they part the contacts who come, by context."""

    asking: Asking
    flow: FlowKey
    lines: tuple[Line, ...]
    asked: Mapping[Context, First]


def _overlaps(asking: Asking, flow: Flow) -> Iterator[Overlap]:
    key, lines = (flow.kind, flow.name), lines_of(flow)
    comers = asking.rules.get(key, {})
    if not comers or len(lines) == 1:
        return
    rules = _List(asking, key, lines, by_context(asking.walk, flow, comers))
    parted = {context: _Parted(lines, first) for context, first in rules.asked.items()}
    for number, line in enumerate(lines, 1):
        lost = {context: each.lost(number) for context, each in parted.items()}
        lost = {context: who for context, who in lost.items() if who}
        if lost and line.condition is not None and (key, number) in asking.taken:
            yield _told(rules, number, lost)


class _Parted:
    """First-match rules in one context, gone through from the first to the last.

    `treated` has, by what is done with them, the contacts whom the rules so far take.
    """

    def __init__(self, lines: Sequence[Line], first: First) -> None:
        self.lines, self.first = lines, first
        self.treated: dict[ast.Treatment, int] = {}

    def lost(self, number: int) -> int:
        """Return whom a rule is for, but earlier ones take them and treat them otherwise."""
        sets = self.first.walk.space.sets
        treatment, takes = self.lines[number - 1].treatment, self.first.takes(number)
        alike = self.treated.get(treatment, NOTHING)
        self.treated[treatment] = sets.either(alike, takes)
        return sets.less(sets.less(self.first.meant(number), takes), alike)


def _told(rules: _List, number: int, lost: Mapping[Context, int]) -> Overlap:
    takers = list(islice(_takers(rules.asked, lost, number), _MOST_TOLD + 1))
    return Overlap(
        flow=rules.flow,
        span=rules.lines[number - 1].head,
        earlier=tuple(rules.lines[taker - 1].head for taker in sorted(takers[:_MOST_TOLD])),
        more=len(takers) > _MOST_TOLD,
        contacts=tested(rules.asking, rules.flow, lost, frozenset(takers)),
    )


def _takers(
    asked: Mapping[Context, First], lost: Mapping[Context, int], before: int
) -> Iterator[int]:
    seen: set[int] = set()
    for context, who in lost.items():
        for number, _ in asked[context].takers(who, before):
            if number not in seen:
                seen.add(number)
                yield number
