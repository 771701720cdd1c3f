"""`ccdsl hours`: what a supervisor reads, and what a program reads."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ccdsl.resources import read_resource
from tests.cli.commands import TODAY, Run

_HOURS = """
hours nights {
  mon-fri  22:00-06:00
  sat      22:00-24:00
  except   shut
}
hours always_on {
  open always
}
hours edges {
  sun  00:00-01:30, 02:15-02:45, 03:00-04:00
  mon  02:30-05:00
}
hours weekend {
  fri, sat  22:00-06:00
}
hours abroad {
  mon-sun   09:00-17:00
  timezone  Europe/Berlin
}
holidays shut {
  2026-12-25  "Christmas Day"
  2026-12-24  20:00-02:00
}
"""


@pytest.fixture
def center(project: Path) -> Path:
    """Return a project with hours at night, in another zone, and beside clock changes."""
    (project / "more.ccdsl").write_text(_HOURS)
    return project


def _rows(run: Run, *words: str | Path) -> dict[str, str]:
    """Return what is shown about each date, of one `hours`."""
    shown = run("hours", *words, "--today", TODAY)
    assert shown.code == 0, shown.err
    rows = [line for line in shown.out.splitlines() if line.startswith("  ")]
    return {row[6:16]: f"{row[2:5]} {' '.join(row[16:].split())}".rstrip() for row in rows}


class TestText:
    def test_every_hours_for_two_weeks_from_today(self, center: Path, run: Run) -> None:
        shown = run("hours", center, "--today", TODAY)
        assert (shown.code, shown.err) == (0, "")
        heads = [line for line in shown.out.splitlines() if line.startswith("hours ")]
        assert [head.split()[1].rstrip(",") for head in heads] == [
            *("office", "nights", "always_on", "edges", "weekend", "abroad")
        ]
        assert heads[-1] == "hours abroad, on the clock of Europe/Berlin"
        assert shown.out.count("2026-11-22") == len(heads) + 1
        assert shown.out.count("2026-12-05") == len(heads) + 1
        assert "2026-12-06" not in shown.out

    def test_a_span_over_midnight_names_the_day_it_ends_on(self, center: Path, run: Run) -> None:
        rows = _rows(run, center, "nights", "--days", "3")
        assert rows == {
            "2026-11-22": "Sun closed",
            "2026-11-23": "Mon 22:00-06:00 Tue",
            "2026-11-24": "Tue 22:00-06:00 Wed still open until 06:00 from the day before",
        }

    def test_a_holiday_says_its_list_and_what_the_day_before_leaves_open(
        self, center: Path, run: Run
    ) -> None:
        rows = _rows(run, center, "nights", "--from", "2026-12-24", "--days", "3")
        assert rows == {
            "2026-12-24": "Thu 20:00-02:00 Fri listed in shut; "
            "still open until 06:00 from the day before",
            "2026-12-25": "Fri closed all day Christmas Day (shut); "
            "still open until 02:00 from the day before",
            "2026-12-26": "Sat 22:00-24:00",
        }

    def test_the_hour_that_is_skipped(self, center: Path, run: Run) -> None:
        words = ("--from", "2027-03-13", "--days", "2")
        assert _rows(run, center, "always_on", *words) == {
            "2027-03-13": "Sat open all day",
            "2027-03-14": "Sun open all day the clock goes forward from 02:00 to 03:00; "
            "00:00-24:00 lasts 23h instead of 24h",
        }
        assert _rows(run, center, "edges", *words)["2027-03-14"] == (
            "Sun 00:00-01:30, 02:15-02:45, 03:00-04:00 "
            "the clock goes forward from 02:00 to 03:00; 02:15-02:45 does not come"
        )
        assert _rows(run, center, "weekend", *words) == {
            "2027-03-13": "Sat 22:00-06:00 Sun still open until 06:00 from the day before; "
            "22:00-06:00 lasts 7h instead of 8h, as the clock changes tonight",
            "2027-03-14": "Sun closed still open until 06:00 from the day before; "
            "the clock goes forward from 02:00 to 03:00",
        }

    def test_the_hour_that_comes_twice(self, center: Path, run: Run) -> None:
        words = ("--from", "2026-11-01", "--days", "1")
        back = "the clock goes back from 02:00 to 01:00"
        assert _rows(run, center, "always_on", *words)["2026-11-01"] == (
            f"Sun open all day {back}; 00:00-24:00 lasts 25h instead of 24h"
        )
        assert _rows(run, center, "edges", *words)["2026-11-01"] == (
            f"Sun 00:00-01:30, 02:15-02:45, 03:00-04:00 {back}; "
            "00:00-01:30 is followed by 01:00-01:30 once more"
        )

    def test_a_clock_of_its_own_changes_on_its_own_day(self, center: Path, run: Run) -> None:
        rows = _rows(run, center, "abroad", "--from", "2026-10-25", "--days", "8")
        assert rows["2026-10-25"].endswith("the clock goes back from 03:00 to 02:00")
        assert rows["2026-11-01"] == "Sun 09:00-17:00"


class TestJson:
    def test_it_is_as_its_schema_says(self, center: Path, run: Run) -> None:
        shown = run("hours", center, "--format", "json", "--days", "400", "--today", TODAY)
        document = json.loads(shown.out)
        schema = json.loads(read_resource("schemas/hours.schema.json"))
        Draft202012Validator(schema).validate(document)
        assert {len(hours["days"]) for hours in document["hours"]} == {400}

    def test_a_day_in_full(self, center: Path, run: Run) -> None:
        words = ("nights", "--from", "2026-12-24", "--days", "1", "--format", "json")
        document = json.loads(run("hours", center, *words, "--today", TODAY).out)
        assert document["hours"][0]["days"] == [
            {
                "date": "2026-12-24",
                "weekday": "thu",
                "open": [
                    {
                        "local": "20:00-02:00",
                        "utc": [["2026-12-25T01:00:00Z", "2026-12-25T07:00:00Z"]],
                    }
                ],
                "still_open_until": "06:00",
                "exception": {"holidays": "shut", "title": ""},
                "notes": ["listed in shut", "still open until 06:00 from the day before"],
            }
        ]

    def test_it_is_open_when_the_routing_table_says_so(self, center: Path, run: Run) -> None:
        words = ("--from", "2026-03-01", "--days", "365", "--format", "json")
        shown = json.loads(run("hours", center, *words, "--today", TODAY).out)
        assert run("build", center, "--today", TODAY, "--out", center / "b").code == 0
        table = json.loads((center / "b" / "routing-table.json").read_text())
        for hours in shown["hours"]:
            (same,) = [one for one in table["hours"] if one["name"] == hours["name"]]
            ours = [
                (day["date"], span["local"], span["utc"])
                for day in hours["days"]
                for span in day["open"]
            ]
            theirs = [
                (one["date"], one["local"], one["utc"])
                for one in same["open"]
                if shown["first"] <= one["date"] <= shown["last"]
            ]
            assert ours == theirs


class TestRefusals:
    def test_a_name_that_nothing_has(self, center: Path, run: Run) -> None:
        shown = run("hours", center, "night", "--today", TODAY)
        assert (shown.code, shown.out) == (2, "")
        assert "there are no hours `night`" in shown.err
        assert "did you mean `nights`?" in shown.err

    def test_a_day_outside_the_calendar(self, center: Path, run: Run) -> None:
        shown = run("hours", center, "--from", "2040-01-01", "--today", TODAY)
        assert (shown.code, shown.out) == (2, "")
        assert "2040-01-01 is outside the calendar of the center" in shown.err

    def test_what_is_no_day(self, center: Path, run: Run) -> None:
        shown = run("hours", center, "--from", "tomorrow", "--today", TODAY)
        assert shown.code == 2
        assert "`tomorrow` is not a date" in shown.err
        assert run("hours", center, "--days", "0").code == 2

    def test_days_past_the_calendar_are_left_out_and_it_says_so(
        self, center: Path, run: Run
    ) -> None:
        shown = run("hours", center, "nights", "--days", "100000", "--today", TODAY)
        assert shown.code == 0
        assert "note: the calendar of the center ends on " in shown.err

    def test_without_a_project_named_it_is_the_one_around(
        self, center: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(center)
        (center / "nights").mkdir()
        here = run("hours", "nights", "--today", TODAY)
        assert here.code == 0
        assert here.out == run("hours", ".", "nights", "--today", TODAY).out
        assert here.out == run("hours", center, "nights", "--today", TODAY).out
