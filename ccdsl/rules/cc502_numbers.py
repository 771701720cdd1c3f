"""Numbers of versions."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC502", Severity.ERROR)
def version_number(program: Program, facts: Facts) -> Iterator[Finding]:
    """Version has a number that it cannot have.

    Why: versions count up from 1, and a draft is the next one: it takes one more than the highest
    number ever used.
    Example:
        script hello version 4 in-service {
          start { -> queue help }
        }
        script hello version 3 draft {    # CC502
          start { -> hang-up }
        }
    Use instead: the next number, here 5.
    """
    del facts
    for group in program.versions.values():
        for one in group:
            if one.version.number.value < 1:
                message, place = "versions count from 1", one.version.number.span
                yield Finding(message=message, span=place, help="write a number from 1")
            elif one.version.state is ast.State.DRAFT:
                yield from _draft(one, group)


def _draft(draft: ast.Versioned, group: Sequence[ast.Versioned]) -> Iterator[Finding]:
    others = [one for one in group if one.version.state is not ast.State.DRAFT]
    if not others:
        return
    highest = max(others, key=lambda one: one.version.number.value)
    number = highest.version.number.value
    if draft.version.number.value < number:
        yield Finding(
            message=f"a draft of {draft.kind} `{draft.name.text}` comes after version {number}",
            span=draft.version.number.span,
            help=f"write `version {number + 1} draft`",
            labels=first_here(highest.version.span, "this version is there already"),
        )
