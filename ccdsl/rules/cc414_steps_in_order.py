"""Steps of a queue, in the order in which they come."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC414", Severity.ERROR, hides=("CC409",))
def steps_out_of_order(program: Program, facts: Facts) -> Iterator[Finding]:
    """Steps of a queue are not in their order.

    Why: they count from arrival, so they are read, and happen, in the order of their times.
    Example:
        skill sales levels 1 to 5
        queue selling {
          channels voice
          requires sales >= 3
          widen after 2m requires sales >= 2
          widen after 60s requires sales >= 1    # CC414
          wait forever
        }
    Use instead: the earlier step first.
    """
    del facts
    for _, queue in program.nodes(ast.Queue):
        yield from _ascending("widen", [(one.after, one.span) for one in queue.widenings])
        yield from _ascending(
            "announce", [(one.after, one.span) for one in queue.announcements if one.after]
        )


def _ascending(word: str, steps: Sequence[tuple[ast.Duration | None, Span]]) -> Iterator[Finding]:
    for (before, earlier), (after, span) in pairwise(steps):
        if before is not None and after is not None and after.ms <= before.ms:
            when = "at the same time as" if after.ms == before.ms else "before"
            yield Finding(
                message=f"this `{word}` comes {when} the one above it",
                span=span,
                help="write them in the order of their times, counted from arrival",
                labels=first_here(earlier, "this one comes first in the text"),
            )
