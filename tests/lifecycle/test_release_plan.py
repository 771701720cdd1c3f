"""What a release says that it changes for contacts: all since the last one, or not known."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Ran, Run

AT = "2026-11-22T09:00:00Z"
MENU = "script/main_menu"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let git know nobody, and find no repository around the test's own folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def loose(tmp_path: Path, run: Run) -> Path:
    """Return a project after its first release, in no repository."""
    folder = tmp_path / "center"
    assert run("init", folder, "--today", TODAY).code == 0
    assert go(run, folder, "release", "--note", "as it is").code == 0
    return folder


@pytest.fixture
def center(loose: Path) -> Path:
    """Return a project after its first release, committed."""
    git(loose, "init", "--quiet")
    commit(loose)
    return loose


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run(["git", *names, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


def go(run: Run, folder: Path, *words: str) -> Ran:
    signed = ("--by", "sam", "--project", folder, "--today", TODAY, "--at", AT)
    return run(*words, *signed)


def open_longer(folder: Path) -> None:
    edit(folder, "mon-fri  09:00-17:00", "mon-fri  09:00-18:00")


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / "center.ccdsl").read_text()
    assert old in text
    (folder / "center.ccdsl").write_text(text.replace(old, new))


def plans(folder: Path) -> int:
    """Return how many releases of the lock have the digest of a plan."""
    return (folder / "ccdsl.lock").read_text().count("\n    plan: ")


def test_the_first_release_compares_with_nothing(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "center"
    run("init", folder, "--today", TODAY)
    ran = go(run, folder, "release")
    assert ran.code == 0
    assert ran.err == (
        "note: no release before this one is known, so there is nothing to compare it with\n"
    )
    assert plans(folder) == 0


@pytest.mark.parametrize("committed", [False, True])
def test_what_changed_since_the_last_release_is_shown(
    center: Path, run: Run, *, committed: bool
) -> None:
    open_longer(center)
    if committed:
        commit(center)
    planned = run("plan", center, "HEAD~1" if committed else "HEAD", "--today", TODAY)
    ran = go(run, center, "release", "--note", "open longer")
    assert ran.code == 0
    assert "changed around them: hours " in ran.out
    assert "center.ccdsl:22 (release 1)" in ran.err
    assert "nothing changes" not in ran.err
    assert ran.err.splitlines()[-1] == planned.out.splitlines()[-1]
    assert "   release 1: " in ran.err
    assert "   release 2: " in ran.err
    assert plans(center) == 1


def test_what_no_revision_left_is_not_known(center: Path, run: Run) -> None:
    open_longer(center)
    assert go(run, center, "release").code == 0
    edit(center, "mon-fri  09:00-18:00", "mon-fri  09:00-19:00")
    ran = go(run, center, "release")
    assert ran.code == 0
    note, help_ = ran.err.splitlines()
    assert note == (
        "note: what changes for contacts since release 2 cannot be told: `ccdsl.lock` has digests "
        "only, and neither the latest commit nor the last one to change the lock has what it left"
    )
    assert help_ == (
        "  = help: `ccdsl plan GITREF` shows what changes since a revision that you name; commit "
        "each release, and the next one can tell"
    )
    assert plans(center) == 1


def test_without_git_it_is_not_known(loose: Path, run: Run) -> None:
    open_longer(loose)
    ran = go(run, loose, "release")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "release 2 by sam")
    assert "since release 1 cannot be told: `ccdsl.lock` has digests only, and this folder is" in (
        ran.err
    )
    assert "keep the project in git, and commit each release; then `ccdsl plan GITREF`" in ran.err
    assert "nothing changes" not in ran.err
    assert plans(loose) == 0


def repeat_more(run: Run, folder: Path) -> None:
    """Open a draft of the menu, in which its choices are said once more."""
    assert go(run, folder, "draft", MENU).code == 0
    text = (folder / "center.ccdsl").read_text()
    head, mark, draft = text.partition("version 2 draft")
    (folder / "center.ccdsl").write_text(head + mark + draft.replace("repeat  1", "repeat  2", 1))


def test_a_promotion_shows_what_changed_around_it_too(center: Path, run: Run) -> None:
    repeat_more(run, center)
    open_longer(center)
    ran = go(run, center, "promote", MENU, "--note", "longer and more")
    assert ran.code == 0
    assert "center.ccdsl:22 (release 1)" in ran.err
    assert "is asked" in ran.err
    assert plans(center) == 1


def test_a_promotion_alone_is_shown_where_the_rest_is_not_known(loose: Path, run: Run) -> None:
    repeat_more(run, loose)
    open_longer(loose)
    ran = go(run, loose, "promote", MENU, "--note", "longer and more")
    assert ran.code == 0
    note, help_, heading, *told = ran.err.splitlines()
    assert "since release 1 cannot be told" in note
    assert "ccdsl plan GITREF" in help_
    assert heading == "what goes live by name changes this, beside all that changed around it:"
    assert any("is asked" in line for line in told)
    assert "center.ccdsl:22" not in ran.err
    assert plans(loose) == 0


def test_somebody_elses_broken_draft_hides_nothing(loose: Path, run: Run) -> None:
    """What is in service needs no git to be known, as long as nobody has changed it."""
    repeat_more(run, loose)
    with (loose / "center.ccdsl").open("a") as file:
        file.write("\nscript extra version 1 draft { start { -> queue nowhere } }\n")
    ran = go(run, loose, "promote", MENU, "--note", "more")
    assert ran.code == 0, ran.err
    assert "   release 1: is asked" in ran.err
    assert plans(loose) == 1


def test_a_rollback_says_how_to_see_it(center: Path, run: Run) -> None:
    repeat_more(run, center)
    assert go(run, center, "promote", MENU, "--note", "more").code == 0
    open_longer(center)
    ran = go(run, center, "rollback", MENU)
    assert ran.code == 0
    assert ran.err == (
        "note: `ccdsl plan GITREF` shows what has changed for contacts, also around this\n"
    )
