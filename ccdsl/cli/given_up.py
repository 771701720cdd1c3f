"""Where the text is that a repair of the lock has given up: at a commit of the merge."""

from collections.abc import Iterator
from pathlib import Path

from ccdsl.diagnostics import Problems
from ccdsl.lifecycle.repair import Given
from ccdsl.model.files import Unreadable
from ccdsl.model.lock_own import own_digest
from ccdsl.store.git import RevisionFiles, find_revision, merged_commits
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import parse

_EVERY_SOURCE = ("**/*.ccdsl",)
_SHORT = 12


def places_of(folder: Path, lost: tuple[Given, ...]) -> Iterator[tuple[Given, str | None]]:
    """Yield each text that was given up, and the command of git that shows it, if one does."""
    sides = [find_revision(folder, each) for each in merged_commits(folder)] if lost else []
    for given in lost:
        yield given, next((found for each in sides if (found := _place(each, given))), None)


def _place(side: RevisionFiles, given: Given) -> str | None:
    for path in side.matching(_EVERY_SOURCE):
        data = side.read(path)
        if isinstance(data, Unreadable) or given.name.encode() not in data:
            continue
        for one in parse(decode(path, data, Problems()), Problems()).declarations:
            if isinstance(one, ast.Versioned) and own_digest(one) == given.content:
                return f"git show {side.commit[:_SHORT]}:./{path}"
    return None
