"""`ccdsl promote`: drafts put in service."""

from datetime import date

import click

from ccdsl.cli.changing import asked, changing, changing_options, done, guarded, release, signed
from ccdsl.cli.complete import versioned
from ccdsl.cli.ends import Refusal
from ccdsl.cli.options import note_option
from ccdsl.lifecycle.steps import promote


@click.command("promote")
@click.argument("names", nargs=-1, metavar="[KIND/NAME]...", shell_complete=versioned)
@click.option("--all", "every", is_flag=True, help="Promote every draft of the project.")
@note_option()
@changing_options
def command(
    names: tuple[str, ...],
    *,
    every: bool,
    note: str,
    project: str,
    today: date,
    at: str,
    by: str | None,
    dry_run: bool,
) -> None:
    """Put drafts in service: all that are named, or none of them.

    KIND/NAME is like `script/main_menu`. The center is judged as it would be first: if anything in
    it were an error, or a scenario did not pass, nothing changes. What was in service moves to
    `archive/`; `ccdsl rollback` brings it back.
    """
    if every == bool(names):
        raise click.UsageError("name the drafts to promote, or say `--all`")
    said = "promote --all" if every else f"promote {' '.join(names)}"
    with changing(project, said, today=today, at=at, dry_run=dry_run, planned=True) as change:
        guarded(change)
        by_whom = signed(change, by, note)
        keys = change.standing.drafts() if every else [asked(change, name) for name in names]
        if not keys:
            raise Refusal("there is no draft in this project", "`ccdsl draft KIND/NAME` opens one")
        release(change, done(promote(change.standing, tuple(dict.fromkeys(keys)))), by_whom)
