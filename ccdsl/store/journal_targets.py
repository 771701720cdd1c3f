"""Where the edits of an act go: ordinary files of the project, as they were when it was judged."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ccdsl.lifecycle.edits import Edit
from ccdsl.record import record
from ccdsl.store.errors import StoreError
from ccdsl.store.patterns import is_inside
from ccdsl.store.replacing import mode_of

_WRITABLE = 0o222


@record
class Target:
    """An edit's file: `real` is its place with links followed, `mode` None for a new file."""

    edit: Edit
    real: Path
    mode: int | None


def find_targets(root: Path, edits: Sequence[Edit]) -> tuple[Target, ...]:
    """Return where edits go, in their order.

    Raises StoreError where a file is no longer as it was, can only be read, or does not lie in
    the project, and ValueError for paths that no edit may have.
    """
    targets = tuple(_target(root, edit) for edit in edits)
    if len({target.real for target in targets}) != len(targets):
        message = "two edits of one file"
        raise ValueError(message, [edit.path for edit in edits])
    return targets


def missing_folders(root: Path, targets: Iterable[Target]) -> tuple[str, ...]:
    """Return the folders to be made, relative to the project, the topmost first."""
    found = {
        folder.as_posix()
        for target in targets
        if target.edit.after is not None
        for folder in target.real.relative_to(root).parents
        if not (root / folder).exists()
    }
    return tuple(sorted(found))


def changed_meanwhile(path: Path) -> StoreError:
    """Return that somebody else wrote a file while a command was at work."""
    message = "somebody changed this file meanwhile; nothing was done: run the command again"
    return StoreError(message, path)


def bytes_of(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _target(root: Path, edit: Edit) -> Target:
    if not is_inside(edit.path):
        message = "not a path in a project"
        raise ValueError(message, edit.path)
    named = root / edit.path
    real = Path(os.path.realpath(named))
    if not real.is_relative_to(root):
        message = "a link in this path leads out of the project, where nothing is written"
        raise StoreError(message, named)
    if named.is_symlink() and (edit.before is None or edit.after is None):
        raise StoreError("a link stands where a file must be", named)
    if real.is_dir():
        raise StoreError("a folder stands where a file must be", named)
    for above in real.relative_to(root).parents:
        if (root / above).exists() and not (root / above).is_dir():
            raise StoreError("a file stands where a folder must be", root / above)
    if bytes_of(real) != edit.before:
        raise changed_meanwhile(named)
    mode = mode_of(real)
    if mode is not None and not (mode & _WRITABLE and os.access(real, os.W_OK)):
        raise StoreError("this file can only be read; nothing was done", named)
    return Target(edit=edit, real=real, mode=mode)
