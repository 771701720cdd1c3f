"""Opening hours at every kind of boundary, one second each side, against a table made by hand.

Offsets from UTC are written out, so that the table needs no time zone data to be right.
"""

from datetime import datetime

import pytest

from ccdsl.compiler import Compiled
from ccdsl.simulate.center import Center, opening
from tests.simulate.centers import compiled, project

MADE = compiled("""
routing main version 1 in-service { otherwise -> hang-up }
holidays french { 2026-12-24 18:00-02:00 2026-12-25 }
holidays christmas { 2026-12-25 }
hours night { mon-fri 22:00-06:00 except french timezone Europe/Paris }
hours always { open always except christmas }
hours minutes { mon 00:00-00:01 sun 23:59-24:00 }
hours early { sun 01:00-04:00 }
hours odd { sun 01:30-03:00 }
hours lost { sun 02:30-05:00 }
""")

OPENS, CLOSES = (False, True, True), (True, False, False)
OPEN, SHUT = (True, True, True), (False, False, False)

TABLE = {
    "examples/harbor office": {
        "2026-01-01 08:00-05:00": SHUT,  # New Year's Day
        "2026-01-02 08:00-05:00": OPENS,
        "2026-01-02 20:00-05:00": CLOSES,
        "2026-01-03 09:00-05:00": OPENS,  # a Saturday
        "2026-01-03 13:00-05:00": CLOSES,
        "2026-01-04 09:00-05:00": SHUT,  # a Sunday
        "2026-03-06 20:00-05:00": CLOSES,
        "2026-03-09 08:00-04:00": OPENS,  # the first working day of summer time
        "2026-03-09 20:00-04:00": CLOSES,
        "2026-05-25 08:00-04:00": SHUT,
        "2026-07-03 08:00-04:00": SHUT,
        "2026-09-07 08:00-04:00": SHUT,
        "2026-10-30 20:00-04:00": CLOSES,
        "2026-11-02 08:00-05:00": OPENS,  # the first working day of winter time
        "2026-11-26 08:00-05:00": SHUT,
        "2026-11-27 08:00-05:00": SHUT,  # a short day
        "2026-11-27 10:00-05:00": OPENS,
        "2026-11-27 16:00-05:00": CLOSES,
        "2026-12-24 08:00-05:00": OPENS,
        "2026-12-24 12:00-05:00": CLOSES,
        "2026-12-25 08:00-05:00": SHUT,
        "2027-07-03 09:00-04:00": SHUT,  # a long weekend, its Saturday
        "2027-07-05 08:00-04:00": SHUT,
        "2027-07-06 08:00-04:00": OPENS,
        "2027-12-31 20:00-05:00": CLOSES,
        "2027-12-31 23:59-05:00": SHUT,  # the last minute
    },
    "examples/harbor claims_desk": {
        "2026-01-02 07:00-05:00": OPENS,
        "2026-01-02 22:00-05:00": CLOSES,
        "2026-01-04 09:00-05:00": OPENS,
        "2026-01-04 17:00-05:00": CLOSES,
        "2026-03-08 03:00-04:00": SHUT,  # the clock has just been put forward
        "2026-03-08 09:00-04:00": OPENS,
        "2026-03-08 17:00-04:00": CLOSES,
        "2026-11-01 01:00-05:00": SHUT,  # the clock has just been put back
        "2026-11-01 09:00-05:00": OPENS,
        "2026-11-01 17:00-05:00": CLOSES,
        "2026-11-27 07:00-05:00": SHUT,
        "2026-11-27 10:00-05:00": OPENS,
        "2026-11-27 16:00-05:00": CLOSES,
        "2026-12-24 07:00-05:00": SHUT,
        "2026-12-24 08:00-05:00": OPENS,
        "2026-12-24 12:00-05:00": CLOSES,
        "2027-12-26 09:00-05:00": OPENS,
        "2027-12-31 22:00-05:00": CLOSES,
    },
    "examples/rules-engine support_hours": {
        "2026-01-01 08:00+11:00": SHUT,
        "2026-01-02 08:00+11:00": OPENS,
        "2026-01-02 18:00+11:00": CLOSES,
        "2026-01-26 08:00+11:00": SHUT,
        "2026-04-02 18:00+11:00": CLOSES,
        "2026-04-06 08:00+10:00": OPENS,  # winter time
        "2026-10-02 18:00+10:00": CLOSES,
        "2026-10-05 08:00+11:00": OPENS,  # summer time
        "2026-12-28 08:00+11:00": SHUT,
        "2027-12-28 08:00+11:00": SHUT,
        "2027-12-29 08:00+11:00": OPENS,
    },
    "examples/rules-engine sales_hours": {
        "2026-01-02 08:00+11:00": OPENS,
        "2026-01-02 18:00+11:00": OPEN,
        "2026-01-02 19:00+11:00": CLOSES,
        "2026-04-06 08:00+10:00": OPENS,
        "2026-12-25 08:00+11:00": SHUT,
    },
    "examples/rules-engine front_desk_hours": {
        "2026-01-02 08:00+11:00": OPENS,
        "2026-01-02 18:00+11:00": CLOSES,
        "2027-01-26 08:00+11:00": SHUT,
    },
    "tests/projects/tour support": {
        "2026-11-28 09:00-05:00": OPENS,
        "2026-11-28 13:00-05:00": CLOSES,
        "2026-11-28 14:00-05:00": OPENS,
        "2026-11-28 17:00-05:00": CLOSES,
        "2026-12-24 08:00-05:00": OPENS,
        "2026-12-24 12:00-05:00": CLOSES,
    },
    "made night": {  # two zones in one center: this one is in Paris
        "2026-01-05 22:00+01:00": OPENS,
        "2026-01-06 00:00+01:00": OPEN,
        "2026-01-06 06:00+01:00": CLOSES,
        "2026-01-10 06:00+01:00": CLOSES,  # Friday's night ends on Saturday
        "2026-01-10 22:00+01:00": SHUT,
        "2026-03-27 22:00+01:00": OPENS,
        "2026-03-30 22:00+02:00": OPENS,
        "2026-03-31 06:00+02:00": CLOSES,
        "2026-12-24 06:00+01:00": CLOSES,  # the night before belongs to the 23rd
        "2026-12-24 18:00+01:00": OPENS,  # a holiday with hours, over midnight into another
        "2026-12-24 22:00+01:00": OPEN,
        "2026-12-25 00:00+01:00": OPEN,
        "2026-12-25 02:00+01:00": CLOSES,
        "2026-12-25 22:00+01:00": SHUT,
    },
    "made always": {
        "2026-06-01 00:00-04:00": OPEN,
        "2026-12-25 00:00-05:00": CLOSES,
        "2026-12-26 00:00-05:00": OPENS,
        "2027-12-31 23:59-05:00": OPEN,
    },
    "made minutes": {
        "2026-01-04 23:59-05:00": OPENS,
        "2026-01-05 00:00-05:00": OPEN,
        "2026-01-05 00:01-05:00": CLOSES,
    },
    "made early": {
        "2026-03-08 01:00-05:00": OPENS,
        "2026-03-08 03:00-04:00": OPEN,  # a second earlier it was 01:59:59
        "2026-03-08 04:00-04:00": CLOSES,
        "2026-11-01 01:00-04:00": OPENS,
        "2026-11-01 01:00-05:00": OPEN,  # one o'clock again
        "2026-11-01 04:00-05:00": CLOSES,
    },
    "made odd": {  # the clock reads half past one twice, and one o'clock between
        "2026-11-01 01:30-04:00": OPENS,
        "2026-11-01 01:00-05:00": CLOSES,
        "2026-11-01 01:30-05:00": OPENS,
        "2026-11-01 03:00-05:00": CLOSES,
    },
    "made lost": {  # half past two never comes
        "2026-03-08 03:00-04:00": OPENS,
        "2026-03-08 05:00-04:00": CLOSES,
        "2026-03-15 02:30-04:00": OPENS,
    },
}
ROWS = [
    pytest.param(hours, moment, expected, id=f"{hours} {moment}")
    for hours, rows in TABLE.items()
    for moment, expected in rows.items()
]


