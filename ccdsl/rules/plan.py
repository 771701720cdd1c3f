"""The plan of who works when, beside the hours in which a queue is open."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ccdsl.model.calendar import MINUTES, days_of
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.zones import clock_of, zone_names
from ccdsl.rules.spans import WEEK, end_of, is_empty, merged, without
from ccdsl.rules.words import clock, day_names
from ccdsl.syntax import ast

Piece = tuple[int, int]
"""Minutes of a week of the center's clock, from Monday 00:00; the end is not included."""

_MOST_GAPS = 6


class Team(NamedTuple):
    """The shifts of everybody who can serve, and the channel in question."""

    shifts: frozenset[str]
    channel: str


class Plan:
    """Compares shifts with opening hours; what was compared once is kept."""

    def __init__(self, program: Program, facts: Facts) -> None:
        """Take the program's shifts and the calendar of its hours."""
        self.program = program
        self.facts = facts
        self._worked: dict[Team, list[Piece]] = {}
        self._gaps: dict[tuple[Team, str], str] = {}

    def gaps(self, team: Team, hours: ast.OpeningHours | None) -> str:
        """Return when hours (None: always) are open and nobody of a team works; "" for never."""
        key = (team, hours.name.text if hours else "")
        if key not in self._gaps:
            worked = self._worked.setdefault(team, self._work(team))
            weekly = without(self._opened(hours), worked)
            dated = _dated(self._holidays(hours), worked) if hours else ()
            self._gaps[key] = _in_words([*_weekly_words(weekly), *dated])
        return self._gaps[key]

    def _work(self, team: Team) -> list[Piece]:
        lines = [line for name in sorted(team.shifts) for line in self._lines(name)]
        return _circular(
            piece
            for line in lines
            if any(channel.text == team.channel for channel in line.channels)
            for piece in _of_week(line.days, line.spans)
        )

    def _lines(self, shift: str) -> tuple[ast.ShiftLine, ...]:
        found = self.program.shifts.get(shift)
        return found.lines if found else ()

    def _opened(self, hours: ast.OpeningHours | None) -> list[Piece]:
        """Return when hours are open, on the center's clock, at some time of the year."""
        if hours is None or hours.is_always:
            return [(0, WEEK)]
        pieces = [piece for week in hours.weeks for piece in _of_week(week.days, week.spans)]
        return _circular(
            (start + shift, end + shift) for shift in self._shifts(hours) for start, end in pieces
        )

    def _shifts(self, hours: ast.OpeningHours) -> tuple[int, ...]:
        """Return by how many minutes the center's clock is ahead of the hours' own, ascending."""
        center, window = self.program.center, self.facts.window
        zone = hours.timezone
        if zone is None or center is None or window is None or zone.name not in zone_names():
            return (0,)
        here = clock_of(center.timezone.name, window.start, window.end)
        there = clock_of(zone.name, window.start, window.end)
        instants = {*here.starts, *there.starts}
        return tuple(sorted({(here.offset(at) - there.offset(at)) // 60 for at in instants}))

    def _holidays(self, hours: ast.OpeningHours) -> Iterator[tuple[str, int, Piece]]:
        """Yield (date, weekday, minutes of that day) for the spans of every holiday."""
        window, shift = self.facts.window, self._shifts(hours)[0]
        for name in hours.exceptions:
            holidays = self.program.holidays.get(name.text)
            for one in holidays.dates if holidays and window else ():
                for day in days_of(one) if one.spans else ():
                    if window and window.first <= day <= window.last:
                        for span in (span for span in one.spans if not is_empty(span)):
                            piece = (span.start + shift, end_of(span) + shift)
                            yield day.isoformat(), day.weekday(), piece


def _of_week(days: ast.Days, spans: Iterable[ast.Hours]) -> Iterator[Piece]:
    for span in spans:
        for day in () if is_empty(span) else days.days:
            yield day * MINUTES + span.start, day * MINUTES + end_of(span)


def _circular(pieces: Iterable[Piece]) -> list[Piece]:
    """Return a union of pieces; what runs out of the week comes in at its other end."""
    found: list[Piece] = []
    for start, end in pieces:
        low = start % WEEK
        high = low + (end - start)
        found += [(low, high)] if high <= WEEK else [(low, WEEK), (0, high - WEEK)]
    return merged(found)


def _dated(holidays: Iterable[tuple[str, int, Piece]], worked: list[Piece]) -> Iterator[str]:
    for date, weekday, (start, end) in holidays:
        at = weekday * MINUTES
        for low, high in without(_circular([(at + start, at + end)]), worked):
            yield f"{date} {clock(low % MINUTES)}-{_until(high)}"


def _weekly_words(gaps: list[Piece]) -> Iterator[str]:
    """Yield gaps as the language writes them, days with the same times together."""
    days: dict[tuple[int, int], list[int]] = {}
    for start, end in gaps:
        for day in range(start // MINUTES, (end - 1) // MINUTES + 1):
            low, high = max(start - day * MINUTES, 0), min(end - day * MINUTES, MINUTES)
            days.setdefault((low, high), []).append(day)
    for (low, high), on in sorted(days.items(), key=lambda item: (item[1], item[0])):
        yield f"{day_names(on)} {clock(low)}-{clock(high)}"


def _until(end: int) -> str:
    return clock(end % MINUTES or MINUTES)


def _in_words(gaps: list[str]) -> str:
    if len(gaps) > _MOST_GAPS:
        gaps = [*gaps[:_MOST_GAPS], f"{len(gaps) - _MOST_GAPS} more times"]
    return "; ".join(gaps)
