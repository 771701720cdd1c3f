"""`ccdsl prove` and `ccdsl ask`, as a shell runs them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Run

TOUR = Path(__file__).parents[1] / "projects/tour"
BROKEN = """
require "Nobody meets a machine" {
  when   channel is voice and hours support is open
  never  voicemail
}
"""


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    project = tmp_path / "tour"
    shutil.copytree(TOUR, project)
    return project


def test_requirements_that_hold_end_clean(tour: Path, run: Run) -> None:
    ran = run("prove", tour, "--today", TODAY)
    assert ran.code == 0
    assert ran.out.count("holds") == 2
    assert "2 requirements: 2 proven, 0 not" in ran.out


def test_a_counterexample_can_be_pasted_and_passes(tour: Path, run: Run) -> None:
    source = tour / "more.ccdsl"
    source.write_text(BROKEN, encoding="utf-8")
    ran = run("prove", tour, "--today", TODAY, "--format", "json", "-k", "machine")
    assert ran.code == 1
    (told,) = json.loads(ran.out)["requirements"]
    assert told["verdict"] == "fails"
    source.write_text(told["counterexample"]["scenario"], encoding="utf-8")
    assert run("test", tour, "--today", TODAY).code == 0


def test_check_says_what_does_not_hold(tour: Path, run: Run) -> None:
    (tour / "more.ccdsl").write_text(BROKEN, encoding="utf-8")
    ran = run("check", tour, "--today", TODAY)
    assert ran.code == 1
    assert "error[CC704]" in ran.out
    assert "expect  voicemail general" in ran.out


def test_a_title_that_is_none_is_refused(tour: Path, run: Run) -> None:
    ran = run("prove", tour, "--today", TODAY, "-k", "unicorn")
    assert ran.code == 2
    assert "unicorn" in ran.err


def test_a_question_lists_who_comes(tour: Path, run: Run) -> None:
    asked = "who reaches voicemail general when hours support is open"
    ran = run("ask", asked, "-C", tour, "--today", TODAY)
    assert ran.code == 0
    assert "while hours support is open" in ran.out
    assert "expect  voicemail general" in ran.out
    same = run(
        *("ask", "--reaches", "voicemail general", "--when", "hours support is open"),
        *("-C", tour, "--today", TODAY),
    )
    assert same.out == ran.out


def test_everything_that_can_happen_to_one_contact(tour: Path, run: Run) -> None:
    asked = "+12125550100 to +18005550100 at 2026-12-28 11:00"
    ran = run("ask", "--from", asked, "-C", tour, "--today", TODAY, "--format", "json")
    assert ran.code == 0
    ends = {each["end"]: each["contacts"] for each in json.loads(ran.out)["ends"]}
    assert set(ends) == {"queue concierge", "voicemail general"}
    witness = ends["queue concierge"][0]["witness"]
    assert "from +12125550100 at 2026-12-28 11:00" in witness


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("who reaches queue claimz",), "did you mean `claims`?"),
        (("who cares",), "no question that can be answered"),
        (("--from", "tomorrow"), "no contact"),
        (("--from", "+18005550100 at 1999-01-01 11:00"), "outside the calendar"),
        (("--reaches", "queue claims", "--when", "hours support are open"), "cannot be read"),
        ((), "ask who reaches something"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(
    tour: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run("ask", *words, "-C", tour, "--today", TODAY)
    assert ran.code == 2
    assert said in ran.err
    assert not ran.out
