"""When a change is, as a supervisor would say it: a date, a weekly pattern, the state of hours."""

from datetime import datetime

from ccdsl.analysis.axes import TIME
from tests.analysis.plans import BASE, edited, planned, small


def test_a_date_is_said_rather_than_hours_before_and_after() -> None:
    found = edited(("holidays x { 2026-12-25 }", "holidays x { 2026-12-25 2026-07-03 }"))
    assert found.changes
    for change in found.changes:
        assert change.block.words.startswith("on 2026-07-03 09:00\u201317:00, ")


def test_a_few_hours_of_a_date_are_said_so() -> None:
    short = BASE.replace("2026-12-25 }", "2026-12-25 10:00-16:00 }")
    found = planned(small(short), small(short.replace("-16:00", "-15:00")))
    assert found.changes
    assert all("on 2026-12-25 15:00\u201316:00" in each.block.words for each in found.changes)


def test_two_centers_with_two_clocks_say_by_which() -> None:
    found = edited(("America/New_York", "America/Chicago"))
    said = {change.block.words.partition(",")[0] for change in found.changes}
    assert "weekdays 08:00\u201309:00 by the clock of America/Chicago" in said


def test_a_holiday_that_is_meant_is_not_said_to_be_left_out() -> None:
    two = (
        BASE.replace("{ 2026-12-25 }", "{ 2026-11-27 10:00-16:00 2026-12-26 }")
        .replace("  mon-fri 09:00-17:00", "  mon-fri 08:00-20:00\n  sat 09:00-13:00")
        .replace(
            "  when hours h is closed",
            "  when hours h is open -> queue q\n  when hours g is closed",
        )
    )
    two += "hours g {\n  mon-fri 07:00-22:00\n  sat 09:00-17:00\n  except x\n}\n"
    found = planned(small(two), small(two.replace("New_York", "Chicago")))
    said = [change.block for change in found.changes]
    instants = found.wording.axes.instants
    friday = instants.class_at(int(datetime.fromisoformat("2026-11-27T09:30-06:00").timestamp()))
    assert friday is not None
    place = found.wording.axes.places[TIME]
    here = [each.words for each in said if each.box.get(place, 1 << friday) >> friday & 1]
    assert here
    assert not any("not on holidays, c" in words for words in here), here


def test_hours_on_a_clock_of_their_own_are_said_by_their_state() -> None:
    far = BASE.replace(
        "when hours h is closed", "when hours far is open -> hang-up\n  when hours h is closed"
    )
    far += "hours far { mon-fri 14:00-22:00 timezone Europe/London }\n"
    found = planned(small(far), small(far.replace("Europe/London", "Europe/Paris")))
    words = "while hours far (before) is open and hours h is closed and hours far (after) is closed"
    assert any(change.block.words.startswith(words) for change in found.changes)


def test_a_list_and_a_prefix_that_callers_are_not_in_are_told_apart() -> None:
    two = BASE.replace(
        "when hours h is closed", "when caller is +4420* -> hang-up\n  when hours h is closed"
    )
    found = planned(small(two), small(two.replace("hours h is closed", "hours h is open")))
    assert any(
        "callers not in vip and other than +4420*" in one.block.words for one in found.changes
    )


def test_what_is_so_on_both_clocks_is_said_once() -> None:
    short = BASE.replace("{ 2026-12-25 }", "{ 2026-11-27 10:00-16:00 2026-12-25 }")
    other = short.replace("New_York", "Chicago").replace("play hi -> queue q", "-> queue q")
    said = [change.block.words for change in planned(small(short), small(other)).changes]
    assert any(words.startswith("while hours h is open before and after, ") for words in said), said
