"""What was in service once can be read back as it was."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.lock import Archived, Lock, archive_path, numbered
from ccdsl.model.lock_archive import Kept
from ccdsl.model.lock_guard import Guarded
from ccdsl.model.program import Program
from ccdsl.model.reach import version_digest
from ccdsl.rules.releases import called, lock_place, lock_says, may_be_unread
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC508", Severity.ERROR)
def archive_changed(program: Program, facts: Facts) -> Iterator[Finding]:
    """An archived version is not what it was.

    Why: `ccdsl rollback` puts an archived version back in service as it was; one that was edited,
    deleted or added by hand would put in service what nobody has ever checked.
    Example:
        script hello version 1 retired {    # CC508
          start { -> hang-up }    # it was `-> queue help` while it was in service
        }
    Use instead: the file as it was, from your version control or a backup.
    """
    del facts
    guarded = program.guarded
    lock = program.lock
    if guarded is None or lock is None:
        return
    for key, digest in sorted(lock.archived.items()):
        yield from _archived(program, guarded, key, digest)
    unknown = {
        path: kept for path, kept in guarded.archive.items() if kept.key not in lock.archived
    }
    places = {archive_path(key): key for key in lock.archived} if unknown else {}
    for path, kept in unknown.items():
        yield from _unknown_file(guarded, lock, kept, places.get(path))
    for version in _retired(program):
        key = (version.kind, version.name.text, version.version.number.value)
        if key not in lock.archived and key[2] != _live(lock, key):
            yield _unknown(key, version.version.span)


def _live(lock: Lock, key: Archived) -> int | None:
    live = lock.in_service.get(key[:2])
    return live.version if live else None


def _retired(program: Program) -> Iterator[ast.Versioned]:
    for group in program.versions.values():
        yield from (one for one in group if one.version.state is ast.State.RETIRED)


def _archived(program: Program, guarded: Guarded, key: Archived, digest: str) -> Iterator[Finding]:
    """Yield what is wrong with the source of a version that was in service."""
    files = guarded.kept(key)
    block = program.version(key[:2], ast.State.RETIRED, key[2])
    if len(files) + (block is not None) > 1:
        yield _twice(key, files[-1].span, block.version.span if block else files[0].span)
    for kept in files:
        if kept.digest != digest:
            yield _changed(guarded, key, kept.span)
    if block is not None and version_digest(program, block) != digest:
        yield _changed(guarded, key, block.version.span)
    is_there = files or block is not None or archive_path(key) in guarded.archive
    if not is_there and not may_be_unread(program, key[:2]):
        yield _gone(guarded, key)


def _what(key: Archived) -> str:
    return f"version {key[2]} of {called(key[:2])}"


def _changed(guarded: Guarded, key: Archived, span: Span) -> Finding:
    return Finding(
        message=f"{_what(key)} is not what it was when it was in service",
        span=span,
        help="take it back as it was, from your version control or a backup",
        labels=lock_says(guarded, "archived", numbered(key), "the digest of what it was"),
    )


def _twice(key: Archived, span: Span, other: Span) -> Finding:
    return Finding(
        message=f"{_what(key)} is kept twice",
        span=span,
        help="delete one of the two",
        labels=(Label(span=other, text="it is here too"),),
    )


def _gone(guarded: Guarded, key: Archived) -> Finding:
    return Finding(
        message=f"{_what(key)} was in service, and its source `{archive_path(key)}` is gone",
        span=lock_place(guarded, "archived", numbered(key)),
        help="take the file back from your version control or a backup",
    )


def _unknown_file(
    guarded: Guarded, lock: Lock, kept: Kept, meant: Archived | None
) -> Iterator[Finding]:
    """Yield what is wrong with a file of the archive that the lock has no digest for.

    `meant` is the version that the lock has in its place.
    """
    if kept.key is not None and kept.key[2] == _live(lock, kept.key):
        yield Finding(
            message=f"{_what(kept.key)} is in service, and stands in the archive as well",
            span=kept.span,
            help="delete this file",
        )
    elif meant is not None:
        why = kept.why or f"by its header, it is {_what(kept.key)}" if kept.key else kept.why
        yield Finding(
            message=f"this is not {_what(meant)} any more: {why}",
            span=kept.span,
            help="take it back as it was, from your version control or a backup",
            labels=lock_says(guarded, "archived", numbered(meant), "what belongs here"),
        )
    elif kept.key is not None:
        yield _unknown(kept.key, kept.span)
    else:
        yield Finding(
            message=f"this file is none that a release has put here: {kept.why}",
            span=kept.span,
            help="delete it, or move it to where it belongs",
        )


def _unknown(key: Archived, span: Span) -> Finding:
    return Finding(
        message=f"the lock knows no {_what(key)} that was in service",
        span=span,
        help="delete it; a draft that is not wanted any more is simply deleted too",
    )
