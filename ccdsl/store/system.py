"""The steps by which a project's files change, one method each, so that a test can stop at any."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

Step = Literal["mkdir", "write", "sync", "chmod", "rename", "unlink", "rmdir", "lock"]


class System:
    """The system as it is. Every method may raise OSError."""

    def step(self, step: Step, path: Path) -> None:
        """Come to a step: a test that puts itself here can break it off."""

    def make_folder(self, path: Path) -> None:
        """Make one folder."""
        self.step("mkdir", path)
        path.mkdir()

    def write(self, path: Path, data: bytes, mode: int | None) -> None:
        """Write a file that is not there yet, down to the disk; without a mode, the usual one."""
        self.step("write", path)
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            self.step("sync", path)
            os.fsync(file.fileno())
        if mode is not None:
            self.step("chmod", path)
            path.chmod(mode)

    def sync_folder(self, path: Path) -> None:
        """Make names given in a folder outlast a power cut, on systems that can."""
        self.step("sync", path)
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name, in place of what has it."""
        self.step("rename", new)
        old.replace(new)

    def unlink(self, path: Path) -> None:
        """Delete a file."""
        self.step("unlink", path)
        path.unlink()

    def remove_folder(self, path: Path) -> None:
        """Delete an empty folder."""
        self.step("rmdir", path)
        path.rmdir()

    def lock(self, path: Path) -> int | None:
        """Return a handle on a file that no other process holds; None while one does.

        The system lets go of it when the process ends, however it ends.
        """
        self.step("lock", path)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        if not _is_locked(handle) or not _is_at(handle, path):
            os.close(handle)
            return None
        return handle

    def note(self, handle: int, text: str) -> None:
        """Write who holds a lock into its file, for whoever waits for it."""
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, text.encode(errors="replace"))

    def unlock(self, handle: int) -> None:
        """Let go of a lock."""
        os.close(handle)

    def pause(self) -> float:
        """Wait a moment, and return the seconds of a clock that only goes forward."""
        time.sleep(0.05)
        return time.monotonic()


REAL = System()


def _is_at(handle: int, path: Path) -> bool:
    """Whether a handle is on the file that has this name now: the last holder deletes it."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), path.lstat())
    return False


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30

    def _is_locked(handle: int) -> bool:
        """Lock a byte far behind the text, which others go on reading."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _is_locked(handle: int) -> bool:
        """Lock the file, if nobody else has."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
