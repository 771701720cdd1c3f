"""Centers for tests: the examples, and small ones written in a test."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings, read_settings
from ccdsl.simulate.center import Center

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
MONDAY = int(datetime.fromisoformat("2026-11-23T09:30-05:00").timestamp())

FRAME = """
center c {
  timezone America/New_York
  languages en-US, es-US
  calendar 2026-01-01 to 2027-12-31
  on-failure -> hang-up
}
prompt hello { en-US "Hello." es-US "Hola." }
prompt again { en-US "Again." es-US "Otra vez." }
prompt sorry { en-US "Sorry." es-US "Perdón." }
prompt bye { en-US "Goodbye." es-US "Adiós." }
entry line { voice +18005550100 routing main }
"""


def compiled(text: str, **files: str) -> Compiled:
    """Compile a text behind the frame; only what would stop a call is looked at."""
    contents = {"main.ccdsl": (FRAME + text).encode()}
    contents |= {
        name.replace("__", "/").replace("_", "."): one.encode() for name, one in files.items()
    }
    return compile_project(MemoryFiles(contents=contents), Settings(), TODAY)


def center_of(text: str, **files: str) -> Center:
    """Return the in-service center of a text that has no text errors and no unknown names."""
    program = compiled(text, **files).program
    assert program.is_whole
    return Center(program=program, view=program.in_service)


@cache
def project(path: str) -> Compiled:
    """Compile a project of this repository."""
    root = ROOT / path
    contents = {
        each.relative_to(root).as_posix(): each.read_bytes()
        for each in sorted(root.rglob("*"))
        if each.is_file()
    }
    settings = read_settings("ccdsl.yaml", contents["ccdsl.yaml"], Problems())
    return compile_project(MemoryFiles(contents=contents), settings, TODAY)
