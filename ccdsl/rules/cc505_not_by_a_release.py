"""What goes in and out of service goes by a release."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import InService, Key, Lock, archive_path, named
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.program import Program
from ccdsl.model.reach import version_digest
from ccdsl.rules.releases import (
    called,
    command,
    lock_place,
    lock_says,
    may_be_unread,
)
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC505", Severity.ERROR)
def not_by_a_release(program: Program, facts: Facts) -> Iterator[Finding]:
    """A version went in or out of service by hand.

    Why: what is live is decided by a release, which is checked as a whole and noted with who, when
    and why; a word changed in a header is none of that.
    Example:
        script hello version 2 in-service {    # CC505
          start { -> queue help }    # by the last release, version 1 is in service
        }
    Use instead: `version 2 draft` beside the version in service, and `ccdsl promote script/hello`;
    `ccdsl rollback` goes back to an earlier version, `ccdsl retire` takes one out of service.
    """
    del facts
    guarded = program.guarded
    lock = program.lock
    if guarded is None or lock is None:
        return
    for one in program.in_service.declarations():
        live = lock.in_service.get((one.kind, one.name.text))
        if live is None or live.version != one.version.number.value:
            yield from _put_in(program, guarded, lock, one)
    for key, live in lock.in_service.items():
        if program.in_service.chosen(*key) is None and not may_be_unread(program, key):
            yield _taken_out(program, guarded, key, live)


def _put_in(
    program: Program, guarded: Guarded, lock: Lock, one: ast.Versioned
) -> Iterator[Finding]:
    """Yield that a version came into service by hand; a used number is said elsewhere (CC504)."""
    key, number = (one.kind, one.name.text), one.version.number.value
    live = lock.in_service.get(key)
    was = lock.archived.get((*key, number))
    if was is None and number <= lock.highest.get(key, 0):
        return
    if was is not None and was != version_digest(program, one):
        return
    by_lock = "" if live is None else f": by the lock, version {live.version} is"
    yield Finding(
        message=f"no release has put {called(key)} version {number} in service{by_lock}",
        span=one.version.span,
        help=_way_in(key, number, live, is_back=was is not None),
        labels=() if live is None else _at_lock(guarded, key, live),
    )


def _way_in(key: Key, number: int, live: InService | None, *, is_back: bool) -> str:
    before = "" if live is None else f"put version {live.version} back as it was, "
    if is_back:
        return f"{before or 'take this one out again, '}then {command('rollback', key)} goes back"
    return f"{before}write `version {number} draft` here, then {command('promote', key)}"


def _taken_out(program: Program, guarded: Guarded, key: Key, live: InService) -> Finding:
    """Say that what is in service by the lock is not any more by the sources."""
    message = f"{called(key)} version {live.version} is in service by the lock"
    for state in (ast.State.DRAFT, ast.State.RETIRED):
        one = program.version(key, state, live.version)
        if one is not None:
            return Finding(
                message=f"{message}, and its header says `{state.value}`",
                span=one.version.span,
                help=f"write `in-service` again first; {_way_out(key)}",
                labels=_at_lock(guarded, key, live),
            )
    path = archive_path((*key, live.version))
    where = f", but in `{path}`" if path in guarded.archive else ""
    return Finding(
        message=f"{message}, and is not in the sources any more{where}",
        span=lock_place(guarded, "in-service", named(key)),
        help=f"put it back first; {_way_out(key)}",
    )


def _way_out(key: Key) -> str:
    return f"then {command('retire', key)} takes it out of service"


def _at_lock(guarded: Guarded, key: Key, live: InService) -> tuple[Label, ...]:
    return lock_says(guarded, "in-service", named(key), f"version {live.version} is in service")
