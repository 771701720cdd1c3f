"""Conditions as sets of contacts."""

from collections.abc import Iterable, Iterator
from dataclasses import field

from ccdsl.analysis.asking import Context, Side, amount_of, bound_of, unknown_name
from ccdsl.analysis.axes import CALLER, LINE, TIME, Axes, Axis
from ccdsl.analysis.callers import Numbers
from ccdsl.analysis.guessing import meant
from ccdsl.analysis.sets import EVERYTHING, NOTHING, Sets
from ccdsl.analysis.values import UNSET
from ccdsl.model.vocabulary import CHANNELS
from ccdsl.record import worker
from ccdsl.simulate.conditions import COMPARE
from ccdsl.syntax import ast


@worker
class Guards:
    """Turns conditions into sets of contacts."""

    side: Side
    axes: Axes
    sets: Sets
    _known: dict[tuple[int, Context], int] = field(default_factory=dict)
    _consistent: dict[str, int] = field(default_factory=dict)

    def of(self, condition: ast.Condition | None, context: Context) -> int:
        """Return the contacts, and figures of queues, for which a condition holds."""
        if condition is None:
            return EVERYTHING
        key = (id(condition), context)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._of(condition, context)
        return known

    def _of(self, condition: ast.Condition, context: Context) -> int:
        match condition:
            case ast.And(parts=parts):
                return self.sets.common(self._of(part, context) for part in parts)
            case ast.Or(parts=parts):
                return self.sets.union(self._of(part, context) for part in parts)
            case ast.Not(part=part):
                return self.sets.complement(self._of(part, context))
            case _:
                return self._test(condition, context)

    def _test(self, test: ast.Condition, context: Context) -> int:
        if not self.side.is_known(test):
            return self.sets.where(self.axes.places[Axis("unknown", unknown_name(test))], 2)
        match test:
            case ast.ChannelTest():
                return whole(context.channel in meant(test.channels, CHANNELS))
            case ast.LanguageTest():
                return whole(context.language in {one.tag for one in test.languages})
            case ast.Figure() | ast.Full():
                return self._figure(test, context.queue, context.waited)
            case ast.QueueTest():
                name = test.queue.text
                waited = context.waited if name == context.queue else 0
                figures = (self._figure(figure, name, waited) for figure in test.figures)
                return self.sets.common(figures)
            case _:
                axis, bits = self._bits(test)
                return self.sets.where(self.axes.places[axis], bits)

    def _bits(self, test: ast.Condition) -> tuple[Axis, int]:
        """Return the one variable that a test asks about, and the atoms for which it holds."""
        axes = self.axes
        match test:
            case ast.CallerWithheld():
                return CALLER, ~axes.callers.with_number
            case ast.NumberTest(subject="caller"):
                return CALLER, _any(axes.callers.tests.get(one, 0) for one in self._taken(test))
            case ast.NumberTest():
                return LINE, _any(axes.dialed_bits(one) for one in self._taken(test))
            case ast.EntryTest():
                lines = self.side.lines
                entries = meant(test.entries, tuple(lines))
                return LINE, axes.line_bits(one for name in entries for one in lines.get(name, ()))
            case ast.HoursTest():
                kind = "holiday" if test.state == "holiday" else "open"
                bits = axes.instants.tests[(self.side.number, test.hours.text, kind)]
                return TIME, ~bits if test.state == "closed" else bits
            case ast.FlagTest():
                return Axis("flag", test.flag.text), 2 if test.on else 1
            case ast.AttributeTest():
                name = test.attribute.text
                return Axis("attribute", name), axes.attributes[name].tested(test.values)
            case ast.AttributeCompare():
                name = test.attribute.text
                bits = axes.attributes[name].compared(test.operator, test.bound.value)
                return Axis("attribute", name), bits
            case _:
                raise AssertionError(test)

    def _taken(self, test: ast.NumberTest) -> Iterator[Numbers]:
        return self.side.numbers(test.values)

    def _figure(self, figure: ast.Figure | ast.Full, queue: str, waited: int) -> int:
        """Return how a queue stands when a figure holds for a contact that waited so long."""
        if isinstance(figure, ast.Figure) and figure.figure == "wait":
            return whole(COMPARE[figure.operator](waited // 1_000 * 1_000, amount_of(figure)))
        return self.figure(figure, queue)

    def figure(self, figure: ast.Figure | ast.Full, queue: str) -> int:
        """Return how a queue stands when a figure other than `wait` holds."""
        bound = bound_of(self.side, figure, queue)
        if bound is None:
            return NOTHING
        bits = self.axes.figures[(queue, bound[0])].bits(bound[1], bound[2])
        return self.sets.where(self.axes.places[Axis("figure", queue, bound[0])], bits)

    def is_set(self, attribute: str) -> int:
        """Return the contacts of whom an attribute is set."""
        place = self.axes.places[Axis("attribute", attribute)]
        return self.sets.where(place, ~UNSET)

    def free(self, queue: str) -> int:
        """Return how a queue stands when somebody could be offered a contact."""
        ranges = self.axes.figures.get((queue, "available"))
        if ranges is None:
            return EVERYTHING
        place = self.axes.places[Axis("figure", queue, "available")]
        return self.sets.where(place, ranges.bits(">=", 1))

    def consistent(self, queue: str) -> int:
        """Return how a queue can stand at all: no more are available than are staffed."""
        found = self._consistent.get(queue)
        if found is None:
            found = self._consistent[queue] = self._staffed(queue)
        return found

    def _staffed(self, queue: str) -> int:
        agents = self.axes.figures.get((queue, "agents"))
        free = self.axes.figures.get((queue, "available"))
        if agents is None or free is None:
            return EVERYTHING
        staffed = self.axes.places[Axis("figure", queue, "agents")]
        available = self.axes.places[Axis("figure", queue, "available")]
        found = []
        for place in range(agents.size):
            most = agents.end(place)
            fits = [n for n, start in enumerate(free.starts) if most is None or start <= most]
            bits = sum(1 << number for number in fits)
            found.append(self.sets.box({staffed: 1 << place, available: bits}))
        return self.sets.union(found)


def _any(bits: Iterable[int]) -> int:
    found = 0
    for each in bits:
        found |= each
    return found


def whole(holds: bool) -> int:  # noqa: FBT001 - the answer to one question, handed on
    """Return everybody where something holds, nobody where it does not."""
    return EVERYTHING if holds else NOTHING
