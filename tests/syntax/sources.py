"""The texts that these tests are run over, and how a test asks for one."""

import os
from pathlib import Path

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.source import Source
from ccdsl.syntax.parser import File, parse

ROOT = Path(__file__).parents[2]
EXAMPLES = tuple(sorted((ROOT / "examples").rglob("*.ccdsl")))
TEXTS = tuple(sorted((Path(__file__).parent / "layout").glob("*.ccdsl")))


def tour() -> str:
    """Return the tour's text; skips where the shared files are not at hand."""
    shared = Path(os.environ.get("CCDSL_SHARED") or ROOT.parent / "shared")
    path = shared / "design" / "tour" / "tour.ccdsl"
    if not path.is_file():
        pytest.skip("the tour is not beside this checkout; set CCDSL_SHARED")
    return path.read_text(encoding="utf-8")


def parsed(text: str) -> tuple[File, Problems]:
    """Parse a text and return what came of it."""
    problems = Problems()
    return parse(Source(path="a.ccdsl", text=text), problems), problems
