"""`ccdsl fmt`."""

import stat
from pathlib import Path

import pytest

from ccdsl.syntax import printer
from tests.cli.commands import Run

UGLY = b"skill   a\r\nskill b levels 1 to 2 # why\r\n"
NEAT = "skill a\nskill b  levels 1 to 2  # why\n"
BROKEN = b"queue a {\n  chanels voice\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with one ugly and one neat source."""
    (tmp_path / "ccdsl.yaml").write_text("edition: 1\n")
    (tmp_path / "ugly.ccdsl").write_bytes(UGLY)
    (tmp_path / "neat.ccdsl").write_text(NEAT)
    return tmp_path


def test_writes_what_changes_and_nothing_else(run: Run, folder: Path) -> None:
    neat = (folder / "neat.ccdsl").stat()
    (folder / "ugly.ccdsl").chmod(0o640)
    ran = run("fmt", folder)
    assert (ran.code, ran.out, ran.err) == (0, "", "1 file changed\n")
    assert (folder / "ugly.ccdsl").read_bytes() == NEAT.encode()
    assert stat.S_IMODE((folder / "ugly.ccdsl").stat().st_mode) == 0o640
    assert (folder / "neat.ccdsl").stat().st_mtime_ns == neat.st_mtime_ns
    assert sorted(path.name for path in folder.iterdir()) == [
        "ccdsl.yaml",
        "neat.ccdsl",
        "ugly.ccdsl",
    ]
    assert run("fmt", folder).err == "0 files changed\n"


def test_check_names_what_would_change(run: Run, folder: Path) -> None:
    ran = run("fmt", folder, "--check")
    assert (ran.code, ran.out) == (1, f"{(folder / 'ugly.ccdsl').as_posix()}\n")
    assert ran.err == "1 file would change\n"
    assert (folder / "ugly.ccdsl").read_bytes() == UGLY
    assert run("fmt", folder / "neat.ccdsl", "--check").code == 0


def test_diff_shows_what_would_change(run: Run, folder: Path) -> None:
    ran = run("fmt", folder, "--diff")
    assert ran.code == 1
    assert "-skill   a\n" in ran.out
    assert "+skill a\n" in ran.out
    assert (folder / "ugly.ccdsl").read_bytes() == UGLY


def test_diff_says_where_only_line_ends_change(run: Run, folder: Path) -> None:
    (folder / "neat.ccdsl").write_bytes(b"\xef\xbb\xbf" + NEAT.replace("\n", "\r\n").encode())
    ran = run("fmt", folder / "neat.ccdsl", "--diff")
    assert ran.code == 1
    assert "only line ends" in ran.out
    run("fmt", folder)
    assert (folder / "neat.ccdsl").read_bytes() == NEAT.encode()


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    ran = run("fmt", "-", stdin=UGLY)
    assert (ran.code, ran.out, ran.err) == (0, NEAT, "")
    assert run("fmt", "-", "--check", stdin=NEAT.encode()).code == 0
    assert run("fmt", "-", "--check", stdin=UGLY).out == "stdin\n"


def test_what_does_not_parse_stays_as_it_is_and_the_rest_is_written(run: Run, folder: Path) -> None:
    (folder / "broken.ccdsl").write_bytes(BROKEN)
    ran = run("fmt", folder)
    assert (ran.code, ran.out) == (1, "")
    assert "error[CC002]: `chanels` is not known here" in ran.err
    assert (folder / "broken.ccdsl").read_bytes() == BROKEN
    assert (folder / "ugly.ccdsl").read_bytes() == NEAT.encode()


def test_what_is_no_text_is_said_once(run: Run) -> None:
    ran = run("fmt", "-", "--stdin-filename", "a.ccdsl", stdin=b"skill \xff\n")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("error[") == 1
    assert "a.ccdsl:1:7" in ran.err


def test_nothing_is_written_where_it_finds_itself_wrong(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "zzz.ccdsl").write_text("skill z")
    monkeypatch.setattr(printer, "lines_of", lambda *_: ["skill a"])
    ran = run("fmt", folder)
    assert ran.code == 3
    assert (folder / "ugly.ccdsl").read_bytes() == UGLY


def test_archive_build_and_hidden_folders_are_left_alone(run: Run, folder: Path) -> None:
    for name in ("archive", "build", ".git", "more"):
        (folder / name).mkdir()
        (folder / name / "a.ccdsl").write_bytes(UGLY)
    ran = run("fmt", folder)
    assert ran.err == "2 files changed\n"
    assert (folder / "archive" / "a.ccdsl").read_bytes() == UGLY


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("missing",), "there is no folder `missing`"),
        (("missing.ccdsl",), "there is no file `missing.ccdsl`"),
        (("data.csv",), "`data.csv` is not a source"),
        (("empty",), "`empty` is no project"),
        (("--stdin-filename", "a"), "needs `-`"),
    ],
)
def test_refuses(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.csv").write_text("number\n")
    (tmp_path / "empty").mkdir()
    ran = run("fmt", *words)
    assert ran.code == 2
    assert said in ran.err


def test_a_file_named_twice_is_formatted_once(run: Run, folder: Path) -> None:
    assert run("fmt", folder, folder / "ugly.ccdsl").err == "1 file changed\n"


def test_a_link_stays_a_link(run: Run, folder: Path) -> None:
    (folder / "link.ccdsl").symlink_to("ugly.ccdsl")
    run("fmt", folder / "link.ccdsl")
    assert (folder / "link.ccdsl").is_symlink()
    assert (folder / "ugly.ccdsl").read_bytes() == NEAT.encode()
