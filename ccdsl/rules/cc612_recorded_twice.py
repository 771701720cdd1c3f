"""CC612: a queue that two recordings name."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC612", Severity.ERROR)
def recorded_twice(program: Program, facts: Facts) -> Iterator[Finding]:
    """Queue is recorded twice.

    Why: two recordings may have two notices, two shares and two times to keep; nobody can say
    which of them holds for a contact of this queue.

    Example:
        recording standard { queues claims notice notice }
        recording training { queues claims sample 5% }    # CC612

    Use instead: name each queue in one recording.
    """
    del facts
    first: dict[str, ast.Name] = {}
    for recording in program.recordings.values():
        for queue in recording.queues:
            earlier = first.setdefault(queue.text, queue)
            if earlier is not queue:
                yield Finding(
                    message=f"queue `{queue.text}` is recorded twice",
                    span=queue.span,
                    help="name it in one recording",
                    labels=(Label(span=earlier.span, text="it is recorded by this one already"),),
                )
