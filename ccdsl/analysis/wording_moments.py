"""Classes of instants in words: hours by their state, else a weekly pattern, else dates."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from ccdsl.analysis.asking import Side
from ccdsl.analysis.instants import Instants, Test
from ccdsl.analysis.wording_times import (
    MOST_DATES,
    Week,
    dated,
    dates_in_words,
    few_dates,
    read_once,
    week_in_words,
    week_of,
)
from ccdsl.model.calendar import date_of, days_of
from ccdsl.model.canonical import Json
from ccdsl.model.zones import DAY, Clock, clock_of, utc_text
from ccdsl.record import worker

WHICH = (" (before)", " (after)")
"""Which of two compared centers is meant."""
_MARGIN = 5 * DAY
_MOST_STATES = 40
"""Of so many states of hours at most, three together are looked for."""
_MORE = ";"
"""What stands between the parts of a pattern that is long to read."""


@worker
class Moments:
    """The instants of one space, and the center or centers whose hours cut them."""

    instants: Instants
    sides: Sequence[Side]

    def words(self, bits: int) -> str:
        """Return some classes of instants in words."""
        return self._named(bits, 1) or self._weekly(bits)

    def as_json(self, bits: int) -> dict[str, Json]:
        """Return some classes of instants for machines: words, and the first stretches in UTC."""
        stretches = self.instants.stretches(bits)
        return {
            "words": self.words(bits),
            "stretches": len(stretches),
            "first": [[utc_text(start), utc_text(end)] for start, end in stretches[:MOST_DATES]],
        }

    def _named(self, bits: int, most: int) -> str:
        """Return the state of hours that is exactly this, or of `most` of them together."""
        states, full = self._states(), (1 << self.instants.size) - 1
        for chosen in combinations(states.items(), most):
            together, either = full, 0
            for _, each in chosen:
                together &= each
                either |= each
            said = [words for words, _ in chosen]
            if together == bits:
                return f"while {' and '.join(_both(said))}"
            if either == bits:
                return f"while {' or '.join(said)}"
        return ""

    def _states(self) -> dict[str, int]:
        """Return what can be said about hours, and the classes of instants that it means."""
        full = (1 << self.instants.size) - 1
        found: dict[str, int] = {}
        for test, bits in sorted(self.instants.tests.items(), key=lambda one: one[0][2] != "open"):
            name = f"hours {test[1]}{self._which(test)}"
            if test[2] == "open":
                found |= {f"{name} is open": bits, f"{name} is closed": full & ~bits}
            else:
                found |= {f"it is a holiday of {name}": bits}
                found |= {f"it is no holiday of {name}": full & ~bits}
        return found

    def _which(self, test: Test) -> str:
        """Return which center's hours are meant, where the two differ."""
        tests = self.instants.tests
        other = tests.get((1 - test[0], test[1], test[2]))
        changed = other is not None and other != tests[test]
        return WHICH[test[0]] if changed else ""

    def _weekly(self, bits: int) -> str:
        """Return instants as a weekly pattern with its exceptions, or as dates."""
        instants, clock = self.instants, self._clock()
        stretches, holidays = instants.stretches(bits), self._holidays()
        week = week_of(clock, (instants.cuts[0], instants.cuts[-1]), stretches, holidays)
        days, by, pattern = dated(clock, stretches), self._by(), week_in_words(week.spans)
        pattern += by if pattern else ""
        if pattern and not week.odd and _MORE not in pattern:
            return pattern
        touched = {day for day in holidays if week.spans[day.weekday()] and self._has(day)}
        outside = touched and touched == week.missing.keys() and not touched & days.keys()
        if outside and not week.extra and _MORE not in pattern:
            return f"{pattern}, but not on holidays"
        named, more = self._named(bits, 2), few_dates(week.extra, week.once)
        if outside and not named and (more or not week.extra):
            also = f", and on {more}" if more else ""
            return f"{pattern}, but not on holidays{also}"
        once = read_once(clock, stretches)
        few = few_dates(days, once)
        if few and any(which in named for which in WHICH):
            return f"on {few}{by}"
        if not named and week.odd > MOST_DATES and len(self._states()) <= _MOST_STATES:
            named = self._named(bits, 3)
        if named or not pattern or (week.odd > MOST_DATES and week.odd * 4 > len(days)):
            return named or f"on {dates_in_words(days, once)}{by}"
        return _excepted(pattern, week) if week.odd else pattern

    def _has(self, day: date) -> bool:
        """Whether a date lies in the calendar."""
        clock, cuts = self._clock(), self.instants.cuts
        return date_of(clock.wall(cuts[0])) <= day <= date_of(clock.wall(cuts[-1] - 1))

    def _clock(self) -> Clock:
        """Return the center's clock over the calendar."""
        cuts = self.instants.cuts
        return clock_of(self._zone(self.sides[-1]), cuts[0] - _MARGIN, cuts[-1] + _MARGIN)

    def _by(self) -> str:
        """Return by which clock times are said, where the centers have two."""
        zones = [self._zone(side) for side in self.sides]
        return "" if zones[0] == zones[-1] else f" by the clock of {zones[-1]}"

    def _zone(self, side: Side) -> str:
        center = side.program.center
        return center.timezone.name if center is not None else "UTC"

    def _holidays(self) -> set[date]:
        """Return every date that is a holiday of some hours in use."""
        found: set[date] = set()
        programs = {side.number: side.program for side in self.sides}
        for number, hours, _ in self.instants.tests:
            program = programs[number]
            for name in program.hours[hours].exceptions:
                if name.text in program.holidays:
                    for holiday in program.holidays[name.text].dates:
                        found.update(days_of(holiday))
        return found


def _both(said: Sequence[str]) -> list[str]:
    """Return states of hours; what is so before and after is said once."""
    found: dict[str, list[str]] = {}
    for one in said:
        found.setdefault(one.replace(WHICH[0], "").replace(WHICH[1], ""), []).append(one)
    return [
        f"{bare} before and after" if len(ones) > 1 else ones[0] for bare, ones in found.items()
    ]


def _excepted(pattern: str, week: Week) -> str:
    extra = [f"and on {dates_in_words(week.extra, week.once)}"] if week.extra else []
    missing = [f"but not on {dates_in_words(week.missing, week.once)}"] if week.missing else []
    return " ".join([f"{pattern},", *extra, *missing])
