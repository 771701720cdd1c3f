"""What may go wrong while a project is watched, and a least cover that is no figure."""

from pathlib import Path

import pytest

from ccdsl.cli.watching import snapshot
from ccdsl.store.errors import StoreError
from tests.cli.commands import TODAY, Run

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"


def test_a_file_that_goes_away_between_two_looks_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ccdsl").write_text("x")
    (tmp_path / "gone.ccdsl").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr(Path, "is_file", lambda path: path.suffix == ".ccdsl")
    assert list(snapshot(tmp_path)) == [(tmp_path / "a.ccdsl").as_posix()]


def test_a_file_that_cannot_be_read_meanwhile_is_said_and_watched_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise StoreError("it cannot be read", Path("a.ccdsl"))

    def interrupted() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("ccdsl.cli.test._run", unreadable)
    monkeypatch.setattr("ccdsl.cli.watching.pause", interrupted)
    ran = run("test", HARBOR, "--today", TODAY, "--watch")
    assert ran.code == 0
    assert "error: `a.ccdsl`: it cannot be read" in ran.err
    assert "waiting for a change" in ran.err


def test_a_least_cover_that_is_no_figure_is_refused(run: Run) -> None:
    ran = run("test", HARBOR, "--today", TODAY, "--fail-under", "nan")
    assert ran.code == 2
    assert "takes a percentage" in ran.err
