"""Standard input in the place of one of a project's files."""

import sys
from os.path import normpath
from pathlib import Path

from ccdsl.cli.ends import Refusal
from ccdsl.cli.project import Project, read_project
from ccdsl.model.files import Files, MemoryFiles, Unreadable
from ccdsl.record import record
from ccdsl.store.disk import DiskFiles
from ccdsl.store.errors import words
from ccdsl.store.patterns import is_source
from ccdsl.store.project import SETTINGS, find_project

_ALONE = "stdin.ccdsl"


@record
class Replaced:
    """A project's files, one of which has other bytes than the disk has."""

    files: Files
    path: str
    data: bytes

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes of a file, or why they cannot be had."""
        return self.data if normpath(path) == self.path else self.files.read(path)

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path, or a link in it, leaves the project."""
        return None if normpath(path) == self.path else self.files.leaves(path)

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sources that match, sorted, among them the replaced one if it does."""
        found = set(self.files.matching(patterns))
        if is_source(self.path, patterns):
            found.add(self.path)
        return tuple(sorted(found))

    def archived(self) -> tuple[str, ...]:
        """Return the paths `archive/KIND/….ccdsl`, sorted."""
        return self.files.archived()


def open_with_stdin(name: str | None) -> Project:
    """Return the project that has the file `name`, as standard input would have it.

    Without a name, standard input is a project of its own, with the usual settings.
    """
    if name is None:
        contents = {SETTINGS: b"edition: 1\n", _ALONE: _stdin()}
        return read_project(Path("stdin"), MemoryFiles(contents=contents))
    path = Path(normpath(name))
    folder = find_project(path.parent)
    if folder is None:
        raise Refusal(
            f"`{name}` lies in no project: no folder above it has a {SETTINGS}",
            "leave out --stdin-filename to check standard input on its own",
        )
    inside = path.absolute().relative_to(folder).as_posix()
    files = Replaced(files=DiskFiles(root=folder), path=inside, data=_stdin())
    project = read_project(folder, files)
    if inside.endswith(".ccdsl") and inside not in files.matching(project.settings.sources):
        raise Refusal(
            f"`{name}` is not among the project's sources",
            f"`sources` in {SETTINGS} says which files are: {', '.join(project.settings.sources)}",
        )
    return project


def _stdin() -> bytes:
    """Return everything on standard input; a closed one is refused."""
    if sys.stdin is None:
        raise Refusal("standard input is closed", "pipe a source into it")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise Refusal(f"standard input cannot be read: {words(error)}") from error
