"""`ccdsl plan --table`: two tables instead of two sources."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Run
from tests.runtime.tables import PROJECTS, artifact, compiled

_TOUR, _HARBOR = (
    next(project for project in PROJECTS if project.name == name) for name in ("tour", "harbor")
)


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """Return the tables of the tour, in service and draft."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(artifact(compiled(_TOUR), "routing-table.json"), encoding="utf-8")
    new.write_text(artifact(compiled(_TOUR), "routing-table.json", "draft"), encoding="utf-8")
    return old, new


def edit(table: Path, old: str, new: str) -> None:
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_two_tables_say_what_the_two_centers_say(run: Run, tables: tuple[Path, Path]) -> None:
    ran = run("plan", "--table", *tables, "--today", TODAY, "--format", "json")
    of_sources = run("plan", _TOUR, "--today", TODAY, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    made, wanted = json.loads(ran.out), json.loads(of_sources.out)
    assert made.pop("sides") == [table.as_posix() for table in tables]
    assert wanted.pop("sides") == ["in service", "draft"]
    assert made == wanted


@pytest.mark.parametrize("format_name", ["text", "markdown", "html"])
def test_every_form_names_the_lines_of_the_source(
    run: Run, tables: tuple[Path, Path], format_name: str
) -> None:
    ran = run("plan", "--table", *tables, "--today", TODAY, "--format", format_name)
    assert (ran.code, ran.err) == (0, "")
    assert "4 changes" in ran.out
    assert "ccdsl:221" in ran.out


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_a_table_changes_nothing_against_itself(run: Run, tmp_path: Path, project: Path) -> None:
    table = tmp_path / "table.json"
    table.write_text(artifact(compiled(project), "routing-table.json"), encoding="utf-8")
    ran = run("plan", "--table", table, table, "--today", TODAY, "--exit-code")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("nothing changes for any contact")


def test_an_edit_shows_between_the_tables_of_before_and_after(run: Run, tmp_path: Path) -> None:
    project, old, new = (tmp_path / name for name in ("harbor", "old.json", "new.json"))
    shutil.copytree(_HARBOR, project, symlinks=True)
    assert run("build", project, "--today", TODAY).code == 0
    shutil.copy(project / "build" / "routing-table.json", old)
    edit(project / "hours.ccdsl", "mon-fri  08:00-20:00", "mon-fri  08:00-19:00")
    assert run("build", project, "--today", TODAY).code == 0
    shutil.copy(project / "build" / "routing-table.json", new)
    ran = run("plan", "--table", old, new, "--today", TODAY, "--exit-code")
    assert (ran.code, ran.err) == (1, "")
    assert ", but not on holidays, callers in vip, calling main_line" in ran.out
    assert "because of hours.ccdsl:" in ran.out


def test_calls_and_scopes_work_as_with_sources(
    run: Run, tables: tuple[Path, Path], tmp_path: Path
) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text("number,caller,time\n+18005550100,+13105550199,2026-11-23 10:00\n")
    words = ("plan", "--today", TODAY, "--calls", calls, "--expect", "only script main_menu")
    ran, of_sources = run(*words, "--table", *tables), run(*words, _TOUR)
    assert ran.code == of_sources.code
    last = [one.out.splitlines()[-1] for one in (ran, of_sources)]
    assert last[0] == last[1]


_REFUSED = (
    ("[", "this is no routing table, for it is not JSON"),
    ("[]", "this is no routing table"),
    ('{"format": 2}', "it is of format 2, and only format 1 can be read"),
    ('{"format": 1, "edition": 9}', "it is of edition 9, and only edition 1 can be read"),
    ('{"format": 1, "edition": 1}', "the table does not fit the schema: "),
    ('{"a":' * 100_000, "nests deeper than any center"),
)


@pytest.mark.parametrize(("text", "said"), _REFUSED)
def test_what_is_no_table_is_refused(
    run: Run, tables: tuple[Path, Path], text: str, said: str
) -> None:
    tables[1].write_text(text, encoding="utf-8")
    ran = run("plan", "--table", *tables, "--today", TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert f"`{tables[1].as_posix()}`" in ran.err
    assert said in ran.err


def test_a_table_that_is_not_there_is_refused(run: Run, tables: tuple[Path, Path]) -> None:
    ran = run("plan", "--table", tables[0], tables[0].parent / "none.json")
    assert (ran.code, ran.out) == (2, "")
    assert "none.json`: this file cannot be read: there is no such file" in ran.err


_EDITS = (
    ('"label": "Claims"', '"label": "Claim"', "`scripts main_menu` is not as `ccdsl build`"),
    ('"priority": "normal"', '"priority": "high"', "is not as `ccdsl build` writes it"),
    ('"queue": "claims"', '"queue": "nobody"', "it does not say a whole center"),
    ('"listen_ms": 5000', '"listen_ms": "5s"', "does not fit the schema"),
    ('"local": "08:00-20:00"', '"local": "08:00-19:00"', "`hours support` is not as"),
    ('"+18005550100": ', '"+18005550109": ', "`arrivals` is not as"),
)


@pytest.mark.parametrize(("old", "new", "said"), _EDITS)
def test_a_table_edited_by_hand_is_refused(
    run: Run, tables: tuple[Path, Path], old: str, new: str, said: str
) -> None:
    edit(tables[0], old, new)
    ran = run("plan", "--table", *tables, "--today", TODAY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_other_time_zone_data_is_told(run: Run, tables: tuple[Path, Path]) -> None:
    version = json.loads(tables[0].read_text(encoding="utf-8"))["tzdata"]
    edit(tables[0], f'"tzdata": "{version}"', '"tzdata": "1999a"')
    ran = run("plan", "--table", tables[0], tables[0], "--today", TODAY)
    assert ran.code == 0
    edit(tables[0], '"local": "08:00-20:00"', '"local": "08:00-19:00"')
    ran = run("plan", "--table", tables[0], tables[0], "--today", TODAY)
    assert ran.code == 2
    assert "it was made with time zones 1999a, and `hours support` differs" in ran.err


def test_tables_and_a_project_are_not_mixed(run: Run, tables: tuple[Path, Path]) -> None:
    ran = run("plan", _TOUR, "--table", *tables)
    assert (ran.code, ran.out) == (2, "")
    assert "give it no project and no draft" in ran.err
