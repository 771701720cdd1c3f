"""Edits of several files as one act, broken off at every step and in every way."""

import errno
import os
import threading
from pathlib import Path

import pytest

from ccdsl.lifecycle.edits import Edit
from ccdsl.store.errors import StoreError
from ccdsl.store.journal import hold_project, recover
from ccdsl.store.journal_record import Holder
from ccdsl.store.project import JOURNAL
from ccdsl.store.system import System
from tests.crash.faults import FAULTS, Death, Fault, Faulty, apply_edits, tree

HOLDER = Holder(command="ccdsl promote", process=4711, since="2026-11-22 09:00:00")
OTHER = Holder(command="ccdsl draft", process=os.getpid() + 1, since="2026-11-22 09:00:01")

EDITS = (
    Edit(path="center.ccdsl", before=b"old center\r\n", after=b"new center\r\n"),
    Edit(path="archive/script/menu.v1.ccdsl", before=None, after=b"menu 1\n"),
    Edit(path="archive/script/menu.v0.ccdsl", before=None, after=b""),
    Edit(path="data/gone.csv", before=b"number\n", after=None),
    Edit(path="same.ccdsl", before=b"same", after=b"same"),
)


def plant(root: Path) -> Path:
    """Make a project with files that the edits change."""
    root.mkdir(exist_ok=True)
    for edit in EDITS:
        if edit.before is not None:
            (root / edit.path).parent.mkdir(parents=True, exist_ok=True)
            (root / edit.path).write_bytes(edit.before)
    (root / "center.ccdsl").chmod(0o640)
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return plant(tmp_path / "center")


def test_edits_are_made_and_nothing_else_is_left(project: Path) -> None:
    assert apply_edits(project, EDITS, HOLDER) == ()
    assert {path: entry and entry[0] for path, entry in tree(project).items()} == {
        "archive": None,
        "archive/script": None,
        "archive/script/menu.v0.ccdsl": b"",
        "archive/script/menu.v1.ccdsl": b"menu 1\n",
        "center.ccdsl": b"new center\r\n",
        "data": None,
        "same.ccdsl": b"same",
    }
    assert (project / "center.ccdsl").stat().st_mode & 0o777 == 0o640


def apart_from_journal(project: Path) -> dict[str, tuple[bytes, int] | None]:
    """Return what is in a project, but for what a broken clean-up may leave until the next time."""
    return {path: entry for path, entry in tree(project).items() if not path.startswith(JOURNAL)}


def last_change(tmp_path: Path) -> int:
    """Return the number of the step that makes the act happen: nearly all has changed by then."""
    steps = counted(tmp_path)
    return len(steps) - 1 - steps[::-1].index("rename")


def counted(tmp_path: Path) -> list[str]:
    """Return the kinds of the steps that the edits take when nothing goes wrong."""
    system = Faulty()
    apply_edits(plant(tmp_path / "counted"), EDITS, HOLDER, system)
    return [step for step, _ in system.steps]


@pytest.mark.parametrize("fault", FAULTS)
def test_stopped_at_any_step_it_is_before_or_after(tmp_path: Path, fault: Fault) -> None:
    steps = counted(tmp_path)
    assert {"write", "sync", "rename", "unlink", "mkdir", "chmod", "rmdir", "lock"} == set(steps)
    ended = set()
    for at in range(len(steps)):
        project = plant(tmp_path / f"{fault}{at}")
        before = tree(project)
        system = Faulty(at, fault)
        try:
            apply_edits(project, EDITS, HOLDER, system)
            is_done = True
        except (StoreError, Death):
            is_done = False
        assert system.has_stopped
        if fault == "error" and not is_done:
            assert apart_from_journal(project) == before, at
        told = recover(project)
        is_before = tree(project) == before
        after = tree(project) if not is_before else None
        ended.add(is_before)
        if after is not None:
            assert after["center.ccdsl"] == (b"new center\r\n", 0o640), at
            assert "data/gone.csv" not in after
            assert after["archive/script/menu.v1.ccdsl"] is not None
            assert not any(path.startswith(".ccdsl") for path in after)
        if is_done:
            assert not is_before
        if fault == "death":
            assert told == () or str(HOLDER) in told[0]
            if any("undone" in note or "before it changed" in note for note in told):
                assert is_before
            if any("all of it was done" in note for note in told):
                assert not is_before
        assert recover(project) == ()
    assert ended == {True, False}


