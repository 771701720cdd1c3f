"""Tests of the dialed number."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.numbers import entry_numbers, is_dialed_nowhere
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import did_you_mean
from ccdsl.syntax import ast


@rule("CC116", Severity.ERROR, hides=("CC206", "CC218", "CC229"))
def dialed_nowhere(program: Program, facts: Facts) -> Iterator[Finding]:
    """No entry has the dialed number.

    Why: nobody can dial a number at which no entry answers, so the test is never true.
    Example:
        routing inbound version 1 in-service {
          when dialed is +18005550999 -> hang-up    # CC116
          otherwise -> queue help
        }
    Use instead: a number of an entry.
    """
    del facts
    if program.broken or program.loose:
        return  # An entry may be missing.
    numbers = entry_numbers(program)
    for owner, test in program.nodes(ast.NumberTest):
        if test.subject != "dialed" or isinstance(owner, ast.Require):
            continue  # What requirements dial is looked up with them: CC701.
        for value in test.values:
            if is_dialed_nowhere(value, numbers):
                yield nowhere(value, numbers)


def nowhere(value: ast.Phone | ast.Prefix | ast.Name, numbers: frozenset[str]) -> Finding:
    """Return the finding about a number that no entry has."""
    match value:
        case ast.Phone():
            message = f"no entry has the number `{value.number}`"
            elsewhere = "numbers stand in an entry's `voice` or `sms` line"
            way_out = did_you_mean(value.number, numbers, elsewhere)
        case ast.Prefix():
            message = f"no entry has a number that begins with `{value.digits}`"
            way_out = "numbers stand in an entry's `voice` or `sms` line"
        case ast.Name():
            message, way_out = f"`{value.text}` is not a number", None
    return Finding(message=message, span=value.span, help=way_out)
