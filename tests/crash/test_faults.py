"""Commands stopped at each of their writes, syncs and renames: before or after, nothing between."""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from ccdsl.store.errors import StoreError
from ccdsl.store.journal import recover
from ccdsl.store.journal_record import Holder
from ccdsl.store.project import JOURNAL
from tests.crash.acts import COMMANDS, Act, acts, contents, projects
from tests.crash.faults import FAULTS, Death, Fault, Faulty, apply_edits
from tests.lifecycle.centers import brief_analysis, planted

HOLDER = Holder(command="ccdsl promote", process=4711, since="2026-11-22T09:00:00Z")
PROJECTS = projects()
SOME = ("small", "generated-0", "harbor")
"""What the suite takes; `python -m tests.crash --stops` takes all of them."""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a sync be a step and no more: what a lost one loses, `Faulty` takes away by itself."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def stopped(folder: Path, act: Act, fault: Fault, at: int) -> tuple[bool, bool]:
    """Stop an act at a step; return whether it came so far, and whether it happened."""
    system = Faulty(at, fault)
    try:
        apply_edits(folder, act.edits, HOLDER, system)
        is_done = True
    except (StoreError, Death):
        is_done = False
    if fault == "error" and not is_done:
        found = contents(folder)
        assert {k: v for k, v in found.items() if not k.startswith(JOURNAL)} == act.before, at
    told = recover(folder)
    found = contents(folder)
    assert found in (act.before, act.after), (at, told)
    assert not (folder / JOURNAL).exists()
    assert recover(folder) == ()
    if is_done:
        assert found == act.after
    if any("undone" in note for note in told):
        assert found == act.before
    return system.has_stopped, found == act.after


def put_back(folder: Path, act: Act) -> None:
    """Make a folder hold again what it held before an act."""
    for edit in act.edits:
        path = folder / edit.path
        if edit.before is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(edit.before)


def every_stop(folder: Path, act: Act, fault: Fault) -> tuple[int, int]:
    """Stop an act at each of its steps; return how many there are, and after how many it held."""
    planted(folder, act.before)
    steps, held = 0, 0
    while True:
        has_stopped, is_after = stopped(folder, act, fault, steps)
        put_back(folder, act)
        if not has_stopped:
            assert is_after
            return steps, held
        steps += 1
        held += is_after


@pytest.mark.parametrize("name", SOME)
def test_stopped_anywhere_a_command_has_happened_or_not(name: str, tmp_path: Path) -> None:
    taken = {}
    with brief_analysis() if name.startswith("generated") else nullcontext():
        found = list(acts(PROJECTS[name]()))
    for act in found:
        for fault in FAULTS:
            steps, held = every_stop(tmp_path / f"{act.name}-{fault}", act, fault)
            taken[act.name, fault] = steps
            assert 0 < held < steps
    assert {command for command, _ in taken} == set(COMMANDS)
    # On these projects that makes over 1,200 stops.
    assert sum(taken.values()) >= 400
