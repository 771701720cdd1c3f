"""What the commands share that change versions: one at a time, judged first, written as one act."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TypeVar

import click

from ccdsl.cli.deciding import deciding
from ccdsl.cli.difference import difference
from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.holding import holding, now
from ccdsl.cli.options import by_option, project_option, today_option
from ccdsl.cli.output import patience, result, say, tell
from ccdsl.cli.project import Judged, judge, open_project, project_folder, read_project, shown
from ccdsl.cli.since_release import released_center, tell_plan
from ccdsl.cli.until import tell_until
from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.lifecycle.people import who_may
from ccdsl.lifecycle.prospect import (
    Basis,
    Prospect,
    Signed,
    come_in,
    fall_out,
    is_about_versions,
    release_ahead,
)
from ccdsl.lifecycle.refused import Refused
from ccdsl.lifecycle.standing import Standing, standing_of
from ccdsl.lifecycle.steps import Step
from ccdsl.model.files import Unreadable
from ccdsl.model.lock import LOCK, Key, Move
from ccdsl.record import record
from ccdsl.report.findings import Findings
from ccdsl.source import Source
from ccdsl.store.disk import DiskFiles
from ccdsl.store.git import user_email
from ccdsl.store.git_past import Past, read_past
from ccdsl.store.journal import Held
from ccdsl.syntax.wording import nearest

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")

_AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@record
class GitKnows:
    """What git knew beforehand: the user's email, and the project's past where it was asked for."""

    email: str | None
    past: Past | None


@record
class Change:
    """A command at work on a project that it may change; `held` is None if it only shows how."""

    judged: Judged
    standing: Standing
    today: date
    at: str
    git: GitKnows
    held: Held | None

    @property
    def basis(self) -> Basis:
        """What the project is judged by."""
        project = self.judged.project
        return Basis(
            files=project.files,
            settings=project.settings,
            today=self.today,
            lock=self.standing.lock,
            known=self.judged.compiled.diagnostics,
        )


def changing_options(command: F) -> F:
    """Add what every command takes that changes versions."""
    for add in (project_option, today_option, _at_option, by_option, _dry_run_option):
        command = add(command)
    return command


def _at_option(command: F) -> F:
    """Add the instant to write down, for tests and imports; without it, the clock's."""
    return click.option("--at", hidden=True, callback=_instant, metavar="INSTANT")(command)


def _dry_run_option(command: F) -> F:
    return click.option(
        "--dry-run", is_flag=True, help="Write nothing; show what every file would become."
    )(command)


