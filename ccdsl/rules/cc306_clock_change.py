"""Opening hours that a clock change touches."""

from collections.abc import Iterator
from datetime import date, timedelta

from ccdsl.diagnostics import Severity
from ccdsl.model.calendar import MINUTES, Calendar, date_of, day_start
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.zones import DAY, Change
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.spans import end_of, is_empty
from ccdsl.rules.words import clock
from ccdsl.source import Span
from ccdsl.syntax import ast

_Touched = dict[tuple[Span, bool], list[str]]
"""What happens to a span, on each day on which an hour is skipped (True) or repeated."""


@rule("CC306", Severity.WARNING)
def clock_change(program: Program, facts: Facts) -> Iterator[Finding]:
    """Span starts or ends in an hour that a clock change skips or repeats.

    Why: on that day the wall clock reads that hour never, or twice, so the span means something
    else than on other days.
    Example:
        hours night {
          sun  02:30-10:00    # CC306
        }
    Use instead: a time outside that hour; or leave it, if what the message says is meant.
    """
    if facts.window is None:
        return
    touched: _Touched = {}
    for name, calendar in facts.calendars.items():
        for change in calendar.clock.changes:
            if facts.window.first <= date_of(change.at + change.before) <= facts.window.last:
                _touch(program, program.hours[name], calendar, change, touched)
    for (span, _), meanings in touched.items():
        days = list(dict.fromkeys(meanings))
        more = len(days) - 1
        also = f"the same happens on {more} more day{'s' if more > 1 else ''} of the calendar"
        yield Finding(
            message=days[0],
            span=span,
            help=also if more else "leave it, if that is meant; else move it out of that hour",
        )


def _touch(
    program: Program,
    hours: ast.OpeningHours,
    calendar: Calendar,
    change: Change,
    touched: _Touched,
) -> None:
    """Note what one clock change means for the spans of the days beside it."""
    low, high = change.skipped_or_repeated
    for day in sorted({date_of(low) - timedelta(days=1), date_of(low), date_of(high - 1)}):
        for span in _spans_of(program, hours, day):
            start = day_start(day) + span.start * 60
            end = day_start(day) + end_of(span) * 60
            if low <= start < high or low < end < high:
                skipped = change.after > change.before
                meaning = _meaning(calendar, start, end, (low, high), skipped=skipped)
                touched.setdefault((span.span, skipped), []).append(meaning)


def _spans_of(program: Program, hours: ast.OpeningHours, day: date) -> Iterator[ast.Hours]:
    """Yield the spans of a date as they are written, those of the whole day left out."""
    for span in _written(program, hours, day):
        if not is_empty(span) and end_of(span) - span.start < MINUTES:
            yield span


def _written(program: Program, hours: ast.OpeningHours, day: date) -> Iterator[ast.Hours]:
    for name in hours.exceptions:
        for holiday in program.holidays[name.text].dates if name.text in program.holidays else ():
            if holiday.first.date <= day <= holiday.last.date:
                yield from holiday.spans
                return
    for week in hours.weeks:
        if day.weekday() in week.days.days:
            yield from week.spans


def _meaning(
    calendar: Calendar, start: int, end: int, hour: tuple[int, int], *, skipped: bool
) -> str:
    """Return what happens on that day, in one clause."""
    low, high = hour
    day, opens, closes = date_of(low), _read(start), _read(end)
    if skipped:
        change = f"on {day} the clock jumps from {_read(low)} to {_read(high)}"
        if not calendar.clock.instants(start, end):
            return f"{change}, so this span is left out"
        moved = f"starts at {_read(high)}" if low <= start < high else f"ends at {_read(low)}"
        return f"{change}, so this span {moved}"
    change = f"on {day} the clock goes back from {_read(high)} to {_read(low)}"
    if low <= start and end <= high:
        return f"{change}, so this span comes twice"
    if start == low:
        return f"{change}, so this span is {(high - low) // 60} minutes longer"
    again = f"starts at {opens} twice" if start > low else f"ends at {closes} twice"
    return f"{change}, so this span {again}"


def _read(wall: int) -> str:
    """Return a second of the wall clock as a time of day."""
    return clock(wall % DAY // 60)
