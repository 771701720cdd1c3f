"""Guards as a whole: a project in a git repository, changed, branched, merged and repaired."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import TODAY, Run

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"
Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Return what runs git in the repository, as somebody who is on no roster."""
    for name, value in (("NAME", "Ina"), ("EMAIL", "ina@harbor.example")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)

    def git_(*words: str, code: int = 0) -> str:
        ended = subprocess.run(
            ["git", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout

    return git_


@pytest.fixture
def harbor(tmp_path: Path, git: Git, run: Run) -> Path:
    """Return the harbor example in a sub-folder of a repository, released and committed."""
    folder = tmp_path / "center"
    shutil.copytree(HARBOR, folder, ignore=shutil.ignore_patterns("build", "ccdsl.lock", "archive"))
    release = run("release", "-C", folder, "--note", "First", "--by", who(folder), *DAY)
    assert release.code == 0, release.err
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "First")
    return folder


DAY = ("--today", TODAY)


def who(folder: Path) -> str:
    """Return somebody on the roster who may promote."""
    roster = (folder / "people/roster.yaml").read_text(encoding="utf-8")
    return "jordan" if "jordan" in roster else roster.split("id: ", 1)[1].split()[0]


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def commit(git: Git, message: str) -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


def promote(run: Run, folder: Path, *names: str) -> None:
    """Open drafts with another title, and promote them."""
    by = ("--by", who(folder))
    for name in names:
        opened = run("draft", name, "-C", folder, *by, *DAY)
        assert opened.code == 0, opened.err
        kind, own = name.split("/")
        source = next(
            path
            for path in folder.glob("*.ccdsl")
            if f"{kind} {own} version" in path.read_text() and " draft {" in path.read_text()
        )
        text = source.read_text()
        at = text.index(" draft {", text.index(f"{kind} {own} version")) + len(" draft {")
        rest = re.sub(r'\A\s*title\s+"[^"]*"', "", text[at:])
        source.write_text(f'{text[:at]}\n  title "Better"\n{rest}')
    done = run("promote", *names, "-C", folder, "--note", "Better", *by, *DAY)
    assert done.code == 0, done.err


def checked(run: Run, folder: Path, *more: str) -> tuple[int, list[tuple[str, str, str]]]:
    """Return the exit code of a check, and the code, path and message of every error."""
    ran = run("check", folder, "--format", "json", *DAY, *more)
    found = json.loads(ran.out)["diagnostics"] if ran.out else []
    return ran.code, [
        (one["code"], one["path"], one["message"]) for one in found if one["severity"] == "error"
    ]


GUARDS = ("--locked", "--against", "main")


class TestPullRequests:
    def test_nothing(self, run: Run, harbor: Path) -> None:
        assert checked(run, harbor, *GUARDS) == (0, [])

    def test_in_service_edited(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        edit(harbor, "scripts.ccdsl", "  start {", "  start {\n    wait 1s")
        commit(git, "Edit")
        code, errors = checked(run, harbor, *GUARDS)
        assert code == 1
        assert [one[:2] for one in errors] == [("CC503", "scripts.ccdsl")]
        shown = run("check", harbor, *DAY, "--color", "never", *GUARDS)
        assert "take the edit back, and make it in the draft, version 4" in shown.out
        github = run("check", harbor, *DAY, "--format", "github", *GUARDS)
        assert "::error " in github.out
        assert "center/scripts.ccdsl" in github.out

    def test_a_draft(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        assert run("draft", "script/identify", "-C", harbor, "--by", who(harbor), *DAY).code == 0
        commit(git, "Draft")
        assert checked(run, harbor, *GUARDS) == (0, [])

    def test_promoted(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        promote(run, harbor, "script/identify", "overflow/claims_overflow")
        commit(git, "Promote")
        assert checked(run, harbor, *GUARDS) == (0, [])
        assert checked(run, harbor, "--locked", "--against", "HEAD") == (0, [])

    def test_renamed(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        git("mv", "center/scripts.ccdsl", "center/menus.ccdsl")
        commit(git, "Rename")
        assert checked(run, harbor, *GUARDS) == (0, [])

    def test_a_prompt(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        edit(harbor, "prompts.ccdsl", '"', '"Well, ')
        code, errors = checked(run, harbor, *GUARDS)
        assert code == 1
        assert [one[:2] for one in errors] == [("CC510", "prompts.ccdsl")]
        assert checked(run, harbor, "--against", "main") == (0, [])
        by = ("--by", who(harbor))
        assert run("release", "-C", harbor, "--note", "Well", *by, *DAY).code == 0
        commit(git, "Release")
        assert checked(run, harbor, *GUARDS) == (0, [])

    def test_the_lock_made_to_fit(self, run: Run, git: Git, harbor: Path) -> None:
        """Whoever deletes the lock and makes a new one is found out by the comparison alone."""
        git("checkout", "-q", "-b", "change")
        edit(harbor, "scripts.ccdsl", "  start {", "  start {\n    wait 1s")
        (harbor / "ccdsl.lock").unlink()
        assert run("release", "-C", harbor, "--by", who(harbor), "--note", "First", *DAY).code == 0
        commit(git, "Forge")
        assert checked(run, harbor, "--locked") == (0, [])
        assert [one[0] for one in checked(run, harbor, *GUARDS)[1]] == ["CC512"]

    def test_main_went_on(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        edit(harbor, "prompts.ccdsl", "\n", "\n# a comment\n")
        commit(git, "Comment")
        git("checkout", "-q", "main")
        promote(run, harbor, "script/identify")
        commit(git, "Promote")
        git("checkout", "-q", "change")
        assert checked(run, harbor, *GUARDS) == (0, [])
        edit(harbor, "scripts.ccdsl", "  start {", "  start {\n    wait 1s")
        assert [one[0] for one in checked(run, harbor, *GUARDS)[1]] == ["CC503"]

    def test_the_whole_project_has_moved(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "change")
        git("mv", "center", "elsewhere")
        commit(git, "Move")
        moved = harbor.parent / "elsewhere"
        assert checked(run, moved, *GUARDS) == (0, [])
        edit(moved, "scripts.ccdsl", "  start {", "  start {\n    wait 1s")
        (moved / "ccdsl.lock").unlink()
        ran = run("check", moved, *DAY, *GUARDS)
        assert ran.code == 2
        assert "has a project in `center` that is gone" in ran.err
        assert run("release", "-C", moved, "--by", who(moved), "--note", "First", *DAY).code == 0
        assert run("check", moved, *DAY, *GUARDS).code == 2

    def test_the_first_project(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "--orphan", "empty")
        git("rm", "-rq", "--cached", ".")
        git("commit", "-q", "--allow-empty", "-m", "Nothing")
        ran = run("check", harbor, *DAY, "--locked", "--against", "empty")
        assert ran.code == 0, ran.out
        assert "`empty` has no project here yet" in ran.err

    def test_from_another_folder(
        self, run: Run, harbor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert checked(run, Path("center"), *GUARDS) == (0, [])
        monkeypatch.chdir(harbor)
        assert checked(run, Path(), *GUARDS) == (0, [])


class TestWhatIsGuarded:
    def test_an_edited_center_is_not_built_but_drawn(
        self, run: Run, harbor: Path, tmp_path: Path
    ) -> None:
        edit(harbor, "scripts.ccdsl", "  start {", "  start {\n    wait 1s")
        assert run("build", harbor, "--out", tmp_path / "built", *DAY).code == 1
        words = ("--script", "identify", "--format", "dot", "--out", tmp_path / "identify.dot")
        assert run("diagram", harbor, *words).code == 0

    def test_nobody_answers_for_an_edit(self, run: Run, harbor: Path) -> None:
        edit(
            harbor,
            "scripts.ccdsl",
            "script identify",
            "# ccdsl: ignore[CC503] why\nscript identify",
        )
        edit(harbor, "scripts.ccdsl", "  start {", "  start {\n    wait 1s")
        assert "CC503" in [one[0] for one in checked(run, harbor)[1]]


class TestRefusals:
    def test_no_lock(self, run: Run, harbor: Path) -> None:
        (harbor / "ccdsl.lock").unlink()
        assert checked(run, harbor) == (0, [])
        code, errors = checked(run, harbor, "--locked")
        assert code == 1
        assert [one[0] for one in errors] == ["CC509"]
        code, errors = checked(run, harbor, *GUARDS)
        assert code == 1
        assert [one[0] for one in errors] == ["CC512"]
        assert "`main` is guarded by `ccdsl.lock`, and here there is none" in errors[0][2]

    @pytest.mark.parametrize("ref", ["nothing", "--output=x", "-h", "main:center", "", "a; b"])
    def test_no_revision(self, run: Run, harbor: Path, ref: str) -> None:
        ran = run("check", harbor, *DAY, f"--against={ref}")
        assert ran.code == 2
        named = "git knows no revision" if ref else "the name of the revision is empty"
        assert named in ran.err
        assert ("help: `git fetch origin nothing` brings" in ran.err) == (ref == "nothing")
        assert "`git branch -a` lists" in ran.err

    def test_no_git(self, run: Run, harbor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", os.devnull)
        ran = run("check", harbor, *DAY, "--against", "main")
        assert ran.code == 2
        assert "no program `git`" in ran.err
        assert checked(run, harbor, "--locked") == (0, [])

    def test_no_repository(self, run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
        ran = run("check", project, *DAY, "--against", "main")
        assert ran.code == 2
        assert "not under version control" in ran.err


class TestTwoBranches:
    @pytest.fixture
    def merged(self, run: Run, git: Git, harbor: Path) -> Path:
        """Return the project in the middle of a merge of two branches that both promoted."""
        git("checkout", "-q", "-b", "greeting")
        promote(run, harbor, "script/identify")
        commit(git, "Greeting")
        git("checkout", "-q", "-b", "claims", "main")
        promote(run, harbor, "routing/inbound")
        commit(git, "Claims")
        git("branch", "before")
        git("merge", "-q", "greeting", code=1)
        return harbor

    def test_the_conflict_is_told(self, run: Run, merged: Path) -> None:
        code, errors = checked(run, merged)
        assert code == 1
        assert [one[:2] for one in errors] == [("CC507", "ccdsl.lock")]
        message = errors[0][2]
        assert "our side (`HEAD`) has release 2 (by `" in message
        assert "routing `inbound` from version 5 to 6; their side (`greeting`)" in message
        assert "script `identify` from version 2 to 3" in message

    def test_nothing_is_guessed(self, run: Run, merged: Path) -> None:
        before = (merged / "ccdsl.lock").read_bytes()
        ran = run("lock", "repair", "-C", merged, *DAY)
        assert ran.code == 2
        assert "`ours` is release 2" in ran.err
        assert "`--keep ours` or `--keep theirs`" in ran.err
        assert (merged / "ccdsl.lock").read_bytes() == before

    @pytest.mark.parametrize("keep", ["ours", "theirs"])
    def test_one_side_is_kept(self, run: Run, git: Git, merged: Path, keep: str) -> None:
        kept, other, name = {
            "ours": ("before", "greeting", "script/identify"),
            "theirs": ("greeting", "before", "routing/inbound"),
        }[keep]
        by = ("--by", who(merged))
        ran = run("lock", "repair", "--keep", keep, "-C", merged, *by, *DAY)
        assert ran.code == 0, ran.err
        assert (merged / "ccdsl.lock").read_text() == git("show", f"{kept}:center/ccdsl.lock")
        kind, own = name.split("/")
        assert f"given up: release 2 (by `{by[1]}`" in ran.out
        assert f"{kind} {own}: version" in ran.out
        assert f"`ccdsl promote {name}" in ran.err
        assert checked(run, merged, "--locked", "--against", kept) == (0, [])
        commit(git, "Merge")
        assert run("promote", name, "-C", merged, "--note", "Again", *by, *DAY).code == 0
        assert checked(run, merged, "--locked", "--against", kept) == (0, [])
        (given_up,) = checked(run, merged, "--against", other)[1]
        assert given_up[0] == "CC512"
        assert f"releases of `{other}` are not here any more: release 2" in given_up[2]

    def test_what_is_left_to_do_by_hand(self, run: Run, git: Git, merged: Path) -> None:
        """What came in has a next draft already, so it cannot become a draft again."""
        source = merged / "scripts.ccdsl"
        text = source.read_text()
        at = text.index("script identify version 3 in-service")
        block = text[at : text.index("\n}\n", at) + 3]
        source.write_text(f"{text}\n{block.replace('version 3 in-service', 'version 4 draft')}")
        by = ("--by", who(merged))
        ran = run("lock", "repair", "--keep", "ours", "-C", merged, *by, *DAY)
        assert ran.code == 1
        assert "script `identify` is to be put right by hand" in ran.err
        assert "by the lock, version 2 is" in ran.err
        assert (merged / "ccdsl.lock").read_text() == git("show", "before:center/ccdsl.lock")

    def test_a_silently_bad_merge(self, run: Run, git: Git, merged: Path) -> None:
        """Somebody takes the marks out, and leaves the lines of both sides."""
        lock = merged / "ccdsl.lock"
        lines = lock.read_text().splitlines(keepends=True)
        lock.write_text("".join(x for x in lines if not x.startswith(("<<<", "===", ">>>"))))
        commit(git, "Merge")
        code, errors = checked(run, merged)
        assert code == 1
        assert [one[:2] for one in errors] == [("CC507", "ccdsl.lock")]
        by = ("--by", who(merged))
        ran = run("lock", "repair", "--keep", "theirs", "-C", merged, *by, *DAY)
        assert ran.code == 0, ran.err
        assert checked(run, merged, "--locked", "--against", "greeting") == (0, [])

    def test_both_promoted_the_same(self, run: Run, git: Git, harbor: Path) -> None:
        git("checkout", "-q", "-b", "one")
        promote(run, harbor, "script/identify")
        commit(git, "One")
        git("checkout", "-q", "-b", "two", "main")
        promote(run, harbor, "script/identify")
        edit(harbor, "prompts.ccdsl", '"', '"Well, ')
        by = ("--by", who(harbor))
        assert run("release", "-C", harbor, "--note", "Well", *by, *DAY).code == 0
        commit(git, "Two")
        git("merge", "-q", "one", code=1)
        assert [one[0] for one in checked(run, harbor)[1]] == ["CC507"]
        assert run("lock", "repair", "--keep", "ours", "-C", harbor, *by, *DAY).code == 0
        assert checked(run, harbor, "--locked", "--against", "HEAD") == (0, [])

    @pytest.fixture
    def same(self, run: Run, git: Git, harbor: Path) -> Path:
        """Return the project where two branches put one number in service, each its own text."""
        by = ("--by", who(harbor))
        for branch in ("one", "two"):
            git("checkout", "-q", "-b", branch, "main")
            assert run("draft", "script/identify", "-C", harbor, *by, *DAY).code == 0
            source = harbor / "scripts.ccdsl"
            head, mark, draft = source.read_text().partition("script identify version 3 draft {")
            title = re.sub(r'title\s+"[^"]*"', f'title "Side {branch}"', draft, count=1)
            source.write_text(f"{head}{mark}{title}")
            words = ("promote", "script/identify", "-C", harbor, "--note", f"Try {branch}")
            done = run(*words, "--at", "2026-11-22T09:00:00Z", *by, *DAY)
            assert done.code == 0, done.err
            commit(git, branch)
        git("merge", "-q", "one", code=1)
        return harbor

    def test_one_number_on_both_sides(self, run: Run, git: Git, same: Path) -> None:
        """Both sides say who moved what alike: why, and which text is given up, tells them."""
        git("checkout", "-q", "--theirs", "center/scripts.ccdsl")
        (error,) = checked(run, same)[1]
        assert error[0] == "CC507"
        assert 'at 2026-11-22 09:00 UTC, "Try two")' in error[2]
        assert 'at 2026-11-22 09:00 UTC, "Try one")' in error[2]
        by = ("--by", who(same))
        ran = run("lock", "repair", "--keep", "theirs", "-C", same, *by, *DAY)
        assert ran.code == 0, ran.err
        commit_id = git("rev-parse", "--short=12", "two").strip()
        assert (
            "next: script `identify` version 3 of the other side is not in the sources any more; "
            f"`git show {commit_id}:./scripts.ccdsl` has it, and `ccdsl draft script/identify` "
            "opens a draft for it"
        ) in ran.err
        assert 'title "Side two"' in git("show", f"{commit_id}:center/scripts.ccdsl")

    def test_marks_in_a_source_are_said_once(self, run: Run, same: Path) -> None:
        errors = checked(run, same)[1]
        assert [one[:2] for one in errors] == [("CC507", "ccdsl.lock"), ("CC002", "scripts.ccdsl")]
        assert errors[1][2] == "these are the marks of a merge: `HEAD` and `one` differ here"

    @pytest.mark.parametrize("is_committed", [False, True])
    def test_the_other_side_after_all(
        self, run: Run, git: Git, merged: Path, *, is_committed: bool
    ) -> None:
        """The base branch was merged, and given up: nobody is sent round in a circle."""
        by = ("--by", who(merged))
        keep = ("lock", "repair", "-C", merged, *by, *DAY, "--keep")
        assert run(*keep, "ours").code == 0
        if is_committed:
            commit(git, "Merge")
        shown = run("check", merged, *DAY, "--color", "never", "--against", "greeting")
        assert shown.code == 1
        assert "releases of `greeting` are not here any more" in shown.out
        assert "git merge" not in shown.out
        assert "`ccdsl lock repair` shows both sides" in " ".join(shown.out.split())
        ran = run(*keep, "theirs")
        assert ran.code == 0, ran.err
        assert checked(run, merged, "--locked", "--against", "greeting") == (0, [])

    def test_the_other_side_after_more_releases(self, run: Run, git: Git, merged: Path) -> None:
        by = ("--by", who(merged))
        assert run("lock", "repair", "--keep", "ours", "-C", merged, *by, *DAY).code == 0
        commit(git, "Merge")
        promote(run, merged, "overflow/claims_overflow")
        commit(git, "More")
        ran = run("lock", "repair", "--keep", "theirs", "-C", merged, *by, *DAY)
        assert ran.code == 0, ran.err
        assert "overflow claims_overflow: version" in ran.out
        assert checked(run, merged, "--locked", "--against", "greeting") == (0, [])

    def test_before_the_merge(self, run: Run, git: Git, merged: Path) -> None:
        git("merge", "--abort")
        code, errors = checked(run, merged, "--locked", "--against", "greeting")
        assert code == 1
        assert [one[0] for one in errors] == ["CC512"]
        assert "both went live" in errors[0][2]

    def test_marks_in_a_source(self, run: Run, merged: Path) -> None:
        edit(merged, "scripts.ccdsl", "script ", "<<<<<<< HEAD\n=======\n>>>>>>> x\nscript ")
        ran = run("lock", "repair", "--keep", "ours", "-C", merged, "--by", who(merged), *DAY)
        assert ran.code == 2
        assert "`scripts.ccdsl` still has the marks of a merge" in ran.err

    def test_nothing_to_repair(self, run: Run, harbor: Path) -> None:
        ran = run("lock", "repair", "--keep", "ours", "-C", harbor, *DAY)
        assert ran.code == 2
        assert "there is nothing to repair" in ran.err

    def test_edited_is_not_merged(self, run: Run, harbor: Path) -> None:
        edit(harbor, "ccdsl.lock", "First", "Second")
        ran = run("lock", "repair", "--keep", "ours", "-C", harbor, *DAY)
        assert ran.code == 2
        assert "its two sides cannot be made out" in ran.err
