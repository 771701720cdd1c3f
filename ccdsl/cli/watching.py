"""Running again whenever a file of a project changes."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

_PAUSE_S = 0.5
_SKIPPED = frozenset((".git", "build", "archive", "node_modules", ".venv"))

Snapshot = Mapping[str, tuple[int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Return when each file of a project was last written, in nanoseconds, and its size."""
    found: dict[str, tuple[int, int]] = {}
    for path in sorted(folder.rglob("*")):
        if _SKIPPED.isdisjoint(path.relative_to(folder).parts) and path.is_file():
            # An editor may take a file away between two looks.
            with suppress(FileNotFoundError):
                status = path.stat()
                found[path.as_posix()] = (status.st_mtime_ns, status.st_size)
    return found


def watch(look: Callable[[], Snapshot], act: Callable[[], None], pause: Callable[[], bool]) -> None:
    """Act once, and again after each change, until `pause` says that it is over."""
    before = look()
    act()
    while pause():
        now = look()
        if now != before:
            before = now
            act()


def pause() -> bool:
    """Wait a little; until it is interrupted, it is never over."""
    time.sleep(_PAUSE_S)
    return True
