"""In the hour that the clock is put back, it is said which of two times is meant."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Run

CENTER = """
center t {
  title "T" timezone America/New_York languages en-US
  calendar 2026-01-01 to 2027-12-31 on-failure -> voicemail box
}
prompt hi { en-US "Hi." }
prompt bye { en-US "Bye." }
voicemail box { channels voice greeting hi }
holidays x { 2026-11-01 00:00-24:00 2027-02-02 00:00-24:00 }
hours z { open always except x }
hours night { sun 01:00-02:00 }
hours london { sun 05:00-06:00 timezone Europe/London }
entry e { voice +18005550100 routing r }
routing r version 1 in-service {
  when hours z is holiday and hours night is open and hours london is open -> voicemail box
  when hours z is holiday and hours night is open and hours london is closed {
    play bye
    -> hang-up
  }
  otherwise { play hi -> hang-up }
}
"""
NIGHT = "when hours z is holiday and hours night is open and hours london is"
REQUIRED = f"""
require "first" {{ {NIGHT} open never voicemail }}
require "second" {{ {NIGHT} closed never hang-up }}
"""
SECOND = "on 2026-11-01 01:00\u201302:00 (only the second time that the clock reads it)"


@pytest.fixture
def center(tmp_path: Path) -> Path:
    (tmp_path / "ccdsl.yaml").write_text('edition: 1\nsources:\n  - "*.ccdsl"\n')
    (tmp_path / "c.ccdsl").write_text(CENTER)
    return tmp_path


def test_counterexamples_say_which_of_two_times_and_pass(center: Path, run: Run) -> None:
    more = center / "more.ccdsl"
    more.write_text(REQUIRED)
    ran = run("prove", center, "--today", TODAY, "--format", "json")
    found = [one["counterexample"]["scenario"] for one in json.loads(ran.out)["requirements"]]
    assert "2026-11-01 01:00 first\n" in found[0]
    assert "2026-11-01 01:00 again\n" in found[1]
    more.write_text("\n".join(found))
    assert run("test", center, "--today", TODAY).code == 0
    assert run("fmt", center, "--check").code == 1
    assert run("fmt", center).code == 0
    assert "2026-11-01 01:00 again\n" in more.read_text()
    assert run("test", center, "--today", TODAY).code == 0


@pytest.mark.parametrize("time", ["01:30-05:00", "01:30 again"])
def test_an_answer_keeps_the_time_that_was_asked_about(center: Path, run: Run, time: str) -> None:
    asked = f"+18005550100 at 2026-11-01 {time}"
    ran = run("ask", "--from", asked, "-C", center, "--today", TODAY)
    assert ran.code == 0
    assert ran.out.startswith(f"hang-up\n  {SECOND}  (")
    assert "at 2026-11-01 01:30 again\n" in ran.out


@pytest.mark.parametrize(
    ("time", "said", "way"),
    [
        ("2026-11-01 01:30", "reads 2026-11-01 01:30 twice", "say which is meant"),
        ("2026-11-02 01:30 again", "reads 2026-11-02 01:30 once", "leave out `again`"),
        ("2026-03-08 02:30 first", "never reads 2026-03-08 02:30", "say which is meant"),
        ("2026-11-01 01:30 second", "is no date and time", "write it like"),
    ],
)
def test_a_time_that_is_not_one_instant_is_refused(
    center: Path, run: Run, time: str, said: str, way: str
) -> None:
    ran = run("call", "--project", center, "--to", "+18005550100", "--at", time, "--today", TODAY)
    assert ran.code == 2
    assert said in ran.err
    assert way in ran.err


def test_a_plan_says_which_of_two_times(center: Path, run: Run) -> None:
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "x")):
        named = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *named, *words], cwd=center, check=True, capture_output=True)
    (center / "c.ccdsl").write_text(re.sub(r"(closed \{\s+play) bye", r"\1 bye, bye", CENTER))
    ran = run("plan", center, "HEAD", "--today", TODAY)
    assert ran.out.startswith(f"1. {SECOND}\n")
    assert " at 2026-11-01 01:00 again\n" in ran.out
