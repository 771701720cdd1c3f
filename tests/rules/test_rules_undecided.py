"""What is said where contacts could not be followed to all ends: never that all is well."""

import pytest

from ccdsl.analysis import find_facts
from ccdsl.analysis.examining import examine
from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.settings import Settings
from ccdsl.rules.run import judge
from tests.rules.projects import TODAY, compiled

_CENTER = """
entry front {
  voice    +18005550100
  routing  inbound
}
entry website {
  chat     "harbor.example"
  routing  inbound
}
entry other {
  voice    +18005550177
  routing  plain
}
routing plain version 1 in-service {
  otherwise -> queue help
}
routing inbound version 1 in-service {
  when tier is gold                                  -> script lost
  when caller in vip and hours office is open        -> queue special
  when caller is withheld and hours office is closed -> queue special
  when caller in vip and flag snow is on             -> hang-up
  otherwise                                          -> voicemail box
}
script lost version 1 in-service {
  start { -> start }
}
queue special { channels voice  max-waiting 9 }
"""
"""Mistakes enough, at the entries `front` and `website`."""


def _judged(
    budget: int, text: str = _CENTER, *, info: bool = False
) -> tuple[Program, Facts, tuple[Diagnostic, ...]]:
    program = compiled(text, around=("base.ccdsl",), beside={}).program
    facts = find_facts(examine(program, budget), TODAY)
    return program, facts, judge(program, facts, Problems(), Settings(), info=info)


def _codes(budget: int) -> set[str]:
    return {one.code for one in _judged(budget)[2] if one.severity.value == "error"}


def test_with_enough_steps_there_are_mistakes_and_nothing_is_undecided() -> None:
    assert "CC404" in _codes(3_000_000)
    assert "CC227" not in _codes(3_000_000)


def test_with_too_few_steps_one_error_names_the_entries_and_nothing_is_called_dead() -> None:
    _, facts, found = _judged(10)
    (error,) = (one for one in found if one.severity.value == "error")
    assert error.code == "CC227"
    assert "entries `front` and `website`" in error.message
    assert not facts.reach["in-service"].complete
    assert not [one for one in found if one.code == "CC218"]


def test_what_shares_nothing_with_it_is_decided() -> None:
    _, facts, _ = _judged(10)
    assert facts.reach["in-service"].reaches("routing", "plain")
    assert facts.reach["in-service"].undecided == ("front", "website")


@pytest.mark.parametrize("budget", [0, 1, 5, 20, 40, 80, 160, 320, 640])
def test_any_budget_gives_a_mistake_or_says_that_it_is_undecided(budget: int) -> None:
    assert _codes(budget) & {"CC227", "CC404"}


_OVERLAPPING = (
    """
entry front {
  voice    +18005550100, +18005550101
  routing  inbound
}
routing inbound version 1 in-service {
"""
    + "\n".join(
        f"  when {test} -> {target}"
        for number in range(8)
        for test, target in (
            (f"caller in +121255{number}* and hours office is open", "queue help"),
            (f"dialed is +18005550101 and caller in +12125{number}*", "voicemail box"),
            (f"flag snow is on and caller in +1212{number}*", "hang-up"),
        )
    )
    + """
  otherwise -> voicemail box
}
require "Someone answers" { when caller in vip  never callback }
require "Snow closes" { when flag snow is on  never queue help }
"""
)


@pytest.mark.parametrize("budget", range(200, 5_000, 300))
def test_what_is_undecided_is_the_same_whether_information_is_asked_for(budget: int) -> None:
    _, _, plain = _judged(budget, _OVERLAPPING)
    _, facts, informed = _judged(budget, _OVERLAPPING, info=True)
    assert plain == tuple(one for one in informed if one.severity is not Severity.INFO)
    before = facts.tested.undecided
    assert facts.tested.overlaps is facts.tested.overlaps
    assert facts.tested.undecided == before
