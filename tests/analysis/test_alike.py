"""Contacts that differ in one thing: compared whatever the requirement lets them differ in."""

import pytest

from ccdsl.model.proofs import Proof
from tests.exact.asks import run_written
from tests.runtime.tables import compile_files

CENTER = """
center c {
  timezone Europe/Berlin languages en-US, es-US
  calendar 2026-03-21 to 2026-04-02 on-failure -> hang-up
}
prompt p0 { en-US "p0" es-US "p0" }
flag rain { may boss } flag snow { may boss } role boss may flip-flags
voicemail box { channels voice, chat greeting p0 }
hours day { mon-fri 08:00-18:00 } hours late { mon-fri 18:00-20:00 }
entry a { voice +12025550101 routing r1 }
routing r1 version 1 in-service { otherwise -> transfer +12025550199 else -> hang-up }
entry b { voice +12025550102 routing r2 }
routing r2 version 1 in-service { otherwise -> queue q }
entry c { voice +12025550103 routing r3 }
routing r3 version 1 in-service {
  when language is es-US -> voicemail box
  otherwise -> hang-up }
entry d { voice +12025550104 routing r4 }
routing r4 version 1 in-service {
  when hours day is open or hours late is open -> script s
  otherwise -> hang-up }
script s version 1 in-service { start { when hours day is open -> queue v -> voicemail box } }
entry e { voice +12025550105 routing r5 }
routing r5 version 1 in-service {
  when flag rain is on and flag snow is on -> voicemail box
  otherwise -> hang-up }
entry f { voice +12025550106 routing r6 }
routing r6 version 1 in-service {
  when flag snow is on -> voicemail box
  when queue v has waiting > 3 -> voicemail box
  otherwise -> voicemail box
}
entry g { voice +12025550107 routing r7 }
routing r7 version 1 in-service {
  when flag snow is on -> voicemail box
  otherwise -> queue q
}
entry h { voice +12025550108 routing r8 }
routing r8 version 1 in-service { otherwise -> queue k }
attribute tier one-of gold, silver
queue k {
  title "K" channels voice wait forever overflow off
  key 1 "Gold" { set tier gold -> stay }
}
overflow off version 1 in-service { when tier is gold and flag snow is on -> voicemail box }
queue v { title "V" channels voice, chat wait forever }
queue q { title "Q" channels voice, chat wait forever after-hours shut at-close -> hang-up }
after-hours shut version 1 in-service { hours day otherwise -> voicemail box }
"""
DIALED = "when dialed is +1202555010"
BOTH = "((flag snow is on and flag rain is on) or (flag snow is off and flag rain is off))"
CASES = (
    # A transfer comes out alike for both.
    ("1 same for all of flag rain", "holds"),
    ("1 same for all of hours", "holds"),
    ("1 same for all of language", "holds"),
    # One finds the queue closed, the other one waits in it.
    ("2 same for all of hours", "fails"),
    ("2 same for all of flag", "holds"),
    ("2 and hours day is open same for all of hours late", "holds"),
    # Nobody arrives in this language, but somebody might.
    ("3 same for all of language", "fails"),
    ("3 and language is en-US same for all of language", "holds"),
    # The first class of instants is not among those that the requirement is about.
    ("4 and (hours day is open or hours late is open) same for all of hours", "fails"),
    ("4 and hours day is open same for all of hours", "holds"),
    ("4 and not hours day is open and not hours late is open same for all of hours", "holds"),
    ("5 same for all of flag rain", "fails"),
    ("5 and flag snow is off same for all of flag", "holds"),
    ("5 and flag snow is on same for all of flag snow", "holds"),
    ("5 and flag rain is on same for all of flag rain, flag snow", "fails"),
    # Neither flag can stand otherwise alone, both together can.
    (f"5 and {BOTH} same for all of flag", "fails"),
    # One ends at once; the other one looks at a queue, and comes to the same end.
    ("6 same for all of flag snow", "holds"),
    # By day everybody comes to the box in the end, by night nobody does.
    ("7 and hours day is closed same for all of flag snow", "holds"),
    ("7 same for all of flag snow", "fails"),
    # A key sets what only the rules by night ask about.
    ("8 same for all of flag snow", "fails"),
)


def proven(claim: str) -> Proof:
    """Prove one requirement of the center above."""
    text = f'{CENTER}\nrequire "It" {{ {DIALED}{claim} }}\n'
    (proof,) = compile_files({"center.ccdsl": text.encode()}).facts.prove()
    return proof


@pytest.mark.parametrize(("claim", "verdict"), CASES)
def test_contacts_that_differ_in_one_thing_end_alike(claim: str, verdict: str) -> None:
    proof = proven(claim)
    assert proof.verdict == verdict
    assert proof.classes > 0
    assert (proof.counterexample is not None) == (verdict == "fails")


@pytest.mark.parametrize("claim", [claim for claim, verdict in CASES if verdict == "fails"])
def test_both_contacts_are_shown_and_pass(claim: str) -> None:
    found = proven(claim).counterexample
    assert found is not None
    assert found.other is not None
    assert found.end != found.other.end
    assert found.what.startswith("ends otherwise than one that differs from it only in ")
    for scenario in found.scenarios:
        _, outcome = run_written(CENTER, scenario)
        assert outcome.passed, scenario


def test_the_choices_before_they_part_are_shown() -> None:
    """Only with the gold key pressed do the two end unlike."""
    found = proven("8 same for all of flag snow").counterexample
    assert found is not None
    assert all("press   1" in each for each in found.scenarios)
    assert (found.end, found.other and found.other.end) == ("queue k", "voicemail box")
