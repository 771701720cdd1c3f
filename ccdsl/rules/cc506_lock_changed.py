"""The lock is what the last release wrote."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import LOCK, Lock, Release, named
from ccdsl.model.lock_chain import Flaw, in_service_after
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.lock_read import OTHER_EDITION
from ccdsl.model.program import Program
from ccdsl.rules.releases import called, lock_place, released
from ccdsl.rules.rule import Finding, rule

_HELP = (
    "take the file back as the last release left it, from your version control or a backup; "
    "only commands like `ccdsl promote` and `ccdsl release` change it"
)


@rule("CC506", Severity.ERROR)
def lock_changed(program: Program, facts: Facts) -> Iterator[Finding]:
    """The lock is not what a release wrote.

    Why: a lock that was edited, or of which a part is missing, cannot say any more what is in
    service; nothing else is compared with it until it is whole again.
    Example:
        releases:
          - sequence: 1
            by: "somebody else"    # CC506
    Use instead: take the file back as it was; what is to go live goes by `ccdsl promote`.
    """
    del facts
    guarded = program.guarded
    if guarded is None or guarded.file is None or guarded.sides is not None:
        return
    if guarded.flaw is not None and guarded.flaw.why == "twins":
        return  # Two branches met, which another rule speaks of (CC507).
    if guarded.problems:
        yield _unreadable(guarded.problems)
    elif guarded.flaw is not None and guarded.file.lock is not None:
        yield _flawed(guarded, guarded.flaw, guarded.file.lock)


def _unreadable(problems: Sequence[Diagnostic]) -> Finding:
    """Say why a lock cannot be read; that it is of another edition explains the rest."""
    for one in problems:
        if one.code == OTHER_EDITION:
            return Finding(message=one.message, span=one.span, help=one.help)
    message = f"`{LOCK}` cannot be read any more: {problems[0].message}"
    return Finding(message=message, span=problems[0].span, help=_HELP)


def _flawed(guarded: Guarded, flaw: Flaw, lock: Lock) -> Finding:
    section, entry = "releases", str(flaw.release)
    if flaw.why == "unaccounted" and flaw.key in lock.in_service and flaw.key is not None:
        section, entry = "in-service", named(flaw.key)
    return Finding(
        message=_message(flaw, lock),
        span=lock_place(guarded, section, entry),
        help=_HELP,
    )


def _message(flaw: Flaw, lock: Lock) -> str:
    match flaw.why:
        case "altered":
            return f"{_release(lock, flaw)} is not what it was when it was written"
        case "twins":
            return "two releases follow the same one"
        case "unlinked":
            if flaw.release == 0:
                return f"{_release(lock, flaw)} is not the first one: those before it are missing"
            return f"{_release(lock, flaw)} does not follow the one above: releases are missing"
        case "miscounted":
            return f"{_release(lock, flaw)} has not the next number, {flaw.release + 1}"
        case "none":
            return "the lock has lost its releases"
        case "discontinued":
            what = called(flaw.key) if flaw.key else "a name"
            return f"{_release(lock, flaw)} takes {what} from a version that was not in service"
        case "unaccounted":
            return _unaccounted(flaw, lock)
        case "forgotten":
            what = called(flaw.key) if flaw.key else "a name"
            return f"a version of {what} is missing here that {_release(lock, flaw)} speaks of"
        case "outnumbered":
            what = called(flaw.key) if flaw.key else "a name"
            return f"the highest number of {what} is lower here than one that was in service"
        case "overwritten":
            return f"what stands above the releases is not what {_release(lock, flaw)} wrote there"
        case _:
            assert_never(flaw.why)


def _unaccounted(flaw: Flaw, lock: Lock) -> str:
    if flaw.key is None:
        return "the lock does not add up"
    told = in_service_after(lock.releases).get(flaw.key)
    by_releases = f"version {told} is in service" if told else "it is not in service"
    written = "is missing here" if flaw.key not in lock.in_service else "says otherwise"
    return f"this line about {called(flaw.key)} {written}: by the releases, {by_releases}"


def _release(lock: Lock, flaw: Flaw) -> str:
    release: Release = lock.releases[flaw.release]
    return released(release)
