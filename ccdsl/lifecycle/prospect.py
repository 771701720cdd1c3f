"""The center as it would be: judged before anything of it is written."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.lifecycle.desk import Rewritten
from ccdsl.lifecycle.edits import Edit
from ccdsl.lifecycle.overlay import Overlay
from ccdsl.lifecycle.table_digest import table_digest
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK, Lock, archive_path
from ccdsl.model.lock_archive import read_archive
from ccdsl.model.lock_next import Signature, next_release
from ccdsl.model.lock_text import lock_text
from ccdsl.model.settings import Settings
from ccdsl.record import record
from ccdsl.simulate.judge import counts
from ccdsl.source import Span
from ccdsl.syntax import ast

Judged = ast.Require | ast.Scenario


@record
class Basis:
    """What a project is judged by: its files and settings as they are, its lock, and the day."""

    files: Files
    settings: Settings
    today: date
    lock: Lock | None


@record
class Signed:
    """Who makes a release, and when: `at` is UTC, like `2026-11-22T06:10:00Z`."""

    at: str
    by: str
    note: str


@record
class Prospect:
    """What a step would make of a project.

    `edits` are all of them, the lock's included. The `diagnostics` are of the project as it would
    be, at places of the files as they are. `lock` is the new one of a release without errors.
    """

    edits: tuple[Edit, ...]
    compiled: Compiled
    diagnostics: tuple[Diagnostic, ...]
    lock: Lock | None = None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What would be an error."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)


def draft_ahead(basis: Basis, rewritten: Rewritten, known: Iterable[Diagnostic]) -> Prospect:
    """Return a project with its sources edited, and nothing released.

    What is `known` to be wrong with it today is left out: a draft may be opened in spite of it.
    """
    ahead = _look(basis, rewritten, Overlay(base=basis.files, edits=_by_path(rewritten)))
    told = {(one.code, one.message) for one in known}
    new = tuple(one for one in ahead.diagnostics if (one.code, one.message) not in told)
    return replace(ahead, diagnostics=new)


def release_ahead(basis: Basis, rewritten: Rewritten, signed: Signed) -> Prospect:
    """Return a project with its sources edited and released.

    It is compiled twice: as it would be, to know what the lock is to say, and then once more with
    that lock, so that what is written is what `check` accepts.
    """
    overlay = Overlay(base=basis.files, edits=_by_path(rewritten), unguarded=True)
    first = _look(basis, rewritten, overlay)
    if first.errors:
        return first
    before = basis.lock or _before_the_first(basis.files)
    lock = next_release(before, first.compiled.program, _signature(first.compiled, signed))
    data = basis.files.read(LOCK)
    there = None if isinstance(data, Unreadable) else data
    edit = Edit(path=LOCK, before=there, after=lock_text(lock).encode())
    whole = Rewritten(edits=(*rewritten.edits, edit), pieces=rewritten.pieces)
    second = _look(basis, whole, Overlay(base=basis.files, edits=_by_path(whole)))
    return second if second.errors else replace(second, lock=lock)


def _before_the_first(files: Files) -> Lock:
    """Return a lock without releases; of an earlier one that is lost, the archive tells."""
    kept = read_archive(files.archived(), files)
    archived = {
        one.key: one.digest
        for path, one in kept.items()
        if one.key is not None and one.digest is not None and archive_path(one.key) == path
    }
    return Lock(archived=archived)


def _look(basis: Basis, rewritten: Rewritten, overlay: Overlay) -> Prospect:
    compiled = compile_project(overlay, basis.settings, basis.today)
    found = tuple(_today(one, rewritten) for one in compiled.diagnostics)
    return Prospect(edits=rewritten.edits, compiled=compiled, diagnostics=found)


def _by_path(rewritten: Rewritten) -> dict[str, Edit]:
    return {one.path: one for one in rewritten.edits}


def _signature(compiled: Compiled, signed: Signed) -> Signature:
    return Signature(
        at=signed.at,
        by=signed.by,
        note=signed.note,
        table=table_digest(compiled),
        plan=_plan_digest(),
    )


def _plan_digest() -> str | None:
    """Return the digest of the plan that was shown: the one place for it, once there are plans."""
    return None


def fall_out(before: Compiled, after: Compiled) -> Iterator[Judged]:
    """Yield the requirements and scenarios that count today in service, and would not then."""
    now, then = before.program, after.program
    kept = {(one.kind, one.name.text) for one in (*then.requires, *then.scenarios)}
    judged: tuple[Judged, ...] = (*now.requires, *now.scenarios)
    for one in judged:
        is_kept = (one.kind, one.name.text) in kept
        counted = [counts(each.in_service, one.applies) for each in (now, then)]
        if is_kept and counted == [True, False]:
            yield one


def come_in(before: Compiled, after: Compiled) -> Iterator[Judged]:
    """Yield the requirements and scenarios that would count then in service, and do not today."""
    yield from fall_out(after, before)


def _today(found: Diagnostic, rewritten: Rewritten) -> Diagnostic:
    """Return a finding at the place where an administrator sees it."""
    span: Span = rewritten.origin(found.span)
    labels = tuple(Label(span=rewritten.origin(each.span), text=each.text) for each in found.labels)
    return Diagnostic(
        code=found.code,
        severity=found.severity,
        message=found.message,
        span=span,
        help=found.help,
        labels=labels,
    )
