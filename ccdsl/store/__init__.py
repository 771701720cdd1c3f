"""The only package that touches the disk: a project's files in, whole sets of files out."""

from ccdsl.store.disk import DiskFiles
from ccdsl.store.errors import StoreError
from ccdsl.store.outputs import write_outputs
from ccdsl.store.project import find_project, open_project
from ccdsl.store.replacing import replace_file

__all__ = [
    "DiskFiles",
    "StoreError",
    "find_project",
    "open_project",
    "replace_file",
    "write_outputs",
]
