"""One mistake, one message: what follows from a mistake is not said as well."""

from pathlib import Path

import pytest

from ccdsl.compiler import compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from tests.rules.projects import TODAY

_TOUR = Path(__file__).parents[1] / "projects" / "tour"
_FILES = {
    path.relative_to(_TOUR).as_posix(): path.read_bytes()
    for path in sorted(_TOUR.rglob("*"))
    if path.is_file()
}


def _codes(path: str, old: str, new: str) -> list[str]:
    """Return what is said about the tour when one piece of it is written otherwise."""
    text = _FILES[path].decode()
    assert old in text
    files = MemoryFiles(contents={**_FILES, path: text.replace(old, new, 1).encode()})
    return sorted(one.code for one in compile_project(files, Settings(), TODAY).diagnostics)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("outcomes  found, missing", "outcomes  found, 7", "CC002"),
        ("attribute balance ", "attribute ", "CC002"),
        ("role supervisor     may answer,", "role supervisor     answer,", "CC002"),
        ("shift late_b {", "shift 7 {", "CC002"),
        ('    key 2 "Balance"  -> account', '    key 2 "Balance"  -> acount', "CC108"),
        ("mon-fri  14:00-17:30  voice, chat", "mon-fri  14:00-17:30  voyce, chat", "CC103"),
        ("sat      09:00-13:00, 14:00-17:00", "sat      09:00-09:00, 14:00-17:00", "CC304"),
        ('en-US  "Claims call."', 'en-UK  "Claims call."', "CC112"),
        ("supervisors of claims_east", "supervisors of claims_eats", "CC101"),
        ("entry main_line {", "entry {", "CC002"),
        ("attribute adviser ", "attribute wait number\nattribute adviser ", "CC106"),
        ("  step by_tier {", "  step queue {", "CC106 CC108"),
        ("  language  en-US\n", "  language  fr-CA\n", "CC112"),
        ("en-US, es-US\n  calendar", "en-us, es-US\n  calendar", "CC112"),
        ("set language es-US\n    -> script", "set language fr-CA\n    -> script", "CC112"),
        ("gives     tier, balance", "gives     tier, balanc", "CC101"),
        ("channel is chat  ", "channel is chatt  ", "CC103"),
        ("channel is chat  ", "entry is websit  ", "CC101"),
        ("dialed is +18005550101 ", "dialed is +18005550109 ", "CC116"),
        ("  channels  voice, chat\n  greeting", "  channels  voice, chatt\n  greeting", "CC103"),
        ("sat      09:00-13:00, 14:00", "sat      09:00-15:00, 14:00", "CC303"),
        ("mon-fri  08:00-20:00\n  sat", "open always\n  sat", "CC310"),
        ("mon-fri  08:00-14:00", "mon-fri  08:00-08:00", "CC304"),
        ("  after-hours    standard_closed\n  at-close       -> st", "  at-close -> st", "CC403"),
        ("notice  recording_notice", "notice  recordng_notice", "CC101"),
        ("attribute tier ", "attribute tier number\nattribute tier ", "CC102"),
        ('audio "audio/es/', 'audio "../', "CC016"),
        ('"hold/harbor.wav"', '"/etc/hold.wav"', "CC016"),
        ("max-waiting    50", "max-waiting    0", "CC220"),
        ("queue concierge {", "queue concirge {", "CC101"),
        ("  menu top {", "  menu tip {", "CC108"),
        ("channel is chat  ", "chanel is chat  ", "CC101"),
        ("when wait > 10m", "when wiat > 10m", "CC101"),
        ("set language es-US\n    -> script", "set langauge es-US\n    -> script", "CC101"),
        ("languages   en-US", "languages   en-USzq", "CC112"),
        ("outcomes  found", "outcomes  fond", "CC202"),
        ("    found    -> by_tier\n", "", "CC202"),
        ("play welcome, recording_notice", "play welcome, recordng_notice", "CC101"),
        ("skill claims", "skill claimz", "CC101 CC611"),
        ("hours support {", "hours suport {", "CC101"),
        ("play busy\n    -> voicemail general", "play busy\n    -> script main_menu", "CC401"),
    ],
)
def test_a_mistake_in_the_source_is_told_alone(old: str, new: str, code: str) -> None:
    assert _codes("tour.ccdsl", old, new) == code.split()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("shifts: [early, saturdays]", "shifts: [early, saturday]", "CC611"),
        ("role: supervisor", "role: supervizor", "CC611"),
        ('extension: "202"', "extension: 202", "CC022"),
        ("- id: chris", "- id: Chris!", "CC021"),
    ],
)
def test_a_mistake_in_the_roster_is_told_alone(old: str, new: str, code: str) -> None:
    assert _codes("people/roster.yaml", old, new) == [code]


def test_without_its_roster_nobody_is_judged() -> None:
    files = {path: each for path, each in _FILES.items() if path != "people/roster.yaml"}
    result = compile_project(MemoryFiles(contents=files), Settings(), TODAY)
    assert [one.code for one in result.diagnostics] == ["CC018"]


def test_nothing_is_said_of_the_staff_of_a_queue_that_no_contact_reaches() -> None:
    spare = "queue spare {\n  channels voice\n  wait forever\n}\n"
    text = _FILES["tour.ccdsl"].decode().replace("queue concierge {", spare + "queue concierge {")
    text = text.replace("concierge\n  target", "concierge, spare\n  target")
    files = MemoryFiles(contents={**_FILES, "tour.ccdsl": text.encode()})
    assert [one.code for one in compile_project(files, Settings(), TODAY).diagnostics] == ["CC218"]
