"""Writing one file so that it is old or new, never half."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ccdsl.store.errors import StoreError, words

SCRATCH = ".ccdsl-"


def replace_file(path: Path, data: bytes) -> None:
    """Replace a file's bytes in one step; its mode stays, and a link to it stays a link.

    Raises StoreError, with the file as it was, where that cannot be done.
    """
    real = Path(os.path.realpath(path))
    try:
        if real.is_dir():
            raise StoreError("this is a folder, not a file", path)
        with scratch_folder(real.parent) as scratch:
            fresh = scratch / "new" / "0"
            write_synced(fresh, data, mode_of(real))
            fresh.replace(real)
            sync_folder(real.parent)
    except OSError as error:
        raise StoreError(f"this file cannot be written: {words(error)}", path) from error


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """Give a hidden folder in `folder`, with `new` and `old` in it, and take it away again.

    It is on the same disk, so that what is in it can be moved in one step. What is left in `old`
    stays: it could not be put back, and may be the only copy.
    """
    import shutil  # noqa: PLC0415 - slow to import, and most commands write nothing
    import tempfile  # noqa: PLC0415 - likewise

    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=folder))
    new, old = scratch / "new", scratch / "old"
    try:
        new.mkdir()
        old.mkdir()
        yield scratch
    finally:
        shutil.rmtree(new, ignore_errors=True)
        for each in (old, scratch):
            with suppress(OSError):
                each.rmdir()


def mode_of(path: Path) -> int | None:
    """Return the permissions of an ordinary file, or None if there is none to keep."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else None


def write_synced(path: Path, data: bytes, mode: int | None) -> None:
    """Write a file down to the disk; without a mode it gets the usual one."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def sync_folder(folder: Path) -> None:
    """Make sure that names given in a folder outlast a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