def found(hours: str) -> tuple[Compiled, str]:
    where, name = hours.rsplit(" ", 1)
    return (MADE if where == "made" else project(where)), name


def second(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


@pytest.mark.parametrize(("hours", "moment", "expected"), ROWS)
def test_boundary(hours: str, moment: str, expected: tuple[bool, bool, bool]) -> None:
    """The interpreter's clock and the calendar's agree with the table, before, at and after."""
    compiled_, name = found(hours)
    program = compiled_.program
    center = Center(program=program, view=program.in_service)
    instants = [second(moment) + offset for offset in (-1, 0, 1)]
    read = tuple(opening(center, program.hours[name], at).is_open for at in instants)
    assert read == expected
    assert tuple(compiled_.facts.calendars[name].is_open(at) for at in instants) == expected


def test_the_first_and_the_last_second_of_the_calendar() -> None:
    program, calendars = MADE.program, MADE.facts.calendars
    center = Center(program=program, view=program.in_service)
    for moment in ("2026-01-01 00:00-05:00", "2027-12-31 23:59:59-05:00"):
        assert opening(center, program.hours["always"], second(moment)).is_open
        assert calendars["always"].is_open(second(moment))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-12-24 00:00+01:00", OPENS),
        ("2026-12-25 00:00+01:00", OPEN),
        ("2026-12-26 00:00+01:00", CLOSES),
    ],
)
def test_a_holiday_is_its_whole_date_open_or_not(
    moment: str, expected: tuple[bool, bool, bool]
) -> None:
    program, calendar = MADE.program, MADE.facts.calendars["night"]
    center = Center(program=program, view=program.in_service)
    instants = [second(moment) + offset for offset in (-1, 0, 1)]
    read = tuple(opening(center, program.hours["night"], at).is_holiday for at in instants)
    assert read == expected
    assert tuple(calendar.is_holiday(at) for at in instants) == expected


def test_every_hours_of_every_example_has_rows() -> None:
    examples = ("harbor", "rules-engine", "emergency-ivr", "community-phones")
    projects = [*(f"examples/{name}" for name in examples), "tests/projects/tour"]
    named = {f"{path} {name}" for path in projects for name in project(path).program.hours}
    assert named <= set(TABLE)
