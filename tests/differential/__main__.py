"""Compare many contacts at many generated centers: `python -m tests.differential --help`."""

from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing import Pool
from random import Random
from time import perf_counter

from tests.differential.centers import generated
from tests.differential.compare import compare_random

_SHOWN = 3


@dataclass
class Tally:
    """What was seen at one center, or at all of them."""

    centers: int = 0
    skipped: int = 0
    contacts: int = 0
    steps: int = 0
    different: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what was seen elsewhere."""
        self.centers += other.centers
        self.skipped += other.skipped
        self.contacts += other.contacts
        self.steps += other.steps
        self.different += other.different
        self.kinds += other.kinds
        self.ends += other.ends
        self.shown += other.shown


def one_center(seed: int, contacts: int) -> Tally:
    """Compare contacts at one generated center."""
    pair = generated(seed)
    if isinstance(pair, tuple):
        return Tally(skipped=1, shown=[f"center {seed} is skipped: {', '.join(pair)}"])
    tally = Tally(centers=1)
    for number in range(contacts):
        outcome = compare_random(pair, Random(f"{seed} {number}"))
        tally.contacts += 1
        tally.steps += len(outcome.told)
        tally.kinds.update(line.kind for line in outcome.told)
        tally.ends[outcome.told[-1].detail] += 1
        if outcome.differs:
            tally.different += 1
            if len(tally.shown) < _SHOWN:
                tally.shown.append(f"center {seed}, contact {number}\n{outcome}")
    return tally


def main() -> int:
    """Compare, print figures, and return 1 where anything differs."""
    parser = ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--centers", type=int, default=200, help="how many without errors")
    parser.add_argument("--contacts", type=int, default=500, help="how many at each")
    parser.add_argument("--seed", type=int, default=1, help="the first center's")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    told = parser.parse_args()
    began, total = perf_counter(), Tally()
    seeds = range(told.seed, told.seed + 2 * told.centers)
    with Pool(told.jobs) as pool:
        run = pool.imap(partial(one_center, contacts=told.contacts), seeds)
        for tally in islice(run, len(seeds)):
            if total.centers == told.centers:
                break
            total.add(tally)
    _show(total, perf_counter() - began)
    return 1 if total.different or total.centers < told.centers else 0


def _show(total: Tally, seconds: float) -> None:
    print("\n".join(total.shown))
    print(f"{total.centers} centers, {total.contacts} contacts")
    print(f"{total.skipped} more centers had errors (rules that can never match do not count)")
    print(f"{total.steps} steps compared in {seconds:.0f} s")
    print("kinds:", ", ".join(f"{name} {count}" for name, count in sorted(total.kinds.items())))
    print("ends:", ", ".join(f"{name} {count}" for name, count in sorted(total.ends.items())))
    print(f"{total.different} contacts differ")


if __name__ == "__main__":
    raise SystemExit(main())
