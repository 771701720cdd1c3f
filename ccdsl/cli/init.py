"""`ccdsl init`: a small project that compiles."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from string import Template

import click

from ccdsl import __version__
from ccdsl.cli.ends import Refusal
from ccdsl.cli.options import folders, today_option
from ccdsl.cli.output import result, say
from ccdsl.store.errors import StoreError, words
from ccdsl.store.replacing import replace_file

FILES = {
    "ccdsl.yaml": "ccdsl.yaml",
    "center.ccdsl": "center.ccdsl",
    "people.ccdsl": "people.ccdsl",
    "checks.ccdsl": "checks.ccdsl",
    "people/roster.yaml": "roster.yaml",
    ".github/workflows/ccdsl.yml": "workflow.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".gitignore": "gitignore",
}
"""Every file of a new project, and its template."""

_KEPT = ".gitignore"
_TEMPLATES = Path(__file__).parent / "templates"


@click.command("init")
@click.argument("folder", default=".", metavar="[FOLDER]", shell_complete=folders)
@today_option
def command(folder: str, today: date) -> None:
    """Make a small project that compiles.

    FOLDER is made if it is not there (this one, if none is given). Nothing that exists is
    overwritten. The project's calendar begins with the year of --today.
    """
    root = Path(folder)
    _refuse_to_overwrite(root)
    wanted = {path: name for path, name in FILES.items() if not (root / path).exists()}
    _create(root, {path: _filled(name, today) for path, name in wanted.items()})
    result("".join(f"{(root / path).as_posix()}\n" for path in wanted))
    if _KEPT not in wanted:
        say(f"`{_KEPT}` is kept as it is; `build/` should stand in it")
    there = "" if folder == "." else f" {root.as_posix()}"
    say(f"next: `ccdsl check{there}`, then `ccdsl build{there}`")
    at = "" if folder == "." else f" -C {root.as_posix()}"
    say(f"before the first push: `ccdsl release --by sam{at}` makes the lock that CI asks for")


def _filled(name: str, today: date) -> str:
    """Return a template with its dates, so that the calendar covers the days to come."""
    eighth = date(today.year, 1, 8)
    monday = eighth + timedelta(days=-eighth.weekday() % 7)
    template = Template((_TEMPLATES / name).read_text(encoding="utf-8"))
    return template.substitute(
        year=f"{today.year:04}", next=f"{today.year + 1:04}", monday=monday, version=__version__
    )


def _refuse_to_overwrite(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise Refusal(f"`{root.as_posix()}` is a file", "name a folder, or one to be made")
    there = [path for path in FILES if path != _KEPT and (root / path).exists()]
    sources = sorted(path.name for path in root.glob("*.ccdsl") if path.name not in FILES)
    if there or sources:
        listed = ", ".join(f"`{path}`" for path in (*there, *sources))
        raise Refusal(
            f"`{root.as_posix()}` already has {listed}", "name another folder: `ccdsl init FOLDER`"
        )


def _create(root: Path, files: Mapping[str, str]) -> None:
    """Write all files, or none: what was made before an error is taken away again."""
    with ExitStack() as undo:
        for path, text in files.items():
            target = root / path
            _make_folder(target.parent, undo)
            undo.callback(target.unlink, missing_ok=True)
            replace_file(target, text.encode())
        undo.pop_all()


def _make_folder(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it."""
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            try:
                each.mkdir()
            except OSError as error:
                raise StoreError(f"this folder cannot be made: {words(error)}", each) from error
            undo.callback(each.rmdir)
