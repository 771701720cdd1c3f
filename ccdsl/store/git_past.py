"""What a project was when its last release may have been: the revisions that git has of that."""

from pathlib import Path

from ccdsl.record import record
from ccdsl.store.git import GitError, RevisionFiles, find_revision, last_change
from ccdsl.store.project import SETTINGS

_READ_FOR_A_CENTER = ("**/*.ccdsl", "**/*.csv", "**/*.yaml", "**/*.yml")


@record
class Past:
    """A project at earlier revisions; `why_not` says why git has none at all, None where it has."""

    revisions: tuple[RevisionFiles, ...]
    why_not: str | None = None


def read_past(folder: Path, path: str) -> Past:
    """Return a project as the latest commit has it, and as it was when a file of it last changed.

    What a center is read from is read here and now, so that git need not run while the project is
    held.
    """
    try:
        newest = find_revision(folder, "HEAD")
        changed = last_change(folder, path)
        older = () if changed in (None, newest.commit) else (find_revision(folder, str(changed)),)
    except GitError as error:
        return Past(revisions=(), why_not=error.message)
    found = tuple(one for one in (newest, *older) if SETTINGS in one.blobs)
    for one in found:
        one.read(SETTINGS)
        one.matching(_READ_FOR_A_CENTER)
    return Past(revisions=found)
