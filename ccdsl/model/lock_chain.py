"""Whether a lock can be believed: its digests, its chain, and what the releases add up to."""

from collections.abc import Mapping, Sequence
from typing import Literal

from ccdsl.model.lock import Key, Lock, Release, record_digest, state_digest
from ccdsl.record import record

Why = Literal[
    "altered",
    "twins",
    "unlinked",
    "miscounted",
    "none",
    "discontinued",
    "unaccounted",
    "forgotten",
    "outnumbered",
    "overwritten",
]


@record
class Flaw:
    """The first reason not to believe a lock.

    - `altered`: a release is not what it was when it was written;
    - `twins`: two releases follow the same one: two branches went live, and were merged;
    - `unlinked`: a release does not follow the one that stands before it;
    - `miscounted`: a release has not the next number;
    - `none`: there is no release at all;
    - `discontinued`: a release takes `key` from a version that was not in service;
    - `unaccounted`: the version in service of `key` is not what the releases add up to;
    - `forgotten`: a version of `key` that a release names is neither in service nor archived;
    - `outnumbered`: a version of `key` has a higher number than `highest` knows of;
    - `overwritten`: something besides the releases is not what the last one left behind.

    `release` and `other` are places in the list of releases, from 0; of twins, `other` is the
    later one.
    """

    why: Why
    release: int = 0
    other: int = 0
    key: Key | None = None


def find_flaw(lock: Lock) -> Flaw | None:
    """Return the first reason not to believe a lock, None where everything holds."""
    if not lock.releases:
        return Flaw(why="none")
    for at, release in enumerate(lock.releases):
        if record_digest(release) != release.digest:
            return Flaw(why="altered", release=at)
    return find_twins(lock.releases) or _find_gap(lock.releases) or _find_change(lock)


def find_twins(releases: Sequence[Release]) -> Flaw | None:
    """Return the first two releases that follow the same one, or have one number."""
    after: dict[str | None, int] = {}
    numbers: dict[int, int] = {}
    for at, release in enumerate(releases):
        first = after.setdefault(release.previous, at)
        if first == at:
            first = numbers.setdefault(release.sequence, at)
        if first != at:
            return Flaw(why="twins", release=first, other=at)
    return None


def in_service_after(
    releases: Sequence[Release], before: Mapping[Key, int] | None = None
) -> dict[Key, int]:
    """Return the version in service of every name, as the moves of releases add up."""
    versions = dict(before or {})
    for release in releases:
        for move in release.moves:
            if move.after is None:
                versions.pop(move.key, None)
            else:
                versions[move.key] = move.after
    return versions


def _find_gap(releases: Sequence[Release]) -> Flaw | None:
    previous: str | None = None
    for at, release in enumerate(releases):
        if release.previous != previous:
            return Flaw(why="unlinked", release=at)
        if release.sequence != at + 1:
            return Flaw(why="miscounted", release=at)
        previous = release.digest
    return None


def _find_change(lock: Lock) -> Flaw | None:
    """Return what the lines above the releases say that the releases do not."""
    last = len(lock.releases) - 1
    told: dict[Key, int] = {}
    for at, release in enumerate(lock.releases):
        for move in release.moves:
            if told.get(move.key) != move.before:
                return Flaw(why="discontinued", release=at, key=move.key)
        told = in_service_after([release], told)
    for key in sorted(told.keys() | lock.in_service.keys()):
        there = lock.in_service.get(key)
        if told.get(key) != (there.version if there else None):
            return Flaw(why="unaccounted", release=last, key=key)
    if state_digest(lock) != lock.releases[last].state:
        return Flaw(why="overwritten", release=last)
    return _find_loss(lock)


def _find_loss(lock: Lock) -> Flaw | None:
    """Return which version that was in service once is not kept, or may be numbered again."""
    kept = {*lock.archived, *((*key, one.version) for key, one in lock.in_service.items())}
    last = len(lock.releases) - 1
    for at, release in enumerate(lock.releases):
        for move in release.moves:
            named = {(*move.key, each) for each in (move.before, move.after) if each is not None}
            if not named <= kept:
                return Flaw(why="forgotten", release=at, key=move.key)
    for kind, name, number in sorted(kept):
        if number > lock.highest.get((kind, name), 0):
            return Flaw(why="outnumbered", release=last, key=(kind, name))
    return None
