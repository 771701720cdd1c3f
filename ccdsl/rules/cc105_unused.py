"""Declarations that nothing names."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.releases import command
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.uses import used_by_others
from ccdsl.syntax import ast

_ROOTS = ("center", "entry", "roster", "team", "recording", "report", "require", "scenario")
_OF_PEOPLE = ("role", "skill", "shift")


@rule("CC105", Severity.WARNING, whole=True)
def unused_declaration(program: Program, facts: Facts) -> Iterator[Finding]:
    """Declaration is never used.

    Why: what nothing names does nothing; often the line that should name it is missing. A name
    counts as used if anything else names it, in service, in draft or on the roster; a retired
    version uses nothing.
    Example:
        prompt old_greeting {    # CC105
          en-US "Welcome."
          es-US "Bienvenido."
        }
    Use instead: name it where it belongs, or delete it.
    """
    del facts
    used = used_by_others(program)
    roster_unread = program.roster is not None and program.people is None
    seen: set[tuple[str, str]] = set()
    for one in program.declarations:
        key = (one.kind, one.name.text)
        if one.kind in _ROOTS or key in used or key in seen or _is_retired(one):
            continue
        if roster_unread and one.kind in _OF_PEOPLE:
            continue
        seen.add(key)
        message = f"{one.kind} `{one.name.text}` is never used"
        yield Finding(message=message, span=one.name.span, help=_way_out(program, key))


def _way_out(program: Program, key: tuple[str, str]) -> str:
    """Return what to do; what a release has put in service goes by a release alone."""
    lock = program.lock
    if lock is not None and key in lock.in_service:
        return f"name it somewhere; else {command('retire', key)} takes it out of service"
    return "name it somewhere, or delete it"


def _is_retired(one: ast.AnyDeclaration) -> bool:
    return isinstance(one, ast.Versioned) and one.version.state is ast.State.RETIRED
