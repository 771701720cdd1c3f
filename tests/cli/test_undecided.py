"""What is larger than the budget: commands say that it is undecided, and that it is a finding."""

import json
import shutil
from pathlib import Path

import pytest

from ccdsl.analysis.examining import examine
from ccdsl.analysis.plan import plan
from ccdsl.analysis.sets import BudgetError
from tests.cli.commands import TODAY, Run

TOUR = Path(__file__).parents[2] / "tests/projects/tour"


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    project = tmp_path / "tour"
    shutil.copytree(TOUR, project)
    return project


@pytest.fixture
def _small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be decided."""
    monkeypatch.setattr("ccdsl.compiler.examine", lambda program: examine(program, 10))


@pytest.mark.usefixtures("_small_budget")
def test_proofs_are_undecided_one_by_one(tour: Path, run: Run) -> None:
    ran = run("prove", tour, "--today", TODAY, "--failures", "--format", "json")
    assert ran.code == 1
    verdicts = [one["verdict"] for one in json.loads(ran.out)["requirements"]]
    assert verdicts == ["undecided"] * 2
    ran = run("prove", tour, "--today", TODAY)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.count("undecided  ") == 2
    assert "2 requirements: 0 proven, 2 not" in ran.out


@pytest.mark.usefixtures("_small_budget")
@pytest.mark.parametrize(
    "words",
    [
        ("who reaches voicemail general",),
        ("--from", "+18005550100 at 2026-12-28 11:00"),
    ],
)
def test_answers_are_undecided(tour: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run("ask", *words, "-C", tour, "--today", TODAY)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err == "undecided: the question is larger than the budget\n"


@pytest.mark.usefixtures("_small_budget")
def test_plans_need_no_center_to_be_decided(tour: Path, run: Run) -> None:
    """What is undecided of a center is no mistake in it: the comparison has steps of its own."""
    ran = run("plan", tour, "--today", TODAY)
    assert ran.code == 0, ran.err
    assert ran.out.endswith("classes of contacts, is unchanged\n")


def test_a_plan_says_so_itself(tour: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccdsl.cli.plan.plan", lambda halves: plan(halves, 10, 10))
    ran = run("plan", tour, "--today", TODAY)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("undecided: the question is larger than the budget")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ccdsl.cli.plan.plan", ("plan",)),
        ("ccdsl.analysis.proving.prove", ("prove",)),
        ("ccdsl.cli.ask.who_comes", ("ask", "who reaches queue claims", "-C")),
    ],
)
def test_too_many_steps_anywhere_are_no_bug(
    tour: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, words: tuple[str, ...]
) -> None:
    def refuse(*_: object) -> None:
        raise BudgetError

    monkeypatch.setattr(name, refuse)
    ran = run(*words, tour, "--today", TODAY)
    assert (ran.code, ran.err) == (1, "undecided: the question is larger than the budget\n")
