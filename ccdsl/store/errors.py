"""What the disk will not do, in an administrator's words."""

import errno
import os
from pathlib import Path

_WORDS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "it is a folder",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.ELOOP: "its links lead round in a circle",
    errno.ENAMETOOLONG: "its name is too long",
}


class StoreError(Exception):
    """The disk, or how it is laid out, stands in the way.

    `message` is one lower-case clause that names no path; `path` is where it happened; `help` is a
    way out, where there is one to tell.
    """

    def __init__(self, message: str, path: Path, help: str | None = None) -> None:  # noqa: A002 - users' word
        """Keep the parts, for a command to put in its own order."""
        super().__init__(f"{path}: {message}")
        self.message = message
        self.path = path
        self.help = help


def words(error: OSError) -> str:
    """Return why the system refused something, without the path it names."""
    number = error.errno or 0
    return _WORDS.get(number) or os.strerror(number).lower()
