"""Counterexamples: contacts that a requirement is about, and that show how it fails."""

import pytest

from ccdsl.model.proofs import Counterexample
from ccdsl.simulate.center import Center
from tests.exact.asks import run_written
from tests.exact.graph import GraphForce
from tests.exact.kept import strays
from tests.runtime.tables import compile_files

CENTER = """
center t {
  timezone America/New_York languages en-US
  calendar 2026-01-01 to 2027-12-31 on-failure -> voicemail box
}
prompt hi { en-US "Hi." } prompt opts { en-US "Press." }
voicemail box { channels voice greeting hi }
voicemail box2 { channels voice greeting hi }
attribute tier one-of gold, silver
entry e { voice +18005550100 routing r }
routing r version 1 in-service { otherwise -> queue q }
queue q {
  channels voice wait forever overflow o
  key 5 "Leave" -> voicemail box2
  key 6 "Gold" { set tier gold -> stay }
}
overflow o version 1 in-service {
  when tier is gold and waiting > 5 -> voicemail box2
  when wait > 3m                    -> voicemail box2
}
"""
LATE = (
    ("wait >= 3m never queue", "wait 3m after 3m"),
    ("wait > 179s never queue", "wait 3m after 3m"),
    ("wait = 180s never queue", "wait 3m after 3m"),
    ("wait = 1m never queue", "wait 1m after 1m"),
    ("wait > 1m, wait < 2m never queue", "wait 1m1s after 1m1s"),
    ("wait >= 175500ms, wait < 177s never queue", "wait 2m56s after 2m56s"),
    # Rules are tested after a minute, and must leave it in line as queues stand then.
    ("wait = 1m, waiting > 5 never queue", "wait 1m after 1m"),
    ("wait <= 0s, agents > 0, available = 0 never voicemail", ""),
)
REACHED = """
entry f { voice +18005550101 routing s }
routing s version 1 in-service { otherwise -> script top }
script top version 1 in-service {
  start { play hi -> ask }
  menu ask { say opts key 1 "One" -> look key 2 "Two" -> queue q no-input -> top2 invalid -> top2 }
  lookup look { from books found -> voicemail box2 missing -> hang-up failed -> hang-up }
  step top2 { play hi -> hang-up }
}
entry g { voice +18005550102 routing t }
routing t version 1 in-service { otherwise -> queue p }
queue p { channels voice wait forever }
data-source books { takes caller outcomes found, missing }
"""
FORCED = (
    # Whoever presses a key says nothing about who presses none.
    ("queue q has wait >= 3m reaches voicemail box2 within 0 keys", "wait 3m after 3m"),
    ("dialed is +18005550101 reaches queue q within 0 keys", "expect  hang-up"),
    ("dialed is +18005550101 reaches voicemail box2 within 1 keys", "expect  hang-up"),
    ("queue q has agents = 0 reaches voicemail box within 9 keys", "voicemail box2"),
    # Nobody answers, and before a rule takes it the time is up.
    ("queue q has agents = 0, wait <= 3m reaches voicemail box within 0 keys", "expect  abandoned"),
)

ENDLESS = (
    # It may wait for ever, and it may have to hang up before it waits longer than is meant.
    ("queue p has agents = 0 and dialed is +18005550102 never passes queue p", "expect  waiting p"),
    ("queue p has agents = 0, wait < 2m and dialed is +18005550102 never passes queue p", "leaves"),
)


def broken(claim: str) -> tuple[Counterexample, str]:
    """Return the counterexample of a requirement of the center above, and what is wrong with it."""
    text = f'{CENTER}{REACHED}\nrequire "It" {{ {claim} }}\n'
    made = compile_files({"center.ccdsl": text.encode()})
    (proof,) = made.facts.prove()
    found = proof.counterexample
    assert found is not None
    center = Center(program=made.program, view=made.program.in_service)
    force = GraphForce(center)
    force.also([proof.require.when], ())
    return found, "".join(strays(force, text, proof.require, found.scenario))


@pytest.mark.parametrize(("claim", "said"), LATE)
def test_who_breaks_it_waits_as_the_requirement_says(claim: str, said: str) -> None:
    found, wrong = broken(f"when queue q has {claim}")
    assert said in found.scenario
    assert not wrong
    assert run_written(CENTER + REACHED, found.scenario)[1].passed


@pytest.mark.parametrize(("claim", "said"), FORCED)
def test_who_is_not_sure_to_come_there_does_not(claim: str, said: str) -> None:
    found, wrong = broken(f"when {claim}")
    assert said in found.scenario
    assert "press" not in found.scenario
    assert not wrong
    assert run_written(CENTER + REACHED, found.scenario)[1].passed


@pytest.mark.parametrize(("claim", "said"), ENDLESS)
def test_who_comes_to_no_end_is_shown_as_the_requirement_says(claim: str, said: str) -> None:
    found, wrong = broken(f"when {claim}")
    assert said in found.scenario
    assert not wrong
    assert run_written(CENTER + REACHED, found.scenario)[1].passed
