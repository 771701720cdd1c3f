"""Opening hours over the calendar: every span with its date, its local and its UTC times."""

from ccdsl.model.calendar import Calendar, DatedSpan, Window, date_of, day_start, intervals
from ccdsl.model.canonical import Json
from ccdsl.model.facts import Facts
from ccdsl.model.spans import span_text
from ccdsl.model.zones import utc_text


def calendar_fields(window: Window) -> dict[str, Json]:
    """Return the calendar's dates, both included, and its UTC window, the end not included."""
    return {
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "utc": [utc_text(window.start), utc_text(window.end)],
    }


def dated_hours(calendar: Calendar, facts: Facts) -> dict[str, Json]:
    """Return when `hours` is open, span by span, and its listed dates, within the calendar."""
    if facts.window is None:
        return {"open": [], "listed": []}
    window = facts.window
    rows = [(span, _utc(span, calendar, window)) for span in calendar.spans]
    return {
        "open": [
            {"date": span.day.isoformat(), "local": span_text(span.start, span.end), "utc": utc}
            for span, utc in rows
            if utc or window.first <= span.day <= window.last
        ],
        "listed": [_listed(*pair, calendar) for pair in intervals(calendar.holiday_edges)],
    }


def _utc(span: DatedSpan, calendar: Calendar, window: Window) -> list[Json]:
    """Return when a span is open within the calendar; a clock change can leave no time, or two."""
    base = day_start(span.day)
    pieces = calendar.clock.instants(base + span.start * 60, base + span.end * 60)
    whole: list[tuple[int, int]] = []
    for first, last in pieces:
        start, end = max(first, window.start), min(last, window.end)
        if whole and start == whole[-1][1]:
            start = whole.pop()[0]
        if start < end:
            whole.append((start, end))
    return [[utc_text(start), utc_text(end)] for start, end in whole]


def _listed(start: int, end: int, calendar: Calendar) -> dict[str, Json]:
    """Return a run of listed dates, the last one included."""
    first, last = calendar.clock.wall(start), calendar.clock.wall(end - 1)
    return {
        "first": date_of(first).isoformat(),
        "last": date_of(last).isoformat(),
        "utc": [utc_text(start), utc_text(end)],
    }
