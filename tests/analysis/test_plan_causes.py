"""Every change names the lines that cause it, on both sides where they stand on both."""

import pytest

from ccdsl.analysis.plan_calls import beyond
from ccdsl.analysis.plan_records import Plan
from tests.analysis.plans import BASE, CSV, PEOPLE, edited, planned, small


def line(words: str) -> int:
    """Return the line of the small center that begins so."""
    texts = [one.strip() for one in BASE.splitlines()]
    return next(number for number, text in enumerate(texts, 1) if text.startswith(words))


def blamed(plan: Plan) -> list[list[str]]:
    """Return the lines that cause each change."""
    assert plan.changes
    found = []
    for change in plan.changes:
        places = dict.fromkeys((one.side, one.path, one.line) for one in change.because)
        found.append([f"{side} {path}:{number}" for side, path, number in places])
    return found


def both(words: str) -> list[str]:
    number = line(words)
    return [f"before main.ccdsl:{number}", f"after main.ccdsl:{number}"]


EDITS = {
    ("  timezone America/New_York", "  timezone America/Chicago"): both("timezone"),
    ("languages en-US, es-US", "languages es-US, en-US"): both("languages"),
    ("  set reason claim", "  set reason sale"): both("set reason"),
    ("holidays x { 2026-12-25 }", "holidays x { 2026-12-24 }"): both("holidays x"),
    ("  mon-fri 09:00-17:00", "  mon-fri 09:00-16:00"): both("mon-fri"),
    ("greeting hi", "greeting bye"): both("voicemail box"),
    ('"Hi."', '"Hello."'): both("prompt hi"),
    ('"Press # or 1."', '"Press # or 2."'): both("prompt opts"),
    ("  queues q\n", "  queues q2\n"): both("queues q"),
    ("  notice bye", "  notice hi"): both("notice"),
    ("  when hours h is closed", "  when hours h is holiday"): both("when hours"),
    ('b { chat "x.example"', 'b { chat "x.example" language es-US'): both("entry b"),
}
_MORE = 'queue q2 { title "Other" channels voice, chat wait forever }\n'


@pytest.mark.parametrize("edit", EDITS)
def test_the_line_that_was_edited_is_named_on_both_sides(edit: tuple[str, str]) -> None:
    text = BASE + _MORE
    found = blamed(planned(small(text), small(text.replace(*edit, 1))))
    assert found == [EDITS[edit]] * len(found)


def test_a_row_of_a_file_is_named() -> None:
    found = edited(csv=CSV.replace("One", "First") + "+13055550103,Three\n")
    assert blamed(found) == [["after vip.csv:4"]]
    assert found.idle == ()


def test_an_extension_is_named_where_the_roster_has_it() -> None:
    collect = (
        "script s version 1 in-service {\n  start { play hi -> c }\n  collect c {\n    say opts\n"
        "    digits 3 to 3\n    store clerk\n"
        "    filled { when clerk is ann -> queue q -> hang-up }\n"
        "    no-input -> hang-up\n    invalid -> hang-up\n  }\n}\n"
    )
    text = BASE[: BASE.index("script s version")] + collect
    other = PEOPLE.replace("'101'", "'102'")
    found = planned(small(text), small(text, people=other))
    assert all("before people.yaml:5" in each for each in blamed(found))


def test_only_what_matters_of_an_entry_or_a_queue_is_named() -> None:
    found = edited(
        ("  wait forever\n", '  recheck 40s\n  music "a.wav"\n  wait forever\n'),
        ('  title "Queue"\n', '  title "Line"\n'),
    )
    assert line("title") not in {one.line for each in found.changes for one in each.because}


def test_what_is_set_before_is_named_where_it_is_tested_later() -> None:
    text = BASE.replace("start { play hi -> m }", "start { set reason sale -> m }").replace(
        "-> queue q\n    no-input", "{ when reason is sale -> hang-up -> queue q }\n    no-input"
    )
    found = planned(
        small(text), small(text.replace("start { set reason sale", "start { set reason claim"))
    )
    assert blamed(found) == [both("start {")] * len(found.changes)


def test_an_address_that_goes_is_named_on_both_sides() -> None:
    found = edited(("voice +18005550100, +18005550101", "voice +18005550100"))
    assert all(each == both("voice +18005550100") for each in blamed(found))


def test_a_rule_with_two_lines_for_one_is_told_as_one() -> None:
    found = edited(("when caller in vip -> script s", "when caller in vip\n    -> queue q"))
    number = line("when caller")
    wanted = [f"before main.ccdsl:{number}", *(f"after main.ccdsl:{number + n}" for n in (0, 1))]
    assert all(each == wanted for each in blamed(found))


def test_the_line_of_an_entry_is_no_part_of_its_routing() -> None:
    two = "routing two version 1 in-service { otherwise -> voicemail box }\n"
    found = edited(
        ('b { chat "x.example" routing r }', 'b { chat "x.example" routing two }'),
        ("routing r version", f"{two}routing r version"),
    )
    assert beyond(found, (("routing", "two"),)) == tuple(range(1, len(found.changes) + 1))
    assert beyond(found, (("entry", "b"), ("routing", "two"))) == ()


def test_hours_that_follow_the_clock_of_the_center_are_not_called_idle() -> None:
    found = edited(("America/New_York", "America/Chicago"))
    assert found.idle == ()


@pytest.mark.parametrize("side", [0, 1])
def test_what_a_new_entry_leads_to_is_not_called_idle(side: int) -> None:
    two = "entry n { voice +18005550109 routing two }\n"
    two += "routing two version 1 in-service { otherwise -> voicemail box }\n"
    pair = (small(BASE + two), small()) if side else (small(), small(BASE + two))
    found = planned(*pair)
    assert len(found.changes) == 1
    assert found.idle == ()
