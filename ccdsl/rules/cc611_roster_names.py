"""Names that the roster uses."""

from collections.abc import Iterator, Mapping

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.rules.once import once
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import did_you_mean
from ccdsl.source import Span


@rule("CC611", Severity.ERROR)
def unknown_in_roster(program: Program, facts: Facts) -> Iterator[Finding]:
    """Roster names a role, skill or shift that does not exist.

    Why: somebody with an unknown role may do nothing, and an unknown skill is asked for nowhere.
    Example:
        people:
          - id: maria
            name: Maria Okafor
            role: supervizor    # CC611
            email: maria@harbor.example
    Use instead: a name that a `role`, `skill` or `shift` declares.
    """
    del facts
    yield from once(_unknown_names(program))


def _unknown_names(program: Program) -> Iterator[Finding]:
    for person in (program.people or {}).values():
        yield from _unknown(program, "role", person.role, person.places["role"], program.roles)
        for skill in person.skills:
            place = person.places[f"skills.{skill}"]
            yield from _unknown(program, "skill", skill, place, program.skills)
        yield from _shifts(program, person)


def _shifts(program: Program, person: Person) -> Iterator[Finding]:
    for number, shift in enumerate(person.shifts):
        place = person.places[f"shifts.{number}"]
        yield from _unknown(program, "shift", shift, place, program.shifts)


def _unknown(
    program: Program, kind: str, name: str, place: Span, known: Mapping[str, object]
) -> Iterator[Finding]:
    told = name in program.loose or kind in program.doubtful
    if name not in known and not told:
        yield Finding(
            message=f"there is no {kind} called `{name}`",
            span=place,
            help=did_you_mean(name, known, f"declare it: `{kind} {name} …`"),
        )
