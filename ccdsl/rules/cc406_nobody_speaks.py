"""Languages that somebody speaks where they are required."""

from collections.abc import Iterable, Iterator, Sequence

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Visit
from ccdsl.model.flow import CallbackNode, LanguageNode
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import staff_is_known, visited
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.staffing import answering, needs_of
from ccdsl.rules.words import listed
from ccdsl.syntax import ast

Arrivals = dict[str, dict[str, list[Visit]]]
"""By queue and language, the visits of contacts that come there."""


@rule("CC406", Severity.ERROR)
def nobody_speaks(program: Program, facts: Facts) -> Iterator[Finding]:
    """Nobody there speaks a language that comes to the queue.

    Why: the queue requires that the agent speaks the contact's language, contacts with this
    language come to it, and of those who serve it nobody speaks it: they wait for nobody. It is
    fine if a `widen` drops the need.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        team desk { lead maria  queues selling }
        center base {
          timezone   America/New_York
          languages  en-US, es-US, fr-CA
          calendar   2026-01-01 to 2027-12-31
          on-failure -> voicemail box
        }
        entry second_line {
          voice     +18005550177
          language  fr-CA
          routing   second
        }
        routing second version 1 in-service {
          otherwise -> queue selling
        }
        queue selling {    # CC406
          channels voice
          requires language
          wait forever
        }
    Use instead: somebody in the team who speaks it, or `widen after 2m requires without language`.
    """
    if program.center is None or not staff_is_known(program):
        return
    staff = answering(program)
    for name, languages in _arrivals(program, facts).items():
        queue = program.queues[name]
        missing = _unspoken(queue, staff.get(name, ()), languages)
        if missing:
            yield _finding(program, facts, queue, {one: languages[one] for one in missing})


def _unspoken(queue: Queue, people: Sequence[Person], languages: Iterable[str]) -> list[str]:
    """Return the languages that nobody speaks of those who have the skills, if there are any."""
    stages = needs_of(queue.written)
    able = [one for one in people if any(needs.are_met_by(one) for needs in stages)]
    if not stages[0].language or not able:
        return []
    return [
        language
        for language in languages
        if not any(needs.are_met_by(one, language) for needs in stages for one in able)
    ]


def _arrivals(program: Program, facts: Facts) -> Arrivals:
    """Return who comes to each queue: to wait there, or to be called back from there."""
    found: Arrivals = {}
    for name, visits in facts.reach["in-service"].arrivals.items():
        for visit in visits:
            if visit.channel in program.queues[name].channels:
                found.setdefault(name, {}).setdefault(visit.language, []).append(visit)
    for _, node, visits in visited(facts):
        if isinstance(node, CallbackNode) and node.queue in program.queues:
            for visit in visits:
                found.setdefault(node.queue, {}).setdefault(visit.language, []).append(visit)
    return found


def _finding(
    program: Program, facts: Facts, queue: Queue, missing: dict[str, list[Visit]]
) -> Finding:
    first, *others = missing.values()
    needs = [need for need in queue.written.requires if isinstance(need, ast.LanguageNeed)]
    labels = [Label(span=need.span, text="it is required here") for need in needs]
    return Finding(
        message=f"nobody who serves queue `{queue.name}` speaks {listed([*missing])}",
        span=queue.declared.name.span,
        help=with_contacts(
            f"let somebody who speaks {listed([*missing], 'or')} serve it, or send them elsewhere",
            contacts_of([*first, *(visit for each in others for visit in each)]),
        ),
        labels=(*labels, *_where_from(program, facts, first[0])),
    )


def _where_from(program: Program, facts: Facts, visit: Visit) -> Iterator[Label]:
    """Yield the label at the place that gave a contact its language."""
    for before in reversed(visit.way()[:-1]):
        for flows in facts.flows.values():
            flow = flows.get(before.flow)
            node = flow.nodes.get(before.node) if flow is not None else None
            if isinstance(node, LanguageNode) and node.language == visit.language:
                yield Label(span=node.span, text=f"contacts come to speak `{visit.language}` here")
                return
    entry = program.entries.get(visit.entry)
    if entry is not None:
        place = entry.language.span if entry.language is not None else entry.arrival.span
        yield Label(span=place, text=f"contacts who speak `{visit.language}` arrive here")
