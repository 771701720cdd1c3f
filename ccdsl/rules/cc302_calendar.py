"""The center's calendar."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.calendar import LONGEST_YEARS, is_plausible
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule


@rule("CC302", Severity.ERROR)
def calendar_cannot_be(program: Program, facts: Facts) -> Iterator[Finding]:
    """Calendar cannot be used.

    Why: everything about time is proven and compiled over the calendar, day by day. One that ends
    before it begins has no day, and nobody plans opening hours for half a century.
    Example:
        center base {
          timezone    America/New_York
          languages   en-US, es-US
          calendar    2027-12-31 to 2026-01-01    # CC302
          on-failure  -> hang-up
        }
    Use instead: two or three years, such as `2026-01-01 to 2027-12-31`.
    """
    del facts
    if program.center is None:
        return
    first, last = program.center.calendar
    if is_plausible(first.date, last.date):
        return
    message = f"a calendar spans at most {LONGEST_YEARS} years, from 1970 on and before 2200"
    if first.date > last.date:
        message = "the calendar ends before it begins"
    way_out = "write the first day, `to`, and the last day, some two years apart"
    yield Finding(message=message, span=first.span.to(last.span), help=way_out)
