"""Stand-ins: for everything that conditions can tell apart about a contact, one of each sort."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

from ccdsl.model.calendar import Calendar, calendar_window
from ccdsl.model.walk import walk
from ccdsl.model.zones import wall_clock
from ccdsl.simulate.center import Center
from ccdsl.simulate.conditions import literal
from ccdsl.simulate.given import instants_of
from ccdsl.syntax import ast

T = TypeVar("T")
_FICTITIOUS = tuple(f"+1310555{number:04}" for number in range(199, 99, -1))
_WHOLE_NUMBER = 12
_MORNING = 10
_FORTNIGHT = 14
_HOUR = 3_600


class Tested:
    """What the conditions of a center test, gathered once."""

    def __init__(self, center: Center) -> None:
        """Walk every condition of the center."""
        self.center = center
        self.values: dict[str, list[str]] = {}
        self.bounds: dict[str, set[int]] = {}
        self.numbers: dict[str, list[str]] = {"caller": [], "dialed": []}
        self.figures: dict[str, list[tuple[ast.Figure, ...]]] = {}
        for one in center.view.declarations():
            for node in walk(one):
                self._note(node)
        for queue in center.program.queues.values():
            rules = center.view.overflows[queue.overflow].rules if queue.overflow else ()
            for rule in rules:
                self._together(queue.name, walk(rule.condition))

    def _note(self, node: object) -> None:
        match node:
            case ast.AttributeTest():
                tested = self.values.setdefault(node.attribute.text, [])
                tested += [_stand_in(value) for value in node.values]
            case ast.AttributeCompare():
                self.bounds.setdefault(node.attribute.text, set()).add(node.bound.value)
            case ast.NumberTest():
                tested = self.numbers[node.subject]
                tested += [self._number(value) for value in node.values]
            case ast.QueueTest():
                self._together(node.queue.text, node.figures)
            case _:
                pass

    def _together(self, queue: str, nodes: Iterable[object]) -> None:
        """Note figures that one condition tests together."""
        figures = tuple(node for node in nodes if isinstance(node, ast.Figure))
        if figures:
            self.figures.setdefault(queue, []).append(figures)

    def _number(self, value: ast.Phone | ast.Prefix | ast.Name) -> str:
        if not isinstance(value, ast.Name):
            return _stand_in(value)
        numbers, prefixes = self.center.numbers[value.text]
        return min(numbers) if numbers else _padded(min(prefixes, default="+1310555"))


def _stand_in(value: ast.Value) -> str:
    return _padded(value.digits) if isinstance(value, ast.Prefix) else literal(value)


def _padded(prefix: str) -> str:
    """Return a whole number that begins with a prefix."""
    return prefix.ljust(_WHOLE_NUMBER, "0")


def values_of(tested: Tested, attribute: ast.Attribute) -> tuple[str, ...]:
    """Return values of an attribute, one for each sort that a condition can tell apart."""
    named = tested.values.get(attribute.name.text, [])
    match attribute.type:
        case "one-of":
            return tuple(name.text for name in attribute.values)
        case "yes-no":
            return ("yes", "no")
        case "number":
            bounds = tested.bounds.get(attribute.name.text, set())
            near = {bound + step for bound in bounds for step in (-1, 0, 1)} or {1}
            return tuple(str(each) for each in sorted(near) if each >= 0)
        case "digits":
            least = attribute.length[0].value if attribute.length else 1
            return _each_once([_digits(least), *named])
        case "phone":
            return _each_once([_FICTITIOUS[1], *named])
        case "person":
            people = sorted(tested.center.program.people or {})
            return _each_once([*people[:1], *named])
        case "text":
            return ("words",)


def _digits(count: int) -> str:
    return ("1234567890" * (count // 10 + 1))[:count]


def callers(tested: Tested) -> tuple[str | None, ...]:
    """Return callers: somebody in no list, nobody, and one for each list, prefix and number."""
    lists = tested.center.numbers.values()
    unlisted = [
        number
        for number in _FICTITIOUS
        if not any(number in numbers or number.startswith(prefixes) for numbers, prefixes in lists)
    ]
    return _each_once([*unlisted[:1], None, *tested.numbers["caller"]])


def instants(center: Center, calendars: Mapping[str, Calendar]) -> tuple[int, ...]:
    """Return an instant for each way in which all hours can stand together, ordinary ones first."""
    window, zone = calendar_window(center.declared), center.declared.timezone.name
    used = [calendars[name] for name in sorted(calendars)]
    edges = {edge for each in used for edge in (*each.open_edges, *each.holiday_edges)}
    cuts = sorted({window.start, window.end, *(e for e in edges if window.start < e < window.end)})
    best: dict[tuple[bool, ...], tuple[tuple[int, int], int]] = {}
    for start, end in pairwise(cuts):
        stands = tuple(
            test for each in used for test in (each.is_open(start), each.is_holiday(start))
        )
        for instant in _plausible(zone, start, end):
            found = (_oddness(zone, instant), instant)
            best[stands] = min(best.get(stands, found), found)
    return tuple(instant for _, instant in sorted(best.values()))


def _plausible(zone: str, start: int, end: int) -> Iterator[int]:
    """Yield instants from `start` to `end` that a clock reads once: a morning, or soon after."""
    first = wall_clock(start, zone)
    mornings = [
        instant
        for days in range(_FORTNIGHT)
        for instant in instants_of(
            first.replace(hour=_MORNING, minute=0, second=0) + timedelta(days=days), zone
        )
    ]
    later = start + min(_HOUR // 2, (end - start) // 2 // 60 * 60)
    for instant in (*mornings, later):
        if start <= instant < end and len(instants_of(wall_clock(instant, zone), zone)) == 1:
            yield instant


def _oddness(zone: str, instant: int) -> tuple[int, int]:
    """Return how far a time is from a Monday morning."""
    clock = wall_clock(instant, zone)
    return clock.weekday(), abs(clock.hour - _MORNING)


def flags(names: Iterable[str]) -> tuple[dict[str, bool], ...]:
    """Return all flags off, and then each on by itself."""
    return ({}, *({name: True} for name in names))


def _each_once(values: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
