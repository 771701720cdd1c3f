"""Who names what: the uses of every name by something else than itself."""

from ccdsl.model.program import Program
from ccdsl.syntax import ast

Key = tuple[str, str]
"""A kind and a name."""


def used_by_others(program: Program) -> set[Key]:
    """Return every name that another declaration, or somebody on the roster, names."""
    used: set[Key] = set()
    for owner in program.declarations:
        for reference in program.references_of(owner):
            name = reference.name.text
            for kind in reference.kinds:
                if name != owner.name.text or kind != owner.kind:
                    used.add((kind, name))
    return used | _used_by_people(program)


def _used_by_people(program: Program) -> set[Key]:
    used: set[Key] = set()
    for person in (program.people or {}).values():
        used.add(("role", person.role))
        used |= {("skill", skill) for skill in person.skills}
        used |= {("shift", shift) for shift in person.shifts}
    return used


def states(program: Program, kind: str, name: str) -> frozenset[ast.State]:
    """Return the states in which there is a version of a versioned name."""
    group = program.versions.get((kind, name), ())
    return frozenset(one.version.state for one in group)
