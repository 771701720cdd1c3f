"""Who serves a queue: lead and members of a team that lists it, who may answer, with the skills.

A queue widens while a contact waits, so whoever serves it after some widening serves it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.syntax import ast


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a queue asks of an agent: levels by skill (None: at any level), and the language."""

    skills: Mapping[str, int | None]
    language: bool

    def lacking(self, person: Person) -> tuple[str, ...]:
        """Return the skills that somebody lacks, or has at too low a level, as written."""
        return tuple(
            skill if least is None else f"{skill} >= {least}"
            for skill, least in self.skills.items()
            if not _has(person, skill, least)
        )


def _has(person: Person, skill: str, least: int | None) -> bool:
    if skill not in person.skills:
        return False
    level = person.skills[skill]
    return least is None or (level is not None and level >= least)


def needs_of(queue: Queue) -> tuple[Needs, ...]:
    """Return what a queue asks at first and after each widening, in the order of time.

    A widening restates the skills that it names, drops those `without` names, and keeps the rest.
    """
    needs = _restated(Needs(skills={}, language=False), queue.written.requires)
    found = [needs]
    for widening in sorted(queue.written.widenings, key=lambda one: one.after.ms):
        needs = _restated(needs, widening.needs)
        found.append(needs)
    return tuple(found)


def _restated(before: Needs, needs: tuple[ast.Need, ...]) -> Needs:
    skills = dict(before.skills)
    language = before.language
    for need in needs:
        match need:
            case ast.SkillNeed():
                skills[need.skill.text] = need.level.value if need.level else None
            case ast.LanguageNeed():
                language = True
            case ast.Without(skill=ast.Name(text="language")):
                language = False
            case ast.Without():
                skills.pop(need.skill.text, None)
    return Needs(skills=skills, language=language)


def assigned(program: Program, queue: str) -> tuple[Person, ...]:
    """Return the lead and members of the teams that list a queue, each once."""
    people = program.people or {}
    ids = (
        name.text
        for team in program.teams.values()
        if queue in {name.text for name in team.queues}
        for name in (team.lead, *team.members)
    )
    return tuple(people[each] for each in dict.fromkeys(ids) if each in people)


def may(program: Program, person: Person, right: str) -> bool:
    """Whether somebody's role gives a right; a role that nobody declares is not judged."""
    role = program.roles.get(person.role)
    return role is None or right in {name.text for name in role.rights}


def servers(program: Program, queue: Queue) -> Iterator[tuple[Person, Needs]]:
    """Yield who serves a queue, with each state of its needs in which they do."""
    for person in assigned(program, queue.name):
        if may(program, person, "answer"):
            for needs in needs_of(queue):
                if not needs.lacking(person):
                    yield person, needs


def speaks(person: Person, language: str) -> bool:
    """Whether somebody speaks a language: it, or all of its kinds (`es` for `es-US`)."""
    return any(language == one or language.startswith(f"{one}-") for one in person.languages)
