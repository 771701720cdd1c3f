"""Opening hours for which nobody is planned."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.live import is_live
from ccdsl.rules.plan import Plan, Team
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.staffing import answering, needs_of
from ccdsl.rules.words import first_here, listed
from ccdsl.syntax import ast


@rule("CC417", Severity.WARNING, whole=True)
def nobody_on_shift(program: Program, facts: Facts) -> Iterator[Finding]:
    """Queue is open while nobody is on shift.

    Why: contacts that come then wait for nobody. Who may answer, has the skills and is on a shift
    with the channel counts; breaks do not. A queue without `after-hours` is always open. The plan
    feeds this warning only: it decides nothing about a contact.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        shift office_days { mon-fri 08:00-12:00 voice }
        team desk { lead maria  queues selling }
        hours office { mon-fri 08:00-17:00 }
        after-hours closed version 1 in-service {
          hours office
          otherwise -> hang-up
        }
        routing inbound version 1 in-service {
          otherwise -> queue selling
        }
        queue selling {    # CC417
          channels voice
          after-hours closed
          at-close -> stay
          wait forever
        }
    Use instead: a shift for that time, or shorter opening hours.
    """
    if program.people is None or facts.window is None or not program.shifts:
        return
    staff = answering(program)
    plan = Plan(program, facts)
    for name, queue in program.queues.items():
        able = tuple(one for one in staff.get(name, ()) if _is_able(queue, one))
        if able and is_live(program, facts, "queue", name):
            yield from _unserved(program, plan, queue, able)


def _is_able(queue: Queue, person: Person) -> bool:
    return any(needs.are_met_by(person) for needs in needs_of(queue.written))


def _unserved(
    program: Program, plan: Plan, queue: Queue, able: tuple[Person, ...]
) -> Iterator[Finding]:
    """Yield one finding for each set of times, with the channels that nobody serves then."""
    hours = _hours(program, queue)
    shifts = frozenset(shift for person in able for shift in person.shifts)
    times: dict[str, list[str]] = {}
    for channel in queue.channels:
        gaps = plan.gaps(Team(shifts, channel), hours)
        if gaps:
            times.setdefault(gaps, []).append(channel)
    for gaps, channels in times.items():
        labels = first_here(hours.name.span, "it is open by these hours") if hours else ()
        yield Finding(
            message=f"nobody for queue `{queue.name}` is on shift for {listed(channels)} on {gaps}",
            span=queue.declared.name.span,
            help="plan a shift for that time, or shorten the opening hours",
            labels=labels,
        )


def _hours(program: Program, queue: Queue) -> ast.OpeningHours | None:
    """Return the hours of a queue, in service if they are, or None for always."""
    if queue.after_hours is None:
        return None
    for view in program.views:
        if queue.after_hours in view.after_hours:
            return program.hours.get(view.after_hours[queue.after_hours].hours.text)
    return None
