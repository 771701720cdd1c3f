"""`plan` after a change in one script, beside the full analysis of the center.

Run as `python -m tests.bench.bench_plan`; both are timed in turn, without reading the sources.
"""

import gc
import sys
import tempfile
from pathlib import Path

from ccdsl.analysis import find_facts
from ccdsl.analysis.compare_sides import Half, half_of
from ccdsl.analysis.examining import examine
from ccdsl.analysis.plan import plan
from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import read_settings
from tests.bench.centers import write_center
from tests.bench.timing import in_turn, say
from tests.simulate.centers import TODAY

DECLARATIONS = 4_000
TIMES_FASTER = 5


def read(contents: dict[str, bytes]) -> Compiled:
    """Compile a project's files."""
    settings = read_settings("ccdsl.yaml", contents["ccdsl.yaml"], Problems())
    return compile_project(MemoryFiles(contents=contents), settings, TODAY)


def half(compiled: Compiled) -> Half:
    """Return the center in service."""
    found = half_of(compiled.program, compiled.facts, "in-service")
    if found is None:
        sys.exit("the calendar of the generated center cannot be read")
    return found


def main() -> None:
    """Print how many times faster a plan is, and whether that is enough."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "center"
        write_center(root, DECLARATIONS)
        contents = {
            each.relative_to(root).as_posix(): each.read_bytes()
            for each in sorted(root.rglob("*"))
            if each.is_file()
        }
    edited = dict(contents)
    part = edited["part_0003.ccdsl"]
    edited["part_0003.ccdsl"] = part.replace(b'key 4 "Life"', b'key 5 "Life"', 1)
    before, after = read(contents), read(edited)
    gc.disable()

    def analyse() -> None:
        # A program keeps what was found of it; what is asked anew is all that takes time here.
        find_facts(examine(after.program), TODAY)

    def compare() -> None:
        after.program.digests.clear()
        before.program.digests.clear()
        found = plan((half(before), half(after)))
        if not found.changes:
            sys.exit("the plan found no change")

    full, planned = in_turn(analyse, compare)
    print(f"full analysis {full:.2f} s, plan {planned:.2f} s")
    met = say("times faster than a full analysis", full / planned, TIMES_FASTER, at_most=False)
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
