"""Prompts in every language in which they are heard."""

from collections.abc import Iterator
from dataclasses import field

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Visit
from ccdsl.model.people import LANGUAGE
from ccdsl.model.program import Program
from ccdsl.model.sayings import Saying, queue_notices, said_at, said_in_queue, wording_in
from ccdsl.record import worker
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import said_place, visited
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.source import Span


@worker
class _Missing:
    """The languages that a prompt lacks, each with a place where it is said in it, and to whom."""

    places: dict[str, Span] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)


@rule("CC211", Severity.ERROR)
def prompt_lacks_language(program: Program, facts: Facts) -> Iterator[Finding]:
    """Prompt is missing in a language in which it is heard.

    Why: a caller who speaks that language would hear nothing. It counts where the prompt can be
    heard: a prompt that only English callers come to needs no Spanish. A whisper is for the agent,
    so the center's first language is enough for it.
    Example:
        entry second_line {
          voice     +18005550177
          language  es-US
          routing   second
        }
        prompt sorry_full {    # CC211
          en-US "All lines are busy."
        }
        routing second version 1 in-service {
          otherwise {
            play sorry_full
            -> queue help
          }
        }
    Use instead: say it in that language too.
    """
    missing: dict[str, _Missing] = {}
    for saying, visit in _heard(program, facts):
        prompt, language = program.prompts.get(saying.prompt), visit.language
        if prompt is not None and _lacks(program, saying, language):
            lacking = missing.setdefault(saying.prompt, _Missing())
            lacking.places.setdefault(language, saying.span)
            lacking.visits.append(visit)
    for name in program.prompts:
        if name in missing:
            yield _finding(program, name, missing[name])


def _heard(program: Program, facts: Facts) -> Iterator[tuple[Saying, Visit]]:
    """Yield what is said with every visit at which it is heard."""
    for flow, node, visits in visited(facts):
        for saying in said_at(program, node):
            span = saying.span
            if span == node.span:
                span = said_place(flow, node, saying.prompt)
            for visit in visits:
                yield Saying(prompt=saying.prompt, span=span), visit
    notices = queue_notices(program)
    for name, arrivals in facts.reach["in-service"].arrivals.items():
        queue = program.queues[name]
        if "voice" not in queue.channels:
            continue
        callers = [one for one in arrivals if one.channel == "voice"]
        for saying in said_in_queue(queue, notices):
            yield from ((saying, visit) for visit in callers)


def _lacks(program: Program, saying: Saying, language: str) -> bool:
    center = program.center
    spoken = tuple(one.tag for one in center.languages) if center else (language,)
    if language not in spoken or not LANGUAGE.pattern.fullmatch(language):
        return False  # That it is a language here is the mistake.
    prompt = program.prompts[saying.prompt]
    if any(one.language.tag not in spoken for one in prompt.wordings):
        return False  # That it is in another language is the mistake.
    if saying.heard_by == "agent" and wording_in(prompt, spoken[0]) is not None:
        return False
    return wording_in(prompt, language) is None


def _finding(program: Program, name: str, missing: _Missing) -> Finding:
    center = program.center
    order = [one.tag for one in center.languages] if center else []
    languages = sorted(missing.places, key=order.index)
    return Finding(
        message=f"prompt `{name}` is not said in {listed(languages)}",
        span=program.prompts[name].name.span,
        help=with_contacts(f'add a line, `{languages[0]} "…"`', contacts_of(missing.visits)),
        labels=tuple(
            Label(span=span, text=f"heard here in {listed(tags)}")
            for span, tags in _by_place(languages, missing.places).items()
        ),
    )


def _by_place(languages: list[str], places: dict[str, Span]) -> dict[Span, list[str]]:
    found: dict[Span, list[str]] = {}
    for language in languages:
        found.setdefault(places[language], []).append(language)
    return found
