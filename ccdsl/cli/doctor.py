"""`ccdsl doctor`: this machine, and what a project needs around its sources."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ccdsl.cli.ends import Exit
from ccdsl.cli.examination import Mark, Note
from ccdsl.cli.options import folders, today_option
from ccdsl.cli.output import result
from ccdsl.cli.project import judge, open_project
from ccdsl.store.project import find_project

_WORDS = {Mark.FINE: "ok", Mark.REMARK: "note", Mark.WRONG: "wrong"}


@click.command("doctor")
@click.argument("project", required=False, metavar="[PROJECT]", shell_complete=folders)
@today_option
def command(project: str | None, today: date) -> Exit:
    """Look over this machine, and what a project needs around it.

    PROJECT is its folder (this one, if it is one). The exit code is 1 if anything is wrong.
    """
    from ccdsl.cli.machine import examine_machine

    notes = list(examine_machine())
    result(_section("this machine", notes))
    if project is None and not _is_project_here():
        result("\nno project here; name its folder to have it looked over\n")
    else:
        found = _examine(project or ".", today)
        result("\n" + _section("the project", found))
        notes += found
    is_wrong = any(note.mark is Mark.WRONG for note in notes)
    return Exit.FINDINGS if is_wrong else Exit.CLEAN


def _is_project_here() -> bool:
    here = Path().absolute()
    return find_project(here) == here


def _examine(project: str, today: date) -> list[Note]:
    from ccdsl.cli.surroundings import examine_project

    return list(examine_project(judge(open_project(project), today)))


def _section(title: str, notes: Iterable[Note]) -> str:
    """Return a heading with a line for each note."""
    lines = [f"  {_WORDS[note.mark]:<5}  {note.text}\n" for note in notes]
    return f"{title}\n" + "".join(lines)
