"""CC704: a requirement that some contact breaks."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.proofs import Proof
from ccdsl.rules.rule import Finding, rule


@rule("CC704", Severity.ERROR, proof=True)
def requirement_fails(program: Program, facts: Facts) -> Iterator[Finding]:
    """Requirement does not hold.

    Why: a requirement says what must be so for every contact it is about, whatever callers and the
    world choose; one contact that breaks it is enough. The help shows that contact as a scenario:
    paste it into the project, change what it expects, and it guards the mended center.
    Example:
        require "Nobody waits" {
          never  queue    # CC704
        }
    Use instead: mend the rule or the step that the scenario goes through, or say in `when` for
    whom the requirement is not meant.
    """
    del program
    for proof in facts.prove():
        if proof.counterexample is not None:
            yield _finding(proof)


def _finding(proof: Proof) -> Finding:
    found = proof.counterexample
    assert found is not None  # noqa: S101 - asked by the caller
    where = "" if proof.which == "in-service" else " in the draft center"
    breaks = "this contact breaks" if found.other is None else "these two contacts break"
    return Finding(
        message=f"this requirement does not hold{where}: a contact {found.what}",
        span=found.claim.span,
        help="\n".join((f"{breaks} it:", *(each.rstrip() for each in found.scenarios))),
        labels=(Label(span=proof.require.name.span, text="required here"),),
    )
