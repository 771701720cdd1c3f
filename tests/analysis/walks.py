"""Walks of small centers that a test writes down, or of a project on disk."""

from datetime import date
from pathlib import Path

from ccdsl.analysis.asking import make_side
from ccdsl.analysis.axes import Grounds
from ccdsl.analysis.sets import BUDGET
from ccdsl.analysis.uses import center_flows
from ccdsl.analysis.walking import Walk, walk
from ccdsl.compiler import Compiled, compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.program import Which
from ccdsl.model.settings import Settings
from tests.analysis.spaces import make_spaces
from tests.rules.projects import TODAY, compiled


def small(text: str) -> Compiled:
    """Compile a text with what usually surrounds the cases of rules."""
    return compiled(text, around=("base.ccdsl",), beside={})


def on_disk(folder: Path, today: date = TODAY) -> Compiled:
    """Compile the project of a folder."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return compile_project(MemoryFiles(contents=files), Settings(), today)


def walks(of: Compiled, which: Which = "in-service", budget: int = BUDGET) -> list[Walk]:
    """Return the walks of one of the two centers, one for each part that shares nothing."""
    facts = of.facts
    assert facts.window is not None
    side = make_side(0, of.program, facts.calendars)
    center = center_flows(side, facts.flows[which])
    grounds = Grounds(facts.window, (of.program,), (facts.calendars,))
    return [walk(space) for space in make_spaces(center, grounds, budget)]
