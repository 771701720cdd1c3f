"""A system that breaks off at a chosen step: the step fails, all fail from there, or death."""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ccdsl.lifecycle.edits import Edit
from ccdsl.store.journal import hold_project
from ccdsl.store.journal_record import Holder
from ccdsl.store.system import REAL, Step, System

Fault = Literal["error", "broken", "death"]
FAULTS: tuple[Fault, ...] = ("error", "broken", "death")


class Death(BaseException):
    """The process is gone: nothing that it would do afterwards happens."""


class Faulty(System):
    """Counts steps; at number `at` (from 0) it breaks off.

    `error`: this one step is refused. `broken`: this and every later one is, as by a disk that
    can only be read from now on. `death`: the process is killed in front of the step, and what it
    wrote but had not yet synced is lost, as by a power cut.
    """

    def __init__(self, at: int = -1, fault: Fault = "error") -> None:
        self.at = at
        self.fault = fault
        self.steps: list[tuple[Step, str]] = []

    @property
    def has_stopped(self) -> bool:
        return 0 <= self.at < len(self.steps)

    def step(self, step: Step, path: Path) -> None:
        number = len(self.steps)
        self.steps.append((step, path.name))
        if self.at < 0 or number < self.at:
            return
        if self.fault == "death":
            if step == "sync" and number == self.at and path.is_file():
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            raise Death
        if self.fault == "broken" or number == self.at:
            raise OSError(errno.ENOSPC if step == "write" else errno.EIO, "broken", str(path))


def tree(root: Path) -> dict[str, tuple[bytes, int] | None]:
    """Return every file below a folder with its mode, and every folder (None)."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mode & 0o777)
        if path.is_file()
        else None
        for path in sorted(root.rglob("*"))
    }


def apply_edits(
    folder: Path, edits: Sequence[Edit], holder: Holder, system: System = REAL
) -> tuple[str, ...]:
    """Hold a project and make all edits, or none; return what to say of an earlier command."""
    with hold_project(folder, holder, system) as project:
        project.apply(edits)
        return project.told
