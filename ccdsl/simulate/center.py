"""One center as the interpreter reads it, and its clocks."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from ccdsl.model.program import Program, View
from ccdsl.model.walk import walk
from ccdsl.model.zones import wall_clock
from ccdsl.record import record
from ccdsl.simulate.world import ChoiceError, Contact
from ccdsl.syntax import ast

_MIDNIGHT = 24 * 60


@record
class Center:
    """A program, and which version of everything is in this center; it has no errors."""

    program: Program
    view: View

    @cached_property
    def declared(self) -> ast.Center:
        """The center's own declaration."""
        center = self.program.center
        if center is None:
            msg = "a program without a center cannot be run"
            raise ValueError(msg)
        return center

    @cached_property
    def entries(self) -> Mapping[tuple[str, str], ast.Entry]:
        """Every entry by channel and number or address."""
        return {
            (entry.arrival.channel, ast.written(address)): entry
            for entry in self.program.entries.values()
            for address in entry.arrival.addresses
        }

    @cached_property
    def numbers(self) -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
        """Every list of callers: its numbers, and its prefixes."""
        lists = {}
        for name, callers in self.program.callers.items():
            numbers = {m.number.number for m in callers.members if isinstance(m.number, ast.Phone)}
            prefixes = [
                m.number.digits for m in callers.members if isinstance(m.number, ast.Prefix)
            ]
            for file in callers.files:
                rows = self.program.csv_numbers.get(file.value, ())
                numbers |= {row.number for row in rows if not row.is_prefix}
                prefixes += [row.number.rstrip("*") for row in rows if row.is_prefix]
            lists[name] = (frozenset(numbers), tuple(prefixes))
        return lists

    @cached_property
    def notices(self) -> Mapping[str, ast.Name]:
        """The recording notice of every recorded queue that has one."""
        return {
            queue.text: recording.notice
            for recording in self.program.recordings.values()
            if recording.notice is not None
            for queue in recording.queues
        }

    @cached_property
    def extensions(self) -> Mapping[str, str]:
        """Every extension of the roster, and whose it is."""
        people = (self.program.people or {}).values()
        return {person.extension: person.id for person in people if person.extension}

    def steps(self, script: str) -> Mapping[str, ast.Step]:
        """Return the steps of a script by name."""
        found = self._steps.get(script)
        if found is None:
            found = {step.name.text: step for step in self.view.scripts[script].steps}
            self._steps[script] = found
        return found

    @cached_property
    def _steps(self) -> dict[str, Mapping[str, ast.Step]]:
        return {}

    def wait_limits(self, overflow: str | None) -> tuple[int, ...]:
        """Return when `wait`, which counts whole seconds, passes the limits of an overflow.

        In milliseconds: `> D` first holds at the second after D, `>= D` at the first not before it.
        """
        if overflow is None:
            return ()
        found = self._limits.get(overflow)
        if found is None:
            found = self._limits[overflow] = tuple(
                _whole_second(node.bound.ms + (1 if node.operator == ">" else 0))
                for node in walk(self.view.overflows[overflow])
                if isinstance(node, ast.Figure)
                and node.figure == "wait"
                and isinstance(node.bound, ast.Duration)
            )
        return found

    @cached_property
    def _limits(self) -> dict[str, tuple[int, ...]]:
        return {}

    def entry_of(self, contact: Contact) -> ast.Entry:
        """Return where a contact arrives; raises ChoiceError for a number nobody has."""
        entry = self.entries.get((contact.channel, contact.to))
        if entry is None:
            raise ChoiceError(
                f"no entry takes {contact.channel} at `{contact.to}`",
                contact.span,
                "use a number or address of an `entry`",
            )
        return entry


def _whole_second(ms: int) -> int:
    return -(-ms // 1_000) * 1_000


@record
class Opening:
    """Whether something is open at an instant, and whether its date is a listed holiday."""

    is_open: bool
    is_holiday: bool


def opening(center: Center, hours: ast.OpeningHours, instant: int) -> Opening:
    """Clause 3: read the hours on the wall clock of their own zone."""
    zone = hours.timezone or center.declared.timezone
    clock = wall_clock(instant, zone.name)
    minute = clock.hour * 60 + clock.minute
    today, yesterday = clock.date(), clock.date() - timedelta(days=1)
    spans, is_holiday = _spans(center, hours, today)
    is_open = any(
        start <= minute < (end if end > start else _MIDNIGHT) for start, end in spans
    ) or any(end <= start and minute < end for start, end in _spans(center, hours, yesterday)[0])
    return Opening(is_open=is_open, is_holiday=is_holiday)


def _spans(
    center: Center, hours: ast.OpeningHours, day: date
) -> tuple[list[tuple[int, int]], bool]:
    """Return a date's spans in minutes, a holiday's in place of its own, and whether it is one."""
    for name in hours.exceptions:
        for holiday in center.program.holidays[name.text].dates:
            if holiday.first.date <= day <= holiday.last.date:
                return [(span.start, span.end) for span in holiday.spans], True
    spans = [
        (span.start, span.end)
        for line in hours.weeks
        if day.weekday() in line.days.days
        for span in line.spans
    ]
    return ([(0, _MIDNIGHT), *spans] if hours.is_always else spans), False
