"""What else is so of contacts where two centers part: values, queues, time in line."""

import json

import pytest

from ccdsl.analysis.plan_records import Plan
from ccdsl.report import plan_json, plan_text
from ccdsl.report.plan import PlanReport, path
from ccdsl.report.plan_noticed import parted
from tests.analysis.plans import BASE, planned, small

_TEXT = (
    BASE[: BASE.index("script s version")].replace("  wait forever\n", "  overflow o\n")
    + """\
attribute tier one-of gold, silver, bronze
attribute balance number
attribute pin digits 1 to 4 secret
attribute tel phone
prompt owed { en-US "You owe {balance}." es-US "Debe {balance}." }
data-source crm {
  takes caller
  gives tier, balance, pin, tel
  outcomes found, missing
}
overflow o version 1 in-service {
  when agents = 0 -> voicemail box
  when waiting > 25 -> hang-up
  when wait > 3m -> voicemail box
}
script s version 1 in-service {
  start { play hi -> asked }
  lookup asked {
    from crm
    found -> told
    missing -> hang-up
    failed -> hang-up
  }
  step told {
    set reason sale
    when tier is gold or balance >= 10000 -> queue q
    when pin is 1234 -> queue q
    when tel is +12125550100 -> queue q
    play bye -> hang-up
  }
}
"""
)


def edited(old: str, new: str) -> Plan:
    assert old in _TEXT
    return planned(small(_TEXT), small(_TEXT.replace(old, new, 1)))


_TEL = "tel other than +12125550100"
_STAFFED = "while queue q has agents 1 or more"
EDITS = {
    ("balance >= 10000", "balance >= 20000"): (
        f"with tier not gold, {_TEL} and balance 10,000 to 19,999"
    ),
    ("balance >= 10000", "balance > 10000"): f"with tier not gold, {_TEL} and balance 10,000",
    ("tier is gold or", "tier in gold, silver or"): (
        f"with tier silver, {_TEL} and balance 0 to 9,999"
    ),
    ("waiting > 25", "waiting > 30"): f"{_STAFFED} and waiting 26 to 30",
    ("wait > 3m", "wait >= 3m"): f"{_STAFFED} and waiting 0 to 25, after 3m in queue q",
    ("pin is 1234", "pin is 1235"): f"with {_TEL}",
    ("  when agents = 0 -> voicemail box\n", ""): "while queue q has agents 0",
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_values_that_a_change_is_about_are_told(edit: tuple[str, str]) -> None:
    said = [change.where.words for change in edited(*edit).changes]
    assert any(each.startswith(EDITS[edit]) for each in said), said
    assert not any("pin" in each for each in said)


def test_nothing_is_told_of_what_does_not_tell_contacts_apart() -> None:
    assert {change.where.words for change in edited('"Hi."', '"Hello."').changes} == {""}


def test_a_value_that_is_spoken_is_told_on_both_sides() -> None:
    text = _TEXT.replace("set reason sale", "set balance 5 play owed")
    text = text.replace("when tier is gold or balance >= 10000", "when balance is 5")
    found = planned(small(text), small(text.replace("set balance 5", "set balance 7")))
    said = [parted(change) for change in found.changes]
    assert any("with balance 5" in before and "balance 7" in after for before, after in said), said


def test_the_witness_has_what_look_ups_give_and_callers_type() -> None:
    report = PlanReport(plan=edited("balance >= 10000", "balance >= 20000"), sides=("a", "b"))
    change = json.loads(plan_json.render(report))["changes"][0]
    assert change["contacts"]["attributes"] == {
        "tier": "not gold",
        "balance": "10,000 to 19,999",
        "tel": "other than +12125550100",
    }
    given = "given lookup crm found tier silver, balance 10000"
    assert any(line.startswith(given) for line in change["witness"]["given"]["before"])
    assert any(line.startswith(given) for line in change["witness"]["given"]["after"])
    assert given in plan_text.render(report)
    assert "and balance 10,000 to 19,999\n" in plan_text.render(report)


def test_who_waits_on_is_answered_after_the_other_side_has_left_the_line() -> None:
    found = edited("wait > 3m", "wait > 5m")
    assert found.changes
    for change in found.changes:
        assert "waits 3m1s" in path(change.before)
        assert "waits 3m2s" in path(change.after)


def test_a_queue_closes_on_both_sides_at_once() -> None:
    text = _TEXT.replace("  overflow o\n", "  overflow o\n  after-hours shut\n  at-close -> stay\n")
    text = text.replace("when wait > 3m -> voicemail box", "when wait >= 1m -> voicemail box")
    text += "after-hours shut version 1 in-service {\n  hours h\n  otherwise -> voicemail box\n}\n"
    found = planned(
        small(text), small(text.replace("at-close -> stay", "at-close -> voicemail box"))
    )
    # Whoever stays past the closing leaves for the same box at the next test, or is sent away.
    assert {(change.before.end, change.after.end) for change in found.changes} == {
        ("queue q", "voicemail box"),
        ("hang-up", "voicemail box"),
    }
