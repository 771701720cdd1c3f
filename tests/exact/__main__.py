"""Compare many generated centers with brute force: `python -m tests.exact --help`."""

from argparse import ArgumentParser
from multiprocessing import Pool
from random import Random
from time import perf_counter

from tests.exact.compare import Tally, compare, replay_places
from tests.exact.small import center_text
from tests.runtime.tables import compile_files

_SHOWN = 6
_PLACES = 30
"""Of how many places of each center a witness is run."""


def one_center(seed: int) -> Tally:
    """Compare one generated center; what differs names it."""
    made = compile_files({"center.ccdsl": center_text(seed, figures=seed % 4 != 0).encode()})
    tally = compare(made, Random(f"contacts {seed}"))
    tally.add(replay_places(made, Random(f"places {seed}"), _PLACES))
    tally.differing = [f"center {seed}: {one}" for one in tally.differing]
    return tally


def main() -> int:
    """Compare, print figures, and return 1 where anything differs."""
    parser = ArgumentParser(prog="python -m tests.exact", description=__doc__)
    parser.add_argument("--centers", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="the first center's")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    told = parser.parse_args()
    began, total, bad = perf_counter(), Tally(), 0
    with Pool(told.jobs) as pool:
        for tally in pool.imap(one_center, range(told.seed, told.seed + told.centers)):
            if tally.differing:
                bad += 1
                print("\n".join(tally.differing[:_SHOWN]), flush=True)
            total.add(tally)
    print(f"{total.centers} centers, {total.contacts} classes of contacts, {total.runs} runs")
    print(f"{total.skipped} centers undecided, {total.unfinished} contacts with too many ways")
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(total.seen.items()))
    print(f"{total.answers} answers compared ({kinds}) in {perf_counter() - began:.0f} s")
    print(f"{total.replayed} places, each with a witness that was run")
    print(f"{len(total.differing)} answers differ, in {bad} centers")
    return 1 if total.differing or not total.centers else 0


if __name__ == "__main__":
    raise SystemExit(main())
