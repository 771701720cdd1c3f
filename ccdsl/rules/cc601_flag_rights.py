"""Who may flip a flag."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here


@rule("CC601", Severity.ERROR, whole=True)
def may_not_flip(program: Program, facts: Facts) -> Iterator[Finding]:
    """Role may not flip flags.

    Why: a flag names the roles that may flip it, and the platform lets only those do it whose role
    has the right `flip-flags`. Judged where there is a roster.
    Example:
        roster "people/roster.yaml"
        role agent may answer
        flag snow {
          may agent    # CC601
        }
    Use instead: a role with `flip-flags`.
    """
    del facts
    if program.people is None:
        return
    for flag in program.flags.values():
        for name in flag.may:
            role = program.roles.get(name.text)
            if role is not None and all(right.text != "flip-flags" for right in role.rights):
                yield Finding(
                    message=f"role `{name.text}` may not flip flags",
                    span=name.span,
                    help=f"give `{name.text}` the right `flip-flags`, or name another role",
                    labels=first_here(role.name.span, "its rights are here"),
                )
