"""Numbers that a list of callers has twice."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC120", Severity.WARNING)
def caller_listed_twice(program: Program, facts: Facts) -> Iterator[Finding]:
    """Number is in a list of callers twice.

    Why: one of the two is out of date, or somebody else is missing. The numbers of the list's
    files count too.
    Example:
        callers vip {
          +12125550100 "Headquarters"
          +12125550100 "Press office"    # CC120
        }
    Use instead: delete one of the two.
    """
    del facts
    for callers in program.callers.values():
        for (number, span), (_, first) in repeats(_numbers(program, callers), lambda one: one[0]):
            yield Finding(
                message=f"`{number}` is in callers `{callers.name.text}` twice",
                span=span,
                help="delete one of the two",
                labels=first_here(first, "it is here already"),
            )


def _numbers(program: Program, callers: ast.Callers) -> Iterator[tuple[str, Span]]:
    """Yield the numbers of the files, then those written inline, with their places."""
    for file in callers.files:
        for row in program.csv_numbers.get(file.value, ()):
            yield f"{row.number}{'*' if row.is_prefix else ''}", row.span
    for member in callers.members:
        match member.number:
            case ast.Phone() as phone:
                yield phone.number, phone.span
            case ast.Prefix() as prefix:
                yield f"{prefix.digits}*", prefix.span
