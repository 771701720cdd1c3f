"""An opening calendar as people read it: a row for each date."""

from ccdsl.model.calendar import MINUTES
from ccdsl.model.opening import OpeningDay, OpenSpan
from ccdsl.model.spans import WEEKDAYS
from ccdsl.report.display import visible
from ccdsl.report.hours import Opening, OpeningCalendar, notes, written


def render(found: OpeningCalendar) -> str:
    """Return a block for each `hours`: the date, when it is open, and what there is to know."""
    heading = visible(f"{found.title}, {found.first} to {found.last}")
    return "\n".join((f"{heading}\n", *(_block(each) for each in found.hours)))


def _block(opening: Opening) -> str:
    calendar = opening.calendar
    rows = [(day, _open(day), "; ".join(notes(calendar, day))) for day in opening.days]
    room = max((len(open_) for _, open_, said in rows if said), default=0)
    lines = [f"hours {calendar.name}, on the clock of {calendar.zone}"]
    for day, open_, said in rows:
        row = f"  {_weekday(day.day.weekday())} {day.day}  {open_:<{room}}  {visible(said)}"
        lines.append(row.rstrip())
    return "".join(f"{line}\n" for line in lines)


def _open(day: OpeningDay) -> str:
    """Return when a date is open; a span that crosses midnight names the day it ends on."""
    if not day.spans:
        return "closed all day" if day.exception else "closed"
    return ", ".join(_span(span, day.day.weekday()) for span in day.spans)


def _span(span: OpenSpan, weekday: int) -> str:
    if (span.start, span.end) == (0, MINUTES):
        return "open all day"
    night = f" {_weekday((weekday + 1) % 7)}" if span.end > MINUTES else ""
    return f"{written(span)}{night}"


def _weekday(weekday: int) -> str:
    return WEEKDAYS[weekday].capitalize()
