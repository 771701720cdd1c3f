"""What CI runs for users: the commands of our own files, in repositories made for it."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from ccdsl import __version__
from tests.cli.ci import (
    ROOT,
    Ended,
    Job,
    ccdsl,
    checked_out_by_github,
    checked_out_by_gitlab,
    defaults,
    git,
    github_job,
    gitlab_job,
    hooks_of,
    pushed_to_github,
    run_job,
    stand_in,
    template_variables,
)

pytestmark = pytest.mark.slow

_DEEP = "centers/harbor"
_SHARED = ROOT / "examples/ci/github/ccdsl.yml"
_TEMPLATE = ROOT / "examples/ci/gitlab/ccdsl.gitlab-ci.yml"
_HOOKS = ROOT / ".pre-commit-hooks.yaml"


def _edited(text: str, state: str) -> str:
    """Return a center whose main menu, in that state, asks three times."""
    before, header, after = text.partition(f"script main_menu version {state} {{")
    assert header
    assert "repeat  1" in after
    return before + header + after.replace("repeat  1", "repeat  2", 1)


def _rewrite(folder: Path, old: str, new: str) -> None:
    center = folder / "center.ccdsl"
    text = center.read_text(encoding="utf-8")
    assert old in text
    center.write_text(text.replace(old, new, 1), encoding="utf-8")


def _edit(folder: Path) -> None:
    center = folder / "center.ccdsl"
    text = center.read_text(encoding="utf-8")
    center.write_text(_edited(text, "1 in-service"), encoding="utf-8")


def _draft(folder: Path) -> None:
    ccdsl(folder, "draft", "script/main_menu")
    center = folder / "center.ccdsl"
    text = center.read_text(encoding="utf-8")
    center.write_text(_edited(text, "2 draft"), encoding="utf-8")


def _promote(folder: Path) -> None:
    _draft(folder)
    ccdsl(folder, "promote", "script/main_menu", "--note", "ask three times")


def _queue(folder: Path) -> None:
    _rewrite(folder, "max-waiting    20", "max-waiting    5")


def _queue_released(folder: Path) -> None:
    _queue(folder)
    ccdsl(folder, "release", "--note", "a shorter line")


def _forge(folder: Path) -> None:
    """Edit what is in service, and make a lock of our own that agrees with it."""
    _edit(folder)
    (folder / "ccdsl.lock").unlink()
    ccdsl(folder, "release", "--note", "as if it had always been so")


def _untidy(folder: Path) -> None:
    _rewrite(folder, "key 1 ", "key   1 ")


_BRANCHES = {
    "edit": _edit,
    "draft": _draft,
    "promote": _promote,
    "queue": _queue,
    "queue-released": _queue_released,
    "forge": _forge,
    "untidy": _untidy,
}
_SAID = {
    "edit": "`ccdsl draft script/main_menu`",
    "queue": "`ccdsl release",
    "forge": "main_menu",
    "untidy": "center.ccdsl",
}
"""What a job that fails says, by branch; the others pass."""

_IN_FOLDER = ("edit", "draft", "promote", "forge")
"""The branches of the repository whose center is in a folder."""


def _repository(top: Path, folder: str, branches: Iterable[str]) -> Path:
    """Make a repository whose `main` has a released center, in a folder, and branches of it."""
    bare, work = top / "origin.git", top / "work"
    git(top, "init", "-q", "--bare", "-b", "main", str(bare))
    git(top, "clone", "-q", str(bare), str(work))
    ccdsl(work, "init", folder)
    (work / "README.md").write_text("Our centers.\n", encoding="utf-8")
    ccdsl(work / folder, "release", "--note", "the first release")
    git(work, "checkout", "-q", "-B", "main")
    _commit(work, "main")
    for name in branches:
        git(work, "checkout", "-q", "-b", name, "main")
        _BRANCHES[name](work / folder)
        _commit(work, name)
    git(work, "checkout", "-q", "main")
    return bare


def _commit(work: Path, name: str) -> None:
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", name)
    git(work, "push", "-q", "origin", f"HEAD:refs/heads/{name}")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that is one center."""
    return _repository(tmp_path_factory.mktemp("flat"), ".", _BRANCHES)


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a center in a folder."""
    return _repository(tmp_path_factory.mktemp("deep"), _DEEP, _IN_FOLDER)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a `ccdsl` that is this one."""
    return stand_in(tmp_path_factory.mktemp("bin"))


def _judge(ended: Ended, branch: str) -> None:
    """Hold a job to what it should say about a branch."""
    assert ended.is_green == (branch not in _SAID), ended.log
    assert _SAID.get(branch, "") in ended.log


def _own(origin: Path, event: str) -> Job:
    """Return the job of the workflow that `init` has written."""
    return github_job(origin.with_name("work") / ".github/workflows/ccdsl.yml", event, {})


def _shared(event: str) -> Job:
    """Return the job of the workflow that others call."""
    return github_job(_SHARED, event, {**defaults(_SHARED), "project": _DEEP})


