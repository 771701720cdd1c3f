"""The project's files as the compiler sees them: a mapping from path to bytes, read on demand."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, Protocol

from ccdsl.record import record

Reason = Literal["missing", "outside", "directory", "unreadable"]


@record
class Unreadable:
    """Why a file cannot be had; `outside`: the path, or a link in it, leaves the project."""

    reason: Reason
    detail: str


class Files(Protocol):
    """A project's files; paths are relative to the project, with forward slashes."""

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes of a file, or why they cannot be had."""
        ...

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path, or a link in it, leaves the project; None where it stays inside."""
        ...

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the paths of the source files that match, sorted; never any below `archive/`."""
        ...

    def archived(self) -> tuple[str, ...]:
        """Return the paths `archive/KIND/….ccdsl`, sorted."""
        ...


@record
class MemoryFiles:
    """Files held in memory, for tests and editors."""

    contents: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes | Unreadable:
        """Return the bytes of a file, or that it is missing."""
        if (left := self.leaves(path)) is not None:
            return left
        data = self.contents.get(path)
        return (
            Unreadable(reason="missing", detail="there is no such file") if data is None else data
        )

    def leaves(self, path: str) -> Unreadable | None:
        """Return that a path leaves the project; there are no links in memory."""
        if path.startswith("/") or ".." in path.split("/"):
            return Unreadable(reason="outside", detail="the path leaves the project")
        return None

    def matching(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return all `.ccdsl` files but those of the archive; patterns are the disk's affair."""
        del patterns
        return tuple(
            sorted(
                path
                for path in self.contents
                if path.endswith(".ccdsl") and not path.startswith("archive/")
            )
        )

    def archived(self) -> tuple[str, ...]:
        """Return the paths `archive/KIND/….ccdsl`, sorted."""
        return tuple(sorted(path for path in self.contents if is_archived(path)))


def is_archived(path: str) -> bool:
    """Whether a path is one that the source of a version out of service may have."""
    folder, *rest = path.split("/")
    return folder == "archive" and len(rest) == 2 and path.endswith(".ccdsl")  # noqa: PLR2004 - kind and name
