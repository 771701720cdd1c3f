"""`ccdsl test`: what runs, how it is shown, what is covered, and what to write next."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ccdsl.cli.watching import snapshot, watch
from tests.cli.commands import TODAY, Run

ROOT = Path(__file__).parents[2]
HARBOR = ROOT / "examples" / "harbor"
TESTED = ("test", HARBOR, "--today", TODAY)

CENTER = """
center c {
  timezone America/New_York
  languages en-US
  calendar 2026-01-01 to 2027-12-31
  on-failure -> hang-up
}
prompt hello { en-US "Hello <you> & \\"them\\"." }
prompt bye { en-US "Goodbye." }
entry line { voice +18005550100 routing main }
routing main version 1 in-service { otherwise -> script top }
script top version 1 in-service {
  start { play hello -> ask }
  menu ask {
    say hello
    key 1 "Bye" { play bye -> hang-up }
    key 2 "Ring" -> transfer +18005550199 else { play bye -> hang-up }
    no-input { play bye -> hang-up }
    invalid { play bye -> hang-up }
  }
}
"""
DIAL = "dial +18005550100 from withheld at 2026-11-23 09:30"
GOOD = f'scenario "Good" {{ {DIAL} press 1 expect hang-up }}\n'
BAD = f"""
scenario "Bad: <50% & more" {{
  {DIAL}
  press 1
  hears hello, bye
  expect transfer
}}
"""
BROKEN = f'scenario "Broken" {{ {DIAL} press 2 expect hang-up }}\n'


@pytest.fixture
def center(tmp_path: Path) -> Path:
    (tmp_path / "ccdsl.yaml").write_text('edition: 1\nsources: ["*.ccdsl"]\n')
    (tmp_path / "center.ccdsl").write_text(CENTER)
    return tmp_path


def write(folder: Path, text: str) -> tuple[object, ...]:
    (folder / "checks.ccdsl").write_text(text)
    return ("test", folder, "--today", TODAY)


def test_everything_passes(run: Run) -> None:
    ran = run(*TESTED)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("checks.ccdsl ....")
    assert "18 passed, 2 left out (they are about other versions)\n" in ran.out


def test_no_scenarios_at_all(run: Run, center: Path) -> None:
    ran = run(*write(center, "# none\n"))
    assert (ran.code, ran.out) == (0, "no scenarios\n")


def test_a_failure_has_its_trace_beside_what_was_expected(run: Run, center: Path) -> None:
    ran = run(*write(center, GOOD + BAD + BROKEN))
    assert ran.code == 1
    assert ran.out == (
        "checks.ccdsl .FF\n"
        "\n"
        "FAILED Bad: <50% & more\n"
        "  checks.ccdsl:7: it ends at hang-up, not at transfer\n"
        "  checks.ccdsl:6: the caller hears hello, hello, bye\n"
        "    expected                            happened\n"
        "  !                                     hears hello\n"
        "    hears hello                         hears hello\n"
        "    hears bye                           hears bye\n"
        "  ! => transfer                         => hang-up\n"
        "  the way it takes:\n"
        "    0:00  arrives at entry line  checks.ccdsl:4\n"
        "    0:00  routing main: rule 1 takes it: otherwise  center.ccdsl:11\n"
        "    0:00  script top, start  center.ccdsl:11\n"
        '    0:00  hears hello: “Hello <you> & "them".”  center.ccdsl:13\n'
        "    0:00  script top, step ask  center.ccdsl:13\n"
        '    0:00  hears hello: “Hello <you> & "them".”  center.ccdsl:15\n'
        "    0:00  presses 1, “Bye”  center.ccdsl:16\n"
        "    0:00  hears bye: “Goodbye.”  center.ccdsl:16\n"
        "    => hang-up\n"
        "\n"
        "FAILED Broken\n"
        "  center.ccdsl:17: nothing is given about how this transfer comes out\n"
        "    help: give `given transfer answered`, `busy`, `no-answer` or `failed`\n"
        "  the way it takes:\n"
        "    0:00  arrives at entry line  checks.ccdsl:9\n"
        "    0:00  routing main: rule 1 takes it: otherwise  center.ccdsl:11\n"
        "    0:00  script top, start  center.ccdsl:11\n"
        '    0:00  hears hello: “Hello <you> & "them".”  center.ccdsl:13\n'
        "    0:00  script top, step ask  center.ccdsl:13\n"
        '    0:00  hears hello: “Hello <you> & "them".”  center.ccdsl:15\n'
        "    0:00  presses 2, “Ring”  center.ccdsl:17\n"
        "\n"
        "2 failed, 1 passed\n"
    )


def test_titles_and_a_choice_of_them(run: Run, center: Path) -> None:
    words = write(center, GOOD + BAD)
    ran = run(*words, "-k", "good and not bad", "-v")
    assert (ran.code, ran.out) == (0, "checks.ccdsl\n  ok      Good\n\n1 passed\n")
    assert run(*words, "-k", "(good").code == 2
    assert "FAILED  Bad: <50% & more" in run(*words, "-v").out


def test_colour_only_when_asked_for(run: Run, center: Path) -> None:
    words = write(center, GOOD + BAD)
    assert "\x1b[" not in run(*words).out
    assert "\x1b[1;31mF\x1b[0m" in run(*words, "--color", "always").out


def test_the_draft_and_both(run: Run) -> None:
    draft = run(*TESTED, "--draft")
    assert draft.code == 0
    both = run(*TESTED, "--both")
    assert both.code == 0
    assert "in-service center\n" in both.out
    assert "draft center\n" in both.out
    assert (
        "    draft:      queue life, after hearing welcome, recording_notice, bills_first"
        in both.out
    )
    assert run(*TESTED, "--both", "--draft").code == 2


def test_a_draft_that_changes_nothing(run: Run, center: Path) -> None:
    assert run(*write(center, GOOD), "--both").out.endswith("\nthe draft changes no scenario\n")


def test_junit_is_well_formed_and_counts(run: Run, center: Path) -> None:
    written = run(*write(center, GOOD + BAD + BROKEN), "--format", "junit").out
    root = ET.fromstring(written)  # noqa: S314 - our own output
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    cases = root.findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == ["Good", "Bad: <50% & more", "Broken"]
    (failure,) = cases[1].findall("failure")
    assert failure.get("message") == "it ends at hang-up, not at transfer"
    assert "=> hang-up" in (failure.text or "")
    written = run(*write(center, GOOD), "--format", "junit", "--both").out
    both = ET.fromstring(written)  # noqa: S314 - our own output
    names = [suite.get("name") for suite in both]
    assert names == ["checks.ccdsl (in-service)", "checks.ccdsl (draft)"]


def test_github(run: Run, center: Path) -> None:
    ran = run(*write(center, GOOD + BAD), "--format", "github")
    assert ran.code == 1
    first, second = ran.out.splitlines()
    assert first.startswith("::error file=")
    assert first.endswith(
        "checks.ccdsl,line=7,title=Bad%3A <50%25 & more::it ends at hang-up, not at transfer"
    )
    assert second.endswith("::the caller hears hello, hello, bye")


@pytest.mark.parametrize(
    "more", [(), ("--both",), ("--coverage", "text"), ("--suggest", "2"), ("--draft",)]
)
def test_json_fits_its_schema(more: tuple[str, ...], run: Run, center: Path) -> None:
    schema = json.loads((ROOT / "schemas" / "test.schema.json").read_text())
    document = json.loads(run(*write(center, GOOD + BAD + BROKEN), "--format", "json", *more).out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["centers"][0]["summary"] == {"passed": 1, "failed": 2, "left_out": 0}
    assert ("changes" in document) is ("--both" in more)
    assert ("coverage" in document) is ("--coverage" in more)
    assert len(document.get("suggestions", ())) == (2 if "--suggest" in more else 0)


def test_json_of_harbor_in_both_centers(run: Run) -> None:
    schema = json.loads((ROOT / "schemas" / "test.schema.json").read_text())
    document = json.loads(run(*TESTED, "--format", "json", "--both").out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert [one["center"] for one in document["centers"]] == ["in-service", "draft"]
    assert any("broken_off" in one["draft"] for one in document["changes"])


def test_coverage_as_text(run: Run, center: Path) -> None:
    out = run(*write(center, GOOD), "--coverage", "text").out
    rows = {line.split("  ")[0]: line.split()[-6:] for line in out.splitlines() if "/" in line}
    assert rows["routing main"] == ["1/1", "-", "-", "1/1", "-", "100%"]
    assert rows["script top"] == ["-", "1/2", "0/3", "2/6", "3/6", "35%"]
    assert "  center.ccdsl:17: script top, key 2 “Ring”\n" in out
    assert (
        "  center.ccdsl:17: script top, transfer +18005550199 else { play bye -> hang-up }" in out
    )


def test_coverage_as_lcov(run: Run, center: Path) -> None:
    out = run(*write(center, GOOD), "--coverage", "lcov").out
    lines = out.splitlines()
    assert lines[:2] == ["TN:", "SF:center.ccdsl"]
    assert lines[-1] == "end_of_record"
    assert "DA:16,1" in lines
    assert "DA:18,0" in lines
    branches = [line for line in lines if line.startswith("BRDA:")]
    assert f"BRF:{len(branches)}" in lines
    assert f"BRH:{sum(not line.endswith(',0') for line in branches)}" in lines


def test_coverage_as_html(run: Run, center: Path) -> None:
    out = run(*write(center, GOOD), "--coverage", "html").out
    assert out.startswith("<!doctype html>")
    assert "prompt hello { en-US &quot;Hello &lt;you&gt; &amp; \\&quot;them\\&quot;.&quot; }" in out
    assert '<div class="none"><b>17</b><i>✗</i>' in out
    assert '<div class="all"><b>16</b><i>✓</i>' in out
    assert "not covered: ask silence; prompt bye; hang-up" in out
    assert re.findall(r'(?:src|href)="(?!#)[a-z]+:', out) == []
    assert "On the diagrams" in out


def test_a_failure_is_said_beside_coverage(run: Run, center: Path) -> None:
    ran = run(*write(center, GOOD + BAD), "--coverage", "lcov")
    assert (ran.code, ran.err) == (1, "1 failed, 1 passed\n")


def test_watching_a_folder_that_is_no_project_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("test", tmp_path / "gone", "--watch").code == 2


def test_fail_under(run: Run, center: Path) -> None:
    words = write(center, GOOD)
    low = run(*words, "--fail-under", "90")
    assert (low.code, low.err) == (1, "42.1% is covered, less than 90%\n")
    assert run(*words, "--fail-under", "42").code == 0
    assert run(*words, "--fail-under", "101").code == 2


def test_suggestions_can_be_pasted(run: Run, center: Path) -> None:
    words = write(center, GOOD)
    out = run(*words, "--suggest", "9").out
    pasted = out[out.index("# covers") :]
    again = run(*write(center, GOOD + pasted), "--coverage", "text", "--fail-under", "100")
    assert (again.code, again.err) == (0, "")
    assert "there is nothing to suggest" in run(*words, "--suggest").out


def test_what_was_not_found_is_said_so(run: Run) -> None:
    out = run("test", ROOT / "examples" / "emergency-ivr", "--today", TODAY, "--suggest", "1").out
    assert "# covers " in out
    assert "unreachable" not in out


def test_a_project_with_errors(run: Run, center: Path) -> None:
    ran = run(*write(center, GOOD + "queue q { requires nothing }\n"))
    assert (ran.code, ran.out) == (1, "")
    assert "nothing" in ran.err


def test_watching_acts_once_and_after_each_change(tmp_path: Path) -> None:
    file = tmp_path / "a.ccdsl"
    acted: list[str] = []
    rounds = iter(["one", None, "three, longer", None])

    def pause() -> bool:
        text = next(rounds, "")
        if text:
            file.write_text(text)
        return text != ""

    watch(lambda: snapshot(tmp_path), lambda: acted.append("act"), pause)
    assert acted == ["act"] * 3


def test_a_snapshot_leaves_out_what_the_tool_writes(tmp_path: Path) -> None:
    for name in ("a.ccdsl", "build/table.json", ".git/index"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(name).name for name in snapshot(tmp_path)] == ["a.ccdsl"]


def test_watching_runs_until_it_is_interrupted(
    run: Run, center: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("ccdsl.cli.watching.pause", interrupted)
    ran = run(*write(center, GOOD), "--watch")
    assert ran.code == 0
    assert "1 passed" in ran.out
    assert ran.err == "waiting for a change; Ctrl-C ends\n"


def test_an_expression_that_means_nothing_is_a_slip(run: Run) -> None:
    ran = run(*TESTED, "-k", "nothing-like-this")
    assert ran.code == 2
    assert "no scenario has a title that `-k` means" in ran.err