def _instant(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    if value is None:
        return now()
    if not _AT.fullmatch(value):
        message = f"`{value}` is not an instant; write it like 2026-11-22T09:00:00Z"
        raise click.BadParameter(message, ctx, param)
    return value


@contextmanager
def changing(
    project: str,
    command: str,
    *,
    today: date,
    at: str,
    dry_run: bool,
    in_spite_of: tuple[str, ...] = (),
    planned: bool = False,
) -> Iterator[Change]:
    """Give a project that nobody else changes meanwhile; with `dry_run` it is only read.

    One whose versions are not in order is refused, but for the codes of `in_spite_of`. Where what
    changes for contacts is to be `planned`, git is asked for what was released.
    """
    folder = project_folder(project)
    # Asked before the project is held: git would hold it on, were we killed while it starts.
    git = GitKnows(email=user_email(folder), past=read_past(folder, LOCK) if planned else None)
    if dry_run:
        judged = judge(open_project(project), today)
        _refuse_disorder(judged, in_spite_of)
        yield _change(judged, today, at, git, None)
        return
    with holding(folder, command, at) as held:
        judged = judge(read_project(folder, DiskFiles(root=folder)), today)
        _refuse_disorder(judged, in_spite_of)
        yield _change(judged, today, at, git, held)


def _change(judged: Judged, today: date, at: str, git: GitKnows, held: Held | None) -> Change:
    standing = standing_of(judged.compiled.program, judged.project.files)
    return Change(judged=judged, standing=standing, today=today, at=at, git=git, held=held)


def _refuse_disorder(judged: Judged, in_spite_of: tuple[str, ...]) -> None:
    """Refuse a project of which it is not certain what is in service."""
    project = judged.project
    if any(one.severity is Severity.ERROR for one in project.wrong):
        message = f"the settings of `{shown(project.folder)}` have mistakes"
        raise Refusal(message, f"`ccdsl check {shown(project.folder)}` says which")
    for path in project.files.matching(project.settings.sources) if judged.has_errors else ():
        if isinstance(data := project.files.read(path), Unreadable):
            raise Refusal(f"`{path}` cannot be read: {data.detail}")
    found = (one for one in judged.findings.diagnostics if is_about_versions(one))
    disorder = [one for one in found if one.code not in in_spite_of]
    if disorder:
        show(judged, disorder)
        raise refused("this has to be put right first")


def refused(why: str) -> SystemExit:
    """Say that nothing was changed, because of the findings that were shown."""
    say(f"nothing was changed: {why}")
    return SystemExit(Exit.FINDINGS)


def asked(change: Change, word: str) -> Key:
    """Return the kind and name that somebody typed: `script/main_menu`, or a name that is clear."""
    known = sorted(change.standing.program.versions)
    if change.standing.lock is not None:
        known = sorted({*known, *change.standing.lock.highest})
    found = [key for key in known if word in ("/".join(key), key[1])]
    if len(found) == 1:
        return found[0]
    names = ["/".join(key) for key in known]
    if found:
        several = " or ".join("`" + "/".join(key) + "`" for key in found)
        raise Refusal(f"`{word}` may mean several things", f"write {several}")
    close = nearest(word, [*names, *(key[1] for key in known)])
    way_out = f"did you mean `{close}`?" if close else "write it like `script/main_menu`"
    raise Refusal(f"nothing with versions is called `{word}`", way_out)


def done(step: T | Refused) -> T:
    """Return what a step gave; where it was refused, refuse the command."""
    if isinstance(step, Refused):
        raise Refusal(step.message, step.help)
    return step


def signed(change: Change, by: str | None, note: str) -> Signed:
    """Return who releases; refuse whoever may not."""
    return Signed(at=change.at, by=allowed(change, "promote", by), note=note)


def allowed(change: Change, right: str, by: str | None) -> str:
    """Return who asks, by their id; refuse whoever has no right."""
    return done(who_may(change.standing.program, right, change.git.email, by))


def guarded(change: Change) -> None:
    """Refuse a project that has had no release yet."""
    if change.standing.lock is None:
        raise Refusal(
            f"this project has had no release yet: there is no `{LOCK}`",
            "`ccdsl release` notes what is in service now, and guards it from then on",
        )


def release(change: Change, step: Step, by: Signed) -> None:
    """Judge a release and write it, or say why not; with `--dry-run`, show it."""
    with deciding(), patience("judging the center as it would be"):
        since = released_center(change.judged, change.standing.lock, change.git.past, change.today)
        ahead = release_ahead(replace(change.basis, released=since), step, by)
    if ahead.repeats(change.standing.lock):
        say("nothing has changed since the last release")
        return
    tell_who_counts(change, ahead)
    tell_plan(change.judged, change.standing.lock, change.git.past, ahead)
    finish(change, ahead)
    tell_release(change, ahead)
    if ahead.drafts:
        say("note: a draft does not fit the center any more; `ccdsl check` says why")


def finish(change: Change, ahead: Prospect) -> None:
    """Write what was judged, or say what stands in the way."""
    if ahead.errors:
        show(change.judged, ahead.errors, ahead.compiled.program.sources)
        tell_until(ahead.errors, change.standing.program, ahead.compiled.program)
        raise refused("this is what the center would be like")
    if change.held is not None:
        change.held.apply(ahead.edits)
    else:
        result("".join(difference(edit) for edit in ahead.edits))


def tell_release(change: Change, ahead: Prospect) -> None:
    """Say what has changed."""
    last = ahead.lock.last if ahead.lock is not None else None
    around = ", ".join(f"{kind} {name}" for kind, name in changed_around(change, ahead))
    if around and change.git.past is None:
        say("note: `ccdsl plan GITREF` shows what has changed for contacts, also around this")
    if change.held is None or last is None:
        if around:
            say(f"this would go live as well: {around}")
        say("nothing was written: this was a dry run")
        return
    result("".join(f"{move_line(move)}\n" for move in last.moves))
    result(f"changed around them: {around}\n" if around else "")
    result(f"release {last.sequence} by {last.by}\n")


def changed_around(change: Change, ahead: Prospect) -> tuple[Key, ...]:
    """Return what versions lead to and says something else since the release before."""
    before = {} if change.standing.lock is None else change.standing.lock.reached
    after = {} if ahead.lock is None else ahead.lock.reached
    return tuple(key for key in sorted(before) if after.get(key, before[key]) != before[key])


def move_line(move: Move) -> str:
    """Return what changed of a name, as in `script main_menu: version 2 in service, 1 retired`."""
    new = "none" if move.after is None else f"version {move.after}"
    old = "" if move.before is None else f", version {move.before} retired"
    return f"{move.kind} {move.name}: {new} in service{old}"


def tell_who_counts(change: Change, ahead: Prospect) -> None:
    """Say which requirements and scenarios fall out, and which come in."""
    before, after = change.judged.compiled, ahead.compiled
    for word, found in (
        ("no longer counts", fall_out(before, after)),
        ("counts from now on", come_in(before, after)),
    ):
        for one in found:
            say(f'note: {one.kind} "{one.name.text}" {word}')


def show(
    judged: Judged, found: Sequence[Diagnostic], more: Mapping[str, Source] | None = None
) -> None:
    """Show findings on standard error; `more` are the texts of files that are not there yet."""
    known = judged.findings
    findings = Findings(
        diagnostics=tuple(sorted(found, key=lambda one: one.sort_key)),
        sources={**(more or {}), **known.sources},
        rules=known.rules,
        project=known.project,
        base=known.base,
    )
    tell(findings, "auto")
