"""Plans of the tour with small edits: exactly these contacts, ends and lines."""

from functools import cache

import pytest

from ccdsl.analysis.compare_sides import half_of
from ccdsl.analysis.plan import plan
from ccdsl.analysis.plan_digest import plan_digest
from ccdsl.analysis.plan_records import Plan
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.program import Which
from ccdsl.model.settings import read_settings
from ccdsl.report.plan import PlanReport, example
from ccdsl.report.plan_text import render
from tests.analysis.walks import small
from tests.simulate.centers import ROOT, TODAY

_TOUR = ROOT / "tests" / "projects" / "tour"


@cache
def tour(old: str = "", new: str = "") -> Compiled:
    """Compile the tour with one text in place of another."""
    contents = {
        each.relative_to(_TOUR).as_posix(): each.read_bytes()
        for each in sorted(_TOUR.rglob("*"))
        if each.is_file()
    }
    text = contents["tour.ccdsl"].decode()
    assert old in text
    contents["tour.ccdsl"] = text.replace(old, new, 1).encode()
    settings = read_settings("ccdsl.yaml", contents["ccdsl.yaml"], Problems())
    return compile_project(MemoryFiles(contents=contents), settings, TODAY)


def planned(old: str, new: str, which: Which = "in-service") -> Plan:
    before, after = tour(), tour(old, new)
    halves = (
        half_of(before.program, before.facts, "in-service"),
        half_of(after.program, after.facts, which),
    )
    return plan([half for half in halves if half is not None])


Told = tuple[str, float, str, str, str]
"""Contacts, share of the week, old and new end, and the lines that cause it."""


def told(found: Plan) -> list[Told]:
    return [
        (
            change.block.words,
            change.block.share_of_week,
            change.before.end,
            change.after.end,
            " ".join(f"{one.side[0]}{one.line}" for one in change.because),
        )
        for change in found.changes
    ]


_OPEN, _CLOSED = "while hours support is open", "while hours support is closed"
_GAP = "Saturdays 13:00\u201314:00, but not on holidays"
_HOLIDAY = f"{_CLOSED} and it is a holiday of hours support"
_MAIN, _CHAT = "calling main_line", "chatting at harbor.example"

