"""Holidays that the calendar never comes to."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC308", Severity.WARNING)
def holiday_outside_calendar(program: Program, facts: Facts) -> Iterator[Finding]:
    """Holiday lies outside the calendar.

    Why: it changes nothing; the year may be a slip, or the calendar has moved on.
    Example:
        holidays bank {
          2026-12-25 "Christmas Day"
          2027-12-25 "Christmas Day"
          2072-12-25 "Christmas Day"    # CC308
        }
    Use instead: delete the line, or mend its year.
    """
    window = facts.window
    if window is None or program.center is None or program.is_broken(program.center.span):
        return
    label = first_here(program.center.calendar[0].span, "the calendar is here")
    for _, holiday in program.nodes(ast.Holiday):
        first, last = holiday.first.date, holiday.last.date
        if first <= last and (last < window.first or first > window.last):
            early = last < window.first
            where = "before the calendar begins" if early else "after the calendar ends"
            yield Finding(
                message=f"this date lies {where}, so it changes nothing",
                span=holiday.first.span.to(holiday.last.span),
                help="delete the line, or mend its year",
                labels=label,
            )
