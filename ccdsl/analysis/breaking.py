"""Counterexamples: a contact that breaks a requirement, run and written as a scenario."""

from ccdsl.analysis.claims import Violation
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.witness import ReplayError, witness
from ccdsl.model.program import View
from ccdsl.model.proofs import Counterexample
from ccdsl.simulate.center import Center
from ccdsl.simulate.written import Written, write_scenario
from ccdsl.syntax import ast


def counterexample(
    walk: Walk,
    view: View,
    required: tuple[ast.Require, ast.Claim],
    broken: Violation,
) -> Counterexample:
    """Return the most ordinary of the contacts that break a claim of a requirement so.

    Raises ReplayError where the interpreter does not bring it there.
    """
    require, claim = required
    found = witness(walk, view, broken.goals, broken.contacts, broken.allowed)
    if found is None:
        msg = "a requirement is broken by nobody"
        raise ReplayError(msg)
    center = Center(program=walk.space.center.program, view=view)
    title = f"breaks {require.name.text}"
    told = Written(title=title, contact=found.contact, world=found.world, trace=found.trace)
    return Counterexample(
        claim=claim,
        what=broken.what,
        end=str(found.trace.end),
        scenario=write_scenario(center, told),
    )
