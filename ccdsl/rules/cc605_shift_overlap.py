"""Lines of a shift."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.calendar import MINUTES
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.spans import WEEK, Piece, end_of, is_empty, overlaps
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC605", Severity.ERROR, hides=("CC417",))
def shift_overlaps(program: Program, facts: Facts) -> Iterator[Finding]:
    """Lines of a shift overlap.

    Why: nobody is at work twice, or at work and on a break. What is worked at one time is one line
    with all its channels; a night that runs into the next day's line counts too.
    Example:
        shift early {
          mon-fri  08:00-14:00  voice
          mon-fri  12:00-12:30  break    # CC605
        }
    Use instead: lines that meet: work, break, work.
    """
    del facts
    for shift in program.shifts.values():
        told: set[tuple[Span, Span]] = set()
        for later, earlier in overlaps(_pieces(shift)):
            pair = (later.span, earlier.span)
            if pair not in told:
                told.add(pair)
                yield Finding(
                    message=f"this line of shift `{shift.name.text}` overlaps another one",
                    span=later.span,
                    help="let one end where the other starts",
                    labels=first_here(earlier.span, "the other one is here"),
                )


def _pieces(shift: ast.Shift) -> Iterator[Piece]:
    """Yield the pieces of the week; what runs out of it comes in at its other end."""
    for line in shift.lines:
        for span in line.spans:
            for day in line.days.days if not is_empty(span) else ():
                start, end = day * MINUTES + span.start, day * MINUTES + end_of(span)
                yield Piece(start, min(end, WEEK), span.span)
                if end > WEEK:
                    yield Piece(0, end - WEEK, span.span)
