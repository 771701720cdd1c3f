"""What opening hours mean, date by date: spans, what replaces them, and what the clock does."""

from collections.abc import Mapping
from datetime import date, timedelta

from ccdsl.model.calendar import MINUTES, Calendar, DatedSpan, date_of, day_start, days_of
from ccdsl.model.zones import Change
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class OpenSpan:
    """One span of one date, in minutes of that date; `end` passes 1440 where it crosses midnight.

    `pieces` are the UTC seconds it takes, ends not included: none where a clock change skips it,
    two where one repeats it with a gap between.
    """

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def seconds(self) -> int:
        """How long it really lasts."""
        return sum(end - start for start, end in self.pieces)

    @property
    def is_as_written(self) -> bool:
        """Whether no clock change touches it."""
        return len(self.pieces) == 1 and self.seconds == (self.end - self.start) * 60


@record
class Exceptional:
    """Why a date's own spans do not count: the list that names it, and its title there or ""."""

    holidays: str
    title: str


@record
class OpeningDay:
    """One date on the wall clock of some hours.

    `running` are the spans of the day before that cross midnight into this one; `change` is the
    clock change of this date, if it has one.
    """

    day: date
    spans: tuple[OpenSpan, ...]
    running: tuple[OpenSpan, ...]
    exception: Exceptional | None
    change: Change | None


def opening_days(
    hours: ast.OpeningHours,
    holidays: Mapping[str, ast.Holidays],
    calendar: Calendar,
    first: date,
    last: date,
) -> tuple[OpeningDay, ...]:
    """Return every date from `first` to `last`, both of them within the center's calendar."""
    spans: dict[date, list[OpenSpan]] = {}
    for span in calendar.spans:
        if first - timedelta(days=1) <= span.day <= last:
            spans.setdefault(span.day, []).append(_open(calendar, span))
    exceptions = _exceptions(hours, holidays)
    changes = {date_of(each.at + each.before): each for each in calendar.clock.changes}
    return tuple(
        OpeningDay(
            day=day,
            spans=tuple(spans.get(day, ())),
            running=tuple(
                span for span in spans.get(day - timedelta(days=1), ()) if span.end > MINUTES
            ),
            exception=exceptions.get(day),
            change=changes.get(day),
        )
        for day in (first + timedelta(days=at) for at in range((last - first).days + 1))
    )


def _open(calendar: Calendar, span: DatedSpan) -> OpenSpan:
    base = day_start(span.day)
    pieces: list[tuple[int, int]] = []
    for start, end in calendar.clock.instants(base + span.start * 60, base + span.end * 60):
        if pieces and pieces[-1][1] == start:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return OpenSpan(start=span.start, end=span.end, pieces=tuple(pieces))


def _exceptions(
    hours: ast.OpeningHours, holidays: Mapping[str, ast.Holidays]
) -> dict[date, Exceptional]:
    """Return every listed date; the first list that names a date wins, as for its spans."""
    found: dict[date, Exceptional] = {}
    for name in hours.exceptions:
        for holiday in holidays[name.text].dates if name.text in holidays else ():
            title = holiday.title.value if holiday.title else ""
            for day in days_of(holiday):
                found.setdefault(day, Exceptional(holidays=name.text, title=title))
    return found
