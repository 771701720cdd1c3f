"""A project's files on disk, read-only, and never one outside the project."""

import os
import stat
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from ccdsl.model.files import Unreadable, is_archived
from ccdsl.record import record
from ccdsl.store.errors import words
from ccdsl.store.patterns import Pattern, advance, is_end, is_relative, is_searched, parse

_MOST_BYTES = 100_000_000
_IN_A_FOLDER = frozenset((parse("*/*"),))


@record
class DiskFiles:
    """The files below `root`; a path or a link that leads out of it is refused."""

    root: Path
    _real: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Resolve the folder once: it may itself be a link."""
        object.__setattr__(self, "_real", os.path.realpath(self.root))

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes of an ordinary file of at most 100 MB, or why they cannot be had."""
        try:
            left = self.leaves(path)
            return _read(self._target(path)) if left is None else left
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return Unreadable(reason="missing", detail=_missing(path))
        except OSError as error:
            return Unreadable(reason="unreadable", detail=words(error))

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path, or a link in it, leaves the project; the file need not exist."""
        if not is_relative(path):
            return Unreadable(reason="outside", detail="the path leaves the project")
        try:
            real = self._target(path)
        except (OSError, ValueError):
            return None
        if real != self._real and not real.startswith(self._real.rstrip(os.sep) + os.sep):
            return Unreadable(reason="outside", detail="a link in the path leaves the project")
        return None

    def _target(self, path: str) -> str:
        """Return where a path leads, links followed; raise as `os.path.realpath` does."""
        full = os.path.join(self._real, *path.split("/"))  # noqa: PTH118 - on every start
        return os.path.realpath(full)

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the paths that match, sorted.

        Left out are `archive/` and `build/` at the top, folders whose name begins with a dot,
        `node_modules` and `__pycache__` anywhere, and what lies behind a link to a folder. Among
        the paths are those of folders that match, and of folders that cannot be listed although
        something in them might match: `read` says what is wrong with each.
        """
        parsed = frozenset(parse(pattern) for pattern in patterns)
        return tuple(sorted(map(_printable, _walk(self._real, parsed))))

    def archived(self) -> tuple[str, ...]:
        """Return the paths `archive/KIND/….ccdsl`, sorted."""
        found = _walk(os.path.join(self._real, "archive"), _IN_A_FOLDER)  # noqa: PTH118 - on every start
        paths = (_printable(f"archive/{path}") for path in found)
        return tuple(sorted(path for path in paths if is_archived(path)))


def _read(real: str) -> bytes | Unreadable:
    """Return a file's bytes; anything but an ordinary file is never opened, so as not to hang."""
    status = os.stat(real)  # noqa: PTH116 - on every start
    if stat.S_ISDIR(status.st_mode):
        os.scandir(real).close()
        return Unreadable(reason="directory", detail="it is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        return Unreadable(reason="unreadable", detail="it is not an ordinary file")
    if status.st_size > _MOST_BYTES:
        return Unreadable(reason="unreadable", detail="it is larger than 100 MB")
    with open(real, "rb") as file:  # noqa: PTH123 - on every start
        return file.read()


def _printable(path: str) -> str:
    """Return a path with U+FFFD for the bytes of it that are not UTF-8."""
    return path.encode(errors="surrogateescape").decode(errors="replace")


def _missing(path: str) -> str:
    if "\ufffd" in path:
        return "the name of the file is not UTF-8"
    return "there is no such file"


def _walk(root: str, patterns: frozenset[Pattern]) -> Iterator[str]:
    """Yield what matches below a folder, in no order."""
    waiting = [(root, "", patterns)]
    while waiting:
        folder, prefix, patterns = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError:
            yield prefix.rstrip("/") or "."
            continue
        for entry in entries:
            rest = advance(patterns, entry.name)
            if is_end(rest) and not entry.name.startswith("."):
                yield prefix + entry.name
            elif rest and _is_searched(entry, at_top=not prefix):
                waiting.append((entry.path, f"{prefix}{entry.name}/", rest))


def _is_searched(entry: os.DirEntry[str], *, at_top: bool) -> bool:
    """Return whether sources are looked for in what an entry names."""
    return is_searched(entry.name, at_top=at_top) and entry.is_dir(follow_symlinks=False)
