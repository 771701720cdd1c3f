"""The revision that `check --against` holds a project to."""

from ccdsl.cli.ends import Refusal
from ccdsl.cli.output import say
from ccdsl.cli.project import Project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK
from ccdsl.model.lock_guard import Base
from ccdsl.model.lock_read import read_lock
from ccdsl.store.git import RevisionFiles, find_revision, merge_base, projects_gone
from ccdsl.store.project import SETTINGS


def base_of(project: Project, ref: str) -> Base | None:
    """Return the project as a revision has it, and as it was where the two parted.

    None, with a word about it, where the revision has no project yet: nothing was in service.
    """
    files = _project_at(project, ref)
    if files is None:
        say(f"note: `{ref}` has no project here yet, so nothing was in service there")
        return None
    fork = merge_base(project.folder, files.commit)
    if fork is None or fork == files.commit:
        return Base(ref=ref, files=files, fork=None if fork is None else files)
    return Base(ref=ref, files=files, fork=_project_at(project, fork))


def _project_at(project: Project, ref: str) -> RevisionFiles | None:
    """Return the project at a revision, in whatever folder it was then.

    A project that has moved is known by the first release of its lock, never by its path. Where
    one has gone and this may be it, the comparison is refused, not passed.
    """
    found = find_revision(project.folder, ref)
    if SETTINGS in found.blobs:
        return found
    gone = projects_gone(project.folder, found)
    own = _first_release(project.files)
    for files in gone.values():
        if own is not None and _first_release(files) == own:
            return files
    if gone:
        places = ", ".join(f"`{place or '.'}`" for place in gone)
        raise Refusal(
            f"`{ref}` has a project in {places} that is gone, and this may be the same one",
            f"if it has moved, take its `{LOCK}` along; else delete the old one in a change "
            "of its own",
        )
    return None


def _first_release(files: Files) -> str | None:
    """Return the digest of the first release of a project's lock."""
    data = files.read(LOCK)
    if isinstance(data, Unreadable):
        return None
    lock = read_lock(LOCK, data, Problems()).lock
    return lock.releases[0].digest if lock and lock.releases else None
