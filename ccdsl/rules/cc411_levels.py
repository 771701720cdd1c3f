"""Levels of skills."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import Person
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC411", Severity.ERROR)
def level_does_not_exist(program: Program, facts: Facts) -> Iterator[Finding]:
    """Skill has no such level.

    Why: nobody can have a level that the skill does not have, so the queue would wait for nobody.
    Example:
        skill sales levels 1 to 5
        queue selling {
          channels voice
          requires sales >= 7    # CC411
          wait forever
        }
    Use instead: a level of the skill. A skill without `levels` somebody simply has, or has not.
    """
    del facts
    for skill in program.skills.values():
        if skill.levels is not None and skill.levels[0].value > skill.levels[1].value:
            least, most = skill.levels
            yield Finding(
                message=f"the levels {least.text} to {most.text} run backwards",
                span=least.span.to(most.span),
                help=f"write `levels {most.text} to {least.text}`",
            )
    for _, need in program.nodes(ast.SkillNeed):
        known = program.skills.get(need.skill.text)
        if known is None or need.level is None or program.is_broken(known.span):
            continue
        yield from _judged(known, need.level.value, need.level.span)
    for person in (program.people or {}).values():
        yield from _of_person(program, person)


def _of_person(program: Program, person: Person) -> Iterator[Finding]:
    for name, level in person.skills.items():
        skill = program.skills.get(name)
        place = person.places[f"skills.{name}"]
        if skill is None or program.is_broken(skill.span):
            continue
        if level is not None:
            yield from _judged(skill, level, place)
        elif skill.levels is not None:
            yield Finding(
                message=f"skill `{name}` has levels, and {person.name} has none of them",
                span=place,
                help=f"write a level, such as `{name}: {skill.levels[1].text}`",
                labels=first_here(skill.span, "its levels are here"),
            )


def _judged(skill: ast.Skill, level: int, place: Span) -> Iterator[Finding]:
    name = skill.name.text
    labels = first_here(skill.span, "it is declared here")
    if skill.levels is None:
        message, way_out = f"skill `{name}` has no levels", f"write `skill {name} levels 1 to 5`"
        yield Finding(message=message, span=place, help=way_out, labels=labels)
        return
    least, most = (bound.value for bound in skill.levels)
    if least <= most and not least <= level <= most:
        message = f"skill `{name}` has no level {level}"
        way_out = f"its levels are {least} to {most}"
        yield Finding(message=message, span=place, help=way_out, labels=labels)
