"""`ccdsl rollback`: an earlier version put back in service."""

from datetime import date

import click

from ccdsl.cli.changing import asked, changing, changing_options, done, guarded, release, signed
from ccdsl.cli.complete import versioned
from ccdsl.cli.options import note_option
from ccdsl.lifecycle.steps import rollback


@click.command("rollback")
@click.argument("name", metavar="KIND/NAME", shell_complete=versioned)
@click.option(
    "--to",
    type=click.IntRange(min=1),
    metavar="N",
    help="Which version; without it, the one that was in service before.",
)
@note_option("roll back")
@changing_options
def command(
    name: str,
    *,
    to: int | None,
    note: str,
    project: str,
    today: date,
    at: str,
    by: str | None,
    dry_run: bool,
) -> None:
    """Put an earlier version back in service, with its number.

    KIND/NAME is like `script/main_menu`. The version that leaves service is kept in `archive/`, so
    that `ccdsl rollback KIND/NAME --to N` can bring it back as well.
    """
    with changing(project, f"rollback {name}", today=today, at=at, dry_run=dry_run) as change:
        guarded(change)
        by_whom = signed(change, by, note)
        release(change, done(rollback(change.standing, asked(change, name), to)), by_whom)
