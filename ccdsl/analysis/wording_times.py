"""Stretches of the calendar in words: a weekly pattern on the wall clock, or dates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ccdsl.model.calendar import date_of, day_start
from ccdsl.model.zones import DAY, Clock
from ccdsl.record import worker

MOST_DATES = 3
"""How many dates are written out before the rest is counted."""
_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_WEEK = (1 << 7) - 1
_NAMED = {_WEEK: "every day", 0b11111: "weekdays", 0b1100000: "weekends"}
_ALL_DAY = ((0, DAY),)

Stretches = Sequence[tuple[int, int]]
"""UTC seconds, ascending, ends not included, none touching the next."""
Spans = tuple[tuple[int, int], ...]
"""Seconds of one date on the wall clock."""
Once = dict[date, tuple[str, int, int]]
"""By date, seconds that its clock reads twice, of which the `first` or `second` time is meant."""


@worker
class Week:
    """A weekly pattern, and on which dates what is meant differs from it.

    `missing` has what the pattern says too much, `extra` what it leaves out, both by date; `once`
    is about either.
    """

    spans: tuple[Spans, ...]
    missing: dict[date, Spans]
    extra: dict[date, Spans]
    once: Once

    @property
    def odd(self) -> int:
        """On how many dates the pattern is not the whole truth."""
        return len(self.missing.keys() | self.extra.keys())


def dated(clock: Clock, stretches: Stretches) -> dict[date, Spans]:
    """Return stretches by the date and the seconds of it that the wall clock reads."""
    found: dict[date, list[tuple[int, int]]] = {}
    for start, end in stretches:
        for low, high in _walls(clock, start, end):
            at = low
            while at < high:
                midnight = at // DAY * DAY
                until = min(high, midnight + DAY)
                found.setdefault(date_of(at), []).append((at - midnight, until - midnight))
                at = until
    return {day: _joined(spans) for day, spans in found.items()}


def _walls(clock: Clock, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield what the wall clock reads during a stretch, piece by piece of constant offset."""
    for change in clock.changes:
        if start < change.at < end:
            yield start + change.before, change.at + change.before
            start = change.at
    offset = clock.offset(start)
    yield start + offset, end + offset


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def week_of(
    clock: Clock, window: tuple[int, int], stretches: Stretches, holidays: set[date]
) -> Week:
    """Return the weekly pattern that most dates follow, holidays left out of account."""
    days = dated(clock, stretches)
    seen: list[Counter[Spans]] = [Counter() for _ in range(7)]
    whole = list(_dates(clock, window))
    for day in whole:
        if day not in holidays:
            seen[day.weekday()][days.get(day, ())] += 1
    spans = tuple(max(sorted(each), key=each.__getitem__) if each else () for each in seen)
    pattern = [
        piece
        for day in whole
        for start, end in spans[day.weekday()]
        for piece in clock.instants(day_start(day) + start, day_start(day) + end)
    ]
    said = _cut(_joined(pattern), window)
    missing, extra = _less(said, stretches), _less(stretches, said)
    once = read_once(clock, extra) | read_once(clock, missing)
    return Week(spans, missing=dated(clock, missing), extra=dated(clock, extra), once=once)


def read_once(clock: Clock, stretches: Stretches) -> Once:
    """Return which of two times is meant, by date, where a clock reads a time twice."""
    found: Once = {}
    for change in clock.changes:
        again = change.before - change.after
        readings = [_within(stretches, change.at + at, again) for at in (-again, 0)]
        if again > 0 and any(readings) and not all(readings):
            low, high = change.skipped_or_repeated
            midnight = low // DAY * DAY
            which = "first" if readings[0] else "second"
            found[date_of(low)] = (which, low - midnight, high - midnight)
    return found


def _within(stretches: Stretches, start: int, length: int) -> bool:
    """Whether some of a stretch of time lies in stretches."""
    return any(low < start + length and start < high for low, high in stretches)


