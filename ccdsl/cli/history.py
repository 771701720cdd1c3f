"""`ccdsl history`: who released what, when and why."""

import click

from ccdsl.cli.complete import versioned
from ccdsl.cli.ends import Refusal
from ccdsl.cli.options import project_option
from ccdsl.cli.output import result, say
from ccdsl.cli.project import open_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import Unreadable
from ccdsl.model.lock import LOCK, Lock, Release
from ccdsl.model.lock_chain import find_flaw
from ccdsl.model.lock_read import read_lock
from ccdsl.report import history
from ccdsl.syntax.wording import nearest


@click.command("history")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=versioned)
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@project_option
def command(name: str | None, format_name: str, project: str) -> None:
    """Tell who released what, when and why.

    NAME is like `script/main_menu` or `main_menu`: only the releases that moved it, then. The
    latest comes first; in JSON, the earliest.
    """
    lock = _lock(project)
    releases = () if lock is None else _of(lock, name)
    if lock is None:
        say(f"note: no release yet: there is no `{LOCK}`; `ccdsl release` makes the first one")
    elif find_flaw(lock) is not None:
        say(f"note: `{LOCK}` cannot be believed; `ccdsl check` says why")
    render = history.render_json if format_name == "json" else history.render_text
    result(render(releases))


def _lock(project: str) -> Lock | None:
    """Return the lock of a project, None where there is none; refuse one that cannot be read."""
    data = open_project(project).files.read(LOCK)
    if isinstance(data, Unreadable):
        if data.reason == "missing":
            return None
        raise Refusal(f"`{LOCK}` cannot be read: {data.detail}")
    lock = read_lock(LOCK, data, Problems()).lock
    if lock is None:
        raise Refusal(f"`{LOCK}` cannot be understood", "`ccdsl check` says what is wrong with it")
    return lock


def _of(lock: Lock, name: str | None) -> tuple[Release, ...]:
    """Return the releases that moved a name, or all; refuse a name that nothing ever had."""
    if name is None:
        return lock.releases
    known = sorted({move.key for release in lock.releases for move in release.moves})
    wanted = {key for key in known if name in ("/".join(key), key[1])}
    if not wanted:
        close = nearest(name, [*("/".join(key) for key in known), *(key[1] for key in known)])
        way_out = f"did you mean `{close}`?" if close else "`ccdsl history` tells of all releases"
        raise Refusal(f"no release ever moved `{name}`", way_out)
    return tuple(
        release for release in lock.releases if any(move.key in wanted for move in release.moves)
    )
