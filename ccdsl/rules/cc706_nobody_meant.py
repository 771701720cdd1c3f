"""CC706: a requirement that is about nobody."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule


@rule("CC706", Severity.WARNING, proof=True)
def nobody_meant(program: Program, facts: Facts) -> Iterator[Finding]:
    """No contact satisfies the `when` of a requirement.

    Why: a requirement about nobody always holds, and shows nothing.
    Example:
        require "Texts are answered" {
          when   channel is sms    # CC706 where no entry takes text messages
          always queue help
        }
    Use instead: a `when` that some contact satisfies, or no requirement.
    """
    del program
    for proof in facts.prove():
        when = proof.require.when
        if when is not None and proof.verdict == "holds" and not proof.classes:
            yield Finding(
                message="no contact satisfies this `when`, so the requirement shows nothing",
                span=when.span,
                help="mend the condition, or delete the requirement",
            )
