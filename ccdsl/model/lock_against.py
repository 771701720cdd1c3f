"""A project beside a revision: whether only releases have changed what was in service there."""

from collections.abc import Iterator, Mapping
from typing import Literal

from ccdsl.model.lock import Archived, Key, Lock, Release
from ccdsl.model.lock_guard import Against, Past, is_ahead
from ccdsl.model.lock_sides import common
from ccdsl.record import record

Apart = Literal["dropped", "doubtful", "undone", "both", "unknown"]
"""Why a lock does not go on from that of a revision.

- `dropped`: it has been deleted;
- `doubtful`: the revision's own cannot be believed;
- `undone`: releases that were there are not here any more, or say something else;
- `both`: both sides have released since they parted;
- `unknown`: the other side went on, and the history does not tell where they parted.
"""


@record
class Parting:
    """How a lock and that of a revision part; `first` is the first release that is not here."""

    why: Apart
    ours: tuple[Release, ...] = ()
    theirs: tuple[Release, ...] = ()


@record
class Change:
    """A version that is or was in service at a revision and is not the same here.

    `is_lost` says that nothing here tells what it said; otherwise it says something else.
    `is_past` says that it had been retired there already.
    """

    key: Key
    number: int
    is_lost: bool
    is_past: bool = False


def find_parting(lock: Lock | None, against: Against) -> Parting | None:
    """Return why a lock does not go on from that of a revision, None where it does.

    It goes on where the other chain is the beginning of its own, or was where the two parted.
    """
    past, fork = against.past, against.fork
    if not past.is_sound:
        return Parting(why="doubtful")
    if past.lock is None:
        return None
    if lock is None:
        came_later = fork is not None and fork.is_sound and fork.lock is None
        return None if came_later else Parting(why="dropped")
    ours, theirs = lock.releases, past.lock.releases
    if is_ahead(lock, past):
        return None
    shared = common(ours, theirs)
    apart = {"ours": ours[shared:], "theirs": theirs[shared:]}
    before = _releases(fork)
    if before is None:
        return Parting(why="unknown", **apart)
    if common(ours, before) < len(before):
        gone = common(ours, before)
        return Parting(why="undone", ours=ours[gone:], theirs=before[gone:])
    return Parting(why="both", **apart) if len(ours) > shared else None


def find_changes(
    lock: Lock | None, live: Mapping[Key, tuple[int, str]], against: Against
) -> Iterator[Change]:
    """Yield what is or was in service at a revision, and is not known here as what it was.

    `live` has the number and the own digest of what is in service by the sources here: without a
    lock, that is all there is to compare with.
    """
    past = _compared(lock, against)
    known = _known(lock) if lock else {(*key, one[0]): one[1] for key, one in live.items()}
    for key, (number, digest) in sorted(past.versions.items()):
        found = known.get((*key, number))
        if found != digest:
            yield Change(key=key, number=number, is_lost=found is None)
    archived = past.lock.archived if past.lock else {}
    for (kind, name, number), digest in sorted(archived.items()):
        found = known.get((kind, name, number))
        if found != digest:
            yield Change(key=(kind, name), number=number, is_lost=found is None, is_past=True)


def _known(lock: Lock) -> dict[Archived, str]:
    """Return the digest of every version that is or was in service."""
    live = {(*key, one.version): one.content for key, one in lock.in_service.items()}
    return {**lock.archived, **live}


def _releases(fork: Past | None) -> tuple[Release, ...] | None:
    """Return the releases up to where two sides parted; None where that is not known."""
    if fork is None or not fork.is_sound:
        return None
    return fork.lock.releases if fork.lock else ()


def _compared(lock: Lock | None, against: Against) -> Past:
    """Return what there was at the revision, or where both parted if it has gone on since."""
    fork = against.fork
    return against.past if fork is None or is_ahead(lock, against.past) else fork
