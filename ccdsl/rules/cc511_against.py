"""What was in service at another revision has only been released away since."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import LOCK, Archived, Key, Lock, named, numbered
from ccdsl.model.lock_against import Change, find_changes, find_parting
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.program import Program
from ccdsl.model.reach import version_digest
from ccdsl.rules.releases import called, command, lock_place
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span


@rule("CC511", Severity.ERROR)
def changed_since(program: Program, facts: Facts) -> Iterator[Finding]:
    """What was in service at a revision is not the same here.

    Why: `check --against` holds a change to what is live where it will be merged; what is in
    service there may be replaced by a release, and by nothing else.
    Example:
        script hello version 1 in-service {    # CC511
          start { -> hang-up }    # in `origin/main`, version 1 says `-> queue help`
        }
    Use instead: the version as it was, and a draft beside it, put in service by `ccdsl promote`.
    """
    del facts
    guarded = program.guarded
    if guarded is None or guarded.against is None:
        return
    lock = guarded.lock
    if guarded.file is not None and lock is None:
        return
    if find_parting(lock, guarded.against) is not None:
        return
    live = {
        (one.kind, one.name.text): (one.version.number.value, version_digest(program, one))
        for one in program.in_service.declarations()
    }
    for change in find_changes(lock, live, guarded.against):
        yield _finding(program, guarded, lock, change)


def _finding(program: Program, guarded: Guarded, lock: Lock | None, change: Change) -> Finding:
    ref = guarded.against.ref if guarded.against else ""
    what = f"{called(change.key)} version {change.number}"
    if change.is_past and change.is_lost:
        message = f"{what} was in service in `{ref}`, and is not kept here any more"
        way_out = f"take its file in `archive/` and `{LOCK}` back as they are there"
    elif change.is_past:
        message = f"{what} was in service in `{ref}`, and says something else here"
        way_out = f"take it and `{LOCK}` back as they are there"
    elif change.is_lost:
        message = f"{what} is in service in `{ref}`, and no release took it out here"
        way_out = f"put it back; {command('promote', change.key)} replaces it by a draft"
    else:
        message = f"{what} is in service in `{ref}`, and says something else here"
        way_out = f"put it back as it is there; {command('draft', change.key)} opens a draft"
    return Finding(message=message, span=_place(program, guarded, lock, change), help=way_out)


def _place(program: Program, guarded: Guarded, lock: Lock | None, change: Change) -> Span:
    """Return where a change shows: the version here, else its line in the lock, else a version."""
    key: Key = change.key
    one = program.in_service.chosen(*key)
    if one is not None and one.version.number.value == change.number:
        return one.version.span
    archived: Archived = (*key, change.number)
    if lock is not None and archived in lock.archived:
        return lock_place(guarded, "archived", numbered(archived))
    return one.version.span if one is not None else lock_place(guarded, "in-service", named(key))
