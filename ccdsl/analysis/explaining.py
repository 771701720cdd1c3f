"""Why nobody leaves by a rule, and the few others that take those it is for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

from ccdsl.analysis.asking import Context
from ccdsl.analysis.chains import Decision, Line, comers_of, lines_of, one_by_one
from ccdsl.analysis.comers import Asking, First, by_context
from ccdsl.analysis.contradictions import conflict
from ccdsl.analysis.few import NOBODY, Few, Meant, few_takers
from ccdsl.analysis.later import too_late
from ccdsl.analysis.meeting import passed, tested
from ccdsl.model.flow import Flow
from ccdsl.model.tested import Contacts, Dead, FlowKey
from ccdsl.record import worker
from ccdsl.syntax import ast


def why_dead(asking: Asking, flow: Flow, dead: Sequence[int]) -> Iterator[Dead]:
    """Yield why nobody leaves by some rules of a flow (from 1) to which somebody comes."""
    key, written = (flow.kind, flow.name), lines_of(flow)
    asked = by_context(asking.walk, flow, asking.rules[key])
    for number in dead:
        condition = written[number - 1].condition
        if condition is not None:
            later = _Later(asking, key, written, number, condition, asked)
            yield later.told(partial(tested, asking, key))


def why_passed(asking: Asking, decision: Decision) -> Iterator[Dead]:
    """Yield why nobody leaves by a `when`; nothing if nobody comes to it or to those before it."""
    comers = comers_of(asking, decision)
    if not comers:
        return
    nodes = (*decision.before, decision.node)
    wanted = {node.span for node in nodes}
    program = asking.walk.space.center.program
    whens = {when.span: when for _, when in program.nodes(ast.When) if when.span in wanted}
    lines = [Line(node.condition, node.span, whens[node.span].treatment) for node in nodes]
    asked = {context: one_by_one(asking, decision, context, who) for context, who in comers.items()}
    later = _Later(asking, decision.flow, lines, len(lines), decision.node.condition, asked)
    yield later.told(partial(passed, asking, decision))


_Meeting = Callable[[Meant, frozenset[int]], Contacts]
"""Contacts by context, where those of the lines that take them do."""


@worker
class _Later:
    """A line (from 1) that nobody leaves by, and how all of them part who comes."""

    asking: Asking
    flow: FlowKey
    lines: Sequence[Line]
    number: int
    condition: ast.Condition
    asked: Mapping[Context, First]

    def told(self, meeting: _Meeting) -> Dead:
        """Return why nobody leaves by it; `meeting` finds the contacts that others take."""
        meant = {context: first.meant(self.number) for context, first in self.asked.items()}
        if any(meant.values()):
            few = few_takers(self.asking.walk, self.asked, meant, self.number)
            others = frozenset(number for number in few.takers if self._differs(number))
            return self._dead("covered", few, contacts=meeting(meant, others) if others else None)
        later = too_late(self.asking, self.condition, self.asked)
        never = conflict(self.asking.walk.space, self.condition, (*self.asked, *later.contexts))
        if never:
            return self._dead("never", parts=never)
        if later.meant:
            before = len(self.lines) + 1
            few = few_takers(self.asking.walk, self.asked, later.meant, before)
            return self._dead("gone", few)
        return self._dead("absent", parts=self._missing())

    def _differs(self, number: int) -> bool:
        return self.lines[number - 1].treatment != self.lines[self.number - 1].treatment

    def _dead(
        self,
        why: Literal["covered", "gone", "never", "absent"],
        few: Few = NOBODY,
        parts: tuple[ast.Condition, ...] = (),
        contacts: Contacts | None = None,
    ) -> Dead:
        own = self.lines[self.number - 1]
        instead = (
            self.lines[number - 1].treatment for number in few.takers if self._differs(number)
        )
        return Dead(
            flow=self.flow,
            span=own.head,
            line=own.span,
            condition=self.condition,
            why=why,
            earlier=tuple(self.lines[number - 1].head for number in few.told),
            more=few.more,
            sooner=len(few.takers) > len(few.told) + few.more,
            instead=tuple(dict.fromkeys(instead)),
            some=not all(map(self._differs, few.takers)),
            parts=parts,
            contacts=contacts,
        )

    def _missing(self) -> tuple[ast.Condition, ...]:
        """Return the first part of the condition that nobody who comes here satisfies."""
        guards, sets = self.asking.walk.space.guards, self.asking.walk.space.sets
        parts = self.condition.parts if isinstance(self.condition, ast.And) else (self.condition,)
        for part in parts:
            holds = (
                sets.both(first.left[0], guards.of(part, context))
                for context, first in self.asked.items()
            )
            if not any(holds):
                return (part,)
        return (self.condition,)
