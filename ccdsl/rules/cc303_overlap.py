"""Spans of one day."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.spans import Piece, end_of, is_empty, overlaps
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC303", Severity.ERROR, hides=("CC417",))
def spans_overlap(program: Program, facts: Facts) -> Iterator[Finding]:
    """Spans of one day overlap.

    Why: one of the two is a slip, and a later change to one of them would change nothing. A span
    over midnight belongs to the day on which it starts.
    Example:
        hours office {
          mon-fri  08:00-17:00
          fri      16:00-20:00    # CC303
        }
    Use instead: spans that meet, such as `17:00-20:00`.
    """
    del facts
    for hours in program.hours.values():
        weeks = hours.weeks
        lines = [(day, span) for week in weeks for day in week.days.days for span in week.spans]
        yield from _of_days(lines)
    for _, holiday in program.nodes(ast.Holiday):
        yield from _of_days([(0, span) for span in holiday.spans])


def _of_days(lines: list[tuple[int, ast.Hours]]) -> Iterator[Finding]:
    """Yield one finding for every two spans that overlap, on however many days they do."""
    told: set[tuple[Span, Span]] = set()
    for day in range(7):
        pieces = [
            Piece(span.start, end_of(span), span.span)
            for at, span in lines
            if at == day and not is_empty(span)
        ]
        for later, earlier in overlaps(pieces):
            if (later.span, earlier.span) not in told:
                told.add((later.span, earlier.span))
                yield Finding(
                    message="this span overlaps another one of the same day",
                    span=later.span,
                    help="let one end where the other starts, or write one span",
                    labels=first_here(earlier.span, "the other one is here"),
                )
