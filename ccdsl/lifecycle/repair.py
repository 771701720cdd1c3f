"""After a merge of two releases: one side's lock kept, and the sources made to agree with it."""

from collections.abc import Sequence

from ccdsl.lifecycle.desk import Desk, Rewritten
from ccdsl.lifecycle.standing import Standing, kept_in
from ccdsl.model.files import Unreadable
from ccdsl.model.lock import Archived, InService, Key, Lock, archive_path
from ccdsl.model.lock_chain import find_flaw
from ccdsl.model.lock_own import own_digest
from ccdsl.model.lock_sides import common
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Choice:
    """The two locks that a merge brought together, both of them whole."""

    ours: Lock
    theirs: Lock


@record
class Repaired:
    """The sources made to agree with a lock.

    `demoted` are drafts again, with the number that they have; `restored` are back in service;
    `open` is what an administrator has to put right by hand.
    """

    rewritten: Rewritten
    demoted: tuple[Archived, ...]
    restored: tuple[Archived, ...]
    open: tuple[Key, ...]


@record
class Given:
    """A version that one side put in service, and whose text is not in the sources any more."""

    kind: str
    name: str
    number: int
    content: str


def choice_of(ours: Lock, theirs: Lock, merged: Sequence[str]) -> Choice | None:
    """Return two locks as the sides of a merge, None where they cannot be.

    `merged` are the digests of the releases that the file has now. Both locks must be whole, go
    different ways, and account for all of those.
    """
    if find_flaw(ours) or find_flaw(theirs) or not theirs.releases or not ours.releases:
        return None
    known = {one.digest for one in (*ours.releases, *theirs.releases)}
    shared = common(ours.releases, theirs.releases)
    is_apart = shared < min(len(ours.releases), len(theirs.releases))
    return Choice(ours=ours, theirs=theirs) if is_apart and known.issuperset(merged) else None


def choice_after(whole: Lock, ours: Lock, theirs: Lock) -> Choice | None:
    """Return a lock that goes on from one side of a merge, and the side that was given up.

    None where it goes on from neither, or from both.
    """
    for one, other in ((ours, theirs), (theirs, ours)):
        kept = common(whole.releases, one.releases) == len(one.releases)
        if kept and choice_of(whole, other, ()):
            is_ours = one is ours
            return Choice(ours=whole if is_ours else other, theirs=other if is_ours else whole)
    return None


def given_up(standing: Standing, kept: Lock, other: Lock) -> tuple[Given, ...]:
    """Return what the other side of a merge had in service and no source holds any more."""
    program = standing.program
    known = {own_digest(one) for group in program.versions.values() for one in group}
    known |= {one.content for one in kept.in_service.values()} | set(kept.archived.values())
    return tuple(
        Given(kind=key[0], name=key[1], number=one.version, content=one.content)
        for key, one in sorted(other.in_service.items())
        if one.content not in known
    )


def repair(standing: Standing, kept: Lock) -> Repaired:
    """Return sources that have in service what a lock says, as far as their text is there.

    What the other side put in service becomes a draft, or goes to the archive if the lock knows it
    from before; what it replaced comes back.
    """
    desk = standing.desk()
    demoted: list[Archived] = []
    restored: list[Archived] = []
    left: list[Key] = []
    for key in sorted(_differing(standing, kept)):
        there, live = standing.program.in_service.chosen(*key), kept.in_service.get(key)
        put_away = there is None or _put_away(desk, standing, kept, there)
        put_back = live is None or _put_back(desk, standing, key, live, there)
        if there is not None and put_away:
            demoted.append((*key, there.version.number.value))
        if live is not None and put_back:
            restored.append((*key, live.version))
        if not (put_away and put_back):
            left.append(key)
    if left:
        desk = standing.desk()
        demoted, restored = [], []
    return Repaired(
        rewritten=desk.rewritten(),
        demoted=tuple(demoted),
        restored=tuple(restored),
        open=tuple(left),
    )


def _differing(standing: Standing, kept: Lock) -> set[Key]:
    """Return the names whose version in service is not that of a lock."""
    found = set()
    for key in standing.program.versions.keys() | kept.in_service.keys():
        there, live = standing.program.in_service.chosen(*key), kept.in_service.get(key)
        number = there.version.number.value if there else None
        if number != (live.version if live else None):
            found.add(key)
    return found


def _put_away(desk: Desk, standing: Standing, kept: Lock, there: ast.Versioned) -> bool:
    """Take a version out of service: to the archive if it was in service before, else to draft."""
    key: Archived = (there.kind, there.name.text, there.version.number.value)
    if key in kept.archived:
        path = archive_path(key)
        if not isinstance(standing.files.read(path), Unreadable):
            return False
        desk.take_out(there, path)
        return True
    if standing.program.version(key[:2], ast.State.DRAFT) is not None:
        return False
    desk.restate(there, ast.State.DRAFT)
    return True


def _put_back(
    desk: Desk, standing: Standing, key: Key, live: InService, there: ast.Versioned | None
) -> bool:
    """Put a version back in service: from where it stands as another, else from the archive."""
    for one in standing.program.versions.get(key, ()):
        if one.version.number.value == live.version and own_digest(one) == live.content:
            desk.restate(one, ast.State.IN_SERVICE)
            return True
    path = archive_path((*key, live.version))
    data = standing.files.read(path)
    back = None if isinstance(data, Unreadable) else kept_in(path, data, (*key, live.version))
    if back is None or own_digest(back.version) != live.content:
        return False
    home = there.span if there else standing.program.declarations[0].span
    desk.append(home.path, back.file, back.version)
    desk.delete(path)
    return True
