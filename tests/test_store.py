"""The store: reading inside a project only, and writing all or nothing."""

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ccdsl.model.files import Files, Unreadable
from ccdsl.store.disk import DiskFiles
from ccdsl.store.errors import StoreError
from ccdsl.store.outputs import write_outputs
from ccdsl.store.patterns import is_source
from ccdsl.store.project import find_project, open_project
from ccdsl.store.replacing import replace_file

OLD: dict[str, bytes | str] = {
    "routing-table.json": "old table",
    "diagrams/center.svg": "old picture",
    "gone.md": "x",
}
NEW: dict[str, bytes | str] = {
    "routing-table.json": "new table",
    "diagrams/center.svg": b"new picture",
    "more/a.csv": "a",
}


def plant(root: Path, *paths: str) -> None:
    """Make files that hold their own paths."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)


def tree(root: Path) -> dict[str, str]:
    """Return every file below a folder, hidden ones too, with its text."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def reason(files: DiskFiles, path: str) -> str:
    """Return why a file cannot be had."""
    found = files.read(path)
    assert isinstance(found, Unreadable), path
    return found.reason


# ------------------------------------------------------------------------------ reading


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    plant(tmp_path, "people/roster.yaml")
    files: Files = DiskFiles(root=tmp_path)
    assert files.read("people/roster.yaml") == b"people/roster.yaml"


def test_reasons_are_told_apart(tmp_path: Path) -> None:
    plant(tmp_path, "data/vip.csv")
    os.mkfifo(tmp_path / "pipe")
    files = DiskFiles(root=tmp_path)
    assert reason(files, "data/none.csv") == "missing"
    assert reason(files, "data/vip.csv/x") == "missing"
    assert reason(files, "bad\0name") == "missing"
    assert reason(files, "data") == "directory"
    assert reason(files, ".") == "directory"
    assert reason(files, "") == "directory"
    assert reason(files, "pipe") == "unreadable"
    assert reason(files, "n" * 5000) == "unreadable"


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../x", "data/../../x", "a/..", "..\\x", "\\\\host\\x", "C:/x", "c:x"],
)
def test_paths_that_leave_the_project(tmp_path: Path, path: str) -> None:
    assert reason(DiskFiles(root=tmp_path), path) == "outside"


