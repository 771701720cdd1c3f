"""Numbers and addresses belong to one entry."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats
from ccdsl.syntax import ast


@rule("CC114", Severity.ERROR)
def claimed_twice(program: Program, facts: Facts) -> Iterator[Finding]:
    """Number or address is claimed twice.

    Why: a contact that arrives there would belong to two entries. One number may serve voice and
    sms, since those are two channels. Addresses differ in more than their case.
    Example:
        entry first_line {
          voice    +18005550177
          routing  inbound
        }
        entry second_line {
          voice    +18005550177    # CC114
          routing  inbound
        }
    Use instead: give it to one of them.
    """
    del facts
    claims = [
        (entry, address)
        for entry in program.entries.values()
        for address in entry.arrival.addresses
    ]
    for (again, address), (first, earlier) in repeats(claims, _key):
        whose = "this entry" if again is first else f"entry `{first.name.text}`"
        yield Finding(
            message=f"`{ast.written(address)}` belongs to {whose} already",
            span=address.span,
            help="give it to one of them" if again is not first else "delete one of the two",
            labels=first_here(earlier.span, "it is claimed here"),
        )


def _key(claim: tuple[ast.Entry, ast.Phone | ast.Text]) -> tuple[str, str]:
    return claim[0].arrival.channel, ast.written(claim[1]).casefold()