def _dates(clock: Clock, window: tuple[int, int]) -> Iterable[date]:
    first, last = date_of(clock.wall(window[0])), date_of(clock.wall(window[1] - 1))
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _cut(stretches: Stretches, window: tuple[int, int]) -> Stretches:
    low, high = window
    return [(max(s, low), min(e, high)) for s, e in stretches if s < high and e > low]


def _less(one: Stretches, other: Stretches) -> list[tuple[int, int]]:
    """Return what lies in the first stretches and not in the others."""
    found: list[tuple[int, int]] = []
    place = 0
    for start, end in one:
        at = start
        while place < len(other) and other[place][1] <= at:
            place += 1
        near = place
        while near < len(other) and other[near][0] < end:
            if other[near][0] > at:
                found.append((at, other[near][0]))
            at = max(at, other[near][1])
            near += 1
        if at < end:
            found.append((at, end))
    return found


def week_in_words(week: Sequence[Spans]) -> str:
    """Return a weekly pattern: `weekdays before 08:00; Sundays`."""
    groups: dict[Spans, int] = {}
    for number, spans in enumerate(week):
        if spans:
            groups[spans] = groups.get(spans, 0) | 1 << number
    said = [f"{_days(days)} {_hours(spans)}".rstrip() for spans, days in groups.items()]
    return "; ".join(said)


def _days(days: int) -> str:
    if days in _NAMED:
        return _NAMED[days]
    *rest, last = [name for number, name in enumerate(_DAYS) if days >> number & 1]
    if len(rest) > 1 and days == ((1 << len(rest) + 1) - 1) << _DAYS.index(rest[0]):
        return f"{rest[0]} to {last}"
    return f"{', '.join(rest)} and {last}" if rest else last


def _hours(spans: Spans) -> str:
    if spans == _ALL_DAY:
        return ""
    *rest, last = [_span(start, end) for start, end in spans]
    return f"{', '.join(rest)} or {last}" if rest else last


def _span(start: int, end: int) -> str:
    if start == 0:
        return f"before {_clock(end)}"
    if end == DAY:
        return f"from {_clock(start)}"
    return f"{_clock(start)}–{_clock(end)}"  # noqa: RUF001 - a dash between times, as people write


def _clock(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    said = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{said}:{seconds:02}" if seconds else said


def dates_in_words(days: dict[date, Spans], once: Once) -> str:
    """Return dates with their times: the first three, and how many more."""
    said = list(_runs(days, once))
    shown = said[:MOST_DATES]
    if len(said) > MOST_DATES:
        shown.append(f"{len(said) - MOST_DATES} more")
    *rest, last = shown
    return f"{', '.join(rest)} and {last}" if rest else last


def few_dates(days: dict[date, Spans], once: Once) -> str:
    """Return dates with their times, "" where there are none or more than are written out."""
    is_few = 0 < len(list(_runs(days, once))) <= MOST_DATES
    return dates_in_words(days, once) if is_few else ""


def _runs(days: dict[date, Spans], once: Once) -> Iterable[str]:
    """Yield runs of whole dates as one, every other date with its times."""
    ordered = sorted(days)
    at = 0
    while at < len(ordered):
        end = at
        while _goes_on(days, ordered, end) and once.keys().isdisjoint(ordered[end : end + 2]):
            end += 1
        first, last = ordered[at], ordered[end]
        if first == last:
            yield f"{first} {_hours(days[first])}".rstrip() + _which_time(first, days[first], once)
        else:
            yield f"{first} to {last}"
        at = end + 1


def _which_time(day: date, spans: Spans, once: Once) -> str:
    """Return which of two times is meant, where the clock reads a time of a date twice."""
    if day not in once:
        return ""
    which, low, high = once[day]
    is_all = all(low <= start and end <= high for start, end in spans)
    time = "" if is_all else f"{_span(low, high)} "
    return f" ({time}only the {which} time that the clock reads it)"


def _goes_on(days: dict[date, Spans], ordered: Sequence[date], at: int) -> bool:
    """Whether a whole date is followed by another."""
    if at + 1 == len(ordered) or ordered[at + 1] - ordered[at] != timedelta(days=1):
        return False
    return days[ordered[at]] == days[ordered[at + 1]] == _ALL_DAY
