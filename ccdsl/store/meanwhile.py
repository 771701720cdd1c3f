"""Whether somebody was changing a project while it was read, without holding anybody up."""

import os
from contextlib import suppress
from pathlib import Path

from ccdsl.record import record
from ccdsl.store.project import ACT, JOURNAL


@record
class Mark:
    """The traces of those who change a project, at one instant.

    `changed` are the times, in nanoseconds, at which its folder and that of a journal changed
    last, None where there is none; `is_changing` says that files are just being changed.
    """

    changed: tuple[int | None, int | None]
    is_changing: bool


def mark(folder: Path) -> Mark:
    """Return the traces there are now: a look at three paths."""
    journal = folder / JOURNAL
    return Mark(
        changed=(_changed(folder), _changed(journal)),
        is_changing=os.path.lexists(journal / ACT),
    )


def is_quiet(before: Mark, after: Mark) -> bool:
    """Whether nobody can have changed files between two looks.

    Whoever does makes a folder in the project first, or, holding it already, one in the journal.
    """
    return before == after and not after.is_changing


def _changed(folder: Path) -> int | None:
    with suppress(OSError):
        return folder.stat().st_mtime_ns
    return None
