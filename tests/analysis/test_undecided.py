"""Questions larger than their budget are undecided: never fine, and never an example."""

import pytest

from ccdsl.analysis.answering import Asked, what_happens, who_comes
from ccdsl.analysis.examining import examine
from ccdsl.analysis.proving import proofs_of, with_failures
from ccdsl.analysis.sets import BudgetError
from ccdsl.model.program import Program
from ccdsl.syntax import ast
from tests.analysis.test_proving import CENTER
from tests.analysis.walks import small

HOLDS = CENTER + 'require "Nobody is called back" { never callback }\n'
FAILS = CENTER + 'require "Nobody meets a machine" { never voicemail }\n'
BUDGETS = range(0, 200, 5)


def verdicts(text: str) -> list[str]:
    """Return what is said of the one requirement of a center, budget by budget."""
    program = small(text).program
    return [proofs_of(examine(program, budget))[0].verdict for budget in BUDGETS]


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


def test_what_fails_is_followed_to_the_end_before_anything_is_said_to_hold() -> None:
    examined = examine(small(HOLDS).program)
    proofs = proofs_of(examined)
    assert with_failures(examined, proofs)[0].verdict == "holds"
    failing = examined.centers["in-service"].failure
    assert failing is not None
    failing.complete = False
    assert with_failures(examined, proofs)[0].verdict == "undecided"


def test_who_comes_is_told_whole_or_not_at_all() -> None:
    program = small(FAILS).program
    goals = (ast.End(end="voicemail", name=None, span=program.requires[0].span),)
    said = {_asked(program, goals, budget) for budget in BUDGETS}
    assert said == {None, _asked(program, goals, None)}


def _asked(
    program: Program, goals: tuple[ast.Goal, ...], budget: int | None
) -> tuple[str, ...] | None:
    """Return who comes, None where that is undecided."""
    examined = examine(program) if budget is None else examine(program, budget)
    walks = examined.centers["in-service"].walks
    try:
        return tuple(one.words for one in who_comes(walks, program.in_service, goals, None))
    except BudgetError:
        return None


def test_nobody_is_told_of_a_walk_that_was_not_finished() -> None:
    program = small(FAILS).program
    goals = (ast.End(end="voicemail", name=None, span=program.requires[0].span),)
    walks = examine(program).centers["in-service"].walks
    for walk in walks:
        walk.complete = False
    anybody = Asked(line=None, caller=None, instant=None)
    with pytest.raises(BudgetError):
        list(who_comes(walks, program.in_service, goals, None))
    with pytest.raises(BudgetError):
        list(what_happens(walks, program.in_service, anybody))
