"""Writing many files as one act."""

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import field
from pathlib import Path

from ccdsl.record import record
from ccdsl.store.errors import StoreError, words
from ccdsl.store.patterns import is_inside
from ccdsl.store.replacing import SCRATCH, mode_of, scratch_folder, sync_folder, write_synced

MANIFEST = ".ccdsl-outputs"
_TITLE = "# Written by ccdsl. A build deletes what an earlier one wrote, by this list, and no more."


def write_outputs(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Make `files`, by their paths below `folder`, what the build has written there.

    All of it is first written beside its place, in a hidden folder, down to the disk. Only then
    are old files moved aside and new ones moved in; an error on the way moves everything back. So
    a full disk, a missing right or an interrupt leaves the earlier output as it was. (A machine
    that stops between two of the moves leaves some files of each; every one of them is whole, or
    in the hidden folder, and the next build puts all in order.)

    A file that holds the right bytes is not touched. What an earlier build wrote and this one does
    not is deleted, by a list kept in the folder; what others put there stays. The folder is made
    if it is missing, and may be a link to one; a link to a folder inside it is refused.

    Raises StoreError where something stands in the way, and ValueError for a path no output may
    have.
    """
    wanted = {path: _bytes(data) for path, data in sorted(files.items())}
    _check(wanted)
    real = Path(os.path.realpath(folder))
    manifest = real / MANIFEST
    try:
        stale = _listed(manifest) - wanted.keys()
        wanted[MANIFEST] = "\n".join((_TITLE, *wanted, "")).encode()
        with ExitStack() as undo:
            _make(real, undo)
            with scratch_folder(real) as scratch:
                _Move(folder=real, scratch=scratch).run(wanted, sorted(stale))
            undo.pop_all()
    except OSError as error:
        message = f"the output cannot be written: {words(error)}; what was there is untouched"
        raise StoreError(message, folder) from error


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _check(files: Mapping[str, bytes]) -> None:
    """Refuse paths that lead out, that only some systems can hold, or that are ours."""
    folders = {parent for path in files for parent in _parents(path)}
    for path in files:
        is_odd = not is_inside(path) or not path.isprintable()
        if is_odd or path.startswith(SCRATCH) or path in folders:
            raise ValueError(path)


def _parents(path: str) -> list[str]:
    """Return the folders above a path, the topmost first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _listed(manifest: Path) -> set[str]:
    """Return what an earlier build wrote, but for lines that no build could have written."""
    try:
        lines = manifest.read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return set()
    found = set()
    for line in lines[1:]:
        with suppress(ValueError):
            _check({line: b""})
            found.add(line)
    return found


def _make(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        undo.callback(each.rmdir)


@record
class _Move:
    """Moves new files into `folder` and old ones out of it, by way of a folder on the same disk."""

    folder: Path
    scratch: Path
    undo: ExitStack = field(default_factory=ExitStack)

    def run(self, wanted: Mapping[str, bytes], stale: list[str]) -> None:
        """Put everything in place, or leave everything as it was."""
        fresh = self._write(wanted)
        gone = [path for path in stale if self._obstacle(path) is None]
        with self.undo:
            for number, path in enumerate((*gone, *fresh)):
                self._move_aside(path, self.scratch / "old" / str(number))
            for path, staged in fresh.items():
                self._move_in(path, staged)
            self.undo.pop_all()
        self._discard(gone)
        for folder in {self.folder, *((self.folder / path).parent for path in fresh)}:
            sync_folder(folder)

    def _write(self, wanted: Mapping[str, bytes]) -> dict[str, Path]:
        """Write the files that differ from what is there into the hidden folder."""
        fresh: dict[str, Path] = {}
        for path, data in wanted.items():
            target, obstacle = self.folder / path, self._obstacle(path)
            if obstacle is not None:
                raise StoreError("a file or a link stands where a folder must be", obstacle)
            if target.is_dir() and not target.is_symlink():
                raise StoreError("a folder stands where a file must be written", target)
            if target.is_symlink() or not target.is_file() or target.read_bytes() != data:
                fresh[path] = self.scratch / "new" / str(len(fresh))
                write_synced(fresh[path], data, mode_of(target))
        return fresh

    def _obstacle(self, path: str) -> Path | None:
        """Return what is not a folder of ours above a path: a link would lead elsewhere."""
        for parent in _parents(path):
            folder = self.folder / parent
            if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
                return folder
        return None

    def _move_aside(self, path: str, kept: Path) -> None:
        """Take a file that is to go or to be replaced out of the way."""
        target = self.folder / path
        if os.path.lexists(target) and (target.is_symlink() or not target.is_dir()):
            self.undo.callback(_put_back, kept, target)
            target.rename(kept)

    def _move_in(self, path: str, staged: Path) -> None:
        target = self.folder / path
        _make(target.parent, self.undo)
        self.undo.callback(target.unlink, missing_ok=True)
        staged.rename(target)

    def _discard(self, gone: list[str]) -> None:
        """Delete what was moved aside, and the folders that this leaves empty."""
        for kept in sorted((self.scratch / "old").iterdir()):
            with suppress(OSError):
                kept.unlink()
        for parent in sorted({each for path in gone for each in _parents(path)}, reverse=True):
            with suppress(OSError):
                (self.folder / parent).rmdir()


def _put_back(kept: Path, target: Path) -> None:
    """Undo a move aside, if it came to it before it was broken off."""
    if os.path.lexists(kept):
        kept.rename(target)
