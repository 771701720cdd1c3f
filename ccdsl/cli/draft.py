"""`ccdsl draft`: a draft of what is in service."""

from datetime import date

import click

from ccdsl.cli.changing import allowed, asked, changing, changing_options, done, finish
from ccdsl.cli.complete import versioned
from ccdsl.cli.output import result, say
from ccdsl.lifecycle.prospect import draft_ahead
from ccdsl.lifecycle.steps import draft
from ccdsl.syntax import ast


@click.command("draft")
@click.argument("name", metavar="KIND/NAME", shell_complete=versioned)
@changing_options
def command(
    name: str, *, project: str, today: date, at: str, by: str | None, dry_run: bool
) -> None:
    """Open a draft: a copy of what is in service, to be edited in peace.

    KIND/NAME is like `script/main_menu`. The copy stands behind its original, with the next
    number; callers notice nothing of it until `ccdsl promote`.
    """
    with changing(project, f"draft {name}", today=today, at=at, dry_run=dry_run) as change:
        allowed(change, "edit-drafts", by)
        key = asked(change, name)
        rewritten = done(draft(change.standing, key))
        ahead = draft_ahead(change.basis, rewritten)
        finish(change, ahead)
    if dry_run:
        say("nothing was written: this was a dry run")
        return
    program = ahead.compiled.program
    made = next(one for one in program.versions[key] if one.version.state is ast.State.DRAFT)
    line = program.sources[made.span.path].position(made.span.start).line
    number = made.version.number.text
    result(f"{made.span.path}:{line}: {key[0]} {key[1]} version {number} draft\n")
    if ahead.drafts:
        say("note: the draft has yet to do what is asked of it; `ccdsl check` says what")
    say(f'next: edit it, `ccdsl check`, then `ccdsl promote {"/".join(key)} --note "…"`')
