"""Requirements of every form, on small centers where the answer is plain."""

import pytest

from ccdsl.model.proofs import Proof
from tests.analysis.walks import small

CENTER = """
flag rain { title "Rain" }
prompt notice { en-US "Notice." es-US "Aviso." }
prompt ask { en-US "Press 1 or 2." es-US "Pulse 1 o 2." }
routing inbound version 1 in-service {
  when channel is chat                               -> queue help
  when hours office is open and flag rain is off     -> script top
  when caller in vip                                 -> queue help
  otherwise                                          -> voicemail box
}
script top version 1 in-service {
  title "Top"
  start {
    when caller in vip -> menu_only
    play notice
    -> menu_only
  }
  menu menu_only {
    say ask
    key 1 "Help" -> queue help
    key 2 "More" -> more
    no-input { play notice -> hang-up }
    invalid { play notice -> hang-up }
  }
  menu more {
    say ask
    key 1 "Help" -> queue help
    key 2 "Leave" { play notice -> hang-up }
    no-input { play notice -> hang-up }
    invalid { play notice -> hang-up }
  }
}
queue help {
  channels voice, chat
  max-waiting 5
  overflow full_help
}
overflow full_help version 1 in-service {
  when full or wait > 3m -> voicemail box
}
"""

IVR = "when channel is voice and hours office is open and flag rain is off"
NIGHT = "when hours office is closed and not caller in vip and channel is voice"
STAY = "when queue help has"

CASES = (
    ("never voicemail", "fails"),
    ("never callback", "holds"),
    ("always queue help, voicemail box, hang-up", "holds"),
    ("always queue help, voicemail", "fails"),
    ("when channel is chat never hang-up", "holds"),
    ("when channel is voice never hang-up", "fails"),
    ("when caller in vip and hours office is closed never hang-up", "holds"),
    ("when caller in vip and hours office is closed always queue help", "fails"),
    (f"{STAY} waiting = 0, wait <= 3m and channel is chat always queue help", "holds"),
    (f"{STAY} waiting = 0, wait <= 4m and channel is chat always queue help", "fails"),
    (
        f"{STAY} agents = 0, waiting < 5, wait > 1m and channel is chat never queue",
        "holds",
    ),
    (f"{STAY} wait > 3m and channel is chat never queue", "holds"),
    (f"{STAY} wait >= 3m and channel is chat never queue", "fails"),
    ("when hours office is open and flag rain is off never passes queue help", "fails"),
    (
        f"{NIGHT} never passes queue help",
        "holds",
    ),
    (
        f"{IVR} passes script top",
        "holds",
    ),
    ("when channel is voice and hours office is open passes script top", "fails"),
    ("only voicemail box", "holds"),
    ("only queue help", "holds"),
    ("when not caller in vip and channel is voice hears notice before queue help", "holds"),
    ("when channel is voice hears notice before queue help", "fails"),
    (
        f"{IVR} reaches queue help within 1 keys",
        "holds",
    ),
    ("when channel is voice and hours office is open reaches queue help within 9 keys", "fails"),
    (
        f"{IVR} reaches script top step more within 1 keys",
        "holds",
    ),
    (
        f"{IVR} reaches hang-up within 0 keys",
        "holds",
    ),
    (
        f"{IVR} reaches hang-up within 2 keys",
        "holds",
    ),
    (
        f"{IVR} reaches voicemail box within 9 keys",
        "fails",
    ),
    ("when channel is chat same for all of hours", "holds"),
    ("when channel is chat same for all of flag rain", "holds"),
    ("when channel is voice same for all of hours office", "fails"),
    ("when channel is voice and hours office is closed same for all of flag rain", "holds"),
    ("when channel is voice and hours office is open same for all of flag rain", "fails"),
    ("same for all of language", "holds"),
)


def proven(claim: str) -> Proof:
    """Prove one requirement of the center above."""
    of = small(f'{CENTER}\nrequire "It" {{ {claim} }}\n')
    errors = [one for one in of.diagnostics if one.severity == "error" and one.code != "CC704"]
    assert not errors, errors
    (proof,) = of.facts.prove()
    return proof


@pytest.mark.parametrize(("claim", "verdict"), CASES)
def test_a_requirement_is_proven_or_broken(claim: str, verdict: str) -> None:
    proof = proven(claim)
    assert proof.verdict == verdict
    assert proof.classes > 0
    assert (proof.counterexample is not None) == (verdict == "fails")
