"""An opening calendar, and what is to be said about each of its dates."""

from collections.abc import Iterator
from datetime import date

from ccdsl.model.calendar import MINUTES, Calendar
from ccdsl.model.opening import OpeningDay, OpenSpan
from ccdsl.model.spans import span_text
from ccdsl.model.zones import DAY, Change
from ccdsl.record import record


@record
class Opening:
    """The dates of one `hours`."""

    calendar: Calendar
    days: tuple[OpeningDay, ...]


@record
class OpeningCalendar:
    """What is asked for: the dates from `first` to `last`, both included, of some hours."""

    title: str
    first: date
    last: date
    hours: tuple[Opening, ...]


def written(span: OpenSpan) -> str:
    """Return a span as the language writes it."""
    return span_text(span.start, span.end)


def until(day: OpeningDay) -> str:
    """Return the time at which a span of the day before ends; "" where none runs into the day."""
    ends = [span.end - MINUTES for span in day.running if span.pieces]
    return _minutes(max(ends)) if ends else ""


def readings(change: Change) -> tuple[str, str]:
    """Return what the clock reads before and after a change."""
    return _time(change.at + change.before), _time(change.at + change.after)


def notes(calendar: Calendar, day: OpeningDay) -> Iterator[str]:
    """Yield what a supervisor must know about a date beside its spans, each in one clause."""
    if day.exception is not None:
        title, holidays = day.exception.title, day.exception.holidays
        yield f"{title} ({holidays})" if title else f"listed in {holidays}"
    if until(day):
        yield f"still open until {until(day)} from the day before"
    if day.change is not None:
        yield _change(day.change)
    tonight = "" if day.change is not None else ", as the clock changes tonight"
    yield from (
        f"{_effect(calendar, span)}{tonight}" for span in day.spans if not span.is_as_written
    )


def _change(change: Change) -> str:
    before, after = readings(change)
    way = "forward" if change.after > change.before else "back"
    return f"the clock goes {way} from {before} to {after}"


def _effect(calendar: Calendar, span: OpenSpan) -> str:
    """Return what a clock change makes of a span."""
    if not span.pieces:
        return f"{written(span)} does not come"
    if len(span.pieces) > 1:
        start, end = span.pieces[-1]
        again = f"{_time(calendar.clock.wall(start))}-{_time(calendar.clock.wall(end - 1) + 1)}"
        return f"{written(span)} is followed by {again} once more"
    lasts, usual = span.seconds // 60, span.end - span.start
    return f"{written(span)} lasts {_long(lasts)} instead of {_long(usual)}"


def _long(minutes: int) -> str:
    """Return a length of time in hours and minutes, a whole day in hours too."""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}h" if hours else "") + (f"{rest}m" if rest else "")


def _time(wall: int) -> str:
    return _minutes(wall % DAY // 60)


def _minutes(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
