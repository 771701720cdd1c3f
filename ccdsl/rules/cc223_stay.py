"""Where a contact can stay."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC223", Severity.ERROR)
def nowhere_to_stay(program: Program, facts: Facts) -> Iterator[Finding]:
    """There is no queue to stay in.

    Why: `stay` keeps a contact's place in the queue in which it waits; it stands in a queue's keys
    and in its `at-close`. The rules of an overflow take a contact away: who shall stay fits none.
    Example:
        routing inbound version 1 in-service {
          otherwise -> stay    # CC223
        }
    Use instead: `-> queue NAME`.
    """
    del facts
    for owner, stay in program.nodes(ast.Stay):
        if not isinstance(owner, ast.Queue):
            yield Finding(
                message="there is no queue here to stay in",
                span=stay.span,
                help="`stay` stands in a queue's keys and `at-close`; write `-> queue NAME` here",
            )