class TestGitHub:
    @pytest.mark.parametrize("branch", _BRANCHES)
    def test_a_pull_request_to_a_project_that_init_made(
        self, branch: str, origin: Path, programs: Path, tmp_path: Path
    ) -> None:
        job, folder = _own(origin, "pull_request"), tmp_path / "checkout"
        checked_out_by_github(origin, branch, folder, is_whole=job.is_whole)
        ended = run_job(job, folder, programs)
        _judge(ended, branch)
        assert ("::error file=c" in ended.log) == (branch in ("edit", "queue", "forge")), ended.log

    @pytest.mark.parametrize("branch", _IN_FOLDER)
    def test_a_pull_request_to_a_center_in_a_folder(
        self, branch: str, deep: Path, programs: Path, tmp_path: Path
    ) -> None:
        job, folder = _shared("pull_request"), tmp_path / "checkout"
        checked_out_by_github(deep, branch, folder, is_whole=job.is_whole)
        ended = run_job(job, folder, programs)
        _judge(ended, branch)
        assert (f"::error file={_DEEP}/c" in ended.log) == (branch in _SAID), ended.log

    @pytest.mark.parametrize("branch", ["main", "edit", "queue"])
    def test_a_push(self, branch: str, origin: Path, programs: Path, tmp_path: Path) -> None:
        pushed_to_github(origin, branch, tmp_path / "checkout")
        _judge(run_job(_own(origin, "push"), tmp_path / "checkout", programs), branch)

    def test_a_push_to_a_center_in_a_folder(
        self, deep: Path, programs: Path, tmp_path: Path
    ) -> None:
        pushed_to_github(deep, "edit", tmp_path / "checkout")
        _judge(run_job(_shared("push"), tmp_path / "checkout", programs), "edit")

    def test_without_the_history_nothing_is_green(
        self, origin: Path, programs: Path, tmp_path: Path
    ) -> None:
        """What `fetch-depth` is for: a pull request that cannot be held to its base fails."""
        job, folder = _own(origin, "pull_request"), tmp_path / "checkout"
        assert job.is_whole
        checked_out_by_github(origin, "draft", folder, is_whole=False)
        ended = run_job(job, folder, programs)
        assert not ended.is_green
        assert "git knows no revision `origin/main`" in ended.log


class TestGitLab:
    @pytest.mark.parametrize("branch", _IN_FOLDER)
    def test_a_merge_request(self, branch: str, deep: Path, programs: Path, tmp_path: Path) -> None:
        given = {
            "CI_PIPELINE_SOURCE": "merge_request_event",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_DEFAULT_BRANCH": "main",
            "CCDSL_PROJECT": _DEEP,
        }
        job, folder = gitlab_job(_TEMPLATE, given), tmp_path / "checkout"
        assert job.is_whole
        checked_out_by_gitlab(deep, branch, folder)
        _judge(run_job(job, folder, programs), branch)
        report = (folder / "ccdsl-quality.json").read_text(encoding="utf-8")
        assert report.startswith("[")
        # What only the comparison with the other branch finds is on the page as well.
        assert ("CC512" in report) == (branch == "forge"), report

    def test_the_default_branch(self, origin: Path, programs: Path, tmp_path: Path) -> None:
        given = {
            "CI_PIPELINE_SOURCE": "push",
            "CI_COMMIT_BRANCH": "main",
            "CI_DEFAULT_BRANCH": "main",
        }
        checked_out_by_gitlab(origin, "main", tmp_path / "checkout")
        ended = run_job(gitlab_job(_TEMPLATE, given), tmp_path / "checkout", programs)
        assert ended.is_green, ended.log


class TestPreCommit:
    def test_both_files_of_hooks_offer_check_and_fmt(self, origin: Path) -> None:
        ours = hooks_of(_HOOKS)
        theirs = hooks_of(origin.with_name("work") / ".pre-commit-config.yaml")
        assert set(ours) == set(theirs) == {"ccdsl-check", "ccdsl-fmt"}
        for name, hook in ours.items():
            assert {"id", "name", "entry", "language", "files"} <= set(hook)
            assert hook["pass_filenames"] is False
            files = re.compile(str(hook["files"]))
            assert files.pattern == theirs[name]["files"]
            assert files.search("centers/harbor/center.ccdsl")
            assert not files.search("README.md")

    @pytest.mark.parametrize("branch", ["draft", "edit"])
    def test_the_hooks_say_what_ci_would_say(
        self, branch: str, deep: Path, programs: Path, tmp_path: Path
    ) -> None:
        pushed_to_github(deep, branch, tmp_path / "checkout")
        commands = tuple(f"{hook['entry']} {_DEEP}" for hook in hooks_of(_HOOKS).values())
        job = Job(commands=commands, is_whole=True)
        _judge(run_job(job, tmp_path / "checkout", programs), branch)

    def test_the_hook_that_formats_formats(
        self, origin: Path, programs: Path, tmp_path: Path
    ) -> None:
        pushed_to_github(origin, "untidy", tmp_path / "checkout")
        job = Job(commands=(str(hooks_of(_HOOKS)["ccdsl-fmt"]["entry"]),), is_whole=True)
        assert run_job(job, tmp_path / "checkout", programs).is_green
        assert git(tmp_path / "checkout", "diff", "--stat", "origin/main") == ""


def test_the_files_name_the_version_that_this_is() -> None:
    assert defaults(_SHARED)["version"] == __version__
    assert template_variables(_TEMPLATE)["CCDSL_VERSION"] == __version__


def test_a_new_project_is_told_about_the_lock(tmp_path: Path) -> None:
    (command,) = re.findall(r"`ccdsl (release [^`]+)`", ccdsl(tmp_path, "init", "new"))
    ccdsl(tmp_path, *command.split())
    ccdsl(tmp_path, "check", "new", "--locked")
