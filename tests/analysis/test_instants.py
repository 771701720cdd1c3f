"""Classes of instants: a moment gives for every test what its class says."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.analysis.instants import Instants, Test, classify
from ccdsl.model.calendar import Calendar, Window, calendar_window, resolve_hours
from ccdsl.model.zones import load_zone
from ccdsl.simulate.center import Center, opening
from tests.exact.small import center_text
from tests.runtime.tables import compile_files

WINDOW = Window(start=1_000, end=1_060, first=date(1970, 1, 1), last=date(1970, 1, 1))
EDGES = st.lists(st.integers(980, 1_080), unique=True, max_size=8).map(
    lambda edges: tuple(sorted(edges))
)


def _calendar(opens: tuple[int, ...], holidays: tuple[int, ...]) -> Calendar:
    zone = load_zone("UTC")
    return Calendar(
        name="h", zone="UTC", clock=zone, spans=(), open_edges=opens, holiday_edges=holidays
    )


def _asked(calendars: list[Calendar]) -> dict[Test, Calendar]:
    kinds = ("open", "holiday")
    return {(0, f"h{n}", kind): one for n, one in enumerate(calendars) for kind in kinds}


def _holds(calendar: Calendar, kind: str, instant: int) -> bool:
    return calendar.is_open(instant) if kind == "open" else calendar.is_holiday(instant)


def _check(found: Instants, asked: dict[Test, Calendar], instant: int) -> None:
    one = found.class_at(instant)
    assert one is not None
    for test, calendar in asked.items():
        assert bool(found.tests[test] >> one & 1) is _holds(calendar, test[2], instant)


CALENDARS = st.lists(st.builds(_calendar, EDGES, EDGES), max_size=3)


@given(CALENDARS)
@settings(max_examples=200, deadline=None)
def test_every_second_lies_in_its_class(calendars: list[Calendar]) -> None:
    asked = _asked(calendars)
    found = classify(WINDOW, asked)
    for instant in range(WINDOW.start, WINDOW.end):
        _check(found, asked, instant)
    assert found.class_at(WINDOW.start - 1) is None
    assert found.class_at(WINDOW.end) is None


@given(CALENDARS)
@settings(max_examples=200, deadline=None)
def test_there_are_no_more_classes_than_ways_to_stand(calendars: list[Calendar]) -> None:
    asked = _asked(calendars)
    found = classify(WINDOW, asked)
    ways = {
        tuple(_holds(calendar, test[2], instant) for test, calendar in asked.items())
        for instant in range(WINDOW.start, WINDOW.end)
    }
    assert found.size == len(ways)


@given(CALENDARS, st.integers(0))
@settings(max_examples=200, deadline=None)
def test_stretches_and_their_weight(calendars: list[Calendar], wanted: int) -> None:
    found = classify(WINDOW, _asked(calendars))
    inside = [
        instant
        for instant in range(WINDOW.start, WINDOW.end)
        if wanted >> (found.class_at(instant) or 0) & 1
    ]
    stretches = found.stretches(wanted)
    assert [n for start, end in stretches for n in range(start, end)] == inside
    assert all(one[1] < other[0] for one, other in pairwise(stretches))
    assert found.weigh(wanted) == len(inside)


@given(st.integers(0, 30), st.lists(st.integers(0, 12 * 86_400 - 1), min_size=60, max_size=60))
@settings(max_examples=20, deadline=None)
def test_real_hours_are_what_the_interpreter_reads(seed: int, seconds: list[int]) -> None:
    """Holidays, nights, other zones and a clock change included."""
    program = compile_files({"center.ccdsl": center_text(seed).encode()}).program
    center = Center(program=program, view=program.in_service)
    window = calendar_window(center.declared)
    zone = center.declared.timezone.name
    asked = {
        (0, name, kind): resolve_hours(hours, program.holidays, window, zone)
        for name, hours in program.hours.items()
        for kind in ("open", "holiday")
    }
    found = classify(window, asked)
    for instant in (*(window.start + second for second in seconds), window.end - 1, window.start):
        one = found.class_at(instant)
        assert one is not None
        for test in asked:
            reads = opening(center, program.hours[test[1]], instant)
            holds = reads.is_open if test[2] == "open" else reads.is_holiday
            assert bool(found.tests[test] >> one & 1) is holds
