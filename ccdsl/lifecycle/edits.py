"""Edits of a project's files, as data: what a file holds, and what it is to hold."""

from ccdsl.record import record


@record
class Edit:
    """One file before and after; None is a file that is not there.

    `path` is relative to the project, with forward slashes. A file that moves is two edits.
    """

    path: str
    before: bytes | None
    after: bytes | None
