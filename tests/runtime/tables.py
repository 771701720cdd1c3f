"""Projects compiled in memory, and their tables."""

from datetime import date
from functools import cache
from pathlib import Path

from ccdsl.backends import emit
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems, Severity
from ccdsl.model.files import MemoryFiles
from ccdsl.model.program import Which
from ccdsl.model.settings import read_settings
from ccdsl.runtime import RoutingTable

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
PROJECTS = (
    ROOT / "tests" / "projects" / "tour",
    *sorted(path.parent for path in (ROOT / "examples").glob("*/ccdsl.yaml")),
)
"""The tour, and every example."""

SETTINGS = b'edition: 1\nsources:\n  - "*.ccdsl"\n'


@cache
def compiled(project: Path) -> Compiled:
    """Return a project of the disk, compiled."""
    files = {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file()
    }
    return compile_files(files)


def compile_files(files: dict[str, bytes]) -> Compiled:
    """Return a project held in memory, compiled; settings are added where there are none."""
    files = {"ccdsl.yaml": SETTINGS, **files}
    problems = Problems()
    settings = read_settings("ccdsl.yaml", files["ccdsl.yaml"], problems)
    assert not list(problems)
    return compile_project(MemoryFiles(contents=files), settings, TODAY)


def compile_text(text: str) -> Compiled:
    """Return one file of source, compiled; it parses, and every name is known.

    What the other rules think of a small test center is theirs to test.
    """
    made = compile_files({"center.ccdsl": text.encode()})
    errors = [one for one in made.diagnostics if one.severity is Severity.ERROR]
    assert not [one for one in errors if one.code < "CC2"]
    return made


def artifact(made: Compiled, path: str, view: Which = "in-service") -> str:
    """Return the text of one file that a project is built to."""
    return next(one.text for one in emit(made, view) if one.path == path)


@cache
def table_of(project: Path, view: Which = "in-service") -> RoutingTable:
    """Return a project's table, loaded."""
    return RoutingTable.from_text(artifact(compiled(project), "routing-table.json", view))


def table_from(text: str) -> RoutingTable:
    """Return the table of one file of source."""
    return RoutingTable.from_text(artifact(compile_text(text), "routing-table.json"))
