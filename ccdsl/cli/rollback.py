"""`ccdsl rollback`: an earlier version put back in service."""

from datetime import date

import click

from ccdsl.cli.changing import asked, changing, changing_options, done, guarded, release, signed
from ccdsl.cli.complete import versioned
from ccdsl.cli.options import note_option
from ccdsl.lifecycle.steps import rollback


@click.command("rollback")
@click.argument("names", nargs=-1, required=True, metavar="KIND/NAME...", shell_complete=versioned)
@click.option(
    "--to",
    type=click.IntRange(min=1),
    metavar="N",
    help="Which version; without it, the one that was in service before.",
)
@note_option("roll back")
@changing_options
def command(
    names: tuple[str, ...],
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

    KIND/NAME is like `script/main_menu`. Several go back at once, all of them or none, as they
    went live. The version that leaves service is kept in `archive/`, so that `ccdsl rollback
    KIND/NAME --to N` can bring it back as well.
    """
    if to is not None and len(names) > 1:
        raise click.UsageError("`--to` says the version of one name; roll the others back without")
    said = f"rollback {' '.join(names)}"
    with changing(project, said, today=today, at=at, dry_run=dry_run) as change:
        guarded(change)
        by_whom = signed(change, by, note)
        keys = tuple(dict.fromkeys(asked(change, name) for name in names))
        release(change, done(rollback(change.standing, keys, to)), by_whom)
