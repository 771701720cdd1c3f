"""What a project was at another revision, through the `git` program.

Nothing a user types becomes an option or passes through a shell: a revision is resolved to the
digits of its commit first, and what begins with a dash names none. Nothing is fetched or written.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from posixpath import basename, dirname, join, normpath

from ccdsl.model.files import Unreadable, is_archived
from ccdsl.record import record
from ccdsl.store.errors import StoreError
from ccdsl.store.patterns import is_relative, is_source
from ccdsl.store.project import SETTINGS

_SET_BY_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")
"""Git tells its hooks where they run; where the project lies is what counts here."""
_OURS = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_BRANCH = re.compile(r"[\w][\w./-]*")
"""What may be told to be typed behind `git fetch origin`."""
_LINK = "120000"
_MOST_LINKS = 8


class GitError(StoreError):
    """Git is missing, or does not have what was asked for."""


@record
class Blob:
    """A file as a revision has it: its mode and the name of its content."""

    mode: str
    id: str


@record
class RevisionFiles:
    """A project's files at a revision; `ref` is what the user called it, `commit` its digits."""

    folder: Path
    ref: str
    commit: str
    blobs: Mapping[str, Blob] = field(repr=False)
    known: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes of a file, links inside the project followed."""
        for _ in range(_MOST_LINKS):
            if (left := self.leaves(path)) is not None:
                return left
            blob = self.blobs.get(path)
            if blob is None:
                return self._missing(path)
            data = self._data((blob,))[blob.id]
            if blob.mode != _LINK:
                return data
            path = normpath(join(dirname(path), os.fsdecode(data)))
        return Unreadable(reason="unreadable", detail="its links lead round in a circle")

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path leaves the project; None where it stays inside."""
        if not is_relative(path):
            return Unreadable(reason="outside", detail="the path leaves the project")
        return None

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the paths of the sources that match, sorted; their bytes are read in one go."""
        found = [path for path in self.blobs if is_source(path, patterns)]
        self._data(self.blobs[path] for path in found)
        return tuple(sorted(found))

    def archived(self) -> tuple[str, ...]:
        """Return the paths `archive/KIND/….ccdsl`, sorted."""
        return tuple(sorted(path for path in self.blobs if is_archived(path)))

    def _missing(self, path: str) -> Unreadable:
        if any(each.startswith(f"{path}/") for each in self.blobs):
            return Unreadable(reason="directory", detail="it is a folder, not a file")
        return Unreadable(reason="missing", detail="there is no such file")

    def _data(self, blobs: Iterable[Blob]) -> Mapping[str, bytes]:
        """Return what blobs hold, by id; those not known yet are read by one run of git."""
        wanted = list(dict.fromkeys(each.id for each in blobs if each.id not in self.known))
        if wanted:
            words = ("cat-file", "--batch")
            said = _git(self.folder, *words, given="".join(f"{each}\n" for each in wanted).encode())
            self.known.update(_batch(said.stdout))
        return self.known


def revision_files(folder: Path, ref: str) -> RevisionFiles:
    """Return the project in `folder` as a revision has it.

    Raises GitError, with what to do in its `help`, where git is missing, the folder is not under
    version control, or there is no such revision, or none with this project in it.
    """
    found = find_revision(folder, ref)
    if SETTINGS not in found.blobs:
        raise GitError(
            f"`{ref}` has no project here",
            folder,
            "compare with a revision that has this folder, or leave out the comparison",
        )
    return found


def find_revision(folder: Path, ref: str) -> RevisionFiles:
    """Return the files of a folder as a revision has them: none where it has no such folder.

    Raises GitError where git is missing, the folder is not under version control, or there is no
    such revision.
    """
    prefix, is_shallow = _whereabouts(folder)
    commit = _commit(folder, ref, is_shallow=is_shallow)
    blobs = _tree(folder, f"{commit}:{prefix}" if prefix else commit)
    return RevisionFiles(folder=folder, ref=ref, commit=commit, blobs=blobs)


def projects_gone(folder: Path, revision: RevisionFiles) -> Mapping[str, RevisionFiles]:
    """Return the projects of a revision whose folders have none any more, by folder."""
    blobs = _tree(folder, revision.commit)
    top = Path(_git(folder, "rev-parse", "--show-toplevel").stdout.decode().rstrip("\n"))
    there = [dirname(path) for path in sorted(blobs) if basename(path) == SETTINGS]
    return {
        place: replace(revision, blobs=_below(blobs, place))
        for place in there
        if not (top / place / SETTINGS).exists()
    }


def _below(blobs: Mapping[str, Blob], place: str) -> dict[str, Blob]:
    """Return the files below a folder of a repository, by their paths from there."""
    start = f"{place}/" if place else ""
    return {path.removeprefix(start): one for path, one in blobs.items() if path.startswith(start)}


def merge_base(folder: Path, commit: str) -> str | None:
    """Return the commit at which what is checked out parted from another, if one is known.

    What a merge that is not committed yet has brought in counts as checked out.
    """
    merging = _git(folder, "rev-parse", "--verify", "--quiet", "MERGE_HEAD").stdout.decode()
    said = _git(folder, "merge-base", commit, "HEAD", *merging.split())
    return said.stdout.decode().split()[0] if said.returncode == 0 else None


def last_change(folder: Path, path: str) -> str | None:
    """Return the last commit in which a file of the project changed; None where git knows none."""
    said = _git(folder, "log", "-1", "--format=%H", "--", path)
    return said.stdout.decode().strip() or None


def merge_sides(folder: Path, path: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield what each side of a merge had in a file of the project: ours, and what came in.

    First those of a merge that is not finished, then those of the latest one that is. Nothing is
    yielded where git is missing or does not know.
    """
    with suppress(GitError):
        for ours, theirs in ((":2", ":3"), *_merges(folder)):
            found = [
                _git(folder, "cat-file", "blob", f"{each}:./{path}") for each in (ours, theirs)
            ]
            if not any(each.returncode for each in found):
                yield found[0].stdout, found[1].stdout


