"""Many generated centers, one after the other or side by side, and what was seen of all."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from multiprocessing import Pool
from time import perf_counter
from typing import Self, TypeVar

_SHOWN = 3
"""So many differences of one center are printed."""


@dataclass
class Counted:
    """What was compared, in figures, and where the two sides do not agree.

    Kinds of tallies add fields: figures, which are added up, and figures by name.
    """

    centers: int = 0
    differing: list[str] = field(default_factory=list)

    def add(self, other: Self) -> None:
        """Take in what was seen elsewhere."""
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, dict):
                for name, count in theirs.items():
                    mine[name] = mine.get(name, 0) + count
            else:
                setattr(self, each.name, mine + theirs)


Told = TypeVar("Told", bound=Counted)


def by_name(figures: dict[str, int]) -> str:
    """Return figures by name, in words."""
    return ", ".join(f"{name} {count}" for name, count in sorted(figures.items()))


def run_centers(
    module: str,
    description: str | None,
    one: Callable[[int], Told],
    told: Callable[[Told], Iterable[str]],
    centers: int,
) -> int:
    """Compare generated centers, print what was seen, and return 1 where anything differs.

    `module` is named as its command; `one` compares the center of a seed; `told` puts all that was
    seen into lines; `centers` is how many are compared unless the command says otherwise.
    """
    parser = ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--centers", type=int, default=centers)
    parser.add_argument("--seed", type=int, default=1, help="the first center's")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    asked = parser.parse_args()
    began, bad = perf_counter(), 0
    total: Told | None = None
    seeds = range(asked.seed, asked.seed + asked.centers)
    with Pool(asked.jobs) as pool:
        for seed, tally in zip(seeds, pool.imap(one, seeds), strict=True):
            tally.differing = [f"center {seed}: {each}" for each in tally.differing]
            bad += bool(tally.differing)
            for line in tally.differing[:_SHOWN]:
                print(line, flush=True)
            if total is None:
                total = tally
            else:
                total.add(tally)
    if total is None:
        parser.error("there is no center to compare")
    for line in told(total):
        print(line)
    print(f"{len(total.differing)} differ, in {bad} centers, {perf_counter() - began:.0f} s")
    return 1 if total.differing else 0
