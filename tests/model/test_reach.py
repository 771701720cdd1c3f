"""Digests of reach: what versions lead to, and what does and does not change that."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from ccdsl.compiler import compile_project
from ccdsl.model.digest import content_digest
from ccdsl.model.files import MemoryFiles
from ccdsl.model.lock import Lock, Release, record_digest, state_digest
from ccdsl.model.lock_next import Signature, next_release
from ccdsl.model.lock_own import own_digest
from ccdsl.model.program import Program
from ccdsl.model.reach import Reach, reach_of
from ccdsl.model.settings import Settings
from ccdsl.syntax import ast
from tests.model.test_digest import BASE, DIGESTS, HEAD, REST
from tests.rules.projects import TODAY

ROOT = Path(__file__).parents[2]
NUMBERS = "number,label\n+493044444,Ina\n"
TEXT = (
    BASE.replace("callers friends {", 'callers friends { file "data/friends.csv"')
    + """
prompt soft { de-DE "Leise" audio "audio/soft.wav" }
prompt notice { de-DE "Wird aufgezeichnet." }
recording all { queues desk notice notice }
attribute claim digits 4 to 8
data-source crm { takes caller gives claim outcomes found, missing }
queue like_desk like desk { greet soft }
script alone version 2 in-service { start { set claim 007 -> queue like_desk } }
script alone version 1 retired { start { -> hang-up } }
script alone version 3 draft { start { -> voicemail box } }
script ring_a version 1 in-service { start { call script ring_b -> voicemail box } }
script ring_b version 1 in-service { start { -> script ring_a } }
"""
)


def program_of(text: str, numbers: str = NUMBERS, where: str = "main.ccdsl") -> Program:
    contents = {where: text.encode(), "data/friends.csv": numbers.encode()}
    return compile_project(MemoryFiles(contents=contents), Settings(), TODAY).program


def reach(text: str, numbers: str = NUMBERS, where: str = "main.ccdsl") -> Reach:
    return reach_of(program_of(text, numbers, where))


def changed(before: Reach, after: Reach) -> set[str]:
    """Return the names of the versions whose reach is another."""
    keys = before.digests.keys() | after.digests.keys()
    return {key[1] for key in keys if before.digests.get(key) != after.digests.get(key)}


def led_to(found: Reach, kind: str, name: str) -> set[str]:
    """Return everything that a version leads to, by following its edges."""
    seen: set[tuple[str, str]] = set()
    waiting = [*found.edges[kind, name]]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += found.edges[key]
    return {"/".join(key) for key in seen}


def test_vector() -> None:
    """Written by hand from the digests of what it leads to."""
    program = program_of(BASE)
    center = program.center
    assert center is not None
    lines = [
        ["center", "c", content_digest(center, program)],
        ["prompt", "hello", DIGESTS["prompt/hello"]],
        ["voicemail", "box", DIGESTS["voicemail/box"]],
    ]
    whole = json.dumps({"edition": 1, "reach": lines}, separators=(",", ":"))
    expected = sha256(whole.encode()).hexdigest()
    assert reach_of(program).digests["overflow", "away"] == expected == VECTOR


VECTOR = "22484e27cab19ca4c7c4dbf766bcac8a120a9bf5bdcf0a2ad7040c542d063bf6"
"""It holds for the edition."""


def test_what_a_version_leads_to() -> None:
    found = reach(TEXT)
    assert led_to(found, "script", "alone") == {
        "attribute/claim",
        "center/c",
        "queue/like_desk",
        "queue/desk",
        "overflow/away",
        "prompt/hello",
        "prompt/notice",
        "prompt/soft",
        "recording/all",
        "voicemail/box",
    }
    assert led_to(found, "script", "ring_a") == {
        *("center/c", "prompt/hello", "script/ring_a", "script/ring_b", "voicemail/box")
    }


def test_a_digest_is_that_of_what_is_led_to() -> None:
    """The quick way over all versions agrees with the plain one over each."""
    program = program_of(TEXT)
    found = reach_of(program)
    said = {**found.own, **found.reached}
    for kind, name in found.own:
        keys = sorted(tuple(each.split("/")) for each in led_to(found, kind, name))
        lines = [[each, one, said[each, one]] for each, one in keys]
        whole = json.dumps({"edition": 1, "reach": lines}, separators=(",", ":"))
        assert found.digests[kind, name] == sha256(whole.encode()).hexdigest(), name


def test_who_reaches() -> None:
    found = reach(TEXT)
    assert found.who_reaches(("prompt", "soft")) == (("script", "alone"),)
    assert found.who_reaches(("attribute", "claim")) == (("script", "alone"),)
    assert found.who_reaches(("script", "ring_a")) == (("script", "ring_b"),)


def test_only_what_is_in_service_counts() -> None:
    found = reach(TEXT)
    assert found.own.keys() == found.digests.keys()
    assert ("script", "alone") in found.own
    assert (
        changed(found, reach(TEXT.replace("{ -> voicemail box } }", "{ -> hang-up } }"))) == set()
    )


SAME = {
    "comments and layout": TEXT.replace("\n", "   # a comment\n"),
    "order of declarations": TEXT.replace(BASE, "") + REST + HEAD,
    "the calendar": TEXT.replace("2026-12-31", "2027-12-31"),
    "an entry": TEXT.replace("+4930111111", "+4930111119"),
    "a role": TEXT + "role boss { may answer }\n",
    "an unused prompt": TEXT + 'prompt unused { de-DE "Nie" }\n',
    "another draft": TEXT + "routing spare version 1 draft { otherwise -> voicemail box }\n",
}


@pytest.mark.parametrize("name", SAME)
def test_same_reach(name: str) -> None:
    text = SAME[name]
    if name == "order of declarations":
        text = (
            TEXT[len(BASE) :]
            + REST
            + HEAD.replace("callers friends {", 'callers friends { file "data/friends.csv"')
        )
    assert changed(reach(TEXT), reach(text)) == set()


def test_places_and_labels_of_numbers_are_out() -> None:
    before = reach(TEXT)
    assert changed(before, reach(TEXT, where="other.ccdsl")) == set()
    assert changed(before, reach(TEXT, NUMBERS.replace("Ina", "Uta"))) == set()


OTHER = {
    "a prompt": ('"Leise"', '"Laut"', {"alone"}),
    "an audio path": ("audio/soft.wav", "audio/loud.wav", {"alone"}),
    "a queue that is taken over": (
        "channels voice overflow",
        "ring 9s channels voice overflow",
        {"alone", "all"},
    ),
    "a version in service": ("wait > 1m", "wait > 2m", {"alone", "all"}),
    "a member of a ring": ("-> script ring_a", "play hello -> script ring_a", {"ring_a", "ring_b"}),
    "a notice": ("Wird aufgezeichnet.", "Wir zeichnen auf.", {"alone", "all"}),
    "a type": ("claim digits 4 to 8", "claim digits 4 to 9", {"alone"}),
}


@pytest.mark.parametrize(("old", "new", "expected"), OTHER.values(), ids=OTHER)
def test_other_reach(old: str, new: str, expected: set[str]) -> None:
    assert old in TEXT
    assert changed(reach(TEXT), reach(TEXT.replace(old, new))) == expected


def test_a_number_in_a_file_counts() -> None:
    before, after = reach(TEXT), reach(TEXT, NUMBERS.replace("44444", "44445"))
    assert changed(before, after) == {"all"}


def test_everybody_hangs_on_the_center() -> None:
    before = reach(TEXT)
    after = reach(TEXT.replace("on-failure -> hang-up", "on-failure -> voicemail box"))
    assert changed(before, after) == {key[1] for key in before.digests}


def version(text: str) -> ast.Versioned:
    return program_of(HEAD + text).versions["script", "x"][0]


def test_an_own_digest_is_the_text_s_alone() -> None:
    text = "attribute n number\nscript x version 1 in-service { start { set n 7 -> hang-up } }\n"
    digits = text.replace("n number", "n digits 1 to 3")
    one, other = version(text), version(digits)
    assert own_digest(one) == own_digest(other)
    programs = [program_of(HEAD + each) for each in (text, digits)]
    contents = {content_digest(each.in_service.scripts["x"], each) for each in programs}
    assert len(contents) == 2
    assert own_digest(version(text.replace("n 7", "n 07"))) != own_digest(one)


@pytest.mark.parametrize("name", ["overflow/away", "routing/all"])
def test_an_own_digest_is_mostly_that_of_the_content(name: str) -> None:
    kind, own = name.split("/")
    assert own_digest(program_of(BASE).versions[kind, own][0]) == DIGESTS[name]


def test_long_chains_are_quick() -> None:
    scripts = "".join(
        f"script s{number} version 1 in-service {{ start {{ -> script s{number + 1} }} }}\n"
        for number in range(2_000)
    )
    last = "script s2000 version 1 in-service { start { -> voicemail box } }\n"
    found = reach(HEAD + scripts + last)
    assert len(set(found.digests.values())) == 2_001


RELEASE = Release(
    sequence=1,
    at="2026-11-22T06:10:00Z",
    by="maria",
    note="Grüße",
    moves=(),
    table="a" * 64,
    state=state_digest(Lock()),
    previous=None,
    digest="",
)
RECORD_VECTOR = "f48f43bde14fea957a8a585a3438b63b5dddc2b8ed582eb48475c50b97562992"
STATE_VECTOR = "1b3e808a81f7706f0c6450d82dbd0e46a6df612d00c1cd05d577277e1bce5389"


def test_vectors_of_a_release() -> None:
    empty = {"edition": 1, "in-service": {}, "highest": {}, "reached": {}, "archived": {}}
    whole = json.dumps(empty, sort_keys=True, separators=(",", ":"))
    assert state_digest(Lock()) == sha256(whole.encode()).hexdigest() == STATE_VECTOR
    said = {
        "edition": 1,
        "sequence": 1,
        "at": "2026-11-22T06:10:00Z",
        "by": "maria",
        "note": "Grüße",
        "moves": {},
        "table": "a" * 64,
        "state": STATE_VECTOR,
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert record_digest(RELEASE) == sha256(text.encode()).hexdigest() == RECORD_VECTOR
    decomposed = replace(RELEASE, note="Gru\u0308\u00dfe")
    assert record_digest(decomposed) == RECORD_VECTOR


@pytest.mark.slow
def test_no_hash_seed_changes_a_lock() -> None:
    code = (
        "from tests.model.test_reach import TEXT, program_of\n"
        "from ccdsl.model.lock_next import Signature, next_release\n"
        "from ccdsl.model.lock_text import lock_text\n"
        "signed = Signature(at='2026-11-22T06:10:00Z', by='m', note='', table='0' * 64)\n"
        "print(lock_text(next_release(None, program_of(TEXT), signed)))\n"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(texts) == 1


def test_what_a_release_writes_down() -> None:
    signed = Signature(at="2026-11-22T06:10:00Z", by="m", note=" two\nlines ", table="0" * 64)
    lock = next_release(None, program_of(TEXT), signed)
    assert lock.in_service["script", "alone"].version == 2
    assert lock.highest["script", "alone"] == 2
    assert set(lock.archived) == {("script", "alone", 1)}
    assert lock.releases[0].note == "two lines"
    again = next_release(lock, program_of(TEXT), signed)
    assert again.releases[1].moves == ()
    assert again.releases[1].previous == lock.releases[0].digest
