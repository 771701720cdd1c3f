"""Compare many generated centers with brute force: `python -m tests.exact --help`."""

from collections.abc import Iterator
from random import Random

from tests.exact.compare import Tally, compare, replay_places
from tests.exact.running import by_name, run_centers
from tests.exact.small import center_text
from tests.runtime.tables import compile_files

_PLACES = 30
"""Of how many places of each center a witness is run."""


def one_center(seed: int) -> Tally:
    """Compare one generated center."""
    made = compile_files({"center.ccdsl": center_text(seed, figures=seed % 4 != 0).encode()})
    tally = compare(made, Random(f"contacts {seed}"))
    tally.add(replay_places(made, Random(f"places {seed}"), _PLACES))
    return tally


def told(total: Tally) -> Iterator[str]:
    """Yield what was seen, line by line."""
    yield f"{total.centers} centers, {total.contacts} classes of contacts, {total.runs} runs"
    yield f"{total.skipped} centers undecided, {total.unfinished} contacts with too many ways"
    yield f"{total.answers} answers compared ({by_name(total.seen)})"
    yield f"{total.replayed} places, each with a witness that was run"


if __name__ == "__main__":
    raise SystemExit(run_centers("tests.exact", __doc__, one_center, told, centers=200))
