"""The routing table: what is in it, and what is not."""

import json
import os
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from ccdsl.backends.table.layout import lay_out
from tests.runtime.tables import PROJECTS, ROOT, artifact, compile_text, compiled, table_of

TOUR = PROJECTS[0]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_hours_are_those_of_the_calendar(project: Path) -> None:
    contents, calendars = table_of(project).contents, compiled(project).facts.calendars
    for name, calendar in calendars.items():
        assert contents.edges(name, "open") == calendar.open_edges
        assert contents.edges(name, "holiday") == calendar.holiday_edges
    assert {each["name"] for each in contents.table["hours"]} == set(calendars)


def hours_of(text: str) -> dict[str, dict[str, list[list[str]]]]:
    table = json.loads(artifact(compile_text(text), "routing-table.json"))
    return {span["date"] + " " + span["local"]: span["utc"] for span in table["hours"][0]["open"]}


CENTER = """
center c {{
  title "C" timezone Europe/Berlin country DE languages de-DE
  calendar 2026-03-28 to 2026-03-30 on-failure -> hang-up
}}
hours some {{ {spans} }}
entry line {{ voice +4930111111 routing all }}
routing all version 1 in-service {{ otherwise -> hang-up }}
"""


def test_a_clock_change_and_the_edges_of_the_calendar() -> None:
    spans = hours_of(CENTER.format(spans="mon-sun 22:00-03:30"))
    assert spans == {
        "2026-03-27 22:00-03:30": [["2026-03-27T23:00:00Z", "2026-03-28T02:30:00Z"]],
        "2026-03-28 22:00-03:30": [["2026-03-28T21:00:00Z", "2026-03-29T01:30:00Z"]],
        "2026-03-29 22:00-03:30": [["2026-03-29T20:00:00Z", "2026-03-30T01:30:00Z"]],
        "2026-03-30 22:00-03:30": [["2026-03-30T20:00:00Z", "2026-03-30T22:00:00Z"]],
    }


def test_an_hour_that_the_clock_skips() -> None:
    spans = hours_of(CENTER.format(spans="mon-sun 02:00-03:00"))
    assert spans["2026-03-29 02:00-03:00"] == []
    assert spans["2026-03-30 02:00-03:00"] == [["2026-03-30T00:00:00Z", "2026-03-30T01:00:00Z"]]


def test_versions_by_view() -> None:
    def version(view: str) -> dict[str, object]:
        made = artifact(
            compiled(TOUR), "routing-table.json", "draft" if view == "draft" else "in-service"
        )
        scripts = {script["name"]: script for script in json.loads(made)["scripts"]}
        return scripts["main_menu"]["version"]

    assert version("in-service") == {"number": 3, "state": "in-service"}
    assert version("draft") == {"number": 4, "state": "draft"}


def test_places_are_those_of_the_source() -> None:
    table = json.loads(artifact(compiled(TOUR), "routing-table.json"))
    lines = (TOUR / "tour.ccdsl").read_text(encoding="utf-8").splitlines()
    records = chain.from_iterable(part for part in table.values() if isinstance(part, list))
    for record in records:
        if "source" in record:
            assert record["name"] in lines[record["source"]["line"] - 1]
    life = next(queue for queue in table["queues"] if queue["name"] == "life")
    assert '"Life insurance"' not in lines[life["nodes"]["at-close"]["line"] - 1]
    assert "at-close" in lines[life["nodes"]["at-close"]["line"] - 1]


def test_nothing_of_the_machine_and_no_secret() -> None:
    for project in PROJECTS:
        text = artifact(compiled(project), "routing-table.json")
        assert str(ROOT) not in text
        assert "password" not in text
    table = json.loads(artifact(compiled(TOUR), "routing-table.json"))
    assert all(set(person) <= {"id", "name", "extension"} for person in table["people"])


def test_lines_are_short_or_one_value() -> None:
    for line in artifact(compiled(TOUR), "routing-table.json").splitlines():
        assert len(line) <= 101 or re.fullmatch(r'\s*("[^"]*": )?("(\\.|[^"])*"),?', line), line


def test_layout_says_the_same() -> None:
    for project in PROJECTS:
        text = artifact(compiled(project), "routing-table.json")
        assert lay_out(json.loads(text)) == text


PROGRAM = """
from tests.runtime.tables import PROJECTS, compiled
from ccdsl.backends import emit
from hashlib import sha256
for project in PROJECTS:
    for view in ("in-service", "draft"):
        for made in emit(compiled(project), view):
            if made.path.startswith("routing-"):
                print(made.path, sha256(made.text.encode()).hexdigest())
"""


def test_same_bytes_under_other_seeds_zones_and_locales() -> None:
    outputs = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8")):
        changed = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, **changed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs != {b""}
