"""The exact analysis: beside `check` without it, beside CUDD, its growth, its worst case, memory.

Run as `python -m tests.bench.bench_analysis`; needs the `dev` extra (dd, with CUDD where its wheel
has it).
"""

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ccdsl.analysis.asking import Context
from ccdsl.analysis.axes import Axis
from ccdsl.analysis.examining import Examined, examine
from ccdsl.analysis.guards import Guards
from ccdsl.analysis.sets import Sets
from ccdsl.analysis.spaces import Space
from ccdsl.compiler import read
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.link import link
from ccdsl.model.program import Program
from ccdsl.model.settings import read_settings
from ccdsl.syntax import ast
from tests.bench.timing import byte_compile, command, in_turn, say
from tests.exact.dd import BDD
from tests.exact.large import large_center, rules_center

TODAY = ("--today", "2026-11-22")
LIMIT = 120.0
"""Seconds after which a peer is stopped; it then counts as having taken so long."""


def program_of(files: Mapping[str, bytes]) -> Program:
    """Return the program that some files declare."""
    problems = Problems()
    memory = MemoryFiles(contents=dict(files))
    settings = read_settings("ccdsl.yaml", files["ccdsl.yaml"], problems)
    parsed = tuple(read(path, memory, problems) for path in memory.matching(settings.sources))
    return link(parsed, memory, problems)


def dead_by_walk(program: Program) -> int:
    """Return how many rules of routings nobody is taken by; raises where that is undecided."""
    examined = examine(program)
    assert is_decided(examined)
    alive = {
        (place.name, place.node)
        for walk in examined.centers["in-service"].walks
        for _, place in walk.reached()
        if place.kind == "routing" and place.node
    }
    flows = examined.centers["in-service"].flows
    routings = dict.fromkeys(entry.routing.text for entry in program.entries.values())
    return sum(
        (name, rule.target) not in alive
        for name in routings
        for rule in flows[("routing", name)].rules
    )


def dead_by_sets(examined: Examined) -> int:
    """Return how many rules take nobody, by our diagrams alone, from nothing but the atoms."""
    count = 0
    for walk in examined.centers["in-service"].walks:
        space, sets = walk.space, Sets(walk.space.axes.sizes)
        guards = Guards(space.center.side, space.axes, sets)
        for entry in space.entries:
            lines = space.axes.line_bits(space.center.side.lines[entry.name.text])
            left = sets.where(space.axes.places[Axis("line")], lines)
            context = Context(entry.arrival.channel, "")
            for rule in space.center.flows[("routing", entry.routing.text)].rules:
                holds = guards.of(rule.condition, context)
                taken, left = sets.parted(left, holds)
                count += not taken
    return count


def is_decided(examined: Examined) -> bool:
    """Whether every walk of a program came to its end."""
    return all(walk.complete for walk in examined.centers["in-service"].walks)


@dataclass
class Peer:
    """The same question put to another library, with atoms that are given to it."""

    space: Space
    bdd: BDD
    deadline: float

    def __post_init__(self) -> None:
        """Code every axis in as many bits as it needs."""
        self.names: dict[int, list[str]] = {}
        self.known: dict[tuple[int, int], object] = {}
        for place, size in enumerate(self.space.axes.sizes):
            count = max(1, (size - 1).bit_length())
            self.names[place] = [f"v{place}_{number}" for number in range(count)]
            self.bdd.declare(*self.names[place])

    def where(self, place: int, bits: int) -> object:
        """Return where an axis takes one of some atoms."""
        bits &= (1 << self.space.axes.sizes[place]) - 1
        found = self.known.get((place, bits))
        if found is None:
            found = self.bdd.false
            for atom in range(self.space.axes.sizes[place]):
                if bits >> atom & 1:
                    named = enumerate(self.names[place])
                    found |= self.bdd.cube({name: bool(atom >> n & 1) for n, name in named})
            self.known[(place, bits)] = found
        return found

    def of(self, condition: ast.Condition | None) -> object:
        """Return where a condition holds."""
        match condition:
            case None:
                return self.bdd.true
            case ast.And(parts=parts):
                found = self.bdd.true
                for part in parts:
                    found &= self.of(part)
                return found
            case _:
                axis, bits = self.space.guards._bits(condition)
                return self.where(self.space.axes.places[axis], bits)

    def dead(self) -> int:
        """Return how many rules take nobody; raises TimeoutError when the time is over."""
        count = 0
        place_of_lines = self.space.axes.places[Axis("line")]
        for entry in self.space.entries:
            lines = self.space.center.side.lines[entry.name.text]
            left = self.where(place_of_lines, self.space.axes.line_bits(lines))
            for rule in self.space.center.flows[("routing", entry.routing.text)].rules:
                if time.perf_counter() > self.deadline:
                    raise TimeoutError
                holds = self.of(rule.condition)
                count += (left & holds) == self.bdd.false
                left &= ~holds
        return count