EDITS: dict[tuple[str, str], list[Told]] = {
    ("sat      09:00-13:00, 14:00-17:00", "sat      09:00-17:00"): [
        (
            f"{_GAP}, callers in vip, flag snow_day off",
            *(0.005822, "voicemail general", "queue concierge", "b47 a47"),
        ),
        (
            f"{_GAP}, {_CHAT}, flag snow_day off",
            *(0.005822, "voicemail general", "queue claims", "b47 a47"),
        ),
        (
            f"{_GAP}, callers not in vip, {_MAIN}, flag snow_day off",
            *(0.005822, "voicemail general", "queue claims", "b47 a47"),
        ),
    ],
    ('    key 4 "Life"     -> queue life\n', ""): [
        (
            f"{_OPEN}, callers not in vip, {_MAIN}, flag snow_day off",
            *(0.395091, "queue life", "queue claims", "b235"),
        ),
    ],
    ("  when channel is chat                          -> queue claims\n", ""): [
        (
            f"{_OPEN}, {_CHAT}, flag snow_day off",
            *(0.395091, "queue claims", "queue claims", "b144"),
        ),
        (
            f"{_CLOSED} and it is a holiday of hours support, {_CHAT}, flag snow_day off",
            *(0.010731, "hang-up", "hang-up", "b144"),
        ),
        (
            f"{_CLOSED} and it is no holiday of hours support, {_CHAT}, flag snow_day off",
            *(0.594178, "voicemail general", "voicemail general", "b144"),
        ),
    ],
    ("We are closed for the holiday.", "The holiday keeps us closed."): [
        (
            f"{_HOLIDAY}, calling +18005550100, or {_CHAT}, flag snow_day off",
            *(0.010731, "hang-up", "hang-up", "b108 a108"),
        ),
    ],
    ("90%  -> queue claims\n      10%", "80%  -> queue claims\n      20%"): [
        (
            f"{_OPEN}, callers with a number not in vip, flag snow_day off",
            *(0.395091, "queue claims", "callback claims", "b279 b280 a279 a280"),
        ),
    ],
    ('file "data/vip.csv"', 'file "data/vip.csv"\n  +13105550199'): [
        (
            f"{_OPEN}, callers in vip (after) but not in vip (before), flag snow_day off",
            *(0.395091, "queue claims", "queue concierge", "a32"),
        ),
    ],
    ("whisper        about_claims", ""): [],
    ("strategy       longest-idle", "strategy       round-robin"): [],
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_exactly_this(edit: tuple[str, str]) -> None:
    assert told(planned(*edit)) == EDITS[edit]


def test_an_edit_that_no_contact_notices_is_named() -> None:
    found = planned("whisper        about_claims", "")
    assert found.idle == (("queue", "claims"), ("queue", "life"))
    assert (found.changed_classes, found.every_class) == (0, 56)


def test_what_happens_on_a_failure_is_said_apart() -> None:
    found = planned("on-failure  -> voicemail general", "on-failure  -> hang-up")
    assert [(one.side, one.line, one.kind) for one in found.failing] == [
        ("before", 9, "center"),
        ("after", 9, "center"),
    ]
    assert found.changes == ()
    assert planned("", "").failing == ()


def test_the_draft_of_the_tour() -> None:
    found = planned("", "", "draft")
    assert [(one.before.end, one.after.end) for one in found.changes] == [
        ("hang-up", "hang-up"),
        ("voicemail general", "voicemail general"),
        ("queue claims", "queue life"),
        ("queue claims", "queue claims"),
    ]
    assert (found.changed_classes, found.every_class) == (20, 56)


def test_a_number_that_only_one_side_has_is_a_change() -> None:
    found = planned("voice     +18005550100, +18005550101", "voice     +18005550100")
    assert {change.after.end for change in found.changes} == {""}
    assert {change.before.noticed for change in found.changes} == {("arrives", "main_line")}


def test_both_witnesses_are_one_contact() -> None:
    for change in planned("waiting > 25", "waiting > 30").changes:
        assert change.before.witness is not None
        assert change.after.witness is not None
        assert change.before.witness.contact == change.after.witness.contact


def test_past_the_budget_the_rest_is_undecided() -> None:
    before, after = tour(), tour("waiting > 25", "waiting > 30")
    halves = [half_of(one.program, one.facts, "in-service") for one in (before, after)]
    found = plan([half for half in halves if half is not None], budget=400)
    assert not found.complete
    report = PlanReport(plan=found, sides=("before", "after"))
    assert "undecided: the question is larger than the budget" in render(report)


def test_what_was_told_before_the_budget_ran_out_stays_told() -> None:
    edit = ("  when channel is chat                          -> queue claims\n", "")
    found = {left: _short_of_steps(edit, left) for left in range(200, 6_000, 400)}
    assert {len(each.changes) for each in found.values()} >= {0, 1, 3}
    for each in found.values():
        assert told(each) == EDITS[edit][: len(each.changes)]
        assert each.complete == (len(each.changes) == len(EDITS[edit]))
        assert (each.changed_classes, each.every_class) == (4, 56)
        report = PlanReport(plan=each, sides=("before", "after"), beyond=())
        assert ("nothing changes but what was expected" in render(report)) == each.complete


_TWO_WAYS_ON = """
prompt other { en-US "Hi."  es-US "Hola." }
routing inbound version 1 in-service { otherwise -> script greeting }
script greeting version 1 in-service {
  start {
    play hello
    when flag snow is on -> queue help
    -> queue help
  }
}
"""


def test_a_difference_is_one_way_and_shown_by_an_ordinary_contact() -> None:
    texts = (_TWO_WAYS_ON, _TWO_WAYS_ON.replace("play hello", "play other"))
    halves = [half_of(each.program, each.facts, "in-service") for each in map(small, texts)]
    found = plan([half for half in halves if half is not None])
    (change,) = found.changes
    # The sides part once for who calls and once for who chats, wherever they go on to from there.
    assert (change.block.words, change.ways) == ("everybody", 2)
    report = PlanReport(plan=found, sides=("before", "after"))
    assert example(report, change).endswith(" 10:00")


def _short_of_steps(edit: tuple[str, str], left: int) -> Plan:
    """Return a plan that may take so many steps once the centers are compared."""
    before, after = tour(), tour(*edit)
    halves = [half_of(one.program, one.facts, "in-service") for one in (before, after)]
    return plan([half for half in halves if half is not None], telling=left)


def test_the_digest_is_of_who_is_treated_how_and_not_of_places() -> None:
    moved = plan_digest(planned("waiting > 25", "\n\n  waiting > 30"))
    assert moved == plan_digest(planned("waiting > 25", "waiting > 30"))
    assert moved != plan_digest(planned("waiting > 25", "waiting > 29"))
