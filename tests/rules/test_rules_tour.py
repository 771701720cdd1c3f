"""The tour uses every kind of declaration, and there is nothing to say about it."""

import os
from pathlib import Path

import pytest

from ccdsl.compiler import compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from tests.rules.projects import TODAY

_SHARED = Path(os.environ.get("CCDSL_SHARED") or Path(__file__).parents[3] / "shared")
_TOUR = _SHARED / "design" / "tour"


@pytest.mark.skipif(not _TOUR.is_dir(), reason="the tour is not here (CCDSL_SHARED)")
def test_nothing_is_said_about_the_tour() -> None:
    files = sorted(path for path in _TOUR.rglob("*") if path.is_file())
    contents = {path.relative_to(_TOUR).as_posix(): path.read_bytes() for path in files}
    result = compile_project(MemoryFiles(contents=contents), Settings(), TODAY)
    assert result.program.is_whole
    assert result.diagnostics == ()
