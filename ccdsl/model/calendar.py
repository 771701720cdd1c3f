"""Opening hours over the center's calendar: dated spans on the wall clock, and UTC windows."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ccdsl.model.zones import DAY, Clock, clock_of
from ccdsl.record import record
from ccdsl.syntax import ast

MINUTES = 1_440
LONGEST_YEARS = 50
"""A calendar that spans more years than this is a slip."""
_EPOCH = date(1970, 1, 1)
_MARGIN = 5 * DAY
_FIRST_YEAR, _LAST_YEAR = 1970, 2199


def is_plausible(first: date, last: date) -> bool:
    """Whether a calendar from `first` to `last` runs forward and can be resolved."""
    return (
        first <= last
        and first.year >= _FIRST_YEAR
        and last.year <= _LAST_YEAR
        and last.year - first.year <= LONGEST_YEARS
    )


def day_start(day: date) -> int:
    """Return the wall-clock second, counted from 1970-01-01 00:00 local, at which a date begins."""
    return (day.toordinal() - _EPOCH.toordinal()) * DAY


def date_of(wall: int) -> date:
    """Return the date of a wall-clock second."""
    return _EPOCH + timedelta(days=wall // DAY)


class DatedSpan(NamedTuple):
    """One span of one date on the wall clock: minutes of that date; `end` may pass 1440."""

    day: date
    start: int
    end: int
    holiday: bool


@record
class Window:
    """The calendar as UTC seconds, `start` included and `end` not, and as dates, both included."""

    start: int
    end: int
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Yield every date that some zone's clock reads within it, and those that run into them.

        Clocks are up to 26 hours apart, and the spans of a date may run into the next.
        """
        for offset in range(-3, (self.last - self.first).days + 3):
            yield self.first + timedelta(days=offset)


@record
class Calendar:
    """One `hours` resolved: when it is open, and which dates are holidays.

    `open_edges` alternates UTC seconds at which it opens and closes, ascending; `holiday_edges`
    likewise for the dates that its `except` lists name.
    """

    name: str
    zone: str
    clock: Clock
    spans: tuple[DatedSpan, ...]
    open_edges: tuple[int, ...]
    holiday_edges: tuple[int, ...]

    def is_open(self, instant: int) -> bool:
        """Whether it is open at a UTC second."""
        return bisect_right(self.open_edges, instant) % 2 == 1

    def is_holiday(self, instant: int) -> bool:
        """Whether a UTC second lies on a listed date, open or not."""
        return bisect_right(self.holiday_edges, instant) % 2 == 1


def calendar_window(center: ast.Center) -> Window:
    """Return the center's calendar in its own zone; raises KeyError for an unknown zone."""
    first, last = center.calendar[0].date, center.calendar[1].date
    low, high = day_start(first), day_start(last) + DAY
    clock = clock_of(center.timezone.name, low - _MARGIN, high + _MARGIN)
    starts, ends = clock.instants(low, low + DAY), clock.instants(high - DAY, high)
    return Window(
        start=starts[0][0] if starts else low,
        end=ends[-1][1] if ends else high,
        first=first,
        last=last,
    )


def resolve_hours(
    hours: ast.OpeningHours,
    holidays: Mapping[str, ast.Holidays],
    window: Window,
    default_zone: str,
) -> Calendar:
    """Return when `hours` is open within the window; raises KeyError for an unknown zone."""
    zone = hours.timezone.name if hours.timezone else default_zone
    clock = clock_of(zone, window.start - _MARGIN, window.end + _MARGIN)
    listed = _listed(hours, holidays)
    spans = tuple(_dated(hours, listed, window))
    opened = [
        piece
        for span in spans
        for midnight in (day_start(span.day),)
        for piece in clock.instants(midnight + span.start * 60, midnight + span.end * 60)
    ]
    festive = [
        piece for day in listed for piece in clock.instants(day_start(day), day_start(day) + DAY)
    ]
    return Calendar(
        name=hours.name.text,
        zone=zone,
        clock=clock,
        spans=spans,
        open_edges=_edges(opened, window),
        holiday_edges=_edges(festive, window),
    )


def _listed(
    hours: ast.OpeningHours, holidays: Mapping[str, ast.Holidays]
) -> dict[date, tuple[ast.Hours, ...]]:
    """Return the spans of every listed date; the first list that names a date wins."""
    listed: dict[date, tuple[ast.Hours, ...]] = {}
    for name in hours.exceptions:
        if name.text not in holidays:
            continue
        for holiday in holidays[name.text].dates:
            for day in days_of(holiday):
                listed.setdefault(day, holiday.spans)
    return listed


def days_of(holiday: ast.Holiday) -> Iterator[date]:
    """Yield every date of a holiday, at most ten years of them."""
    count = (holiday.last.date - holiday.first.date).days + 1
    for offset in range(min(count, 3_660)):
        yield holiday.first.date + timedelta(days=offset)


def _dated(
    hours: ast.OpeningHours, listed: Mapping[date, tuple[ast.Hours, ...]], window: Window
) -> Iterator[DatedSpan]:
    """Yield the spans of every date, a holiday's in place of the date's own."""
    weekly: list[list[tuple[int, int]]] = [
        [(0, MINUTES)] if hours.is_always else [] for _ in range(7)
    ]
    for line in hours.weeks:
        for weekday in line.days.days:
            weekly[weekday].extend(_minutes(line.spans))
    usual = [sorted(set(spans)) for spans in weekly]
    for day in window.days():
        holiday = day in listed
        spans = sorted(set(_minutes(listed[day]))) if holiday else usual[day.weekday()]
        for start, end in spans:
            yield DatedSpan(day, start, end, holiday)


def _minutes(spans: Sequence[ast.Hours]) -> list[tuple[int, int]]:
    return [(span.start, _end(span)) for span in spans]


def _end(span: ast.Hours) -> int:
    """Return the end of a span in minutes of its date; past 1440 where it crosses midnight."""
    return span.end if span.end > span.start else span.end + MINUTES


def _edges(pieces: Sequence[tuple[int, int]], window: Window) -> tuple[int, ...]:
    """Return the edges of a union of intervals, cut to the window."""
    cut = sorted(
        (max(start, window.start), min(end, window.end))
        for start, end in pieces
        if start < window.end and end > window.start
    )
    edges: list[int] = []
    for start, end in cut:
        if edges and start <= edges[-1]:
            edges[-1] = max(edges[-1], end)
        else:
            edges += [start, end]
    return tuple(edges)


def intervals(edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) pairs of alternating edges."""
    for index, (start, end) in enumerate(pairwise(edges)):
        if index % 2 == 0:
            yield start, end
