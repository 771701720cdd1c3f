"""Which paths are a project's sources, and which stay inside it.

In patterns, `*` and `?` stand for what is within a name, `[ab]` for one of some, `**` for any
number of folders. A set of patterns is followed down a tree name by name, so that a folder in
which nothing can match is never entered.
"""

from fnmatch import fnmatchcase
from pathlib import PureWindowsPath

Pattern = tuple[str, ...]
# What the tool itself writes, and what others install, holds no source of this project.
_AT_THE_TOP = ("archive", "build")
_ANYWHERE = ("node_modules", "__pycache__")


def parse(pattern: str) -> Pattern:
    """Return the names of a pattern's path."""
    return tuple(pattern.split("/"))


def is_source(path: str, patterns: tuple[str, ...]) -> bool:
    """Return whether a path is one that the disk would find by some patterns, were it there."""
    *folders, name = path.split("/")
    if not all(is_searched(one, at_top=place == 0) for place, one in enumerate(folders)):
        return False
    rest = frozenset(parse(pattern) for pattern in patterns)
    for part in (*folders, name):
        rest = advance(rest, part)
    return is_end(rest) and not name.startswith(".")


def is_searched(name: str, *, at_top: bool) -> bool:
    """Return whether sources are looked for in a folder of this name."""
    return not (name.startswith(".") or name in _ANYWHERE or (at_top and name in _AT_THE_TOP))


def is_relative(path: str) -> bool:
    """Return whether a path can only mean something below the folder it starts from."""
    parts = path.replace("\\", "/").split("/")
    is_rooted = path.startswith(("/", "\\")) or PureWindowsPath(path).drive != ""
    return not is_rooted and ".." not in parts


def is_inside(path: str) -> bool:
    """Whether a path can only mean a file below the folder it starts from, on every system."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts)


def advance(patterns: frozenset[Pattern], name: str) -> frozenset[Pattern]:
    """Return what is left of the patterns to match below a file or folder called `name`."""
    return frozenset(rest for pattern in patterns for rest in _after(pattern, name))


def is_end(patterns: frozenset[Pattern]) -> bool:
    """Return whether one of the patterns has come to its end."""
    return () in patterns


def _after(pattern: Pattern, name: str) -> tuple[Pattern, ...]:
    if not pattern:
        return ()
    head, *rest = pattern
    if head == "**":
        return (pattern, *_after(tuple(rest), name))
    return (tuple(rest),) if fnmatchcase(name, head) else ()
