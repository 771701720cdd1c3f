"""An opening calendar as JSON; `schemas/hours.schema.json` describes it."""

import json

from ccdsl.model.opening import OpeningDay
from ccdsl.model.spans import WEEKDAYS
from ccdsl.model.zones import utc_text
from ccdsl.report.hours import Opening, OpeningCalendar, notes, readings, until, written

FORMAT = 1


def render(found: OpeningCalendar) -> str:
    """Return every date of every `hours`, with its spans on the wall clock and in UTC."""
    document = {
        "format": FORMAT,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "hours": [
            {
                "name": opening.calendar.name,
                "timezone": opening.calendar.zone,
                "days": [_day(opening, day) for day in opening.days],
            }
            for opening in found.hours
        ],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n"


def _day(opening: Opening, day: OpeningDay) -> dict[str, object]:
    document: dict[str, object] = {
        "date": day.day.isoformat(),
        "weekday": WEEKDAYS[day.day.weekday()],
        "open": [
            {
                "local": written(span),
                "utc": [[utc_text(start), utc_text(end)] for start, end in span.pieces],
            }
            for span in day.spans
        ],
    }
    if until(day):
        document["still_open_until"] = until(day)
    if day.exception is not None:
        listed = {"holidays": day.exception.holidays, "title": day.exception.title}
        document["exception"] = listed
    if day.change is not None:
        before, after = readings(day.change)
        document["clock_change"] = {"from": before, "to": after}
    document["notes"] = list(notes(opening.calendar, day))
    return document
