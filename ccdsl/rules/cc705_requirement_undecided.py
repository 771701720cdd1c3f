"""CC705: a requirement that could not be decided."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule


@rule("CC705", Severity.ERROR, proof=True)
def requirement_undecided(program: Program, facts: Facts) -> Iterator[Finding]:
    """Requirement could not be decided.

    Why: the question took more steps than there is a budget for. Nobody knows then whether the
    requirement holds, and what is not known is not taken for fine.
    Example:
        require "Nobody is hung up on" {
          never  hang-up    # CC705, in a center of thousands of rules that overlap
        }
    Use instead: ask about less (`when entry is …`), or let rules that overlap less do the work.
    """
    del program
    for proof in facts.prove():
        if proof.verdict == "undecided":
            yield Finding(
                message="whether this requirement holds could not be decided",
                span=proof.require.name.span,
                help="ask about fewer contacts in its `when`",
            )
