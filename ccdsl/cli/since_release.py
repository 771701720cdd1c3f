"""What a release changes for contacts since the one before it, as far as that can be told."""

from collections.abc import Iterator
from datetime import date

import click

from ccdsl.analysis.plan_records import Plan
from ccdsl.cli.output import say
from ccdsl.cli.project import Judged
from ccdsl.compiler import Compiled
from ccdsl.diagnostics import Problems
from ccdsl.lifecycle.plan_ahead import plan_ahead
from ccdsl.lifecycle.prospect import Prospect
from ccdsl.lifecycle.released import as_released, is_last_release
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK, Lock, Release
from ccdsl.model.settings import Settings, read_settings
from ccdsl.report import plan_text
from ccdsl.report.plan import PlanReport
from ccdsl.store.git_past import Past
from ccdsl.store.project import SETTINGS


def released_center(
    judged: Judged, lock: Lock | None, past: Past | None, today: date
) -> Compiled | None:
    """Return the center as the last release left it: it stands so still, or git has it.

    None where there was no release, where it is not known, and where nobody asks for a `past`.
    """
    if lock is None or past is None:
        return None
    if is_last_release(judged.compiled, lock):
        return judged.compiled
    found = (as_released(*each, today, lock) for each in _centers(judged, past))
    return next((each for each in found if each is not None), None)


def _centers(judged: Judged, past: Past) -> Iterator[tuple[Files, Settings]]:
    """Yield what a center may be read from: the project, then each earlier revision."""
    yield judged.project.files, judged.project.settings
    for files in past.revisions:
        data = files.read(SETTINGS)
        problems = Problems()
        settings = None if isinstance(data, Unreadable) else read_settings(SETTINGS, data, problems)
        if settings is not None and not problems:
            yield files, settings


def tell_plan(judged: Judged, lock: Lock | None, past: Past | None, ahead: Prospect) -> None:
    """Show on standard error what changes for contacts, before it is written; or why it cannot be.

    Of a release that puts versions in service it is told in any case what those change.
    """
    if ahead.lock is None or past is None:
        return
    last = lock.last if lock is not None else None
    if last is None:
        say("note: no release before this one is known, so there is nothing to compare it with")
    elif ahead.plan is not None:
        _show(ahead.plan, (f"release {last.sequence}", f"release {last.sequence + 1}"))
    else:
        _say_why_not(last, past)
        alone = plan_ahead(judged.compiled, ahead.compiled) if _moves(ahead.lock) else None
        if alone is not None:
            say("what goes live by name changes this, beside all that changed around it:")
            _show(alone, ("now", "then"))


def _moves(lock: Lock) -> bool:
    return lock.last is not None and bool(lock.last.moves)


def _say_why_not(last: Release, past: Past) -> None:
    """Say that the state before is not known here, and how to come to know it."""
    why = "neither the latest commit nor the last one to change the lock has what it left"
    say(
        f"note: what changes for contacts since release {last.sequence} cannot be told: `{LOCK}` "
        f"has digests only, and {past.why_not or why}"
    )
    way = "`ccdsl plan GITREF` shows what changes since a revision that you name"
    say(
        f"  = help: keep the project in git, and commit each release; then {way}"
        if past.why_not
        else f"  = help: {way}; commit each release, and the next one can tell"
    )


def _show(plan: Plan, sides: tuple[str, str]) -> None:
    click.echo(plan_text.render(PlanReport(plan=plan, sides=sides)), err=True, nl=False)
