"""The center as the last release left it, found among what a project was and is."""

from datetime import date

from ccdsl.compiler import Compiled, compile_project, read
from ccdsl.diagnostics import Problems
from ccdsl.lifecycle.overlay import Overlay
from ccdsl.lifecycle.overview import is_released
from ccdsl.lifecycle.standing import Standing
from ccdsl.lifecycle.steps import stay
from ccdsl.lifecycle.table_digest import table_digest
from ccdsl.model.files import Files
from ccdsl.model.link import link
from ccdsl.model.lock import Lock
from ccdsl.model.program import Program
from ccdsl.model.reach import reach_of
from ccdsl.model.settings import Settings
from ccdsl.rules.answerable import is_whole


def as_released(files: Files, settings: Settings, today: date, lock: Lock) -> Compiled | None:
    """Return the center in service that files hold, if that is what a lock's last release left.

    The lock has digests only, and they say for certain whether it is. Drafts are left out, as they
    are when a release is judged.
    """
    problems = Problems()
    parsed = tuple(read(path, files, problems) for path in files.matching(settings.sources))
    program = link(parsed, files, problems)
    if not problems and not _reaches_the_same(program, lock):
        return None
    alone = stay(Standing(program=program, files=files, lock=None)).alone
    edited = Overlay(base=files, edits={one.path: one for one in alone.edits}, unguarded=True)
    compiled = compile_project(edited, settings, today)
    return compiled if is_last_release(compiled, lock) else None


def _reaches_the_same(program: Program, lock: Lock) -> bool:
    kept = {key: one.reach for key, one in lock.in_service.items()}
    return reach_of(program).digests == kept


def is_last_release(compiled: Compiled, lock: Lock) -> bool:
    """Whether a project has in service what the last release of a lock left there."""
    if not is_whole(compiled.diagnostics):
        return False
    return is_released(reach_of(compiled.program), lock, table_digest(compiled))
