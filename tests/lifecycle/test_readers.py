"""Whoever reads a project beside a command that changes it never sees the middle of the act."""

import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ccdsl.cli import settled
from ccdsl.compiler import Compiled, compile_project
from ccdsl.lifecycle.edits import Edit
from ccdsl.model.files import Files
from ccdsl.model.lock_guard import Guard
from ccdsl.model.settings import Settings
from ccdsl.store.journal import hold_project
from ccdsl.store.journal_record import Holder
from ccdsl.store.project import JOURNAL
from ccdsl.store.system import Step, System
from tests.cli.commands import TODAY, Run
from tests.lifecycle.test_commands import AT, MENU, edit_draft, go
from tests.lifecycle.test_commands import _nobody as _nobody  # noqa: PLC0414
from tests.lifecycle.test_commands import center as center  # noqa: PLC0414

HOLDER = Holder(command="ccdsl rollback", process=os.getpid() + 1, since=AT)
CHECK = ("check", "--today", TODAY, "--locked")


class _Halting(System):
    """A system that halts before the lock gets its new text."""

    def __init__(self) -> None:
        """Begin with nobody there and nobody let go."""
        self.came, self.go_on = threading.Event(), threading.Event()

    def step(self, step: Step, path: Path) -> None:
        if step == "rename" and path.name == "ccdsl.lock":
            self.came.set()
            assert self.go_on.wait(30)


def _states(run: Run, folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return a project's files before and after a promotion."""
    go(run, folder, "draft", MENU)
    edit_draft(folder)
    before = _contents(folder)
    assert go(run, folder, "promote", MENU, "--note", "x").code == 0
    after = _contents(folder)
    for path in after.keys() - before.keys():
        (folder / path).unlink()
    for path, data in before.items():
        (folder / path).write_bytes(data)
    return before, after


def _contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _edits(before: dict[str, bytes], after: dict[str, bytes]) -> list[Edit]:
    paths = sorted(before.keys() | after.keys())
    return [Edit(path=path, before=before.get(path), after=after.get(path)) for path in paths]


def _act(folder: Path, edits: list[Edit], system: System) -> None:
    with hold_project(folder, HOLDER, system) as held:
        held.apply(edits)


def _beside(
    monkeypatch: pytest.MonkeyPatch, begin: Callable[[], None], end: Callable[[], None]
) -> list[int]:
    """Let something begin before a project is compiled, and end after, the first time."""
    counted: list[int] = []

    def compile_(
        files: Files, settings: Settings, today: date, guard: Guard, *, info: bool, proofs: bool
    ) -> Compiled:
        counted.append(len(counted))
        if len(counted) > 1:
            return compile_project(files, settings, today, guard, info=info, proofs=proofs)
        begin()
        compiled = compile_project(files, settings, today, guard, info=info, proofs=proofs)
        end()
        return compiled

    monkeypatch.setattr(settled, "compile_project", compile_)
    return counted


@pytest.mark.parametrize("ends_first", [True, False])
def test_the_middle_of_an_act_is_never_told(
    center: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, ends_first: bool
) -> None:
    system, (before, after) = _Halting(), _states(run, center)
    act = threading.Thread(target=_act, args=(center, _edits(before, after), system))

    def begin() -> None:
        act.start()
        assert system.came.wait(30)

    def end() -> None:
        system.go_on.set()
        if ends_first:
            act.join()

    counted = _beside(monkeypatch, begin, end)
    ran = run(*CHECK, center)
    act.join()
    assert (ran.code, ran.err) == (0, ""), ran.out
    assert len(counted) > 1
    assert _contents(center) == after


def test_whoever_only_holds_a_project_is_no_reason_to_read_it_again(
    center: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = _beside(monkeypatch, lambda: None, lambda: None)
    with hold_project(center, HOLDER):
        assert run(*CHECK, center).code == 0
    assert len(counted) == 1


def test_a_file_beside_the_sources_is_no_reason_either(
    center: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = _beside(monkeypatch, (center / "notes.txt").touch, lambda: None)
    assert run(*CHECK, center).code == 0
    assert len(counted) == 1


def test_who_does_not_come_to_an_end_is_said(
    center: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project that changes at every reading is not read for ever."""

    def compile_(
        files: Files, settings: Settings, today: date, guard: Guard, *, info: bool, proofs: bool
    ) -> Compiled:
        compiled = compile_project(files, settings, today, guard, info=info, proofs=proofs)
        source = center / "center.ccdsl"
        source.write_bytes(source.read_bytes() + b"# more\n")
        (center / "notes.txt").touch()
        (center / "notes.txt").unlink()
        (center / JOURNAL).mkdir(exist_ok=True)
        (center / JOURNAL / "lock").write_text(HOLDER.text())
        return compiled

    monkeypatch.setattr(settled, "compile_project", compile_)
    monkeypatch.setattr(settled, "_wait", lambda _: None)
    ran = run(*CHECK, center)
    assert ran.code == 2
    assert f"{HOLDER} is changing this project" in ran.err
