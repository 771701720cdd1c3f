"""What is always open has no spans."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here


@rule("CC310", Severity.ERROR, hides=("CC417",))
def always_and_sometimes(program: Program, facts: Facts) -> Iterator[Finding]:
    """Hours are always open, and at times too.

    Why: `open always` leaves nothing for other lines to say; one of them is left over.
    Example:
        hours hotline {
          open always    # CC310
          mon-fri 08:00-17:00
        }
    Use instead: one of the two. Holidays still close what is always open.
    """
    del facts
    for hours in program.hours.values():
        if hours.always is not None and hours.weeks:
            yield Finding(
                message=f"hours `{hours.name.text}` is always open, and has spans too",
                span=hours.always,
                help="keep one of the two",
                labels=first_here(hours.weeks[0].span, "its spans are here"),
            )