def test_an_undoing_can_itself_be_broken_off_at_any_step(tmp_path: Path) -> None:
    last = last_change(tmp_path)
    taken = 0
    for at in range(1000):
        project = plant(tmp_path / f"project{at}")
        before = tree(project)
        with pytest.raises(Death):
            apply_edits(project, EDITS, HOLDER, Faulty(last, "death"))
        assert tree(project) != before
        system = Faulty(at, "death")
        try:
            recover(project, system)
        except Death:
            taken += 1
        recover(project)
        assert tree(project) == before, at
        if not system.has_stopped:
            break
    assert taken > 10


def test_what_somebody_wrote_after_the_crash_is_kept(project: Path) -> None:
    before = tree(project)
    last = last_change(project.parent)
    with pytest.raises(Death):
        apply_edits(project, EDITS, HOLDER, Faulty(last, "death"))
    (project / "center.ccdsl").write_bytes(b"mine")
    (project / "archive/script/menu.v1.ccdsl").write_bytes(b"mine too")
    told = recover(project)
    assert told[1:] == tuple(
        f"`{path}` had been edited since; that text is kept in `{name}.edited-meanwhile` beside it"
        for path, name in (
            ("center.ccdsl", "center.ccdsl"),
            ("archive/script/menu.v1.ccdsl", "menu.v1.ccdsl"),
        )
    )
    after = tree(project)
    assert after.pop("center.ccdsl.edited-meanwhile") == (b"mine", 0o640)
    assert after.pop("archive/script/menu.v1.ccdsl.edited-meanwhile") is not None
    assert {path for path in after if path.startswith("archive")} == {"archive", "archive/script"}
    assert {path: entry for path, entry in after.items() if "archive" not in path} == before


def test_a_file_that_somebody_changed_is_not_overwritten(project: Path) -> None:
    (project / "data/gone.csv").write_bytes(b"number,label\n")
    before = tree(project)
    with pytest.raises(StoreError, match="somebody changed this file meanwhile"):
        apply_edits(project, EDITS, HOLDER)
    assert tree(project) == before


def test_a_file_that_is_there_already_is_not_overwritten(project: Path) -> None:
    (project / "archive/script").mkdir(parents=True)
    (project / "archive/script/menu.v1.ccdsl").write_bytes(b"")
    before = tree(project)
    with pytest.raises(StoreError, match="somebody changed this file meanwhile"):
        apply_edits(project, EDITS, HOLDER)
    assert tree(project) == before


def test_a_read_only_file_stays(project: Path) -> None:
    (project / "center.ccdsl").chmod(0o444)
    before = tree(project)
    with pytest.raises(StoreError, match="this file can only be read; nothing was done") as caught:
        apply_edits(project, EDITS, HOLDER)
    assert caught.value.path.name == "center.ccdsl"
    assert tree(project) == before


