"""Reviews that are due."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule

_DAY_MS = 86_400_000


@rule("CC309", Severity.WARNING)
def review_overdue(program: Program, facts: Facts) -> Iterator[Finding]:
    """Review is overdue.

    Why: somebody promised to look at this routing again by now.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        routing inbound version 1 in-service {
          review every 1w last 2025-01-06 by maria    # CC309
          otherwise -> queue help
        }
    Use instead: look at it, then write today's date and who looked.
    """
    for routing in program.in_service.routings.values():
        review = routing.review
        if review is None:
            continue
        waited = facts.today - review.last.date
        if waited.days * _DAY_MS > review.every.ms:
            yield Finding(
                message=f"routing `{routing.name.text}` was last reviewed {waited.days} days ago",
                span=review.span,
                help="look at it, then write the date and who looked",
            )
