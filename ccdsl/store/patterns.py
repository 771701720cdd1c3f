"""Patterns of paths: `*` and `?` within a name, `[ab]` one of some, `**` any number of folders.

A set of patterns is followed down a tree name by name, so that a folder in which nothing can
match is never entered.
"""

from fnmatch import fnmatchcase

Pattern = tuple[str, ...]


def parse(pattern: str) -> Pattern:
    """Return the names of a pattern's path."""
    return tuple(pattern.split("/"))


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