def test_a_folder_that_nothing_may_be_put_in_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a move, what the user knows is where to."""
    kept = project / "archive" / "script" / "menu.v1.ccdsl"

    def refuse(system: System, old: Path, new: Path) -> None:
        if new == kept:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(old), None, str(new))
        system.step("rename", new)
        old.replace(new)

    monkeypatch.setattr(System, "rename", refuse)
    edits = (Edit(path="archive/script/menu.v1.ccdsl", before=None, after=b"menu 1\n"),)
    with pytest.raises(StoreError, match="permission denied") as caught:
        apply_edits(project, edits, HOLDER)
    assert caught.value.path == kept


def test_a_vanished_project_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such file"):
        apply_edits(tmp_path / "none", EDITS, HOLDER)
    assert recover(tmp_path / "none") == ()


@pytest.mark.parametrize("link", ["center.ccdsl", "archive", "data"])
def test_nothing_is_written_through_a_link_out_of_the_project(project: Path, link: str) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "gone.csv").write_bytes(b"number\n")
    (outside / "center.ccdsl").write_bytes(b"old center\r\n")
    place = project / link
    if place.is_dir():
        (place / "gone.csv").unlink()
        place.rmdir()
    else:
        place.unlink(missing_ok=True)
    place.symlink_to(outside / link if link == "center.ccdsl" else outside)
    before = tree(outside), tree(project)
    with pytest.raises(StoreError, match="leads out of the project"):
        apply_edits(project, EDITS, HOLDER)
    assert (tree(outside), tree(project)) == before


def test_a_link_inside_the_project_stays_one(project: Path) -> None:
    (project / "real").mkdir()
    (project / "center.ccdsl").rename(project / "real/center.ccdsl")
    (project / "center.ccdsl").symlink_to("real/center.ccdsl")
    apply_edits(project, EDITS, HOLDER)
    assert (project / "center.ccdsl").is_symlink()
    assert (project / "real/center.ccdsl").read_bytes() == b"new center\r\n"


def test_a_link_is_neither_deleted_nor_written_anew(project: Path) -> None:
    (project / "data/gone.csv").rename(project / "data/real.csv")
    (project / "data/gone.csv").symlink_to("real.csv")
    with pytest.raises(StoreError, match="a link stands where a file must be"):
        apply_edits(project, EDITS, HOLDER)


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "", "a/./b", "c:/x", "a\\b"])
def test_paths_that_no_edit_may_have_are_our_bug(project: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path in a project"):
        apply_edits(project, [Edit(path=path, before=None, after=b"")], HOLDER)


def test_two_edits_of_one_file_are_our_bug(project: Path) -> None:
    twice = [Edit(path="new", before=None, after=b"1"), Edit(path="new", before=None, after=b"2")]
    with pytest.raises(ValueError, match="two edits of one file"):
        apply_edits(project, twice, HOLDER)


def test_a_folder_in_the_way_is_said(project: Path) -> None:
    (project / "archive").write_bytes(b"")
    with pytest.raises(StoreError, match="a file stands where a folder must be"):
        apply_edits(project, EDITS, HOLDER)
    (project / "archive").unlink()
    (project / "archive/script/menu.v1.ccdsl").mkdir(parents=True)
    with pytest.raises(StoreError, match="a folder stands where a file must be"):
        apply_edits(project, EDITS, HOLDER)


def test_a_damaged_record_is_said_and_stays(project: Path) -> None:
    last = last_change(project.parent)
    with pytest.raises(Death):
        apply_edits(project, EDITS, HOLDER, Faulty(last, "death"))
    (project / JOURNAL / "act").write_text('{"changes": []}')
    with pytest.raises(StoreError, match="is damaged"):
        recover(project)
    assert (project / JOURNAL / "old/0").read_bytes() == b"old center\r\n"


# ------------------------------------------------------------------------ two at once


def test_whoever_waits_is_told_who_it_is(project: Path) -> None:
    with (
        hold_project(project, OTHER),
        pytest.raises(StoreError, match="is changing this project") as caught,
        hold_project(project, HOLDER, wait_s=0.1),
    ):
        pass
    assert str(OTHER) in caught.value.message
    assert not (project / JOURNAL).exists()


def test_whoever_waits_goes_on_when_the_other_has_ended(project: Path) -> None:
    ready, ended = threading.Event(), []

    def hold() -> None:
        with hold_project(project, OTHER):
            ready.set()
            ended.append(threading.Event().wait(0.3))

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait()
    with hold_project(project, HOLDER) as held:
        assert held.told == ()
        assert ended == [False]
    thread.join()
    assert not (project / JOURNAL).exists()


def test_a_lock_left_behind_blocks_nobody(project: Path) -> None:
    (project / JOURNAL).mkdir()
    (project / JOURNAL / "lock").write_text(OTHER.text())
    with hold_project(project, HOLDER, wait_s=0) as held:
        assert held.told == (f"{OTHER} was broken off; it left nothing half done",)
    assert not (project / JOURNAL).exists()


def test_a_reader_does_not_disturb_who_is_at_work(project: Path) -> None:
    with hold_project(project, OTHER) as held:
        assert recover(project, wait_s=0) == ()
        held.apply(EDITS)
    assert not (project / JOURNAL).exists()


def test_a_reader_waits_while_files_change(project: Path) -> None:
    class Slow(Faulty):
        def step(self, step: str, path: Path) -> None:
            super().step(step, path)  # type: ignore[arg-type]
            if step == "unlink" and path.name == "gone.csv":
                with pytest.raises(StoreError, match="is changing this project"):
                    recover(project, wait_s=0)
                seen.append(path.name)

    seen: list[str] = []
    apply_edits(project, EDITS, HOLDER, Slow())
    assert seen == ["gone.csv"]


def test_a_link_in_place_of_the_journal_is_refused(project: Path) -> None:
    (project.parent / "elsewhere").mkdir()
    (project / JOURNAL).symlink_to(project.parent / "elsewhere")
    for attempt in (lambda: recover(project), lambda: apply_edits(project, EDITS, HOLDER)):
        with pytest.raises(StoreError, match="a link or a file stands where"):
            attempt()


def test_a_reader_of_a_folder_that_cannot_be_written_goes_on_unless_it_must_not(
    project: Path,
) -> None:
    class ReadOnly(Faulty):
        def step(self, step: str, path: Path) -> None:
            raise OSError(errno.EROFS, step, str(path))

    (project / JOURNAL).mkdir()
    assert recover(project, ReadOnly()) == ()
    (project / JOURNAL / "act").write_text("{}")
    with pytest.raises(StoreError, match="that cannot be done: the disk can only be read"):
        recover(project, ReadOnly())
