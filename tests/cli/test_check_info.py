"""`check --info`: what is no mistake but good to know, and only where it is asked for."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Run

TOUR = Path(__file__).parents[1] / "projects" / "tour"


def test_information_is_told_only_when_asked_for(run: Run) -> None:
    plain = run("check", TOUR, "--today", TODAY)
    assert (plain.code, plain.out) == (0, "no findings\n")
    told = run("check", TOUR, "--today", TODAY, "--info")
    assert told.code == 0
    assert told.out.endswith(" info\n")
    assert "info[CC226]: earlier rules take some of the contacts" in told.out
    assert "share of the week: 0.395091\n" in told.out
    assert "contacts: while hours support is open, callers in vip, flag snow_day on\n" in told.out
    assert "for example: dial +18005550100 from +1" in told.out
    assert "error" not in told.out
    assert "warning" not in told.out


def test_queues_that_share_a_line_are_told_of_once(run: Run) -> None:
    told = run("check", TOUR, "--today", TODAY, "--info").out
    assert "waiting in queues `claims` and `life` at closing time" in told
    assert told.count("info[CC419]") == 2


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machines_always_get_it(form: str, run: Run) -> None:
    told = run("check", TOUR, "--today", TODAY, "--format", form)
    assert told.code == 0
    assert json.loads(told.out)
    assert '"CC226"' in told.out


def test_information_never_fails_a_check(run: Run) -> None:
    assert run("check", TOUR, "--today", TODAY, "--info", "--fail-on", "warning").code == 0


def test_an_ignore_of_information_is_not_idle(project: Path, run: Run) -> None:
    source = next(path for path in sorted(project.glob("*.ccdsl")) if "entry" in path.read_text())
    source.write_text(source.read_text() + "# ccdsl: ignore[CC226] known\n")
    assert run("check", project, "--today", TODAY).out == "no findings\n"
