"""Projects with a history: texts released one after the other, and what is there afterwards."""

from collections.abc import Mapping
from datetime import date

from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.lock import LOCK, Lock, archive_path
from ccdsl.model.lock_guard import Guard
from ccdsl.model.lock_next import Signature, next_release
from ccdsl.model.lock_read import read_lock
from ccdsl.model.lock_text import lock_text
from ccdsl.model.program import Program
from ccdsl.model.settings import Settings
from tests.rules.projects import HERE, MAIN, ROSTER, TODAY

Texts = dict[str, str]
"""A project's files by path."""


def project(text: str, beside: Mapping[str, str] | None = None) -> Texts:
    """Return a project of a text, the files around it less what it declares, and others."""
    base = (HERE / "base.ccdsl").read_text(encoding="utf-8")
    roster = (HERE / "roster.yaml").read_text(encoding="utf-8")
    return {MAIN: text, "base.ccdsl": base, ROSTER: roster, **(beside or {})}


def check(texts: Texts, guard: Guard | None = None, today: date = TODAY) -> Compiled:
    """Compile a project, held to its lock or to more."""
    return compile_project(files_of(texts), Settings(), today, guard or Guard())


def files_of(texts: Texts) -> MemoryFiles:
    """Return a project's files."""
    return MemoryFiles(contents={path: text.encode() for path, text in texts.items()})


def codes(compiled: Compiled) -> list[str]:
    """Return the codes of what is said that speak of versions, each once."""
    found = (one.code for one in compiled.diagnostics)
    return list(dict.fromkeys(code for code in found if code.startswith("CC5")))


def lock_of(texts: Texts) -> Lock:
    """Return a project's lock; one that cannot be read is the test's mistake."""
    problems = Problems()
    lock = read_lock(LOCK, texts[LOCK].encode(), problems).lock
    assert lock is not None, list(problems)
    return lock


def release(texts: Texts, by: str = "maria", note: str = "", day: int = 1) -> Texts:
    """Return a project after a release of what it has in service; nothing is checked.

    What the release takes out of service must be in its place, `archive/`, already.
    """
    bare = {path: text for path, text in texts.items() if path != LOCK}
    before = lock_of(texts) if LOCK in texts else None
    program = check({path: text for path, text in bare.items() if "archive/" not in path}).program
    at = f"2026-11-{day:02}T09:00:00Z"
    signed = Signature(at=at, by=by, note=note, table="0" * 64)
    return {**bare, LOCK: lock_text(next_release(before, program, signed))}


def change(texts: Texts, text: str) -> Texts:
    """Return a project with another main text; what it takes out of service is archived."""
    before = check({path: each for path, each in texts.items() if path == MAIN}).program
    after = check({MAIN: text}).program
    return {**texts, **_archived(texts, before, after), MAIN: text}


def _archived(texts: Texts, before: Program, after: Program) -> Texts:
    found: Texts = {}
    for one in before.in_service.declarations():
        number = one.version.number.value
        now = after.in_service.chosen(one.kind, one.name.text)
        if now is None or now.version.number.value != number:
            block = texts[MAIN][one.span.start : one.span.end]
            key = (one.kind, one.name.text, number)
            found[archive_path(key)] = block.replace("in-service", "retired", 1) + "\n"
    return found
