"""What each claim forbids to the letter: keys counted, prompts in their place, numbers dialed."""

import pytest

from ccdsl.model.proofs import Proof
from tests.runtime.tables import compile_files

CENTER = """
center c {
  timezone Europe/Berlin languages en-US
  calendar 2026-03-21 to 2026-04-02 on-failure -> hang-up
}
prompt p0 { en-US "p0" }
prompt p1 { en-US "p1" }
prompt oops { en-US "oops" }
prompt hi { en-US "hi" }
attribute account digits 1 to 8
attribute phone phone
voicemail box { channels voice, chat greeting p1 }
hours day { mon-fri 08:00-18:00 }
entry main { voice +12025550100 routing calls }
routing calls version 1 in-service { otherwise -> script top }
script top version 1 in-service {
  start { play p0 -> ask }
  menu ask { say p0 sorry oops repeat 2
    key 1 "One" -> queue first
    key 2 "Two" -> number
    key 3 "Three" -> dial
    no-input -> hang-up
    invalid -> voicemail box }
  collect number { say p0 digits 1 to 8 repeat 1 store account
    filled { when account is 12345678 -> queue first -> hang-up }
    no-input -> hang-up invalid -> hang-up }
  collect dial { say p0 digits 11 to 11 repeat 1 store phone
    filled -> transfer phone else -> hang-up
    no-input -> hang-up invalid -> hang-up }
}
queue first { title "F" channels voice, chat greet hi overflow out wait forever }
overflow out version 1 in-service { when wait > 3m -> voicemail box }
queue never { title "N" channels voice wait forever }
entry fourth { voice +12025550104 routing calls4 }
routing calls4 version 1 in-service { otherwise -> queue first }
entry fifth { voice +12025550105 routing calls5 }
routing calls5 version 1 in-service { otherwise -> script enter }
script enter version 1 in-service {
  start { play p0 -> ask }
  collect ask { say p0 digits 1 to 8 store account
    filled { when account is 12345678 -> queue first -> hang-up }
    no-input -> hang-up invalid -> hang-up }
}
entry third { voice +12025550103 routing calls3 }
routing calls3 version 1 in-service { otherwise -> queue never }
"""
MENU = "when dialed is +12025550100"
PLAIN = "when dialed is +12025550104"
LINE = "when dialed is +12025550103"
CASES = (
    # What an agent greets with comes after the answer; nobody says sorry for a last wrong key.
    (f"{MENU} hears hi before queue first", "fails"),
    (f"{MENU} hears p0 before queue first", "holds"),
    (f"{MENU} and queue first has agents > 0, wait < 1s hears oops before voicemail box", "fails"),
    # Silence is free, and one wrong key after it makes the entry wrong.
    (f"{MENU} reaches voicemail box within 1 keys", "holds"),
    (f"{MENU} reaches voicemail box within 0 keys", "fails"),
    # Nobody answers, so the rules of the queue surely take the contact in the end.
    (
        f"{MENU} and queue first has agents = 0 reaches voicemail box within 1 keys",
        "holds",
    ),
    (f"{PLAIN} reaches voicemail box within 0 keys", "fails"),
    (
        f"{PLAIN} and queue first has agents = 0 reaches voicemail box within 0 keys",
        "holds",
    ),
    # A contact that can only wait for ever comes nowhere.
    (f"{LINE} reaches voicemail box within 3 keys", "fails"),
    (f"{LINE} and queue never has agents = 0 reaches voicemail box within 3 keys", "fails"),
    # What is entered has as many keys as it has digits, and one that ends it.
    ("when dialed is +12025550105 reaches queue first within 9 keys", "holds"),
    ("when dialed is +12025550105 reaches queue first within 8 keys", "fails"),
    ("when dialed is +12025550105 reaches hang-up within 0 keys", "holds"),
    # A number that a caller enters may be any, the one that is meant too.
    (f"{MENU} never transfer +12025550199", "fails"),
    (f"{MENU} always transfer +12025550199, queue, hang-up, voicemail", "fails"),
    (f"{MENU} always transfer phone, queue, hang-up, voicemail", "holds"),
    (f"{MENU} only transfer +12025550199", "fails"),
    (f"{LINE} never transfer +12025550199", "holds"),
)


def proven(claim: str) -> Proof:
    """Prove one requirement of the center above."""
    made = compile_files({"center.ccdsl": f'{CENTER}\nrequire "It" {{ {claim} }}\n'.encode()})
    (proof,) = made.facts.prove()
    return proof


@pytest.mark.parametrize(("claim", "verdict"), CASES)
def test_a_claim_is_taken_to_the_letter(claim: str, verdict: str) -> None:
    proof = proven(claim)
    assert proof.verdict == verdict
    assert proof.classes > 0
    assert (proof.counterexample is not None) == (verdict == "fails")


def test_who_can_only_wait_is_shown_waiting() -> None:
    found = proven(f"{LINE} and queue never has agents = 0 reaches hang-up within 1 keys")
    assert found.counterexample is not None
    assert "expect  waiting never" in found.counterexample.scenario


def test_a_number_that_is_entered_is_shown() -> None:
    found = proven(f"{MENU} never transfer +12025550199")
    assert found.counterexample is not None
    assert "press   12025550199 pound" in found.counterexample.scenario


@pytest.mark.parametrize(
    ("bound", "shown"),
    [
        ("wait > 70s", "wait 1m11s after 1m11s"),
        ("wait >= 70s", "wait 1m10s after 1m10s"),
        ("wait > 40s, wait < 42s", "wait 41s after 41s"),
    ],
)
def test_an_agent_answers_when_the_requirement_lets_one(bound: str, shown: str) -> None:
    """A contact that is answered at another time is none that the requirement is about."""
    found = proven(f"{PLAIN} and queue first has {bound} never queue first")
    assert found.counterexample is not None
    assert f"given   queue first has available 1, {shown}" in found.counterexample.scenario
