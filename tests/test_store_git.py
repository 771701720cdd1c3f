"""A project at another revision, through git."""

import os
import subprocess
from pathlib import Path

import pytest

from ccdsl.model.files import Unreadable
from ccdsl.store.git import (
    GitError,
    find_revision,
    merge_base,
    projects_gone,
    revision_files,
    user_email,
)

SOURCES = ("**/*.ccdsl",)


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=Ina", "-c", "user.email=ina@harbor.example")
    ended = subprocess.run(
        ["git", *names, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return ended.stdout.strip()


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    write(
        tmp_path,
        {
            "center/ccdsl.yaml": "edition: 1\n",
            "center/a.ccdsl": "# old\n",
            "center/sub/ü b.ccdsl": "# with odd names\n",
            "center/.hidden/c.ccdsl": "",
            "center/build/c.ccdsl": "",
            "center/sub/node_modules/c.ccdsl": "",
            "center/archive/script/hello.v1.ccdsl": "# gone\n",
            "center/archive/README.md": "",
            "other/d.ccdsl": "",
        },
    )
    (tmp_path / "center/link.ccdsl").symlink_to("sub/ü b.ccdsl")
    (tmp_path / "center/out.ccdsl").symlink_to("../other/d.ccdsl")
    (tmp_path / "center/round.ccdsl").symlink_to("round.ccdsl")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "First")
    write(tmp_path, {"center/a.ccdsl": "# new\n"})
    git(tmp_path, "commit", "-q", "-a", "-m", "Second")
    return tmp_path


def test_a_project_in_a_sub_folder(repository: Path) -> None:
    files = revision_files(repository / "center", "HEAD~1")
    assert files.read("a.ccdsl") == b"# old\n"
    assert files.read("sub/ü b.ccdsl") == b"# with odd names\n"
    paths = ("a.ccdsl", "link.ccdsl", "out.ccdsl", "round.ccdsl", "sub/ü b.ccdsl")
    assert files.matching(SOURCES) == paths
    assert files.archived() == ("archive/script/hello.v1.ccdsl",)
    assert revision_files(repository / "center", "main").read("a.ccdsl") == b"# new\n"


def test_a_project_that_is_gone(repository: Path) -> None:
    git(repository, "mv", "center", "moved")
    found = find_revision(repository / "moved", "HEAD")
    assert found.matching(SOURCES) == ()
    gone = projects_gone(repository / "moved", found)
    assert list(gone) == ["center"]
    assert gone["center"].read("a.ccdsl") == b"# new\n"
    git(repository, "mv", "moved", "center")
    assert projects_gone(repository, found) == {}


def test_links_stay_inside(repository: Path) -> None:
    files = revision_files(repository / "center", "HEAD")
    assert files.read("link.ccdsl") == b"# with odd names\n"
    reasons = {}
    outside = ("out.ccdsl", "../other/d.ccdsl", "..\\d", "C:/d", "/etc/passwd")
    for path in (*outside, "round.ccdsl", "no", "sub"):
        found = files.read(path)
        assert isinstance(found, Unreadable)
        reasons[path] = found.reason
    assert reasons == {
        **dict.fromkeys(outside, "outside"),
        "round.ccdsl": "unreadable",
        "no": "missing",
        "sub": "directory",
    }


def test_a_project_at_the_top(repository: Path) -> None:
    write(repository, {"ccdsl.yaml": "edition: 1\n"})
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Third")
    assert revision_files(repository, "HEAD").read("other/d.ccdsl") == b""


@pytest.mark.parametrize(
    "ref",
    ["nothing", "", "--all", "-h", "HEAD:center/a.ccdsl", "a b", "HEAD\0", "HEAD\n--all", "$(id)"],
)
def test_what_is_no_revision(repository: Path, ref: str) -> None:
    with pytest.raises(GitError, match=r"knows no revision|revision is empty") as caught:
        revision_files(repository / "center", ref)
    assert caught.value.help is not None
    assert "git branch -a" in caught.value.help
    assert ("git fetch origin" in caught.value.help) == (ref == "nothing")


def test_a_revision_without_the_project(repository: Path) -> None:
    (repository / "fresh").mkdir()
    with pytest.raises(GitError, match="has no project here"):
        revision_files(repository / "fresh", "HEAD")


def test_where_two_branches_parted(repository: Path) -> None:
    fork = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "-b", "side", "HEAD")
    git(repository, "commit", "-q", "--allow-empty", "-m", "Third")
    other = git(repository, "commit-tree", "HEAD^{tree}", "-m", "Unrelated")
    main = revision_files(repository / "center", "main")
    assert merge_base(repository / "center", main.commit) == fork
    assert merge_base(repository / "center", other) is None


def test_a_shallow_copy_says_what_it_lacks(repository: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(copy))
    with pytest.raises(GitError, match="only the newest commits") as caught:
        revision_files(copy / "center", "HEAD~1")
    assert "fetch-depth: 0" in (caught.value.help or "")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError, match="not under version control"):
        revision_files(tmp_path, "HEAD")


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(GitError, match="no program `git`"):
        revision_files(repository, "HEAD")


def test_what_a_hook_is_told_does_not_count(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "config", "user.email", "ina@harbor.example")
    other = repository.parent / f"{repository.name}-other"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "config", "user.email", "somebody@else.example")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert revision_files(repository / "center", "HEAD").read("a.ccdsl") == b"# new\n"
    assert user_email(repository / "center") == "ina@harbor.example"
