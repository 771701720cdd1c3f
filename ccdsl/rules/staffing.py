"""Who may serve which queue, who supervises it, and who has which skills."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Needs:
    """What an agent must have: skills, each at a level or (None) at any, and the language."""

    skills: Mapping[str, int | None] = field(default_factory=dict)
    language: bool = False

    def restated(self, needs: Iterable[ast.Need]) -> "Needs":
        """Return these needs as a `widen` restates them; what it does not name is kept."""
        skills, language = dict(self.skills), self.language
        for need in needs:
            match need:
                case ast.SkillNeed():
                    skills[need.skill.text] = need.level.value if need.level else None
                case ast.LanguageNeed():
                    language = True
                case ast.Without(skill=skill) if skill.text == "language":
                    language = False
                case ast.Without():
                    skills.pop(need.skill.text, None)
        return Needs(skills=skills, language=language)

    def are_met_by(self, person: Person, language: str | None = None) -> bool:
        """Whether somebody has the skills, and speaks the language (None: any will do)."""
        if self.language and language is not None and language not in person.languages:
            return False
        return all(_has(person, skill, level) for skill, level in self.skills.items())


def _has(person: Person, skill: str, level: int | None) -> bool:
    if skill not in person.skills:
        return False
    own = person.skills[skill]
    return level is None or own is None or own >= level


def needs_of(queue: ast.Queue) -> tuple[Needs, ...]:
    """Return what a queue requires at first, and after each of its `widen` lines."""
    stages = [Needs().restated(queue.requires)]
    for widening in queue.widenings:
        stages.append(stages[-1].restated(widening.needs))
    return tuple(stages)


def may(program: Program, person: Person, right: str) -> bool:
    """Whether somebody's role gives them a right."""
    role = program.roles.get(person.role)
    return role is not None and any(one.text == right for one in role.rights)


def answering(program: Program) -> dict[str, tuple[Person, ...]]:
    """Return, for each queue that a team lists, its lead and members who may answer."""
    people = program.people or {}
    found: dict[str, dict[str, Person]] = {}
    for team in program.teams.values():
        names = [name.text for name in (team.lead, *team.members)]
        everybody = [people[name] for name in names if name in people]
        able = {person.id: person for person in everybody if may(program, person, "answer")}
        for queue in team.queues:
            found.setdefault(queue.text, {}).update(able)
    return {queue: tuple(able.values()) for queue, able in found.items()}


def leads_of(program: Program) -> dict[str, tuple[Person, ...]]:
    """Return, for each queue that a team lists, the leads of those teams."""
    people = program.people or {}
    found: dict[str, dict[str, Person]] = {}
    for team in program.teams.values():
        lead = people.get(team.lead.text)
        for queue in team.queues:
            leads = found.setdefault(queue.text, {})
            if lead is not None:
                leads[lead.id] = lead
    return {queue: tuple(leads.values()) for queue, leads in found.items()}


def supervisors(program: Program) -> dict[str, tuple[Person, ...]]:
    """Return, for each queue that a team lists, the leads who may see reports."""
    return {
        queue: tuple(lead for lead in leads if may(program, lead, "see-reports"))
        for queue, leads in leads_of(program).items()
    }
