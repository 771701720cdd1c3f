"""Putting back what an act that was broken off had begun, as often as it takes."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ccdsl.store.errors import StoreError
from ccdsl.store.journal_record import Act, Change, fingerprint, read_act
from ccdsl.store.project import ACT, JOURNAL
from ccdsl.store.system import System

PART = "act.part"
DONE = "done"
NEW = "new"
OLD = "old"


def unfinished(root: Path) -> Act | None:
    """Return the act that a project's journal tells of; None where there is none.

    Raises StoreError where the journal cannot be understood, and OSError.
    """
    record = root / JOURNAL / ACT
    try:
        text = record.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    act = read_act(text)
    if act is None:
        message = (
            "this record of a command that was broken off is damaged, so that it cannot be "
            f"undone; the files as they were before are in `{OLD}` beside it: put them back, "
            f"then delete the folder `{JOURNAL}`"
        )
        raise StoreError(message, record)
    return act


def undo(root: Path, act: Act, system: System) -> tuple[str, ...]:
    """Put every file of an act back, and say which had been edited since.

    Each step can be done again, so that this too may be broken off. Raises StoreError and OSError
    where it cannot go on; the record stays, for the next command.
    """
    copies = root / JOURNAL / OLD
    told = [
        note
        for number, change in enumerate(act.changes)
        for note in _put_back(root, change, copies / str(number), system)
    ]
    for folder in reversed(act.folders):
        path = root / folder
        if path.is_dir() and not any(path.iterdir()):
            system.remove_folder(path)
    for parent in sorted({(root / change.path).parent for change in act.changes}):
        if parent.is_dir():
            system.sync_folder(parent)
    system.unlink(root / JOURNAL / ACT)
    return tuple(told)


def what_is_left(root: Path) -> str:
    """Return how far a command came that was broken off, if nothing of it is to be undone."""
    journal = root / JOURNAL
    if (journal / DONE).exists():
        return "was broken off when all of it was done: it holds"
    if (journal / NEW).exists():
        return "was broken off before it changed anything"
    return "was broken off; it left nothing half done"


def clean(root: Path, system: System) -> None:
    """Take away what an act has left in the journal's folder, and last that it was done."""
    journal = root / JOURNAL
    with suppress(OSError):
        _unlink(journal / PART, system)
        for folder in (journal / OLD, journal / NEW):
            for file in sorted(folder.iterdir()) if folder.exists() else ():
                system.unlink(file)
            if folder.exists():
                system.remove_folder(folder)
        _unlink(journal / DONE, system)


def _unlink(path: Path, system: System) -> None:
    if path.exists():
        system.unlink(path)


def _put_back(root: Path, change: Change, copy: Path, system: System) -> Iterator[str]:
    """Give a file its bytes of before; what somebody wrote into it since is kept beside it."""
    path = root / change.path
    found = _found(path)
    if found == change.before:
        return
    if found not in (None, change.after):
        kept = _free_name(path)
        system.rename(path, kept)
        yield f"`{change.path}` had been edited since; that text is kept in `{kept.name}` beside it"
    elif found is not None and change.before is None:
        system.unlink(path)
    if change.before is not None:
        _restore(root, path, change, copy, system)


def _restore(root: Path, path: Path, change: Change, copy: Path, system: System) -> None:
    if _found(copy) != change.before:
        message = f"the copy of `{change.path}`, to be put back, is missing or damaged"
        raise StoreError(message, copy)
    for folder in reversed(path.relative_to(root).parents):
        place = root / folder
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise StoreError("a link or a file stands where a folder must be", place)
        if not place.exists():
            system.make_folder(place)
    system.rename(copy, path)


def _found(path: Path) -> str | None:
    """Return the fingerprint of what has a name: None for nothing, "" for what is no file."""
    if path.is_file() and not path.is_symlink():
        return fingerprint(path.read_bytes())
    return "" if path.is_symlink() or path.exists() else None


def _free_name(path: Path) -> Path:
    """Return a name beside a file, that nothing has, and that no pattern of sources matches."""
    names = (path.with_name(f"{path.name}.edited-meanwhile{number}") for number in _numbers())
    return next(name for name in names if not name.is_symlink() and not name.exists())


def _numbers() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1
