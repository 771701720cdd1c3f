"""Questions larger than their budget are undecided: never fine, and never an example."""

from ccdsl.analysis.examining import examine
from ccdsl.analysis.proving import Prover
from tests.analysis.test_proving import CENTER
from tests.analysis.walks import small

HOLDS = CENTER + 'require "Nobody is called back" { never callback }\n'
FAILS = CENTER + 'require "Nobody meets a machine" { never voicemail }\n'
BUDGETS = range(0, 200, 5)


def verdicts(text: str) -> list[str]:
    """Return what is said of the one requirement of a center, budget by budget."""
    program = small(text).program
    return [Prover(examine(program, budget))()[0].verdict for budget in BUDGETS]


def test_what_holds_is_undecided_until_the_budget_is_large_enough() -> None:
    said = verdicts(HOLDS)
    assert said[0] == "undecided"
    assert said[-1] == "holds"
    assert said == sorted(said, reverse=True)


def test_what_fails_is_never_said_to_hold() -> None:
    said = verdicts(FAILS)
    assert said[0] == "undecided"
    assert said[-1] == "fails"
    assert "holds" not in said
