"""A center that contacts can be run through: a project without errors that stand in the way."""

from ccdsl.cli.project import Judged
from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.simulate.center import Center


def center_of(judged: Judged, *, draft: bool) -> Center | None:
    """Return a center, or None for a project that has errors.

    A requirement that does not hold and a scenario that does not pass stand in nobody's way.
    """
    if obstacles(judged):
        return None
    program = judged.compiled.program
    return Center(program=program, view=program.draft if draft else program.in_service)


def obstacles(judged: Judged) -> tuple[Diagnostic, ...]:
    """Return the errors that leave nothing to run."""
    from ccdsl.rules import RULES

    proofs = {rule.code for rule in RULES if rule.proof}
    return tuple(
        one
        for one in judged.findings.diagnostics
        if one.severity is Severity.ERROR and one.code not in proofs
    )
