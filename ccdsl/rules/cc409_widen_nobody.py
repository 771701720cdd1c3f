"""Widening that lets nobody in."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.rules.live import is_live
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.staffing import Needs, answering, needs_of
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC409", Severity.WARNING, whole=True)
def widens_to_nobody(program: Program, facts: Facts) -> Iterator[Finding]:
    """Widening admits nobody new.

    Why: after it the same people may take the contact as before, so it waits no less. Judged
    against the roster.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        skill sales levels 1 to 5
        team desk { lead maria  queues selling }
        routing inbound version 1 in-service {
          otherwise -> queue selling
        }
        queue selling {
          channels voice
          requires sales >= 3
          widen after 60s requires sales >= 2    # CC409
          wait forever
        }
    Use instead: needs that more people meet; or delete the line.
    """
    if program.people is None or program.center is None:
        return
    tags = tuple(language.tag for language in program.center.languages)
    staff = answering(program)
    useful: set[Span] = set()
    idle: dict[Span, Finding] = {}
    for name, queue in program.queues.items():
        people = staff.get(name, ()) if is_live(program, facts, "queue", name) else ()
        for widening, admits in _steps(queue.written, people, tags) if people else ():
            if admits:
                useful.add(widening.span)
            else:
                idle.setdefault(widening.span, _finding(name, widening))
    yield from (finding for place, finding in idle.items() if place not in useful)


def _steps(
    queue: ast.Queue, people: tuple[Person, ...], tags: tuple[str, ...]
) -> Iterator[tuple[ast.Widening, bool]]:
    """Yield every `widen` line, and whether it admits somebody who could not answer before."""
    if not queue.widenings:
        return
    first, *stages = needs_of(queue)
    before = _admitted(first, people, tags)
    for widening, needs in zip(queue.widenings, stages, strict=True):
        after = _admitted(needs, people, tags)
        yield widening, not after <= before
        before |= after


def _admitted(
    needs: Needs, people: tuple[Person, ...], tags: tuple[str, ...]
) -> set[tuple[str, str]]:
    """Return (person, language) for everybody who may take a contact in a language."""
    return {(one.id, tag) for one in people for tag in tags if needs.are_met_by(one, tag)}


def _finding(name: str, widening: ast.Widening) -> Finding:
    return Finding(
        message=f"this admits nobody who could not answer queue `{name}` before",
        span=widening.span,
        help="ask for less, or delete the line",
    )
