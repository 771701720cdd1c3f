"""Standard input in the place of one of a project's files."""

import sys
from os.path import normpath
from pathlib import Path

from ccdsl.cli.ends import Refusal
from ccdsl.cli.project import Project, read_project
from ccdsl.cli.replaced import Replaced
from ccdsl.model.files import MemoryFiles
from ccdsl.store.disk import DiskFiles
from ccdsl.store.errors import words
from ccdsl.store.project import SETTINGS, find_project

_ALONE = "stdin.ccdsl"


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
