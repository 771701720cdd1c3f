"""The interpreter: scenario runs a second on harbor, and `test` beside `check` on many scenarios.

Run as `python -m tests.bench.bench_simulate`.
"""

import gc
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from ccdsl.cli.project import judge, open_project
from ccdsl.model.program import Program
from ccdsl.simulate.center import Center
from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.judge import counts
from ccdsl.simulate.run import simulate
from tests.bench.timing import byte_compile, command, in_turn, say

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"
TODAY = "2026-11-22"
_ROUNDS = 9
_RUNS = 4_000


def runs_a_second(program: Program) -> float:
    """Return the median speed of running harbor's scenarios, the project loaded once."""
    center = Center(program=program, view=program.in_service)
    cases = [
        (contact_of(program, one), world_of(one))
        for one in program.scenarios
        if counts(program.in_service, one.applies)
    ]
    speeds = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for number in range(_RUNS):
            simulate(center, *cases[number % len(cases)])
        speeds.append(_RUNS / (time.perf_counter() - began))
    return statistics.median(speeds)


def write_thousand(folder: Path) -> Path:
    """Write harbor with a thousand scenarios, its own again and again under other titles."""
    shutil.copytree(HARBOR, folder)
    checks = folder / "checks.ccdsl"
    text = checks.read_text(encoding="utf-8")
    first = text.index('scenario "')
    before, scenarios = text[:first], text[first:]
    times = -(-1_000 // scenarios.count('scenario "'))
    again = [scenarios.replace('scenario "', f'scenario "{number} ') for number in range(times)]
    checks.write_text(before + "\n".join(again), encoding="utf-8")
    return folder


def main() -> None:
    """Measure and print."""
    byte_compile()
    gc.disable()  # as every command does
    program = judge(open_project(str(HARBOR)), date.fromisoformat(TODAY)).compiled.program
    met = say("scenario runs a second on harbor", runs_a_second(program), 20_000, at_most=False)
    with tempfile.TemporaryDirectory() as name:
        folder = write_thousand(Path(name) / "harbor")
        ccdsl = (sys.executable, "-m", "ccdsl")
        test = command(*ccdsl, "test", folder, "--today", TODAY)
        check = command(*ccdsl, "check", folder, "--today", TODAY)
        tested, checked = in_turn(test, check)
        met &= say("test of 1,000 scenarios, times check", tested / checked, 2, at_most=True)
    sys.exit(not met)


if __name__ == "__main__":
    main()
