"""Timing two things side by side: in turn, so that a machine that changes speed changes both."""

import compileall
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ccdsl


def in_turn(
    one: Callable[[], object], other: Callable[[], object], runs: int = 5
) -> tuple[float, float]:
    """Return the medians of so many runs of each, A B A B …, in seconds."""
    first, second = [], []
    for _ in range(runs):
        first.append(_seconds(one))
        second.append(_seconds(other))
    return statistics.median(first), statistics.median(second)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def command(*words: str | Path, codes: Sequence[int] = (0,)) -> Callable[[], None]:
    """Return what runs a command as a whole process; any other exit code ends the benchmark."""

    def act() -> None:
        done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
        if done.returncode not in codes:
            sys.exit(f"{words} ended with {done.returncode}: {done.stderr.decode()[-500:]}")

    return act


def byte_compile() -> None:
    """Compile the package as an installation would."""
    compileall.compile_dir(Path(ccdsl.__file__).parent, quiet=2)


def say(what: str, value: float, bar: float, *, at_most: bool) -> bool:
    """Print a figure beside its bar; return whether it is met."""
    met = value <= bar if at_most else value >= bar
    word = "at most" if at_most else "at least"
    print(f"{'met   ' if met else 'MISSED'}  {what}: {value:.2f} ({word} {bar:g})", flush=True)
    return met
