"""Contacts that differ in one thing end alike for the same choices, wherever they are asked."""

import pytest

from ccdsl.model.proofs import Proof
from ccdsl.simulate.center import Center
from ccdsl.simulate.world import Contact
from tests.exact.asks import run_written
from tests.exact.compare import Tried
from tests.exact.graph import GraphForce
from tests.exact.requirements import alike
from tests.runtime.tables import compile_files

CENTER = """
center t {
  timezone America/New_York languages en-US
  calendar 2026-01-01 to 2027-12-31 on-failure -> voicemail box
}
prompt hi { en-US "Hi." } prompt opts { en-US "Press." }
voicemail box { channels voice greeting hi }
voicemail box2 { channels voice greeting hi }
flag f { may boss } role boss may flip-flags
attribute n number
attribute code digits 2 to 4
data-source d { takes caller gives n outcomes ok, no }
queue q { channels voice wait forever key 1 "k" -> voicemail box2 }
queue p { channels voice wait forever }
entry e { voice +18005550100 routing r }
routing r version 1 in-service { when flag f is on -> script on otherwise -> script off }
"""
ENDS = "no-input -> hang-up invalid -> hang-up"
MENU = f'menu z {{ say opts key 1 "a" -> voicemail box key 2 "b" -> voicemail box2 {ENDS} }}'
SWAPPED = f'menu z {{ say opts key 2 "a" -> voicemail box key 1 "b" -> voicemail box2 {ENDS} }}'
AGAIN = MENU.replace("say opts", "say opts repeat 1")
MORE = MENU.replace("no-input", 'key 3 "c" -> queue q no-input')
WRONG = MENU.replace("no-input", 'key 3 "c" -> hang-up no-input')
LOOK = "lookup z { from d ok -> x no -> voicemail box failed -> voicemail box }"
HIGH = "step x { when n > 5 -> voicemail box2 -> voicemail box }"
DRAW = "step z { allocate { 50% -> voicemail box 50% -> voicemail box2 } }"
DRAWN = "step z { allocate { 50% -> voicemail box 30% -> voicemail box2 20% -> voicemail box2 } }"
DRAWN2 = "step z { allocate { 40% -> voicemail box 60% -> voicemail box2 } }"
CALL = "step z { -> transfer +12125550177 else -> voicemail box }"
RING = "step z { -> transfer +12125550177 ring 30s busy -> voicemail box else -> voicemail box }"
BUSY = "step z { -> transfer +12125550177 busy -> hang-up else -> voicemail box }"
CODE = f"collect z {{ say opts digits 2 to 4 store code filled -> x {ENDS} }}"
LONG = CODE.replace("2 to 4", "3 to 4")
KNOWN = "step x { when code is 77 -> voicemail box2 -> voicemail box }"
SPOKEN = KNOWN.replace("77", "777")
LINE = "step z { -> queue q }"
FIRST = 'menu z { say opts key 1 "a" -> y no-input -> y invalid -> y }'
ASKED = f"{FIRST} step y {{ -> queue q }}"
TWICE = f"{LOOK.replace('-> x', '-> w')} {MENU.replace('menu z', 'menu w')}"
CASES = (
    (MENU, MENU, "holds"),
    (MENU, f"step z {{ play hi -> w }} {MENU.replace('menu z', 'menu w')}", "holds"),
    (MENU, SWAPPED, "fails"),
    # What one does not offer is wrong there.
    (MENU, MORE, "fails"),
    (MENU, WRONG, "holds"),
    (AGAIN, AGAIN, "holds"),
    # A caller may be silent first, and press then.
    (MENU, AGAIN, "fails"),
    (AGAIN, WRONG.replace("say opts", "say opts repeat 1"), "fails"),
    (f"{LOOK} {HIGH}", f"{LOOK} {HIGH}", "holds"),
    (f"{LOOK} {HIGH}", f"{LOOK} {HIGH.replace('> 5', '> 6')}", "fails"),
    # A look-up that only one of them meets may come out in every way.
    (
        MENU,
        TWICE.replace("no -> voicemail box failed -> voicemail box", "no -> w failed -> w"),
        "holds",
    ),
    (MENU, TWICE, "fails"),
    (DRAW, DRAW, "holds"),
    (DRAW, DRAWN, "holds"),
    (DRAW, DRAWN2, "fails"),
    (CALL, RING, "holds"),
    (CALL, BUSY, "fails"),
    (f"{CODE} {KNOWN}", f"{CODE} {KNOWN}", "holds"),
    (f"{CODE} {KNOWN}", f"{CODE} {KNOWN.replace('77', '78')}", "fails"),
    # Nobody says which entries are the same.
    (f"{CODE} {SPOKEN}", f"{LONG} {SPOKEN}", "undecided"),
    (LINE, LINE, "holds"),
    (LINE, "step z { -> queue p }", "fails"),
    # Whoever has been asked is in the same line after it.
    (ASKED, LINE, "holds"),
)


def proven(on: str, off: str) -> tuple[str, Proof]:
    """Return a center with two scripts, and the proof that both end alike."""
    scripts = "".join(
        f"script {name} version 1 in-service {{ start {{ play hi -> z }} {steps} }}\n"
        for name, steps in (("on", on), ("off", off))
    )
    text = f'{CENTER}{scripts}require "It" {{ same for all of flag f }}\n'
    made = compile_files({"center.ccdsl": text.encode()})
    errors = [one for one in made.diagnostics if one.severity == "error"]
    assert not [one for one in errors if one.code not in ("CC704", "CC705")], errors
    (proof,) = made.facts.prove()
    return text, proof


@pytest.mark.parametrize(("on", "off", "verdict"), CASES)
def test_the_same_choices_lead_to_the_same_ends(on: str, off: str, verdict: str) -> None:
    for one, other in ((on, off), (off, on)):
        text, proof = proven(one, other)
        assert proof.verdict == verdict
        found = proof.counterexample
        for scenario in found.scenarios if found is not None else ():
            assert run_written(text, scenario)[1].passed, scenario


@pytest.mark.parametrize(("on", "off", "verdict"), CASES)
def test_brute_force_says_the_same(on: str, off: str, verdict: str) -> None:
    text, proof = proven(on, off)
    made = compile_files({"center.ccdsl": text.encode()})
    force = GraphForce(Center(program=made.program, view=made.program.in_service))
    force.also([None], ())
    contact = Contact(
        channel="voice", to="+18005550100", caller="+13105550199", instant=1_767_279_600
    )
    tried = [Tried(contact, {"f": flag}) for flag in (True, False)]
    found = alike(force, proof.require, tried[0], tried[1])
    assert {True: "holds", False: "fails", None: "undecided"}[found] == verdict


def test_the_same_answers_are_shown_of_both() -> None:
    """One has heard enough after the first answer; the other is asked again."""
    found = proven(AGAIN, MENU)[1].counterexample
    assert found is not None
    assert found.other is not None
    answers = [
        [line.split() for line in scenario.splitlines() if line.split()[0] in ("press", "silence")]
        for scenario in found.scenarios
    ]
    assert answers == [[["silence"]], [["silence"], ["press", "1"]]]
