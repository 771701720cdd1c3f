"""Ranges of dates."""

from collections.abc import Iterator
from datetime import timedelta

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast

_LONGEST = timedelta(days=366)


@rule("CC311", Severity.ERROR)
def range_cannot_be(program: Program, facts: Facts) -> Iterator[Finding]:
    """Range of dates runs backwards, or never ends.

    Why: a range that ends before it begins has no date, and a holiday of more than a year is a slip
    in one of its dates.
    Example:
        holidays bank {
          2027-07-05 to 2027-07-03 "Independence Day"    # CC311
        }
    Use instead: the first date, `to`, and the last one.
    """
    del facts
    for _, holiday in program.nodes(ast.Holiday):
        first, last = holiday.first, holiday.last
        if first.date > last.date:
            message = "this range ends before it begins"
            way_out = f"write `{last.date} to {first.date}`"
        elif last.date - first.date > _LONGEST:
            message, way_out = "no holiday lasts for more than a year", "mend one of the two dates"
        else:
            continue
        yield Finding(message=message, span=first.span.to(last.span), help=way_out)