def test_links_may_lead_about_the_project_but_not_out_of_it(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "project-2"
    plant(project, "data/vip.csv")
    plant(outside, "secret.csv")
    (project / "inside.csv").symlink_to("data/vip.csv")
    (project / "out.csv").symlink_to(outside / "secret.csv")
    (project / "folder").symlink_to(outside)
    (project / "round").symlink_to("round")
    (project / "broken").symlink_to("nowhere")
    files = DiskFiles(root=project)
    assert files.read("inside.csv") == b"data/vip.csv"
    assert reason(files, "out.csv") == "outside"
    assert reason(files, "folder/secret.csv") == "outside"
    assert reason(files, "folder") == "outside"
    assert reason(files, "round") == "unreadable"
    assert reason(files, "broken") == "missing"


def test_the_project_itself_may_be_behind_a_link(tmp_path: Path) -> None:
    plant(tmp_path / "real", "a.ccdsl")
    (tmp_path / "link").symlink_to("real")
    files = DiskFiles(root=tmp_path / "link")
    assert files.read("a.ccdsl") == b"a.ccdsl"
    assert files.matching(("*.ccdsl",)) == ("a.ccdsl",)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.csv")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("builtins.open", refuse)
    found = DiskFiles(root=tmp_path).read("a.csv")
    monkeypatch.undo()
    assert found == Unreadable(reason="unreadable", detail="permission denied")


# ------------------------------------------------------------------------------ matching


def test_what_is_on_the_disk_is_a_source_if_its_path_is_one(tmp_path: Path) -> None:
    folders = ("", "archive/", "build/", "x/archive/", "node_modules/", "x/__pycache__/", ".x/")
    paths = [f"{folder}{name}" for folder in folders for name in ("a.ccdsl", ".a.ccdsl", "build.x")]
    plant(tmp_path, *paths)
    files = DiskFiles(root=tmp_path)
    for patterns in (("**/*.ccdsl",), ("*.ccdsl",), ("*.ccdsl", "x/**/*.*")):
        found = tuple(sorted(path for path in paths if is_source(path, patterns)))
        assert files.matching(patterns) == found
        assert found


def test_patterns(tmp_path: Path) -> None:
    plant(tmp_path, "b.ccdsl", "a.ccdsl", "a.txt", "x/c.ccdsl", "x/y/d.ccdsl", "x/y/e1.ccdsl")
    files = DiskFiles(root=tmp_path)
    assert files.matching(("*.ccdsl",)) == ("a.ccdsl", "b.ccdsl")
    assert files.matching(("x/*.ccdsl",)) == ("x/c.ccdsl",)
    assert files.matching(("*/*/?.ccdsl",)) == ("x/y/d.ccdsl",)
    assert files.matching(("x/**/*.ccdsl",)) == ("x/c.ccdsl", "x/y/d.ccdsl", "x/y/e1.ccdsl")
    assert files.matching(("**/[cd].ccdsl", "a.ccdsl", "*.ccdsl", "a.ccdsl")) == (
        *("a.ccdsl", "b.ccdsl", "x/c.ccdsl", "x/y/d.ccdsl"),
    )
    assert files.matching(("**/y/**/e*.ccdsl",)) == ("x/y/e1.ccdsl",)
    assert files.matching(("none/*.ccdsl",)) == ()
    assert files.matching(()) == ()


def test_what_is_no_source_is_never_looked_into(tmp_path: Path) -> None:
    plant(
        tmp_path,
        *("archive/queue/a.v1.ccdsl", "build/b.ccdsl", ".git/c.ccdsl", "x/.venv/d.ccdsl"),
        *("node_modules/e.ccdsl", "x/node_modules/f.ccdsl", ".g.ccdsl", "x/archive/h.ccdsl"),
    )
    files = DiskFiles(root=tmp_path)
    assert files.matching(("**/*.ccdsl",)) == ("x/archive/h.ccdsl",)
    assert files.matching(("archive/**/*.ccdsl", "*/*.ccdsl", ".git/*.ccdsl")) == ()


def test_linked_folders_are_not_entered_and_linked_files_are_named(tmp_path: Path) -> None:
    project = tmp_path / "project"
    plant(project, "a.ccdsl")
    plant(tmp_path, "out/b.ccdsl")
    (project / "folder").symlink_to(tmp_path / "out")
    (project / "self").symlink_to(".")
    (project / "c.ccdsl").symlink_to(tmp_path / "out" / "b.ccdsl")
    files = DiskFiles(root=project)
    assert files.matching(("**/*.ccdsl",)) == ("a.ccdsl", "c.ccdsl")
    assert reason(files, "c.ccdsl") == "outside"


def test_a_folder_called_like_a_source_is_named_and_refused(tmp_path: Path) -> None:
    plant(tmp_path, "a.ccdsl/b.ccdsl")
    files = DiskFiles(root=tmp_path)
    assert files.matching(("**/*.ccdsl",)) == ("a.ccdsl",)
    assert reason(files, "a.ccdsl") == "directory"


def test_a_folder_that_cannot_be_listed_is_named_and_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "a.ccdsl", "closed/b.ccdsl", "open/c.ccdsl")
    really = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "no")
        return really(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files = DiskFiles(root=tmp_path)
    assert files.matching(("**/*.ccdsl",)) == ("a.ccdsl", "closed", "open/c.ccdsl")
    assert files.read("closed") == Unreadable(reason="unreadable", detail="permission denied")
    assert files.matching(("*.ccdsl",)) == ("a.ccdsl",)


def test_a_name_that_is_not_utf_8_is_said_to_be(tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.ccdsl"))).write_text("")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    files = DiskFiles(root=tmp_path)
    assert files.matching(("*.ccdsl",)) == ("\ufffd.ccdsl",)
    assert files.read("\ufffd.ccdsl") == Unreadable(
        reason="missing", detail="the name of the file is not UTF-8"
    )


def test_very_deep_folders_do_not_break_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1_500):
        Path("d").mkdir()
        os.chdir("d")
    Path("deep.ccdsl").touch()
    found = DiskFiles(root=tmp_path).matching(("**/*.ccdsl",))
    Path("deep.ccdsl").unlink()
    for _ in range(1_500):
        os.chdir("..")
        Path("d").rmdir()
    assert found == ("d/" * 1_500 + "deep.ccdsl",)


# ------------------------------------------------------------------------------ projects


def test_a_project_is_a_folder_with_settings(tmp_path: Path) -> None:
    plant(tmp_path, "p/ccdsl.yaml", "p/people/roster.yaml", "q/x")
    assert find_project(tmp_path / "p") == tmp_path / "p"
    assert find_project(tmp_path / "p" / "people") == tmp_path / "p"
    assert open_project(tmp_path / "p").read("ccdsl.yaml") == b"p/ccdsl.yaml"


def test_where_there_is_no_project_the_message_says_why(tmp_path: Path) -> None:
    plant(tmp_path, "p/ccdsl.yaml", "p/people/roster.yaml", "q/x")
    for path, message in (
        ("none", "there is no such folder"),
        ("p/ccdsl.yaml", "this is a file; name the folder of the project"),
        ("q", "this folder is no project: it has no ccdsl.yaml"),
    ):
        with pytest.raises(StoreError) as caught:
            open_project(tmp_path / path)
        assert caught.value.message == message
        assert caught.value.path == tmp_path / path


def test_a_project_above_is_mentioned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "ccdsl.yaml", "people/roster.yaml")
    monkeypatch.chdir(tmp_path / "people")
    with pytest.raises(StoreError, match=r"it has no ccdsl.yaml; `\.\.` above it has one"):
        open_project(Path())


