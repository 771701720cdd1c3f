"""Where everything stands: what is in service, in draft, changed since its release, due."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ccdsl.compiler import Compiled
from ccdsl.lifecycle.standing import Standing
from ccdsl.lifecycle.table_digest import table_digest
from ccdsl.model.lock import Key, Lock, Release
from ccdsl.model.program import Program
from ccdsl.model.reach import Reach, reach_of
from ccdsl.record import record
from ccdsl.syntax import ast

_DAY_MS = 86_400_000


@record
class Stand:
    """One name with versions.

    `edited`: the version in service does not say any more what it said when it went live.
    `changed` has what it leads to that has changed since the last release; `due` is the day by
    which somebody had to review it, where that day has passed.
    """

    key: Key
    in_service: int | None
    draft: int | None
    edited: bool
    changed: tuple[Key, ...]
    due: date | None


@record
class Overview:
    """Where a project stands on a day.

    `last` is None before the first release. `drifted` has everything that has changed since, and
    is None where that cannot be known: before the first release, and while the project has errors.
    `is_released` says whether the center in service is, as a whole, the released one; `is_lost`,
    whether there have been releases of which nothing can be known.
    """

    stands: tuple[Stand, ...]
    last: Release | None
    drifted: tuple[Key, ...] | None
    is_released: bool
    is_lost: bool = False


def overview(standing: Standing, compiled: Compiled, today: date, *, is_sound: bool) -> Overview:
    """Return where a project stands; one that `is_sound` has no errors."""
    program, lock = standing.program, standing.lock
    reach = reach_of(program) if is_sound and lock is not None else None
    drifted = None if reach is None or lock is None else _drifted(reach, lock)
    changed = {} if reach is None else _reaching(reach, drifted or ())
    names = sorted({*program.versions, *(lock.in_service if lock else ())})
    last = lock.last if lock is not None else None
    return Overview(
        stands=tuple(_stand(standing, key, reach, changed, today) for key in names),
        last=last,
        drifted=drifted,
        is_released=bool(
            reach and lock and last and is_released(reach, lock, table_digest(compiled))
        ),
        is_lost=last is None and _had_releases(program),
    )


def _had_releases(program: Program) -> bool:
    """Whether there is a lock, in whatever state, or something that only a release keeps."""
    guarded = program.guarded
    return guarded is not None and (guarded.file is not None or bool(guarded.archive))


def is_released(reach: Reach, lock: Lock, table: str) -> bool:
    """Whether what is in service, what it leads to and its table are those of the last release."""
    kept = {key: one.reach for key, one in lock.in_service.items()}
    is_same = reach.digests == kept and dict(reach.reached) == dict(lock.reached)
    return is_same and lock.last is not None and lock.last.table == table


def _drifted(reach: Reach, lock: Lock) -> tuple[Key, ...]:
    """Return what versions lead to and has changed, came or went since the last release."""
    both = reach.reached.keys() | lock.reached.keys()
    return tuple(sorted(key for key in both if reach.reached.get(key) != lock.reached.get(key)))


def _reaching(reach: Reach, drifted: tuple[Key, ...]) -> Mapping[Key, list[Key]]:
    """Return what has changed for each version that leads to it."""
    found: dict[Key, list[Key]] = {}
    for key in drifted:
        if key in reach.reached:
            for who in reach.who_reaches(key):
                found.setdefault(who, []).append(key)
    return found


def _stand(
    standing: Standing,
    key: Key,
    reach: Reach | None,
    changed: Mapping[Key, list[Key]],
    today: date,
) -> Stand:
    live = standing.program.in_service.chosen(*key)
    draft = standing.program.version(key, ast.State.DRAFT)
    locked = standing.lock.in_service.get(key) if standing.lock is not None else None
    own = reach.own.get(key) if reach is not None else None
    return Stand(
        key=key,
        in_service=None if live is None else live.version.number.value,
        draft=None if draft is None else draft.version.number.value,
        edited=locked is not None and own is not None and own != locked.content,
        changed=tuple(changed.get(key, ())),
        due=next(_due(standing.program, key, today), None),
    )


def _due(program: Program, key: Key, today: date) -> Iterator[date]:
    """Yield by which day somebody had to review a routing, if that day has passed."""
    routing = program.in_service.routings.get(key[1]) if key[0] == "routing" else None
    if routing is not None and routing.review is not None:
        last, every = routing.review.last.date, routing.review.every.ms
        if (today - last).days * _DAY_MS > every:
            yield last + timedelta(days=every // _DAY_MS)
