"""Holidays that nobody has kept up."""

from collections.abc import Iterator
from datetime import date, timedelta

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here


@rule("CC307", Severity.WARNING)
def holidays_run_out(program: Program, facts: Facts) -> Iterator[Finding]:
    """Holidays have no date in the last twelve months of the calendar.

    Why: the list ends before the calendar does: on next year's holidays the center would be open.
    Example:
        holidays bank {    # CC307
          2026-01-01 "New Year's Day"
        }
    Use instead: the dates up to the end of the calendar.
    """
    window = facts.window
    if window is None or program.center is None or program.is_broken(program.center.span):
        return
    since = max(_year_before(window.last), window.first)
    for holidays in program.holidays.values():
        if any(one.last.date >= since and one.first.date <= window.last for one in holidays.dates):
            continue
        yield Finding(
            message=f"holidays `{holidays.name.text}` has no date from {since} to {window.last}",
            span=holidays.name.span,
            help="add the holidays up to the end of the calendar",
            labels=first_here(program.center.calendar[1].span, "the calendar ends here"),
        )


def _year_before(last: date) -> date:
    """Return the first of the twelve months that end on a date."""
    following = last + timedelta(days=1)
    try:
        return following.replace(year=following.year - 1)
    except ValueError:  # The day after is 29 February.
        return following.replace(year=following.year - 1, day=28)
