"""A project's files, one of which has other bytes than the disk has."""

from os.path import normpath

from ccdsl.model.files import Files, Unreadable
from ccdsl.record import record
from ccdsl.store.patterns import is_source


@record
class Replaced:
    """Files with one in the place of another, or beside them; `counts`, as a source anyhow."""

    files: Files
    path: str
    data: bytes
    counts: bool = False

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes of a file, or why they cannot be had."""
        return self.data if normpath(path) == self.path else self.files.read(path)

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path, or a link in it, leaves the project."""
        return None if normpath(path) == self.path else self.files.leaves(path)

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sources that match, sorted, among them the replaced one if it does."""
        found = set(self.files.matching(patterns))
        if self.counts or is_source(self.path, patterns):
            found.add(self.path)
        return tuple(sorted(found))

    def archived(self) -> tuple[str, ...]:
        """Return the paths `archive/KIND/….ccdsl`, sorted."""
        return self.files.archived()
