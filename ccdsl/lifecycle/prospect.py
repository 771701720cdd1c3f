"""The center as it would be: judged before anything of it is written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ccdsl.analysis.plan_digest import plan_digest
from ccdsl.analysis.plan_records import Plan
from ccdsl.compiler import Compiled, compile_project, read
from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.lifecycle.desk import Rewritten
from ccdsl.lifecycle.edits import Edit
from ccdsl.lifecycle.overlay import ARCHIVE, Overlay
from ccdsl.lifecycle.plan_ahead import plan_ahead
from ccdsl.lifecycle.steps import Step
from ccdsl.lifecycle.table_digest import table_digest
from ccdsl.model.facts import Facts
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.link import link
from ccdsl.model.lock import LOCK, Lock, archive_path
from ccdsl.model.lock_archive import read_archive
from ccdsl.model.lock_guard import Guard, read_guarded
from ccdsl.model.lock_next import Signature, next_release
from ccdsl.model.lock_text import lock_text
from ccdsl.model.program import Program
from ccdsl.model.settings import Settings
from ccdsl.record import record
from ccdsl.rules import RULES
from ccdsl.simulate.judge import counts
from ccdsl.source import Span
from ccdsl.syntax import ast

_GUARDS = "CC5"
_CLAIMS = "CC7"

Judged = ast.Require | ast.Scenario


@record
class Basis:
    """What a project is judged by: its files and settings as they are, its lock, and the day.

    `known` is what is wrong with it today; `released` the project as the last release left it, to
    plan what the next one changes for contacts, None where that is not known.
    """

    files: Files
    settings: Settings
    today: date
    lock: Lock | None
    known: tuple[Diagnostic, ...]
    released: Compiled | None = None


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
    be, at places of the files as they are; `drafts` has the errors that drafts would have then, and
    that stand in nobody's way. `lock` is the new one of a release without errors, and `plan` what
    changes for contacts since the last one.
    """

    edits: tuple[Edit, ...]
    compiled: Compiled
    diagnostics: tuple[Diagnostic, ...]
    lock: Lock | None = None
    drafts: tuple[Diagnostic, ...] = ()
    plan: Plan | None = None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What would be an error."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)

    def repeats(self, before: Lock | None) -> bool:
        """Whether a release would write down only what the last one of a lock wrote."""
        old, new = (None if lock is None else lock.last for lock in (before, self.lock))
        if old is None or new is None or new.moves:
            return False
        return (old.table, old.state) == (new.table, new.state)


def draft_ahead(basis: Basis, rewritten: Rewritten) -> Prospect:
    """Return a project with its sources edited, and nothing released.

    What is wrong with it today is left out: a draft may be opened in spite of it. So are scenarios
    and requirements that wait for a later version: a copy of what is in service may not satisfy
    them yet, and it is a draft for that very reason.
    """
    ahead = _look(basis, rewritten, Overlay(base=basis.files, edits=_by_path(rewritten)))
    new = _new(basis, ahead)
    claims = tuple(one for one in new if one.code.startswith(_CLAIMS))
    errors = tuple(one for one in new if one not in claims)
    return replace(ahead, diagnostics=errors, drafts=claims)


def release_ahead(basis: Basis, step: Step, signed: Signed) -> Prospect:
    """Return a project with its sources edited and released.

    What callers would meet is judged without the other drafts, and may have no error at all; the
    other drafts may have none that they do not have today, unless the step cannot wait. What is
    written is then held to the lock that is written with it, as `check --locked` does.
    """
    live = _look(basis, step.alone, _unguarded(basis, step.alone))
    if live.errors:
        return live
    is_alone = step.alone is step.whole
    whole = live if is_alone else _look(basis, step.whole, _unguarded(basis, step.whole))
    drafts = _new(basis, whole)
    if drafts and not step.cannot_wait:
        return replace(whole, diagnostics=drafts)
    plan = None if basis.released is None else plan_ahead(basis.released, live.compiled)
    lock = _next_lock(basis, live.compiled, whole.compiled.program, signed, plan)
    edits = (*step.whole.edits, _lock_edit(basis, lock))
    written = Rewritten(edits=edits, pieces=step.whole.pieces)
    guards = _held_to_it(basis, written, live.compiled.facts)
    return Prospect(
        edits=edits,
        compiled=live.compiled,
        diagnostics=guards,
        lock=None if guards else lock,
        drafts=drafts,
        plan=plan,
    )


def _new(basis: Basis, ahead: Prospect) -> tuple[Diagnostic, ...]:
    """Return the errors that are not there today."""
    known = {(one.code, one.message) for one in basis.known}
    return tuple(one for one in ahead.errors if (one.code, one.message) not in known)


def _unguarded(basis: Basis, rewritten: Rewritten) -> Overlay:
    return Overlay(base=basis.files, edits=_by_path(rewritten), unguarded=True)


def _next_lock(
    basis: Basis, live: Compiled, program: Program, signed: Signed, plan: Plan | None
) -> Lock:
    before = basis.lock or _before_the_first(basis.files)
    signature = Signature(
        at=signed.at,
        by=signed.by,
        note=signed.note,
        table=table_digest(live),
        plan=None if plan is None else plan_digest(plan),
    )
    return next_release(before, program, signature)


def _lock_edit(basis: Basis, lock: Lock) -> Edit:
    data = basis.files.read(LOCK)
    before = None if isinstance(data, Unreadable) else data
    return Edit(path=LOCK, before=before, after=lock_text(lock).encode())


def _held_to_it(basis: Basis, rewritten: Rewritten, facts: Facts) -> tuple[Diagnostic, ...]:
    """Return what guards versions has to say of files with their new lock: nothing, it should."""
    overlay = Overlay(base=basis.files, edits=_by_path(rewritten))
    problems = Problems()
    paths = overlay.matching(basis.settings.sources)
    parsed = tuple(read(path, overlay, problems) for path in paths)
    program = link(parsed, overlay, problems, read_guarded(overlay, Guard(locked=True)))
    rules = (rule for rule in RULES if rule.code.startswith(_GUARDS))
    found = (*problems, *(one for rule in rules for one in rule.run(program, facts)))
    shown = (_today(one, rewritten) for one in found if is_about_versions(one))
    return tuple(one if basis.lock is not None else _without_lock(one) for one in shown)


def _without_lock(found: Diagnostic) -> Diagnostic:
    """Return a finding without places in a lock that is still to be written."""
    return replace(found, labels=tuple(one for one in found.labels if one.span.path != LOCK))


def is_about_versions(one: Diagnostic) -> bool:
    """Whether a finding is an error about versions, the lock or the archive."""
    is_about = one.code.startswith(_GUARDS) or one.span.path.startswith((LOCK, ARCHIVE))
    return one.severity is Severity.ERROR and is_about


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
    labels = tuple(replace(each, span=rewritten.origin(each.span)) for each in found.labels)
    return replace(found, span=span, labels=labels)
