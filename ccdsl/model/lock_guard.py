"""What guards a project: its lock, its archive, and the revision it is compared with.

Read before anything is judged, and None for a project with neither lock nor archive that nobody
asked to hold to them: such a project pays for no more than the look whether they are there.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from ccdsl.diagnostics import Diagnostic, Problems
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK, Archived, Key, Lock, record_digest
from ccdsl.model.lock_archive import Kept, read_archive
from ccdsl.model.lock_chain import Flaw, find_flaw, find_twins
from ccdsl.model.lock_own import own_digest
from ccdsl.model.lock_read import LockFile, read_lock
from ccdsl.model.lock_sides import Sides, common, split_sides
from ccdsl.model.settings import Settings, read_settings
from ccdsl.record import record
from ccdsl.source import Source
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import parse

SETTINGS = "ccdsl.yaml"


@record
class Base:
    """A revision to compare with: what the user calls it, and the project as it was there.

    `fork` is the project as it was where that revision and this one parted, None where the
    history does not tell.
    """

    ref: str
    files: Files
    fork: Files | None


@record
class Guard:
    """What a project is held to, besides its lock: a release for every change, and a revision."""

    locked: bool = False
    base: Base | None = None


HELD_TO_ITS_LOCK = Guard()


@record
class Past:
    """What a revision had in service: by its lock, or, where it had none, by its sources.

    `lock` is None where there was none; `is_sound` is False for one that cannot be believed.
    """

    lock: Lock | None
    is_sound: bool
    versions: Mapping[Key, tuple[int, str]] = field(repr=False)


@record
class Against:
    """What a project is compared with; `fork` is None where it is not known, or not needed."""

    ref: str
    past: Past
    fork: Past | None


def is_ahead(lock: Lock | None, past: Past) -> bool:
    """Whether everything that was released at a revision was released here too."""
    if lock is None or past.lock is None:
        return False
    theirs = past.lock.releases
    return common(lock.releases, theirs) == len(theirs)


@record
class Guarded:
    """A project's lock and archive as they are.

    `file` is None without a lock; `sides` are those of one with conflict markers; `flaw` is why one
    that can be read cannot be believed. `problems` say why one cannot be read.
    """

    file: LockFile | None
    sides: Sides | None
    flaw: Flaw | None
    problems: tuple[Diagnostic, ...]
    archive: Mapping[str, Kept]
    locked: bool
    against: Against | None

    @property
    def lock(self) -> Lock | None:
        """The lock, if there is one that can be believed."""
        is_sound = self.file is not None and self.sides is None and self.flaw is None
        return self.file.lock if self.file is not None and is_sound else None

    def kept(self, key: Archived) -> tuple[Kept, ...]:
        """Return the archived sources of a version."""
        return tuple(self._by_version.get(key, ()))

    @cached_property
    def _by_version(self) -> Mapping[Archived, list[Kept]]:
        found: dict[Archived, list[Kept]] = {}
        for one in self.archive.values():
            if one.key is not None:
                found.setdefault(one.key, []).append(one)
        return found

    @property
    def sources(self) -> Mapping[str, Source]:
        """The texts that a message may point into, by path."""
        found = {path: one.source for path, one in self.archive.items()}
        return found if self.file is None else {LOCK: self.file.source, **found}


def read_guarded(files: Files, guard: Guard) -> Guarded | None:
    """Return what guards a project, None where nothing does."""
    data = files.read(LOCK)
    paths = files.archived()
    is_there = not (isinstance(data, Unreadable) and data.reason == "missing")
    if not (is_there or paths or guard.locked or guard.base):
        return None
    problems = Problems()
    file = _lock_file(data, problems) if is_there else None
    sides = split_sides(file.source.text) if file else None
    return Guarded(
        file=file,
        sides=sides,
        flaw=_flaw(file),
        problems=tuple(problems),
        archive=read_archive(paths, files),
        locked=guard.locked,
        against=_against(guard.base, data, file) if guard.base else None,
    )


def _lock_file(data: bytes | Unreadable, problems: Problems) -> LockFile:
    if isinstance(data, bytes):
        return read_lock(LOCK, data, problems)
    source = Source(path=LOCK, text="")
    problems.error("CC018", data.detail, source.whole)
    return LockFile(source=source, lock=None, partial=None, places={})


def _flaw(file: LockFile | None) -> Flaw | None:
    """Return why a lock cannot be believed; of one that cannot be read, only whether two met."""
    if file is None or file.partial is None:
        return None
    if file.lock is not None:
        return find_flaw(file.lock)
    releases = file.partial.releases
    are_whole = all(record_digest(each) == each.digest for each in releases)
    return find_twins(releases) if are_whole else None


def _against(base: Base, data: bytes | Unreadable, file: LockFile | None) -> Against:
    """Return what to compare with; where both parted matters only if the other side went on."""
    own = file.lock if file else None
    past = _past(base.files, data, own)
    if base.fork is None or is_ahead(own, past):
        return Against(ref=base.ref, past=past, fork=None)
    return Against(ref=base.ref, past=past, fork=_past(base.fork, data, own))


def _past(files: Files, own_data: bytes | Unreadable, own: Lock | None) -> Past:
    """Return what a revision had in service; a lock that is the same here is not read again."""
    data = files.read(LOCK)
    if isinstance(data, Unreadable):
        return Past(lock=None, is_sound=True, versions=dict(_in_sources(files)))
    lock = own if data == own_data else read_lock(LOCK, data, Problems()).lock
    return Past(
        lock=lock,
        is_sound=lock is not None and find_flaw(lock) is None,
        versions={key: (one.version, one.content) for key, one in lock.in_service.items()}
        if lock
        else {},
    )


def _in_sources(files: Files) -> Mapping[Key, tuple[int, str]]:
    """Return the number and the own digest of every version in service in a project's sources."""
    written = files.read(SETTINGS)
    settings = Settings()
    if not isinstance(written, Unreadable):
        settings = read_settings(SETTINGS, written, Problems())
    found: dict[Key, tuple[int, str]] = {}
    for path in files.matching(settings.sources):
        data = files.read(path)
        if isinstance(data, Unreadable):
            continue
        for one in parse(decode(path, data, Problems()), Problems()).declarations:
            if isinstance(one, ast.Versioned) and one.version.state is ast.State.IN_SERVICE:
                key = (one.kind, one.name.text)
                found.setdefault(key, (one.version.number.value, own_digest(one)))
    return found
