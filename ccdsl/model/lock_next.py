"""From one lock to the next: what a release writes down."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ccdsl.model.lock import (
    Archived,
    InService,
    Key,
    Lock,
    Move,
    Release,
    record_digest,
    state_digest,
)
from ccdsl.model.lock_own import own_digest
from ccdsl.model.program import Program
from ccdsl.model.reach import Reach, reach_of
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Signature:
    """What a release says of itself.

    `at` is UTC, like `2026-11-22T06:10:00Z`; `table` is the digest of the routing table, `plan`
    that of the plan, if one was made. A note is one line: line breaks in it become spaces.
    """

    at: str
    by: str
    note: str
    table: str
    plan: str | None = None


def next_release(before: Lock | None, program: Program, signature: Signature) -> Lock:
    """Return the lock after a release that puts in service what `program` has in service.

    `before` is the lock until now, None where there is none yet. The program is the project as it
    will be: linked, without errors. What was in service and is not any more is noted as archived;
    so are retired blocks in the sources of which the lock knows nothing yet.
    """
    before = before or Lock()
    reach = reach_of(program)
    in_service = dict(_in_service(program, reach))
    archived = _archived(before, in_service, program)
    state = Lock(
        in_service=in_service,
        highest=_highest(before, in_service, archived),
        reached=reach.reached,
        archived=archived,
    )
    release = _release(before, state, signature)
    return replace(state, releases=(*before.releases, release))


def moves_between(
    before: Mapping[Key, InService], after: Mapping[Key, InService]
) -> Iterator[Move]:
    """Yield what changed its version in service, sorted by kind and name."""
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        move = Move(
            kind=key[0],
            name=key[1],
            before=old.version if old else None,
            after=new.version if new else None,
        )
        if move.before != move.after:
            yield move


def _in_service(program: Program, reach: Reach) -> Iterator[tuple[Key, InService]]:
    for one in program.in_service.declarations():
        key = (one.kind, one.name.text)
        number = one.version.number.value
        yield key, InService(version=number, content=reach.own[key], reach=reach.digests[key])


def _archived(
    before: Lock, in_service: Mapping[Key, InService], program: Program
) -> dict[Archived, str]:
    """Return the digest of every version that was in service and is not any more."""
    found = {
        (one.kind, one.name.text, one.version.number.value): own_digest(one)
        for group in program.versions.values()
        for one in group
        if one.version.state is ast.State.RETIRED
    }
    found |= {(*key, one.version): one.content for key, one in before.in_service.items()}
    found |= before.archived
    live = {(*key, one.version) for key, one in in_service.items()}
    return {key: digest for key, digest in found.items() if key not in live}


def _highest(
    before: Lock, in_service: Mapping[Key, InService], archived: Mapping[Archived, str]
) -> dict[Key, int]:
    highest = dict(before.highest)
    numbers = [(*key, one.version) for key, one in in_service.items()]
    for kind, name, number in (*numbers, *archived):
        highest[kind, name] = max(number, highest.get((kind, name), 0))
    return highest


def _release(before: Lock, state: Lock, signature: Signature) -> Release:
    last = before.last
    release = Release(
        sequence=last.sequence + 1 if last else 1,
        at=signature.at,
        by=signature.by,
        note=" ".join(signature.note.split()),
        moves=tuple(moves_between(before.in_service, state.in_service)),
        table=signature.table,
        plan=signature.plan,
        state=state_digest(state),
        previous=last.digest if last else None,
        digest="",
    )
    return replace(release, digest=record_digest(release))
