"""A project's files as they would be."""

from collections.abc import Mapping
from dataclasses import field

from ccdsl.lifecycle.edits import Edit
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK
from ccdsl.record import record

ARCHIVE = "archive/"
_GONE = Unreadable(reason="missing", detail="there is no such file")


@record
class Overlay:
    """Files with some of them edited; `unguarded`, as if there were neither lock nor archive."""

    base: Files
    edits: Mapping[str, Edit] = field(default_factory=dict)
    unguarded: bool = False

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes that a file would have, or why they could not be had."""
        if self.unguarded and (path == LOCK or path.startswith(ARCHIVE)):
            return _GONE
        edit = self.edits.get(path)
        if edit is None:
            return self.base.read(path)
        return _GONE if edit.after is None else edit.after

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path, or a link in it, leaves the project."""
        return self.base.leaves(path)

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sources; no edit makes a new one or takes one away."""
        return self.base.matching(patterns)

    def archived(self) -> tuple[str, ...]:
        """Return the paths of the files that there would be below `archive/`, sorted."""
        if self.unguarded:
            return ()
        edited = {path for path in self.edits if path.startswith(ARCHIVE)}
        there = {path for path in edited if self.edits[path].after is not None}
        return tuple(sorted({*self.base.archived()} - edited | there))
