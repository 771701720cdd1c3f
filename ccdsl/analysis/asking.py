"""What conditions ask about, and what the names in them mean."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ccdsl.analysis.axes import Asked, Line
from ccdsl.analysis.callers import Numbers
from ccdsl.model.program import Program
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import worker
from ccdsl.syntax import ast


class Context(NamedTuple):
    """Where a condition is asked: by whom, and in which queue after how long (milliseconds)."""

    channel: str
    language: str
    queue: str = ""
    waited: int = 0


@worker
class Side:
    """One of the centers compared, or the only one: what its names mean."""

    number: int
    program: Program
    hours: frozenset[str]
    lines: Mapping[str, tuple[Line, ...]]
    lists: Mapping[str, Numbers]

    def numbers(self, values: Iterable[ast.Phone | ast.Prefix | ast.Name]) -> Iterator[Numbers]:
        """Yield what a test of a number takes, part by part; an unknown list takes nothing."""
        for value in values:
            match value:
                case ast.Phone():
                    yield Numbers(whole=frozenset((value.number,)), prefixes=frozenset())
                case ast.Prefix():
                    yield Numbers(whole=frozenset(), prefixes=frozenset((value.digits,)))
                case ast.Name():
                    if value.text in self.lists:
                        yield self.lists[value.text]

    def dials(self, test: ast.NumberTest, line: Line) -> bool:
        """Whether a line has a number that a test of the dialed one takes."""
        is_numbered = line.channel in NUMBERED_CHANNELS
        return is_numbered and any(one.take(line.address) for one in self.numbers(test.values))

    def is_known(self, test: ast.Condition) -> bool:
        """Whether every name in a test is declared; nobody knows what another one means."""
        match test:
            case ast.NumberTest():
                names = [one.text for one in test.values if isinstance(one, ast.Name)]
                return all(name in self.lists for name in names)
            case ast.AttributeTest() | ast.AttributeCompare():
                return test.attribute.text in self.program.attributes
            case ast.HoursTest():
                return test.hours.text in self.hours
            case ast.FlagTest():
                return test.flag.text in self.program.flags
            case ast.QueueTest():
                return test.queue.text in self.program.queues
            case _:
                return True


def make_side(number: int, program: Program, hours: Iterable[str]) -> Side:
    """Return what names mean in a program; `hours` are those whose calendar is known."""
    lists = {}
    for name, callers in program.callers.items():
        whole = [one.number.number for one in callers.members if isinstance(one.number, ast.Phone)]
        begun = [one.number.digits for one in callers.members if isinstance(one.number, ast.Prefix)]
        for file in callers.files:
            rows = program.csv_numbers.get(file.value, ())
            whole += [row.number for row in rows if not row.is_prefix]
            begun += [row.number.rstrip("*") for row in rows if row.is_prefix]
        lists[name] = Numbers(whole=frozenset(whole), prefixes=frozenset(begun))
    lines = {name: tuple(lines_of(entry)) for name, entry in program.entries.items()}
    return Side(number, program, frozenset(hours), lines, lists)


def lines_of(entry: ast.Entry) -> Iterator[Line]:
    """Yield every line of an entry, as written."""
    for address in entry.arrival.addresses:
        yield Line(entry.arrival.channel, ast.written(address))


def tests_in(condition: ast.Condition | None) -> Iterator[ast.Condition]:
    """Yield the single tests of a condition."""
    match condition:
        case None:
            return
        case ast.Or(parts=parts) | ast.And(parts=parts):
            for part in parts:
                yield from tests_in(part)
        case ast.Not(part=part):
            yield from tests_in(part)
        case _:
            yield condition


def gather(side: Side, condition: ast.Condition | None, queue: str, asked: Asked) -> None:
    """Add what a condition, tested in `queue` or ("") outside any, asks about."""
    for test in tests_in(condition):
        if not side.is_known(test):
            asked.unknown[unknown_name(test)] = None
            continue
        match test:
            case ast.NumberTest(subject="caller"):
                asked.numbers.update(dict.fromkeys(side.numbers(test.values)))
            case ast.AttributeTest():
                asked.values.setdefault(test.attribute.text, []).extend(test.values)
            case ast.AttributeCompare():
                bound = (test.operator, test.bound.value)
                asked.bounds.setdefault(test.attribute.text, []).append(bound)
            case ast.HoursTest():
                kind = "holiday" if test.state == "holiday" else "open"
                asked.hours[(side.number, test.hours.text, kind)] = None
            case ast.FlagTest():
                asked.flags[test.flag.text] = None
            case ast.Figure() | ast.Full():
                _gather_figure(side, test, queue, asked)
            case ast.QueueTest():
                for figure in test.figures:
                    _gather_figure(side, figure, test.queue.text, asked)
            case _:
                pass


def _gather_figure(side: Side, figure: ast.Figure | ast.Full, queue: str, asked: Asked) -> None:
    bound = bound_of(side, figure, queue)
    if bound is not None:
        asked.figures.setdefault((queue, bound[0]), []).append(bound[1:])


def bound_of(
    side: Side, figure: ast.Figure | ast.Full, queue: str
) -> tuple[str, ast.Comparison, int] | None:
    """Return what a figure compares, None for `wait` and for what can never hold."""
    declared = side.program.queues.get(queue)
    if isinstance(figure, ast.Full):
        most = declared.max_waiting if declared is not None else None
        return None if most is None else ("waiting", ">=", most)
    if figure.figure == "wait" or not queue:
        return None
    return (figure.figure, figure.operator, amount_of(figure))


def amount_of(figure: ast.Figure) -> int:
    """Return what a figure is compared with: a count, or milliseconds."""
    return figure.bound.ms if isinstance(figure.bound, ast.Duration) else figure.bound.value


def unknown_name(test: ast.Condition) -> str:
    """Return what to call a test that nobody can decide."""
    return f"{test.span.path}:{test.span.start}"