def dead_by_peer(examined: Examined) -> int | None:
    """Return how many rules take nobody, by dd; None where it was stopped."""
    deadline = time.perf_counter() + LIMIT
    try:
        walks = examined.centers["in-service"].walks
        return sum(Peer(walk.space, BDD(), deadline).dead() for walk in walks)
    except TimeoutError:
        return None


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a project."""
    folder.mkdir(parents=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)
    return folder


def all_findings(folder: Path) -> bool:
    """Measure `check` with the exact analysis beside `check` without it."""
    center = write(folder / "large", large_center(5_000))
    whole = command(sys.executable, "-m", "ccdsl", "check", center, *TODAY, codes=(0, 1))
    without = command(sys.executable, "-m", "tests.bench.unexamined", center, *TODAY, codes=(0, 1))
    took, bare = in_turn(whole, without)
    what = (
        "check of 500 numbers, 5,000 rules, 300 steps, 2 years, times check without exact answers"
    )
    return say(what, took / bare, 3, at_most=True)


def beside_cudd() -> bool:
    """Find the dead rules among 20,000 on 200 entries, by both, from the same atoms."""
    program = program_of(rules_center(200, 100, wide=2))
    examined = examine(program)
    counts: list[int | None] = [dead_by_walk(program)]
    ours, theirs = in_turn(
        lambda: counts.append(dead_by_sets(examined)),
        lambda: counts.append(dead_by_peer(examined)),
        runs=3,
    )
    known = {count for count in counts if count is not None}
    assert len(known) == 1, counts
    what = f"dead rules among 20,000 on 200 entries ({counts[0]}): {BDD.__module__}, times ours"
    met = say(what, theirs / ours, 3, at_most=False)
    walked, theirs = in_turn(lambda: dead_by_walk(program), lambda: dead_by_peer(examined), runs=1)
    what = "the same with our walk through the whole center counted, and its rules alone"
    return met & say(what, theirs / walked, 1, at_most=False)


def growth() -> bool:
    """Compare 20,000 rules on 200 entries with 2,000 on 20."""
    few, many = (program_of(rules_center(entries, 100, wide=2)) for entries in (20, 200))
    large, small = in_turn(lambda: examine(many), lambda: examine(few), runs=3)
    return say("20,000 rules on 200 entries, times 2,000 on 20", large / small, 12, at_most=True)


def worst_case() -> bool:
    """Let 1,000 rules overlap on one entry; each center is decided, or said not to be."""
    met = True
    for wide in (1, 2, 3):
        program = program_of(rules_center(1, 1_000, wide=wide))
        began = time.perf_counter()
        examined = examine(program)
        took = time.perf_counter() - began
        word = "decided" if is_decided(examined) else "undecided"
        what = f"1,000 overlapping rules on one entry with {2 * wide} flags ({word}), seconds"
        met &= say(what, took, LIMIT, at_most=True)
    return met


def memory(folder: Path) -> bool:
    """Measure the peak of a whole `check` of the large center."""
    center = folder / "large"
    script = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    words = [sys.executable, "-m", "ccdsl", "check", str(center), *TODAY]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True)
    return say("peak memory of that check, MB", int(done.stdout) / 1024, 500, at_most=True)


def main() -> None:
    """Measure and print."""
    byte_compile()
    gc.disable()  # as every command does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        met = all_findings(folder)
        met &= memory(folder)
    met &= beside_cudd()
    met &= growth()
    met &= worst_case()
    sys.exit(not met)


if __name__ == "__main__":
    main()
