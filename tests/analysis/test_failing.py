"""Requirements with `--failures`: what `on-failure` does counts, too."""

import pytest

from ccdsl.model.proofs import Proof
from tests.runtime.tables import compile_files

CENTER = """
center c {
  timezone Europe/Berlin languages en-US
  calendar 2026-03-21 to 2026-04-02
  on-failure {
    when channel is chat -> voicemail box
    when flag rain is on -> hang-up
    -> transfer +12025550199 else -> queue spare
  }
}
prompt hello { en-US "Hello." }
flag rain { may boss }
role boss may flip-flags
voicemail box { channels voice, chat greeting hello }
entry line { voice +12025550100 routing calls }
entry web { chat "harbor.example" routing calls }
routing calls version 1 in-service { otherwise -> script top }
script top version 1 in-service { start { play hello -> queue desk } }
queue desk { title "Desk" channels voice, chat wait forever }
queue spare { title "Spare" channels voice, chat wait forever }
"""
CASES = (
    # Every chat ends in the box, no call does, and whether a call is hung up on hangs on the flag.
    ("when channel is chat never voicemail", "holds", "fails"),
    ("when channel is voice never voicemail", "holds", "holds"),
    ("when channel is voice never hang-up", "holds", "undecided"),
    ("when channel is chat never hang-up", "holds", "holds"),
    ("never hang-up", "holds", "undecided"),
    ("always queue desk", "holds", "fails"),
    ("always queue", "holds", "fails"),
    ("when channel is voice only queue desk", "holds", "undecided"),
    ("when channel is voice never passes queue spare", "holds", "undecided"),
    ("when channel is chat never passes queue spare", "holds", "holds"),
    # Whether it was heard before a step fails, nobody follows.
    ("hears hello before queue", "holds", "undecided"),
    ("passes script top", "holds", "undecided"),
    # What does not hold anyway stays what it is.
    ("never queue", "fails", "fails"),
    ("when queue desk has agents = 0 and channel is chat never voicemail", "holds", "undecided"),
)


def proven(claim: str, *, failures: bool) -> Proof:
    """Prove one requirement of the center above."""
    made = compile_files({"center.ccdsl": f'{CENTER}\nrequire "It" {{ {claim} }}\n'.encode()})
    (proof,) = made.facts.prove(failures=failures)
    return proof


@pytest.mark.parametrize(("claim", "without", "with_failures"), CASES)
def test_failures_count_where_they_are_asked_for(
    claim: str, without: str, with_failures: str
) -> None:
    assert proven(claim, failures=False).verdict == without
    assert proven(claim, failures=True).verdict == with_failures


def test_who_fails_is_told_without_a_scenario() -> None:
    found = proven("always queue desk", failures=True).counterexample
    assert found is not None
    assert found.what == "ends elsewhere when the platform cannot carry out a step"
    assert not found.scenario
