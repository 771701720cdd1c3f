"""A project compiled from one state of its files, also while other commands change it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ccdsl.cli.output import say
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import Files, Unreadable
from ccdsl.model.lock import LOCK
from ccdsl.model.lock_guard import Guard
from ccdsl.model.settings import Settings
from ccdsl.source import Source
from ccdsl.store.meanwhile import Mark, is_quiet, mark
from ccdsl.store.project import JOURNAL
from ccdsl.syntax.decode import decode

_MOST_READINGS = 5


def compile_settled(
    folder: Path,
    files: Files,
    settings: Settings,
    today: date,
    guard: Guard,
    *,
    before: Mark,
    info: bool,
    proofs: bool,
) -> Compiled:
    """Compile a project as it was before or after every other command's change, never amidst one.

    `before` is the mark from before anything was read. What was read while somebody changed files
    is read again. Raises StoreError, which says who it is, where that does not come to an end.
    """
    for _ in range(_MOST_READINGS):
        compiled = compile_project(files, settings, today, guard, info=info, proofs=proofs)
        after = mark(folder)
        if is_quiet(before, after):
            return compiled
        if not after.is_changing and _is_as_read(files, compiled) and mark(folder) == after:
            return compiled
        _wait(folder)
        before = mark(folder)
    from ccdsl.store.holding import in_use

    raise in_use(folder / JOURNAL)


def _wait(folder: Path) -> None:
    """Wait for whoever is changing files."""
    from ccdsl.store.journal import recover

    for told in recover(folder):
        say(f"note: {told}")


def _is_as_read(files: Files, compiled: Compiled) -> bool:
    """Whether every file that commands change together still says what was read in it."""
    guarded = compiled.program.guarded
    texts: Mapping[str, Source] = compiled.program.sources
    if guarded is not None:
        texts = {**texts, **guarded.sources}
    if files.archived() != (tuple(guarded.archive) if guarded else ()):
        return False
    if LOCK not in texts and _text(files, LOCK) is not None:
        return False
    return all((_text(files, path) or "") == source.text for path, source in texts.items())


def _text(files: Files, path: str) -> str | None:
    data = files.read(path)
    return None if isinstance(data, Unreadable) else decode(path, data, Problems()).text
