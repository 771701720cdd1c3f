"""`ccdsl release`: what is in service noted, as it is now."""

from datetime import date

import click

from ccdsl.cli.changing import Change, changing, changing_options, release, signed
from ccdsl.cli.options import note_option
from ccdsl.cli.output import say
from ccdsl.lifecycle.overview import is_released
from ccdsl.lifecycle.steps import stay
from ccdsl.lifecycle.table_digest import table_digest
from ccdsl.model.reach import reach_of

_LOST = ("CC509",)
"""The lock is lost: a release makes a new one."""


@click.command("release")
@note_option("release")
@changing_options
def command(
    *, note: str, project: str, today: date, at: str, by: str | None, dry_run: bool
) -> None:
    """Note what is in service, as it is now.

    The first release makes `ccdsl.lock`, which guards what is in service from then on. A later one
    accepts what has changed around it: a queue, a prompt, opening hours.
    """
    with changing(
        project, "release", today=today, at=at, dry_run=dry_run, in_spite_of=_LOST, planned=True
    ) as change:
        by_whom = signed(change, by, note)
        if _is_released(change):
            say("nothing has changed since the last release")
            return
        release(change, stay(change.standing), by_whom)


def _is_released(change: Change) -> bool:
    """Whether the lock says already all that a release would."""
    lock = change.standing.lock
    if lock is None or change.judged.has_errors:
        return False
    table = table_digest(change.judged.compiled)
    return is_released(reach_of(change.standing.program), lock, table)
