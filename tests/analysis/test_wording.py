"""Sets of contacts in words: exactly these."""

import pytest

from ccdsl.analysis.examining import examine
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.wording import contacts_json, describe, wording
from tests.analysis.spaces import contacts_of
from tests.runtime.tables import compile_files

WORDS = {
    "caller in vip": ["callers in vip"],
    "not caller in vip": ["callers not in vip and whoever does not call"],
    "caller is withheld": ["callers with no number and whoever does not call"],
    "not caller is withheld": ["callers with a number"],
    "caller in vip or caller is withheld": [
        "callers in vip or with no number and whoever does not call"
    ],
    "not caller in vip and not caller is withheld": ["callers with a number not in vip"],
    "caller in vip and not caller in press": ["callers in vip but not in press"],
    "caller in vip and caller in press": ["callers in vip and in press"],
    "caller in vip or caller in press": ["callers in vip or press"],
    "caller is +1305*": ["callers +1305*"],
    "not caller is +1305*": ["callers other than +1305* and whoever does not call"],
    "caller in vip or caller is +1305*": ["callers in vip or +1305*"],
    "dialed is +18005550100": ["calling +18005550100"],
    "entry is line": ["calling line"],
    "entry in line, sales": ["calling line or Sales"],
    "entry is sales": ["calling Sales"],
    "entry is web": ["chatting at harbor.example"],
    "not dialed is +18005550100": [
        "calling Sales or +18005550101, or chatting at harbor.example",
    ],
    "flag snow is on": ["flag snow on"],
    "flag snow is off and flag drill is on": ["flag snow off, flag drill on"],
    "hours support is open": ["while hours support is open"],
    "hours support is closed": ["while hours support is closed"],
    "hours support is holiday": ["while it is a holiday of hours support"],
    "not hours support is holiday": ["while it is no holiday of hours support"],
    "hours longer is open and hours support is closed": [
        "Saturdays 13:00\u201314:00, but not on holidays"
    ],
    "hours early is open and hours plain is closed": ["weekdays 07:00\u201308:00"],
    "hours early is closed or hours plain is open": [
        "while hours early is closed or hours plain is open"
    ],
    "hours plain is open and hours support is closed": [
        "while hours plain is open and hours support is closed"
    ],
    "hours plain is open and hours support is open and hours night is closed": [
        "while hours plain is open and hours support is open"
    ],
    "hours night is open and hours plain is closed and hours support is holiday": [
        "while hours night is open and it is a holiday of hours support"
    ],
    "hours support is closed and hours longer is open and caller in vip and entry is line": [
        "Saturdays 13:00\u201314:00, but not on holidays, callers in vip, calling line"
    ],
    "flag snow is on or caller in vip": [
        "callers in vip",
        "callers not in vip and whoever does not call, flag snow on",
    ],
}


@pytest.mark.parametrize("condition", WORDS)
def test_contacts_in_words(condition: str) -> None:
    space, contacts = contacts_of(condition)
    assert [block.words for block in describe(space, contacts)] == WORDS[condition]


@pytest.mark.parametrize("condition", WORDS)
def test_blocks_are_disjoint_and_exactly_the_contacts(condition: str) -> None:
    space, contacts = contacts_of(condition)
    sets, blocks = space.sets, describe(space, contacts)
    together = NOTHING
    for block in blocks:
        assert not sets.both(together, block.contacts)
        together = sets.either(together, block.contacts)
    assert together == sets.both(contacts, wording(space).everybody)


def test_everybody_and_nobody() -> None:
    space, _ = contacts_of("caller in vip")
    assert [block.words for block in describe(space, EVERYTHING)] == ["everybody"]
    assert describe(space, NOTHING) == ()


def test_the_share_is_the_part_of_the_calendar() -> None:
    space, contacts = contacts_of("hours plain is open")
    (block,) = describe(space, contacts)
    seconds = sum(12 * 3600 for day in range(730) if (day + 3) % 7 < 5)
    assert block.share_of_week == round(seconds / (730 * 86400), 6)


def test_contacts_for_machines() -> None:
    space, contacts = contacts_of(
        "caller in vip and hours plain is open and flag snow is off and entry is sales"
    )
    (block,) = describe(space, contacts)
    assert contacts_json(space, block) == {
        "words": "while hours plain is open, callers in vip, calling Sales, flag snow off",
        "lines": [{"channel": "voice", "address": "+18005550102"}],
        "callers": {"words": "callers in vip", "examples": ["+16465000000"]},
        "times": {
            "words": "while hours plain is open",
            "stretches": 522,
            "first": [
                ["2026-01-01T13:00:00Z", "2026-01-02T01:00:00Z"],
                ["2026-01-02T13:00:00Z", "2026-01-03T01:00:00Z"],
                ["2026-01-05T13:00:00Z", "2026-01-06T01:00:00Z"],
            ],
        },
        "flags": {"snow": False},
    }


TWO_DESKS = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-01-01 to 2026-12-31 on-failure -> hang-up
}
callers vip { +49301* }
prompt hello { de-DE "Hallo." }
voicemail box { channels voice, email greeting hello }
entry line { voice +4930111111 routing calls }
entry letters { email "post@desk.example" routing mail }
routing calls version 1 in-service { otherwise -> voicemail box }
routing mail version 1 in-service { otherwise -> voicemail box }
"""


def test_everybody_of_a_part_is_not_everybody() -> None:
    (walks,) = {
        each.walks
        for each in examine(
            compile_files({"center.ccdsl": TWO_DESKS.encode()}).program
        ).centers.values()
    }
    said = [block.words for walk in walks for block in describe(walk.space, EVERYTHING)]
    assert said == ["calling +4930111111", "writing to post@desk.example"]
