"""Spans of opening hours as text: `08:00-20:00`."""

from collections.abc import Iterable

from ccdsl.model.canonical import Json
from ccdsl.syntax import ast

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 1_440


def span_text(start: int, end: int) -> str:
    """Return a span, given in minutes of its date, as written; past midnight the clock goes on."""
    return f"{_clock(start)}-{_clock(end if end <= _DAY else end - _DAY)}"


def spans_text(spans: Iterable[ast.Hours]) -> list[str]:
    """Return spans as text, sorted."""
    return sorted({span_text(span.start, span.end) for span in spans})


def week_content(hours: ast.OpeningHours) -> Json:
    """Return the spans of every weekday, an empty list for a closed one."""
    week: dict[str, list[str]] = {day: [] for day in WEEKDAYS}
    for day, spans in week.items():
        written = [
            span
            for line in hours.weeks
            if WEEKDAYS.index(day) in line.days.days
            for span in line.spans
        ]
        always = [span_text(0, _DAY)] if hours.is_always else []
        spans.extend(sorted({*always, *spans_text(written)}))
    return week


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
