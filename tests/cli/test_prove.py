"""`ccdsl prove` and `ccdsl ask`, as a shell runs them."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ccdsl.analysis.proving import prove
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.witness import ReplayError
from ccdsl.model.program import View
from ccdsl.model.proofs import Proof
from ccdsl.syntax import ast
from tests.cli.commands import TODAY, Run

ROOT = Path(__file__).parents[2]
TOUR = ROOT / "tests/projects/tour"
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


def test_both_contacts_that_end_unlike_can_be_pasted_and_pass(tour: Path, run: Run) -> None:
    source = tour / "more.ccdsl"
    claim = "when dialed is +18005550100 same for all of hours support"
    source.write_text(f'require "All day" {{ {claim} }}', encoding="utf-8")
    ran = run("prove", tour, "--today", TODAY, "-k", "all day")
    assert ran.code == 1
    assert (
        "a contact ends otherwise than one that differs from it only in hours support\n" in ran.out
    )
    assert 'scenario "breaks All day, one" {' in ran.out
    assert 'scenario "breaks All day, the other" {' in ran.out
    ran = run("prove", tour, "--today", TODAY, "--format", "json", "-k", "all day")
    told = json.loads(ran.out)
    _schema("proofs").validate(told)
    found = told["requirements"][0]["counterexample"]
    assert found["end"] != found["other"]["end"]
    assert "these two contacts break it:" in run("check", tour, "--today", TODAY).out
    source.write_text(found["scenario"] + found["other"]["scenario"], encoding="utf-8")
    assert run("test", tour, "--today", TODAY).code == 0


def test_check_says_what_does_not_hold(tour: Path, run: Run) -> None:
    (tour / "more.ccdsl").write_text(BROKEN, encoding="utf-8")
    ran = run("check", tour, "--today", TODAY)
    assert ran.code == 1
    assert "error[CC704]" in ran.out
    assert "expect  voicemail general" in ran.out


@pytest.mark.parametrize(
    ("words", "proofs"),
    [
        (("check",), 2),
        (("build", "--out", "built"), 2),
        (("prove",), 2),
        (("prove", "--failures"), 2),
        (("test",), 0),
        (("plan",), 0),
        (("call", "+18005550100", "--at", "2026-11-23 09:30", "--project"), 0),
        (("ask", "--reaches", "voicemail general", "--project"), 0),
    ],
)
def test_only_who_wants_to_know_proves_and_only_once(
    words: tuple[str, ...], proofs: int, tour: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(walks: Sequence[Walk], view: View, require: ast.Require) -> Proof:
        made.append(require.name.text)
        return prove(walks, view, require)

    monkeypatch.setattr("ccdsl.analysis.proving.prove", counted)
    monkeypatch.chdir(tour.parent)
    run(*words, tour, "--today", TODAY)
    assert len(made) == proofs


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
        (("who reaches waiting",), "`waiting` is nowhere that contacts come"),
        (("who reaches",), "no question that can be answered"),
        (("who reaches abandoned",), "anyone may give up"),
        (("--reaches", ""), "nowhere that contacts come"),
        (("--reaches", "voicemail general never hang-up"), "more than one thing"),
        (("--reaches", "queue", "--from", "+18005550100"), "ask who reaches something"),
        (("--from", "+18005550100", "--when", "channel is voice"), "--when goes with --reaches"),
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


def test_a_queue_need_not_be_named(tour: Path, run: Run) -> None:
    ran = run("ask", "who goes through queue", "-C", tour, "--today", TODAY)
    assert ran.code == 0
    assert "expect  queue" in ran.out


@pytest.mark.parametrize("words", [("prove",), ("ask", "who reaches queue", "-C")])
def test_a_project_without_a_source_is_refused(
    tmp_path: Path, run: Run, words: tuple[str, ...]
) -> None:
    (tmp_path / "ccdsl.yaml").write_text('edition: 1\nsources:\n  - "*.ccdsl"\n')
    ran = run(*words, tmp_path, "--today", TODAY)
    assert ran.code == 2
    assert "has no source" in ran.err


@pytest.mark.parametrize("words", [("prove",), ("ask", "who reaches queue claims", "-C")])
def test_a_project_with_errors_is_refused(tour: Path, run: Run, words: tuple[str, ...]) -> None:
    wrong = "routing wrong version 1 in-service { otherwise -> queue nowhere }"
    (tour / "wrong.ccdsl").write_text(wrong, encoding="utf-8")
    ran = run(*words, tour, "--today", TODAY)
    assert ran.code == 2
    assert "not whole" in ran.err
    assert not ran.out


def test_an_example_that_does_not_replay_is_our_bug(
    tour: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ReplayError("it went elsewhere")

    monkeypatch.setattr("ccdsl.analysis.witness._compare", refuse)
    (tour / "more.ccdsl").write_text(BROKEN, encoding="utf-8")
    for words in (("prove", tour), ("ask", "who reaches voicemail", "-C", tour)):
        ran = run(*words, "--today", TODAY)
        assert ran.code == 3
        assert "a bug of ours" in ran.err
        assert "Traceback" not in ran.err
        assert not ran.out


def _schema(name: str) -> Draft202012Validator:
    found = json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def test_proofs_are_as_their_schema_says(tour: Path, run: Run) -> None:
    (tour / "more.ccdsl").write_text(BROKEN, encoding="utf-8")
    ran = run("prove", tour, "--today", TODAY, "--format", "json")
    told = json.loads(ran.out)
    schema = _schema("proofs")
    schema.validate(told)
    assert {one["verdict"] for one in told["requirements"]} == {"holds", "fails"}
    for entry in told["requirements"]:
        flipped = "holds" if entry["verdict"] == "fails" else "fails"
        wrong = {**told, "requirements": [{**entry, "verdict": flipped}]}
        assert not schema.is_valid(wrong)


@pytest.mark.parametrize(
    "words",
    [
        ("who reaches voicemail general when caller in vip or channel is chat",),
        ("who reaches queue claims when flag snow_day is off",),
        ("--from", "+18005550100 at 2026-12-28 11:00"),
    ],
)
def test_answers_are_as_their_schema_says(tour: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run("ask", *words, "-C", tour, "--today", TODAY, "--format", "json")
    assert ran.code == 0
    told = json.loads(ran.out)
    schema = _schema("answers")
    schema.validate(told)
    assert told.get("contacts") or told.get("ends")
    assert not schema.is_valid({**told, "contacts": [], "ends": []})
    assert not schema.is_valid({"format": 1})


def test_the_schemas_are_known_by_name(run: Run) -> None:
    names = run("schema").out.split()
    assert {"proofs", "answers"} <= set(names)
    assert run("schema", "proofs").out == (ROOT / "schemas/proofs.schema.json").read_text()
