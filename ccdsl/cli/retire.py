"""`ccdsl retire`: a version taken out of service."""

from datetime import date

import click

from ccdsl.cli.changing import asked, changing, changing_options, done, guarded, release, signed
from ccdsl.cli.complete import versioned
from ccdsl.cli.options import note_option
from ccdsl.lifecycle.steps import retire


@click.command("retire")
@click.argument("name", metavar="KIND/NAME", shell_complete=versioned)
@note_option("retire")
@changing_options
def command(
    name: str, *, note: str, project: str, today: date, at: str, by: str | None, dry_run: bool
) -> None:
    """Take what is in service out of service, with nothing in its place.

    KIND/NAME is like `script/main_menu`. Nothing in service may name it any more. Its source is
    kept in `archive/`; `ccdsl rollback` brings it back.
    """
    with changing(
        project, f"retire {name}", today=today, at=at, dry_run=dry_run, planned=True
    ) as change:
        guarded(change)
        by_whom = signed(change, by, note)
        release(change, done(retire(change.standing, asked(change, name))), by_whom)
