"""Every command, used as a new user would: wrong folders, odd files, a full disk."""

import errno
import os
from pathlib import Path

import pytest

from ccdsl.store import replacing
from tests.cli.commands import Run, start

FOLDER_COMMANDS = (("check",), ("build",), ("doctor",))
PROJECT_COMMANDS = (("show", "help", "--project"), ("where-used", "help", "--project"))
COMMANDS = FOLDER_COMMANDS + PROJECT_COMMANDS

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("words", COMMANDS)
class TestWrongFolder:
    def test_missing(self, words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
        shown = run(*words, tmp_path / "nowhere")
        assert shown.code == 2
        assert "there is no folder `" in shown.err
        assert "`ccdsl init " in shown.err

    def test_no_project(self, words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
        shown = run(*words, tmp_path)
        assert shown.code == 2
        assert "is no project: it has no ccdsl.yaml" in shown.err
        assert "`ccdsl init " in shown.err

    def test_a_folder_inside_a_project(
        self, words: tuple[str, ...], project: Path, run: Run
    ) -> None:
        shown = run(*words, project / "people")
        assert shown.code == 2
        assert "name the project's folder: `" in shown.err
        assert "center`" in shown.err

    def test_the_folder_above_a_project(
        self, words: tuple[str, ...], project: Path, run: Run
    ) -> None:
        shown = run(*words, project.parent)
        assert shown.code == 2
        assert f"name the project's folder: `{project.as_posix()}`" in shown.err

    def test_a_file(self, words: tuple[str, ...], project: Path, run: Run) -> None:
        shown = run(*words, project / "center.ccdsl")
        assert shown.code == 2
        assert "is a file, not a project's folder" in shown.err
        assert "name the project's folder: `" in shown.err

    def test_a_name_no_system_takes(self, words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
        shown = run(*words, tmp_path / ("x" * 5000))
        assert shown.code == 2

    def test_settings_that_are_a_folder(
        self, words: tuple[str, ...], tmp_path: Path, run: Run
    ) -> None:
        (tmp_path / "ccdsl.yaml").mkdir()
        shown = run(*words, tmp_path)
        assert shown.code == 2
        assert "it is a folder, not a file" in shown.err

    def test_no_source(self, words: tuple[str, ...], tmp_path: Path, run: Run) -> None:
        (tmp_path / "ccdsl.yaml").write_text("edition: 1\nsources: ['*.ccdsl']\n")
        shown = run(*words, tmp_path)
        assert shown.code == 2
        assert "has no source: no file matches `*.ccdsl`" in shown.err


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff\xfe", b"\xff\xfeh\x00i\x00", b"\x7fELF" * 500])
def test_binary_input_is_findings(data: bytes, project: Path, run: Run) -> None:
    (project / "extra.ccdsl").write_bytes(data)
    for words in (("check",), ("build",)):
        shown = run(*words, project)
        assert shown.code == 1, shown.err
        assert "extra.ccdsl" in shown.out + shown.err
    assert run("doctor", project).code == 1
    shown = run("show", "help", "--project", project)
    assert shown.code == 0
    assert "`ccdsl check` says which" in shown.err


def test_a_folder_where_a_source_should_be(project: Path, run: Run) -> None:
    (project / "extra.ccdsl").mkdir()
    shown = run("check", project)
    assert shown.code == 1
    assert "`extra.ccdsl` cannot be read: it is a folder, not a file" in shown.out


def test_wrong_settings_end_with_2_and_show_their_place(project: Path, run: Run) -> None:
    (project / "ccdsl.yaml").write_text("edition: 1\nsuorces: []\n")
    for words in (("check",), ("build",)):
        shown = run(*words, project)
        assert shown.code == 2
        assert "--> ccdsl.yaml:2:1" in shown.out + shown.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_an_unreadable_source_is_a_finding(project: Path, run: Run) -> None:
    (project / "center.ccdsl").chmod(0)
    shown = run("check", project)
    assert shown.code == 1
    assert "permission denied" in shown.out


def test_an_unreadable_source_is_a_finding_whoever_runs(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def refuse(path: str, *rest: object, **others: object) -> os.stat_result:
        if str(path).endswith("center.ccdsl"):
            raise PermissionError(errno.EACCES, "no", path)
        return real(path, *rest, **others)  # type: ignore[arg-type]

    monkeypatch.setattr("ccdsl.store.disk.os.stat", refuse)
    shown = run("check", project)
    assert shown.code == 1
    assert "`center.ccdsl` cannot be read: permission denied" in shown.out


class TestOutput:
    def test_a_full_disk_leaves_the_old_output_whole(
        self, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run("build", project).code == 0
        before = _tree(project / "build")
        source = project / "center.ccdsl"
        source.write_text(source.read_text().replace('"Help"', '"Help desk"'))

        def full(path: Path, *_: object) -> None:
            raise OSError(errno.ENOSPC, "full", str(path))

        monkeypatch.setattr("ccdsl.store.outputs.write_synced", full)
        shown = run("build", project)
        assert shown.code == 2
        assert "the disk is full; what was there is untouched" in shown.err
        assert _tree(project / "build") == before

    def test_errors_leave_the_old_output_whole(self, project: Path, run: Run) -> None:
        assert run("build", project).code == 0
        before = _tree(project / "build")
        source = project / "center.ccdsl"
        source.write_text(source.read_text().replace("queue help {", "queue hepl {"))
        shown = run("build", project)
        assert (shown.code, shown.out) == (1, "")
        assert "nothing was built" in shown.err
        assert _tree(project / "build") == before

    def test_out_that_is_a_file(self, project: Path, run: Run) -> None:
        shown = run("build", project, "--out", project / "ccdsl.yaml")
        assert shown.code == 2
        assert "edition: 1" in (project / "ccdsl.yaml").read_text()

    def test_check_into_a_folder(self, project: Path, run: Run) -> None:
        shown = run("check", project, "--output", project)
        assert shown.code == 2
        assert "this is a folder, not a file" in shown.err

    def test_check_into_a_folder_that_is_not_there(self, project: Path, run: Run) -> None:
        shown = run("check", project, "--output", project / "no" / "report.json")
        assert shown.code == 2
        assert "there is no folder `" in shown.err


class TestInit:
    def test_refuses_to_overwrite(self, project: Path, run: Run) -> None:
        before = _tree(project)
        shown = run("init", project)
        assert shown.code == 2
        assert "already has `ccdsl.yaml`" in shown.err
        assert _tree(project) == before

    def test_refuses_a_file(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "x").write_text("mine")
        assert run("init", tmp_path / "x").code == 2
        assert (tmp_path / "x").read_text() == "mine"

    def test_refuses_below_a_file(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "x").write_text("mine")
        shown = run("init", tmp_path / "x" / "y")
        assert shown.code == 2
        assert "folder" in shown.err

    def test_refuses_a_folder_that_has_sources(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "mine.ccdsl").write_text("# mine\n")
        shown = run("init", tmp_path)
        assert shown.code == 2
        assert "`mine.ccdsl`" in shown.err
        assert sorted(_tree(tmp_path)) == ["mine.ccdsl"]

    def test_keeps_a_gitignore(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / ".gitignore").write_text("mine\n")
        shown = run("init", tmp_path)
        assert shown.code == 0
        assert "`.gitignore` is kept as it is" in shown.err
        assert (tmp_path / ".gitignore").read_text() == "mine\n"

    def test_leaves_nothing_behind_on_a_full_disk(
        self, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, written = replacing.write_synced, []

        def full(path: Path, data: bytes, mode: int | None) -> None:
            if len(written) == 3:
                raise OSError(errno.ENOSPC, "full", str(path))
            written.append(path)
            real(path, data, mode)

        monkeypatch.setattr("ccdsl.store.replacing.write_synced", full)
        shown = run("init", tmp_path / "new")
        assert shown.code == 2
        assert "the disk is full" in shown.err
        assert not (tmp_path / "new").exists()


@pytest.mark.slow
class TestStreams:
    def test_a_reader_that_leaves_is_nobody_s_mistake(self, project: Path) -> None:
        ended = _through_shell("rules | head -n 0; exit ${PIPESTATUS[0]}", project)
        assert ended == (0, b"", b"")

    def test_the_exit_code_outlives_a_reader_that_leaves(self, project: Path) -> None:
        (project / "extra.ccdsl").write_text("}\n" * 3000)
        words = "check . --format json | sleep 0.1; exit ${PIPESTATUS[0]}"
        code, _, err = _through_shell(words, project)
        assert (code, err) == (1, b"")

    def test_closed_standard_output(self, project: Path) -> None:
        code, out, err = _through_shell("check . >&-", project)
        assert (code, out, err) == (0, b"", b"")

    def test_closed_standard_input(self, project: Path) -> None:
        code, _, err = _through_shell("check - <&-", project)
        assert code == 2
        assert b"standard input is closed" in err

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
    def test_full_standard_output(self, project: Path) -> None:
        code, _, err = _through_shell("check . >/dev/full", project)
        assert code == 2
        assert b"standard output cannot be used: the disk is full" in err
        assert b"Traceback" not in err

    def test_no_color_without_a_terminal_or_with_no_color(self, project: Path) -> None:
        (project / "extra.ccdsl").write_text("}\n")
        for environ in ({}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
            assert b"\x1b[" not in start("check", project, **environ).stdout
        assert b"\x1b[" in start("check", project, "--color", "always").stdout
        assert b"\x1b[" in start("check", project, FORCE_COLOR="1").stdout


def _through_shell(words: str, folder: Path) -> tuple[int, bytes, bytes]:
    import subprocess
    import sys

    ended = subprocess.run(
        ["bash", "-c", f'"$PYTHON" -m ccdsl {words}'],
        cwd=folder,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("encoding", ["utf-16", None])
def test_names_in_a_source_that_cannot_be_read_are_not_called_unknown(
    encoding: str | None, project: Path, run: Run
) -> None:
    center = project / "center.ccdsl"
    text = center.read_text()
    center.unlink()
    if encoding is None:
        center.mkdir()
    else:
        center.write_bytes(text.encode(encoding))
    shown = run("check", project, "--format", "concise")
    assert shown.code == 1
    assert "center.ccdsl:1:1: error[CC0" in shown.out
    assert "CC101" not in shown.out


def test_a_folder_that_was_deleted_under_the_shell(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    shown = run("check")
    assert shown.code == 2
    assert shown.err == (
        "error: this folder is gone: it was deleted or moved\n  = help: `cd` to one that is there\n"
    )
