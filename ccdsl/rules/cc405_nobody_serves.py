"""Queues that somebody serves."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.live import is_live, staff_is_known
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.staffing import Needs, answering, needs_of
from ccdsl.rules.words import listed


@rule("CC405", Severity.ERROR)
def nobody_serves(program: Program, facts: Facts) -> Iterator[Finding]:
    """Nobody on the roster can serve the queue.

    Why: contacts would wait there for nobody. Who serves a queue is the lead or a member of a team
    that lists it, with a role that may `answer`, and with the skills, if only after the queue has
    widened. Without a roster nothing is judged.
    Example:
        roster "people/roster.yaml"
        routing inbound version 1 in-service {
          otherwise -> queue selling
        }
        queue selling {    # CC405
          channels voice
          wait forever
        }
    Use instead: `queues selling` in a team whose people may answer; or give somebody the skills.
    """
    if not staff_is_known(program):
        return
    staff = answering(program)
    listing = {name.text for team in program.teams.values() for name in team.queues}
    for queue in program.queues.values():
        known = program.skills.keys() >= set(_skills(queue))
        if not known or not is_live(program, facts, "queue", queue.name):
            continue
        people = staff.get(queue.name, ())
        needs = needs_of(queue.written)
        if not any(need.are_met_by(person) for need in needs for person in people):
            yield _finding(queue, _why(queue, people, needs, is_listed=queue.name in listing))


def _skills(queue: Queue) -> Iterator[str]:
    for needs in needs_of(queue.written):
        yield from needs.skills


def _finding(queue: Queue, why: str) -> Finding:
    requires = queue.written.requires
    labels: tuple[Label, ...] = ()
    if requires:
        place = requires[0].span.to(requires[-1].span)
        labels = (Label(span=place, text="this is what it asks of them"),)
    return Finding(
        message=f"nobody on the roster can serve queue `{queue.name}`",
        span=queue.declared.name.span,
        help=why,
        labels=labels,
    )


def _why(
    queue: Queue, people: tuple[Person, ...], needs: tuple[Needs, ...], *, is_listed: bool
) -> str:
    if not is_listed:
        return f"no team lists it: write `queues {queue.name}` in one"
    if not people:
        return "nobody in the teams that list it has a role that may `answer`"
    closest = min(people, key=lambda person: min(len(_lacking(need, person)) for need in needs))
    lacking = min((_lacking(need, closest) for need in needs), key=len)
    return f"{closest.name} comes closest, and lacks {listed(lacking)}"


def _lacking(needs: Needs, person: Person) -> list[str]:
    """Return the skills that somebody lacks, or has at too low a level, as they are written."""
    return [
        skill if level is None else f"{skill} >= {level}"
        for skill, level in needs.skills.items()
        if not Needs(skills={skill: level}).are_met_by(person)
    ]
