"""Where a command writes: what may not be written over, and the way from there to the sources."""

import os
from pathlib import Path
from urllib.parse import quote

from ccdsl.cli.ends import Refusal
from ccdsl.cli.project import Project, shown
from ccdsl.store.project import SETTINGS

_READ = (".ccdsl", ".yaml", ".yml", ".csv")
"""How the names of files end that people write and a project reads."""


def way_home(project: Path, folder: Path) -> str:
    """Return the way from a folder that is written to, to the project's, as part of an address.

    It is empty where both are one, and else ends with a slash.
    """
    way = os.path.relpath(project.resolve(), folder.resolve())
    return "" if way == "." else f"{quote(Path(way).as_posix())}/"


def spare_sources(project: Project, path: Path) -> None:
    """Refuse to write a result over a file that the project reads."""
    real, root = path.resolve(), project.folder.resolve()
    if real == root / SETTINGS or (
        real.suffix in _READ and real.is_file() and real.is_relative_to(root)
    ):
        raise Refusal(f"`{shown(path)}` is a part of the project", "give the output another name")


def output_path(name: str) -> Path:
    """Return the path that `--out` names; refuse an empty one, as an unset variable gives it."""
    if not name.strip():
        raise Refusal("`--out` names nothing", "write it like `--out build`")
    return Path(name)
