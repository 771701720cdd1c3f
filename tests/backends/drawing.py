"""Projects compiled for tests of diagrams, and pictures of them."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ccdsl.backends.diagram.picture import Picture
from ccdsl.backends.diagram.pictures import all_pictures
from ccdsl.backends.diagram.world import World, world_of
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems, Severity
from ccdsl.model.files import MemoryFiles
from ccdsl.model.program import Which
from ccdsl.model.settings import read_settings

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(folder.parent.name for folder in (ROOT / "examples").glob("*/ccdsl.yaml"))
TODAY = date(2026, 11, 22)

HEAD = """
center test {
  timezone America/New_York
  languages en-US
  calendar 2026-01-01 to 2026-12-31
  on-failure -> hang-up
}
prompt hello { en-US "Hello." }
voicemail box { notify "box@test.example" }
entry line { voice +18005550100 routing inbound }
"""


class Drawn(NamedTuple):
    """A project and one of its centers."""

    compiled: Compiled
    world: World


def compiled_of(files: dict[str, bytes]) -> Compiled:
    """Compile a project that is held in memory."""
    settings = read_settings("ccdsl.yaml", files["ccdsl.yaml"], Problems())
    return compile_project(MemoryFiles(contents=files), settings, TODAY)


@cache
def example(name: str, which: Which = "in-service") -> Drawn:
    """Compile an example."""
    root = ROOT / "examples" / name
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    return _drawn(compiled_of(files), which)


def source(text: str, which: Which = "in-service") -> Drawn:
    """Compile the text of a center; `HEAD` comes first."""
    files = {"ccdsl.yaml": b'edition: 1\nsources: ["*.ccdsl"]\n', "a.ccdsl": (HEAD + text).encode()}
    return _drawn(compiled_of(files), which)


def _drawn(compiled: Compiled, which: Which) -> Drawn:
    errors = [one for one in compiled.diagnostics if one.severity is Severity.ERROR]
    assert not errors, errors
    return Drawn(compiled, world_of(compiled.program, compiled.facts, which))


def pictures(drawn: Drawn) -> tuple[Picture, ...]:
    """Return all pictures of a center."""
    return all_pictures(drawn.world)


def picture(drawn: Drawn, name: str) -> Picture:
    """Return the picture of that name."""
    return next(each for each in pictures(drawn) if each.name == name)
