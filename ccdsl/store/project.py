"""Which folder is a project."""

import os
from pathlib import Path

from ccdsl.store.disk import DiskFiles
from ccdsl.store.errors import StoreError

SETTINGS = "ccdsl.yaml"
JOURNAL = ".ccdsl-journal"
"""The folder, in a project, of whoever is changing it; gone when nobody is."""
ACT = "act"
"""What lies in the journal while files are being changed."""


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, `start` or one above it, that has a `ccdsl.yaml`; absolute."""
    absolute = start.absolute()
    candidates = (absolute, *absolute.parents)
    return next((folder for folder in candidates if _is_project(folder)), None)


def open_project(folder: Path) -> DiskFiles:
    """Return the files of the project in `folder`; raises StoreError where there is none."""
    if _is_project(folder):
        return DiskFiles(root=folder)
    if not folder.exists():
        raise StoreError("there is no such folder", folder)
    if not folder.is_dir():
        raise StoreError("this is a file; name the folder of the project", folder)
    message = f"this folder is no project: it has no {SETTINGS}"
    above = find_project(folder)
    if above is not None:
        way_up = os.path.relpath(above, folder.absolute())
        message += f"; `{os.path.normpath(folder / way_up)}` above it has one"
    raise StoreError(message, folder)


def _is_project(folder: Path) -> bool:
    return os.path.lexists(folder / SETTINGS)