# ------------------------------------------------------------------------------ outputs


def test_a_build_writes_replaces_and_deletes_its_own(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "build"
    write_outputs(out, OLD)
    plant(out, "notes.txt", "diagrams/mine.txt")
    write_outputs(out, NEW)
    assert tree(out) == {
        ".ccdsl-outputs": tree(out)[".ccdsl-outputs"],
        "diagrams/center.svg": "new picture",
        "diagrams/mine.txt": "diagrams/mine.txt",
        "more/a.csv": "a",
        "notes.txt": "notes.txt",
        "routing-table.json": "new table",
    }
    write_outputs(out, {"routing-table.json": "new table"})
    assert sorted(tree(out)) == [
        *(".ccdsl-outputs", "diagrams/mine.txt", "notes.txt", "routing-table.json"),
    ]
    assert not (out / "more").exists()


def test_what_is_right_already_is_not_touched(tmp_path: Path) -> None:
    write_outputs(tmp_path, OLD)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    inodes = {path: path.stat().st_ino for path in before}
    write_outputs(tmp_path, OLD)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {path: path.stat().st_ino for path in before} == inodes


def test_files_get_the_usual_mode_and_keep_the_one_they_have(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_outputs(tmp_path, {"a": "1", "b": "1"})
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    (tmp_path / "a").chmod(0o600)
    write_outputs(tmp_path, {"a": "2", "b": "1"})
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def failing(real: Callable[..., object], at: int) -> Callable[..., object]:
    """Return a call that works `at` times, and from then on finds the disk full."""
    calls = 0

    def call(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls > at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    return call


@pytest.mark.parametrize("at", range(5))
def test_a_full_disk_leaves_the_old_output_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    write_outputs(tmp_path, OLD)
    before = tree(tmp_path)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, at))
    if at == 4:  # all four files are written: only folders are synced after that
        write_outputs(tmp_path, NEW)
        assert tree(tmp_path)["routing-table.json"] == "new table"
        return
    with pytest.raises(StoreError) as caught:
        write_outputs(tmp_path, NEW)
    assert caught.value.message == (
        "the output cannot be written: the disk is full; what was there is untouched"
    )
    assert caught.value.path == tmp_path
    assert tree(tmp_path) == before
    assert not list(tmp_path.glob(".ccdsl-*/"))


@pytest.mark.parametrize("broken", [OSError(errno.EIO, "x"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", range(8))
def test_a_move_that_fails_undoes_those_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, broken: BaseException
) -> None:
    write_outputs(tmp_path, OLD)
    before, folders = tree(tmp_path), sorted(tmp_path.rglob("*/"))
    really, calls = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == at + 1:
            raise broken
        return really(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises((StoreError, KeyboardInterrupt)):
        write_outputs(tmp_path, NEW)
    assert tree(tmp_path) == before
    assert sorted(tmp_path.rglob("*/")) == folders


def test_there_are_eight_moves_to_fail_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_outputs(tmp_path, OLD)
    really, moves = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        moves.append(target.name)
        return really(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    write_outputs(tmp_path, NEW)
    assert len(moves) == 8


def test_a_failed_first_build_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 1))
    with pytest.raises(StoreError, match="the disk is full"):
        write_outputs(tmp_path / "a" / "build", NEW)
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_put_back_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_outputs(tmp_path, OLD)
    monkeypatch.setattr(Path, "rename", failing(Path.rename, 2))
    with pytest.raises(StoreError):
        write_outputs(tmp_path, NEW)
    assert sorted(tree(tmp_path).values())[-3:] == ["old picture", "old table", "x"]


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_outputs(tmp_path, OLD)
    before = tree(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(StoreError, match="permission denied; what was there is untouched"):
        write_outputs(tmp_path, NEW)
    assert tree(tmp_path) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="permission denied"):
            write_outputs(tmp_path / "build", NEW)
    finally:
        tmp_path.chmod(0o755)


def test_files_and_folders_in_each_others_place(tmp_path: Path) -> None:
    plant(tmp_path, "file", "out1/more", "out2/routing-table.json/x", "out3/.ccdsl-outputs/x")
    for folder, place, message in (
        ("file", "file", "the output cannot be written: a file stands where a folder is needed"),
        ("file/build", "file/build", "the output cannot be written: a file stands where a folder"),
        ("out1", "out1/more", "a file or a link stands where a folder must be"),
        ("out2", "out2/routing-table.json", "a folder stands where a file must be written"),
        ("out3", "out3", "the output cannot be written: it is a folder"),
    ):
        before = tree(tmp_path)
        with pytest.raises(StoreError) as caught:
            write_outputs(tmp_path / folder, NEW)
        assert caught.value.message.startswith(message)
        assert caught.value.path == tmp_path / place
        assert tree(tmp_path) == before


def test_a_linked_output_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "build").symlink_to("real")
    write_outputs(tmp_path / "build", NEW)
    assert (tmp_path / "build").is_symlink()
    assert (tmp_path / "real" / "more" / "a.csv").read_text() == "a"


def test_links_inside_the_output_are_not_followed(tmp_path: Path) -> None:
    out, away = tmp_path / "build", tmp_path / "away"
    plant(away, "file", "a.csv")
    out.mkdir()
    (out / "routing-table.json").symlink_to(away / "file")
    write_outputs(out, {"routing-table.json": "new"})
    assert not (out / "routing-table.json").is_symlink()
    (out / "more").symlink_to(away)
    with pytest.raises(StoreError, match="a file or a link stands where a folder must be"):
        write_outputs(out, NEW)
    assert tree(away) == {"file": "file", "a.csv": "a.csv"}


def test_a_stale_file_behind_a_link_is_left_alone(tmp_path: Path) -> None:
    out, away = tmp_path / "build", tmp_path / "away"
    write_outputs(out, {"more/a.csv": "a"})
    (out / "more").rename(away)
    (out / "more").symlink_to(away)
    write_outputs(out, {"b": "b"})
    assert tree(away) == {"a.csv": "a"}


def test_the_list_of_outputs_cannot_lead_out(tmp_path: Path) -> None:
    out = tmp_path / "build"
    plant(tmp_path, "precious", "build/.keep")
    lines = ["# title", "../precious", str(tmp_path / "precious"), "", ".keep"]
    (out / ".ccdsl-outputs").write_text("\n".join(lines))
    write_outputs(out, {"a": "a"})
    assert (tmp_path / "precious").exists()
    assert not (out / ".keep").exists()


@pytest.mark.parametrize(
    "path", ["", "/x", "../x", "a/../x", "a//b", "./a", "a\\b", "C:x", "a\nb", ".ccdsl-outputs"]
)
def test_paths_no_output_may_have(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(path)}$"):
        write_outputs(tmp_path / "build", {path: "x"})
    assert list(tmp_path.iterdir()) == []


def test_an_output_cannot_be_a_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a"):
        write_outputs(tmp_path, {"a": "x", "a/b": "y"})


# ------------------------------------------------------------------------------ one file


def test_a_file_is_replaced_with_its_mode_and_its_link(tmp_path: Path) -> None:
    plant(tmp_path, "real.ccdsl")
    (tmp_path / "real.ccdsl").chmod(0o640)
    (tmp_path / "link.ccdsl").symlink_to("real.ccdsl")
    replace_file(tmp_path / "link.ccdsl", b"new")
    assert (tmp_path / "link.ccdsl").is_symlink()
    assert (tmp_path / "real.ccdsl").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real.ccdsl").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.ccdsl", "real.ccdsl"]


def test_a_new_file_can_be_written(tmp_path: Path) -> None:
    replace_file(tmp_path / "new.ccdsl", b"new")
    assert (tmp_path / "new.ccdsl").read_bytes() == b"new"


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "a.ccdsl")
    monkeypatch.setattr(os, "fsync", failing(os.fsync, 0))
    with pytest.raises(StoreError) as caught:
        replace_file(tmp_path / "a.ccdsl", b"new")
    assert caught.value.message == "this file cannot be written: the disk is full"
    assert tree(tmp_path) == {"a.ccdsl": "a.ccdsl"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.ccdsl"]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="this is a folder, not a file"):
        replace_file(tmp_path, b"new")
    with pytest.raises(StoreError, match="there is no such file"):
        replace_file(tmp_path / "none" / "a", b"new")
