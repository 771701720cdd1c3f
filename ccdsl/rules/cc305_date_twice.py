"""Dates that two holidays of one `hours` list."""

from collections.abc import Iterator
from datetime import date

from ccdsl.diagnostics import Severity
from ccdsl.model.calendar import days_of
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC305", Severity.ERROR)
def date_listed_twice(program: Program, facts: Facts) -> Iterator[Finding]:
    """Date is listed twice for one `hours`.

    Why: a holiday replaces the spans of its date, and of two holidays on one date nobody knows
    which one does.
    Example:
        holidays bank {
          2026-12-24 to 2026-12-26
          2026-12-25 09:00-12:00    # CC305
        }
    Use instead: each date once, over all lists that one `hours` excepts.
    """
    del facts
    for holidays in program.holidays.values():
        yield from _within(holidays)
    for hours in program.hours.values():
        yield from _across(program, hours)


def _within(holidays: ast.Holidays) -> Iterator[Finding]:
    seen: dict[date, ast.Holiday] = {}
    for holiday in holidays.dates:
        clash = next(((day, seen[day]) for day in days_of(holiday) if day in seen), None)
        if clash is not None:
            yield Finding(
                message=f"{clash[0]} is listed twice in holidays `{holidays.name.text}`",
                span=holiday.first.span.to(holiday.last.span),
                help="list each date once",
                labels=first_here(clash[1].span),
            )
        for day in days_of(holiday):
            seen.setdefault(day, holiday)


def _across(program: Program, hours: ast.OpeningHours) -> Iterator[Finding]:
    seen: dict[date, tuple[str, ast.Holiday]] = {}
    for name in hours.exceptions if len(hours.exceptions) > 1 else ():
        holidays = program.holidays.get(name.text)
        own = {day: one for one in (holidays.dates if holidays else ()) for day in days_of(one)}
        shared = [day for day in sorted(own) if day in seen and seen[day][0] != name.text]
        if shared:
            first_list, first = seen[shared[0]]
            yield Finding(
                message=f"{shared[0]} is listed twice for hours `{hours.name.text}`: in "
                f"`{first_list}` and in `{name.text}`",
                span=name.span,
                help="list each date in one of the two",
                labels=first_here(first.span) + first_here(own[shared[0]].span, "and again here"),
            )
        for day, one in own.items():
            seen.setdefault(day, (name.text, one))
