"""Where a project's versions stand today, and what is asked of them."""

import re
from collections.abc import Iterator

from ccdsl.diagnostics import Problems
from ccdsl.lifecycle.desk import Desk
from ccdsl.lifecycle.refused import Refused
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK, Archived, Key, Lock, archive_path, named
from ccdsl.model.lock_own import own_digest
from ccdsl.model.program import Program
from ccdsl.record import record
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import File, parse

_ARCHIVED = re.compile(r"archive/([a-z-]+)/([^/]+)\.v([0-9]{1,18})\.ccdsl")


@record
class Standing:
    """A project as it is: linked, with its lock; `lock` is None where there is none yet."""

    program: Program
    files: Files
    lock: Lock | None

    def desk(self) -> Desk:
        """Return a desk on which nothing of the project is edited yet."""
        return Desk(program=self.program, files=self.files)

    def highest(self, key: Key) -> int:
        """Return the highest number that a name ever had: in source, archive or lock; else 0."""
        written = (one.version.number.value for one in self.program.versions.get(key, ()))
        kept = (number for kind, name, number in archived(self.files) if (kind, name) == key)
        locked = self.lock.highest.get(key, 0) if self.lock is not None else 0
        return max((*written, *kept, locked), default=0)

    def drafts(self) -> tuple[Key, ...]:
        """Return every name that has a draft, sorted."""
        return tuple(
            sorted(
                key
                for key, group in self.program.versions.items()
                if any(one.version.state is ast.State.DRAFT for one in group)
            )
        )


@record
class Kept:
    """A version that the archive holds: its path, its file, and what it declares."""

    path: str
    file: File
    version: ast.Versioned


def standing_of(program: Program, files: Files) -> Standing:
    """Return where a project stands; a lock that cannot be read is as good as none."""
    guarded = program.guarded
    lock = guarded.file.lock if guarded is not None and guarded.file is not None else None
    return Standing(program=program, files=files, lock=lock)


def archived(files: Files) -> Iterator[Archived]:
    """Yield the versions whose source lies in the archive, by the names of their files."""
    for path in files.archived():
        found = _ARCHIVED.fullmatch(path)
        if found is not None:
            yield found[1], found[2], int(found[3])


def kept_version(standing: Standing, key: Archived) -> Kept | Refused:
    """Return a version from the archive, if it still says what it said when it was in service."""
    path = archive_path(key)
    kind, name, number = key
    data = standing.files.read(path)
    what = f"version {number} of {kind} `{name}`"
    digest = standing.lock.archived.get(key) if standing.lock is not None else None
    if digest is None:
        message = f"{what} was never in service, as far as `{LOCK}` knows"
        return Refused(
            message=message, help=f"`ccdsl history {named((kind, name))}` tells what was"
        )
    if isinstance(data, Unreadable):
        message = f"{what} cannot be put back: `{path}` cannot be read: {data.detail}"
        return Refused(message=message, help="get that file back from a backup of the project")
    found = kept_in(path, data, key)
    if found is None:
        message = f"{what} cannot be put back: `{path}` does not hold it any more"
        return Refused(message=message, help="get that file back from a backup of the project")
    if own_digest(found.version) != digest:
        message = f"{what} cannot be put back: `{path}` was edited since it was in service"
        return Refused(message=message, help="get that file back from a backup of the project")
    return found


def kept_in(path: str, data: bytes, key: Archived) -> Kept | None:
    """Return what a file of the archive holds, if that is one version and nothing else."""
    problems = Problems()
    file = parse(decode(path, data, problems), problems)
    found = file.declarations[0] if len(file.declarations) == 1 and not problems else None
    if not isinstance(found, ast.Versioned) or not _is(found, key):
        return None
    return Kept(path=path, file=file, version=found)


def _is(version: ast.Versioned, key: Archived) -> bool:
    said = version.version
    found = (version.kind, version.name.text, said.number.value)
    return found == key and said.state is ast.State.RETIRED
