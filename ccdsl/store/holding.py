"""One command at a time changes a project; the others wait a little, and then say who it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ccdsl.store.errors import StoreError
from ccdsl.store.journal_record import Holder, holder_of
from ccdsl.store.system import System

_LOCK = "lock"


def wait_to_hold(journal: Path, system: System, wait_s: float) -> int:
    """Return a handle on the lock of a journal's folder.

    The lock is the system's own, on an open file: it ends with its process, so that a file left
    behind blocks nobody. Raises StoreError where somebody else holds it for `wait_s` seconds, and
    OSError where the folder cannot be written.
    """
    handle = try_to_hold(journal, system)
    if handle is not None:
        return handle
    end = system.pause() + wait_s
    while (handle := try_to_hold(journal, system)) is None:
        if system.pause() > end:
            raise in_use(journal)
    return handle


def try_to_hold(journal: Path, system: System) -> int | None:
    """Return a handle on the lock of a journal's folder, None while somebody else has it."""
    if journal.is_symlink() or (journal.exists() and not journal.is_dir()):
        raise StoreError("a link or a file stands where ccdsl keeps its journal", journal)
    try:
        if not journal.exists():
            with suppress(FileExistsError):
                system.make_folder(journal)
        return system.lock(journal / _LOCK)
    except FileNotFoundError:
        # The last holder took the folder away, just now.
        if journal.parent.is_dir():
            return None
        raise


@contextmanager
def holding(journal: Path, handle: int, holder: Holder | None, system: System) -> Iterator[None]:
    """Hold a project until the end, and tell those who wait who it is; then leave no trace."""
    try:
        if holder is not None:
            with suppress(OSError):
                system.note(handle, holder.text())
        try:
            yield
        finally:
            with suppress(OSError):
                system.unlink(journal / _LOCK)
                system.remove_folder(journal)
    finally:
        system.unlock(handle)


def who_held(journal: Path) -> Holder | None:
    """Return who wrote last that it holds a project; whether it still does is not said."""
    with suppress(OSError):
        return holder_of((journal / _LOCK).read_text(encoding="utf-8", errors="replace"))
    return None


def in_use(journal: Path) -> StoreError:
    """Return that somebody else is changing the project."""
    holder = who_held(journal)
    who = "another command" if holder is None or holder.process == os.getpid() else str(holder)
    message = f"{who} is changing this project; nothing was done: try again when it has ended"
    return StoreError(message, journal.parent)
