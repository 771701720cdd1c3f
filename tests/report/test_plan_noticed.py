"""What differs where two centers part, in an administrator's words."""

import pytest

from ccdsl.report.plan_noticed import parted
from tests.analysis.plans import BASE, planned, small

_TEXT = (
    BASE.replace(
        "  wait forever\n",
        '  overflow o\n  recheck 40s\n  key 2 "Back" -> callback q else -> stay\n',
    )
    .replace("  key 2", '  requires claims\n  music "a.wav"\n  callbacks 2 tries every 5m\n  key 2')
    .replace("set reason claim\n", "set reason claim\n  set tel +12125550100\n")
    + """\
overflow o version 1 in-service {
  when wait > 1h -> transfer tel ring 30s else -> voicemail box
}
skill claims levels 1 to 5
attribute tel phone
"""
)
_HOLA, _HI = "greeting hi: “Hola.”", "greeting hi: “Hi.”"
EDITS = {
    ("recheck 40s", "recheck 50s"): ("recheck 40s", "recheck 50s"),
    ("recheck 40s", "recheck 40s\n greet hi"): ("no greet", "greet hi: “Hi.”"),
    ('music "a.wav"', ""): ("music a.wav", "no music"),
    ("requires claims", "requires claims >= 2, language"): (
        *("requires claims", "requires claims >= 2, language"),
    ),
    ("requires claims", ""): ("requires claims", "no skill required"),
    ("requires claims", "requires claims >= 2\n widen after 1m requires claims"): (
        *("with requires claims and no widen", "widen after 1m claims"),
    ),
    ("requires claims", "requires claims\n announce position every 30s"): (
        *("no announce", "announce position every 30s"),
    ),
    ("requires claims", "requires claims\n announce hi after 10s"): (
        *("no announce", "announce hi: “Hi.” after 10s"),
    ),
    ("  notice bye", ""): ("notice bye: “Bye.”", "no notice"),
    ("greeting hi", "greeting bye"): (_HI, "greeting bye: “Bye.”"),
    ("greeting hi", "greeting hi max 1m"): ("max 3m", "max 1m"),
    ("say opts", "say opts\n repeat 2"): ("repeat 0", "repeat 2"),
    ("say opts", "say opts\n listen 9s"): ("listen 5s", "listen 9s"),
    ("say opts", "say opts, hi"): ("say opts: “Press # or 1.”", "hi: “Hi.”"),
    ('"Press # or 1."', '"Press # or 9."'): ("“Press # or 1.”", "“Press # or 9.”"),
    ("2 tries every 5m", "3 tries every 5m"): (
        *("callbacks 2 tries every 5m", "callbacks 3 tries every 5m"),
    ),
    ("ring 30s", "ring 20s"): ("ring 30s", "ring 20s"),
    ('{ en-US "Hi."', '{ en-US audio "hi.wav" "Hi."'): ("not recorded", "recorded in hi.wav"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_differs_is_said_on_both_sides(edit: tuple[str, str]) -> None:
    assert edit[0] in _TEXT
    said = [parted(one) for one in planned(small(_TEXT), small(_TEXT.replace(*edit, 1))).changes]
    assert said
    own, other = EDITS[edit]
    assert any(own in before and other in after for before, after in said), said
    assert not any("as it was" in before for before, _ in said)


def test_a_greeting_in_another_language_is_told_as_such() -> None:
    text = BASE.replace('b { chat "x.example"', 'b { chat "x.example" language es-US')
    said = [parted(one) for one in planned(small(text), small()).changes]
    assert (f"voicemail box, with {_HOLA}", f"voicemail box, with {_HI}") in said
