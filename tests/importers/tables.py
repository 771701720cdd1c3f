"""Projects, the tables built of them, and the centers read back from those."""

import json

from ccdsl.analysis import find_facts
from ccdsl.analysis.compare_sides import Half, half_of
from ccdsl.analysis.examining import examine
from ccdsl.analysis.plan import plan
from ccdsl.analysis.plan_records import Plan
from ccdsl.backends.table import table_document
from ccdsl.compiler import read
from ccdsl.diagnostics import Problems
from ccdsl.model.canonical import Json
from ccdsl.model.facts import Facts
from ccdsl.model.files import MemoryFiles
from ccdsl.model.link import link
from ccdsl.model.program import Program, Which
from ccdsl.report.plan_noticed import noticed
from tests.runtime.tables import TODAY

Document = dict[str, Json]


def linked(files: dict[str, bytes]) -> tuple[Program, Facts]:
    """Return a project that is not judged: that takes long."""
    problems, memory = Problems(), MemoryFiles(contents=files)
    parsed = tuple(read(path, memory, problems) for path in memory.matching(()))
    program = link(parsed, memory, problems)
    assert program.is_whole
    return program, find_facts(examine(program), TODAY)


def document(program: Program, facts: Facts, which: Which = "in-service") -> Document:
    """Return a table as a reader of the file finds it."""
    made = json.loads(json.dumps(table_document(program, facts, which)))
    assert isinstance(made, dict)
    return made


def half(program: Program, facts: Facts, which: Which = "in-service") -> Half:
    """Return a center to compare."""
    made = half_of(program, facts, which)
    assert made is not None
    return made


def told(before: Half, after: Half) -> tuple[Plan, list[str]]:
    """Return a plan, and what it says but for the lines, in an order of its own."""
    made = plan((before, after))
    said = []
    for one in made.changes:
        sides = ((noticed(side.noticed), side.end) for side in (one.before, one.after))
        said.append(f"{made.wording.as_json(one.block)} {tuple(sides)}")
    return made, sorted(said)
