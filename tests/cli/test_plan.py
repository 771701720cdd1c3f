"""`ccdsl plan`: what a reviewer reads, and what a program reads."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ccdsl.report.plan_markdown import MOST_CHARACTERS
from ccdsl.resources import read_resource
from tests.cli.commands import TODAY, Run

_TOUR = Path(__file__).parents[1] / "projects" / "tour"


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    """Return a copy of the tour."""
    folder = tmp_path / "tour"
    shutil.copytree(_TOUR, folder, symlinks=True)
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "tour.ccdsl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=Ina", "-c", "user.email=ina@harbor.example")
    subprocess.run(["git", *names, *words], cwd=folder, capture_output=True, check=True)


@pytest.fixture
def repository(tour: Path) -> Path:
    """Return a copy of the tour under version control, nothing edited."""
    git(tour, "init", "-q", "-b", "main")
    git(tour, "add", "-A")
    git(tour, "commit", "-q", "-m", "First")
    return tour


def test_the_draft_is_compared_with_what_is_in_service(run: Run, tour: Path) -> None:
    ran = run("plan", tour, "--today", TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert "because of tour.ccdsl:221 (in service), tour.ccdsl:300 (draft)" in ran.out
    assert ran.out.endswith(
        "4 changes; everything else, 36 of 56 classes of contacts, is unchanged\n"
    )


def test_the_exit_code_says_whether_anything_changes(run: Run, repository: Path) -> None:
    assert run("plan", repository, "--today", TODAY, "--exit-code").code == 1
    ran = run("plan", repository, "HEAD", "--today", TODAY, "--exit-code")
    assert ran.code == 0
    assert "nothing changes for any contact: all 56 classes are unchanged" in ran.out


def test_a_revision_is_compared_with_the_working_tree(run: Run, repository: Path) -> None:
    edit(repository, "sat      09:00-13:00, 14:00-17:00", "sat      09:00-17:00")
    ran = run("plan", repository, "HEAD", "--today", TODAY, "--exit-code")
    assert ran.code == 1
    assert "1. Saturdays 13:00\u201314:00, but not on holidays, callers in vip" in ran.out
    assert "HEAD: hears welcome: “Thank you for calling Harbor Mutual.”" in ran.out
    assert "because of tour.ccdsl:47 (HEAD), tour.ccdsl:47 (working tree)" in ran.out


def test_the_json_is_what_its_schema_says(run: Run, tour: Path) -> None:
    ran = run("plan", tour, "--today", TODAY, "--format", "json")
    document = json.loads(ran.out)
    schema = json.loads(read_resource("schemas/plan.schema.json"))
    Draft202012Validator(schema).validate(document)
    assert document["classes"] == {"all": 56, "changed": 20}
    change = document["changes"][2]
    assert change["before"]["end"] == "queue claims"
    assert change["after"]["end"] == "queue life"
    assert change["share_of_week"] == 0.395091
    assert change["witness"]["to"] == "+18005550100"
    assert change["because"][0] == {"path": "tour.ccdsl", "line": 221, "side": "before"}


def test_every_format_says_the_same_twice(run: Run, tour: Path) -> None:
    for form in ("text", "markdown", "json", "html"):
        first, second = (run("plan", tour, "--today", TODAY, "--format", form) for _ in range(2))
        assert first.code == 0
        assert first.out == second.out


def test_markdown_fits_a_comment_and_has_pictures_of_what_changed(run: Run, tour: Path) -> None:
    ran = run("plan", tour, "--today", TODAY, "--format", "markdown")
    assert len(ran.out) <= MOST_CHARACTERS
    assert "**4 changes; everything else, 36 of 56 classes of contacts, is unchanged**" in ran.out
    assert "```mermaid\nflowchart" in ran.out
    assert "routing\\-inbound" not in ran.out


def test_what_is_expected_is_all_that_may_change(run: Run, tour: Path) -> None:
    assert run("plan", tour, "--today", TODAY, "--expect", "only script main_menu").code == 0
    ran = run("plan", tour, "--today", TODAY, "--expect", "only script spanish, queue claims")
    assert ran.code == 1
    assert "not expected: change 1, change 2, change 3, change 4" in ran.out


def test_an_expectation_that_is_not_clear_is_refused(run: Run, tour: Path) -> None:
    ran = run("plan", tour, "--today", TODAY, "--expect", "script main_menu")
    assert ran.code == 2
    assert "write it like `only script main_menu`" in ran.err


def test_an_expectation_of_what_neither_side_has_is_refused(run: Run, tour: Path) -> None:
    ran = run("plan", tour, "--today", TODAY, "--expect", "only script main_menu, queue nosuch")
    assert ran.code == 2
    assert "there is no queue `nosuch` on either side" in ran.err


def test_past_calls_are_counted(run: Run, tour: Path) -> None:
    calls = tour / "calls.csv"
    calls.write_text(
        "number,caller,time\n"
        "+18005550100,+13105550199,2026-11-23 09:30\n"
        "+18005550100,withheld,2026-11-23T14:30:00Z\n"
        "+18005550100,+12125550100,2026-11-23 09:30\n"
        "+18005550101,+13105550199,2026-12-25 11:00\n"
        "+18005550100,+13105550199,2025-11-23 09:30\n",
        encoding="utf-8",
    )
    ran = run("plan", tour, "--today", TODAY, "--format", "json", "--calls", calls)
    assert [change["calls"] for change in json.loads(ran.out)["changes"]] == [1, 0, 2, 0]
    assert (
        "1 of the past calls lie outside"
        in run("plan", tour, "--today", TODAY, "--calls", calls).out
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("number,caller\n", "has no column `time`"),
        ("number,caller,time\n+1,+2,noon\n", "line 2: `noon` is not a time"),
    ],
)
def test_past_calls_that_cannot_be_read_are_refused(
    run: Run, tour: Path, text: str, said: str
) -> None:
    calls = tour / "calls.csv"
    calls.write_text(text, encoding="utf-8")
    ran = run("plan", tour, "--today", TODAY, "--calls", calls)
    assert ran.code == 2
    assert said in ran.err


def test_a_project_that_is_not_clear_is_refused(run: Run, tour: Path) -> None:
    edit(tour, "-> queue concierge", "-> queue nowhere")
    ran = run("plan", tour, "--today", TODAY)
    assert ran.code == 2
    assert "so it is not clear what happens there" in ran.err