def merged_commits(folder: Path) -> tuple[str, ...]:
    """Return the commits that met in a merge that is not finished, then in the latest one."""
    with suppress(GitError):
        words = ("rev-parse", "--verify", "--quiet")
        found = [
            _git(folder, *words, f"{side}^{{commit}}").stdout.decode().strip()
            for sides in _merges(folder)
            for side in sides
        ]
        return tuple(dict.fromkeys(each for each in found if each))
    return ()


def user_email(folder: Path) -> str | None:
    """Return git's `user.email` in a folder; None where git is missing or does not know one."""
    with suppress(GitError):
        said = _git(folder, "config", "--get", "user.email")
        return said.stdout.decode(errors="replace").strip() or None
    return None


def _merges(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return what git calls both sides of a merge under way, and of the latest one."""
    latest = _git(folder, "rev-list", "-1", "--merges", "HEAD").stdout.decode().strip()
    under_way = ("HEAD", "MERGE_HEAD")
    return (under_way, (f"{latest}^1", f"{latest}^2")) if latest else (under_way,)


def _whereabouts(folder: Path) -> tuple[str, bool]:
    """Return where in its repository a folder lies, and whether the repository is shallow."""
    said = _git(folder, "rev-parse", "--show-prefix", "--is-shallow-repository")
    if said.returncode:
        why = said.stderr.decode(errors="replace")
        if "dubious ownership" in why:
            raise GitError(
                "git does not trust this folder: it belongs to somebody else",
                folder,
                f"`git config --global --add safe.directory {folder.resolve().as_posix()}`",
            )
        raise GitError(
            "this folder is not under version control by git, so there is nothing to compare with",
            folder,
            "run it in a clone of the project's repository",
        )
    prefix, shallow = os.fsdecode(said.stdout).rsplit("\n", 2)[:2]
    return prefix.rstrip("/"), shallow == "true"


def _commit(folder: Path, ref: str, *, is_shallow: bool) -> str:
    """Return the digits of the commit that a user calls `ref`."""
    if ref and not ref.startswith("-") and ref.isprintable():
        said = _git(folder, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        if said.returncode == 0:
            return said.stdout.decode().strip()
    shown = "".join(char if char.isprintable() else "\ufffd" for char in ref)
    message = f"git knows no revision `{shown}` here"
    if not ref:
        message = "the name of the revision is empty, so there is nothing to compare with"
    way_out = "`git branch -a` lists the branches that are here"
    branch = ref.removeprefix("origin/")
    if _BRANCH.fullmatch(branch):
        way_out = f"`git fetch origin {branch}` brings a branch here; `git branch -a` lists all"
    if is_shallow:
        message += ": this copy of the repository has only the newest commits"
        way_out = "`git fetch --unshallow` brings the others; in GitHub Actions, `fetch-depth: 0`"
    raise GitError(message, folder, way_out)


def _git(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, without a shell."""
    kept = {name: value for name, value in os.environ.items() if name not in _SET_BY_HOOKS}
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, and revisions are digits
            ["git", *words],  # noqa: S607 - git is where the user's PATH has it
            cwd=folder,
            env={**kept, **_OURS},
            input=given,
            capture_output=True,
            check=False,
        )
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        raise GitError(
            "this compares with another revision, and there is no program `git` on this machine",
            folder,
            "install git, or leave out the comparison",
        ) from None


def _tree(folder: Path, tree: str) -> dict[str, Blob]:
    """Return the files of a tree, by their paths from its top; none where there is no such tree."""
    return dict(_listed(_git(folder, "ls-tree", "-r", "-z", "--full-tree", tree).stdout))


def _listed(said: bytes) -> Iterator[tuple[str, Blob]]:
    """Yield the files of a tree: `MODE blob ID<TAB>PATH`, each ended by a zero byte."""
    for line in said.split(b"\0"):
        about, _, path = line.partition(b"\t")
        mode, kind, name = (*about.decode().split(), "", "", "")[:3]
        if kind == "blob":
            yield os.fsdecode(path), Blob(mode=mode, id=name)


def _batch(said: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each blob of a batch: `ID blob SIZE`, a line break, the bytes, a line break."""
    at = 0
    while at < len(said):
        end = said.index(b"\n", at)
        name, *_, size = said[at:end].decode().split()
        start = end + 1
        yield name, said[start : start + int(size)]
        at = start + int(size) + 1
