"""Jumps lead to steps of the same script."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.once import once
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import did_you_mean, listed
from ccdsl.syntax import ast


@rule("CC108", Severity.ERROR)
def no_such_step(program: Program, facts: Facts) -> Iterator[Finding]:
    """There is no such step.

    Why: a jump leads to a step of the same script; anything else says of what kind it is.
    Example:
        script hello version 1 in-service {
          start { -> tpo }    # CC108
          step top { -> queue help }
        }
    Use instead: the name of a step of this script, here `top`; or `-> queue NAME`,
    `-> script NAME`.
    """
    del facts
    yield from once(_unknown_jumps(program))
    yield from _named_elsewhere(program)


def _unknown_jumps(program: Program) -> Iterator[Finding]:
    steps = {
        id(script): tuple(step.name.text for step in script.steps)
        for _, script in program.nodes(ast.Script)
    }
    for owner, jump in program.nodes(ast.ToStep):
        name = jump.step.text
        if name not in steps.get(id(owner), ()):
            yield Finding(
                message=_message(owner, name),
                span=jump.step.span,
                help=_way_out(program, name, steps.get(id(owner), ())),
            )


def _message(owner: ast.AnyDeclaration, name: str) -> str:
    if isinstance(owner, ast.Script):
        return f"script `{owner.name.text}` has no step `{name}`"
    return f"`{name}` is no destination here: only scripts have steps"


def _way_out(program: Program, name: str, steps: tuple[str, ...]) -> str | None:
    kind = _declared_as(program, name)
    if kind is not None:
        return f"write `-> {kind} {name}`"
    if not steps:
        return "write of what kind it is, as in `-> queue NAME` or `-> script NAME`"
    return did_you_mean(name, steps, f"its steps are {listed(steps)}")


def _declared_as(program: Program, name: str) -> str | None:
    """Return the kind of destination that has this name."""
    if name in program.queues:
        return "queue"
    if name in program.voicemails:
        return "voicemail"
    kinds = ("script", "after-hours")
    return next((kind for kind in kinds if (kind, name) in program.versions), None)


def _named_elsewhere(program: Program) -> Iterator[Finding]:
    """Find pauses and claims about a step that no version of its script has."""
    for _, pause in program.nodes(ast.Pause):
        yield from _in_no_version(program, pause.script.text, pause.step)
    for owner, place in program.nodes(ast.Place):
        bound = isinstance(owner, ast.Require) and owner.applies
        if place.step is not None and place.of == "script" and not bound:
            yield from _in_no_version(program, place.name.text, place.step)


def _in_no_version(program: Program, script: str, step: ast.Name) -> Iterator[Finding]:
    versions = program.versions.get(("script", script), ())
    scripts = [each for each in versions if isinstance(each, ast.Script)]
    steps = {one.name.text for each in scripts for one in each.steps}
    if versions and step.text not in steps and not program.is_partial(versions):
        yield Finding(
            message=f"no version of script `{script}` has a step `{step.text}`",
            span=step.span,
            help=did_you_mean(step.text, steps, f"its steps are {listed(sorted(steps))}"),
        )
