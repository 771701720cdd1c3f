"""Spans that have no length."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.spans import all_spans, is_empty


@rule("CC304", Severity.ERROR, hides=("CC417",))
def span_is_empty(program: Program, facts: Facts) -> Iterator[Finding]:
    """Span starts and ends at the same time.

    Why: one reader takes `08:00-08:00` for no time at all, another one for the whole day.
    Example:
        hours office {
          mon-fri  00:00-00:00    # CC304
        }
    Use instead: `00:00-24:00` for the whole day; no line at all for none of it.
    """
    del facts
    for span in all_spans(program):
        if is_empty(span):
            yield Finding(
                message="this span starts and ends at the same time",
                span=span.span,
                help="write `00:00-24:00` for the whole day, or leave the span out",
            )
