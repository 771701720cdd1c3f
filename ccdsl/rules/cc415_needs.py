"""What a queue requires, each need once."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats
from ccdsl.syntax import ast


@rule("CC415", Severity.ERROR)
def need_means_nothing(program: Program, facts: Facts) -> Iterator[Finding]:
    """Need is written twice, or takes away what is not there.

    Why: `without` belongs into a `widen` line, where it drops a need that the queue had until then.
    Example:
        skill sales
        queue selling {
          channels voice
          requires without sales    # CC415
          wait forever
        }
    Use instead: only the needs that an agent must meet.
    """
    del facts
    for _, queue in program.nodes(ast.Queue):
        yield from _twice(queue.requires)
        for need in queue.requires:
            if isinstance(need, ast.Without):
                message = "a queue requires nothing that it is without"
                way_out = "leave it out; `without` stands in a `widen` line"
                yield Finding(message=message, span=need.span, help=way_out)
        for widening in queue.widenings:
            yield from _twice(widening.needs)
    for resolved in program.queues.values():
        yield from _dropped(resolved)


def _twice(needs: Sequence[ast.Need]) -> Iterator[Finding]:
    for again, first in repeats(needs, _subject):
        yield Finding(
            message=f"`{_subject(again)}` is named twice in this line",
            span=again.span,
            help="keep one of the two",
            labels=first_here(first.span),
        )


def _subject(need: ast.Need) -> str:
    return "language" if isinstance(need, ast.LanguageNeed) else need.skill.text


def _dropped(queue: Queue) -> Iterator[Finding]:
    """Find `without` for what was not required; a line taken from another queue is its own."""
    required = {_subject(need) for need in queue.written.requires}
    for widening in queue.written.widenings:
        for need in widening.needs:
            subject = _subject(need)
            if not isinstance(need, ast.Without):
                required.add(subject)
            elif subject in required:
                required.remove(subject)
            elif queue.declared.widenings:
                yield Finding(
                    message=f"queue `{queue.name}` does not require `{subject}` at this time",
                    span=need.span,
                    help="leave it out",
                )
