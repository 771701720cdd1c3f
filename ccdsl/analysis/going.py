"""A possible move, and first-match rules as sets of contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import field

from ccdsl.analysis.asking import Context, tests_in
from ccdsl.analysis.guessing import readable
from ccdsl.analysis.places import Label, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.spaces import Space
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import FlowRule
from ccdsl.record import worker
from ccdsl.syntax import ast

Settings = tuple[tuple[int, int], ...]


@worker
class Going:
    """A move that is possible, before the place it leads to has a number.

    `look` has the contacts that can make it with how queues stand then, `sets` the variables it
    sets with their atoms as bits, `heard` the prompts that are surely heard on it.
    """

    target: Place
    label: Label
    look: int = EVERYTHING
    sets: Settings = ()
    heard: tuple[str, ...] = ()


@worker
class Rules:
    """First-match rules of one space as sets."""

    space: Space
    _known: dict[tuple[FlowKey, Context, int], tuple[tuple[int, ...], int]] = field(
        default_factory=dict
    )
    _named: dict[int, dict[str, None]] = field(default_factory=dict)

    def taken(
        self, flow: FlowKey, rules: Sequence[FlowRule], context: Context, among: int = EVERYTHING
    ) -> tuple[tuple[int, ...], int]:
        """Return who each of some rules takes, and whom none of them does, of all or of some.

        Nobody is taken by a garbled rule or one behind it.
        """
        key = (flow, context, among)
        known = self._known.get(key)
        if known is None:
            sets, guards = self.space.sets, self.space.guards
            left, taken = self.possible((rule.condition for rule in rules), among, context), []
            for rule in readable(rules, self.space.center.program):
                holds = guards.of(rule.condition, context)
                takes, left = sets.parted(left, holds)
                taken.append(takes)
            taken += [NOTHING] * (len(rules) - len(taken))
            known = self._known[key] = (tuple(taken), left)
        return known

    def possible(
        self, conditions: Iterable[ast.Condition | None], among: int, context: Context
    ) -> int:
        """Return how contacts and the queues that some conditions ask about can stand at all."""
        queues = dict.fromkeys((context.queue,) if context.queue else ())
        for condition in conditions:
            if condition is not None:
                queues.update(self._queues(condition))
        for queue in queues:
            among = self.space.sets.both(among, self.space.guards.consistent(queue))
        return among

    def _queues(self, condition: ast.Condition) -> dict[str, None]:
        """Return the queues that a condition asks about by name."""
        found = self._named.get(id(condition))
        if found is None:
            tests = (one for one in tests_in(condition) if isinstance(one, ast.QueueTest))
            found = self._named[id(condition)] = {one.queue.text: None for one in tests}
        return found

    def decided(self, condition: ast.Condition, context: Context) -> tuple[int, int]:
        """Return for whom a condition holds, and for whom it does not."""
        possible = self.possible((condition,), EVERYTHING, context)
        holds = self.space.guards.of(condition, context)
        return self.space.sets.both(possible, holds), self.space.sets.less(possible, holds)
