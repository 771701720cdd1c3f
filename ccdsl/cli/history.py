"""`ccdsl history`: who released what, when and why."""

import click

from ccdsl.cli.complete import versioned
from ccdsl.cli.ends import Refusal
from ccdsl.cli.options import project_option
from ccdsl.cli.output import result, say
from ccdsl.cli.project import open_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import Unreadable
from ccdsl.model.lock import LOCK, Key, Lock, Release, named
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
    only = None if lock is None or name is None else _asked(lock, name)
    releases = () if lock is None else tuple(each for each in lock.releases if _moves(each, only))
    if lock is None:
        say(f"note: no release yet: there is no `{LOCK}`; `ccdsl release` makes the first one")
    elif find_flaw(lock) is not None:
        say(f"note: `{LOCK}` cannot be believed; `ccdsl check` says why")
    is_json = format_name == "json"
    result(history.render_json(releases) if is_json else history.render_text(releases, only))


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


def _asked(lock: Lock, name: str) -> frozenset[Key]:
    """Return what somebody means by a name; refuse one that nothing ever had."""
    known = sorted({move.key for release in lock.releases for move in release.moves})
    wanted = frozenset(key for key in known if name in (named(key), key[1]))
    if not wanted:
        close = nearest(name, [*map(named, known), *(key[1] for key in known)])
        way_out = f"did you mean `{close}`?" if close else "`ccdsl history` tells of all releases"
        raise Refusal(f"no release ever moved `{name}`", way_out)
    return wanted


def _moves(release: Release, only: frozenset[Key] | None) -> bool:
    return only is None or any(move.key in only for move in release.moves)
