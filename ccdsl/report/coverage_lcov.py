"""Coverage as LCOV, which editors and code hosts read: lines, and an item of a line as a branch."""

from collections.abc import Iterator
from itertools import groupby

from ccdsl.model.program import Program
from ccdsl.report.call import place
from ccdsl.scenarios.coverage import Coverage, Item


def render(program: Program, coverage: Coverage) -> str:
    """Return one record for each file, by path."""
    placed = sorted(
        ((*place(program, item.span), number, item) for number, item in enumerate(coverage.items)),
        key=lambda row: row[:3],
    )
    lines: list[str] = []
    for path, rows in groupby(placed, key=lambda row: row[0]):
        lines += _record(coverage, path, [(line, item) for _, line, _, item in rows])
    return "".join(f"{line}\n" for line in lines)


def _record(coverage: Coverage, path: str, items: list[tuple[int, Item]]) -> Iterator[str]:
    hits: dict[int, int] = {}
    for line, item in items:
        hits[line] = max(hits.get(line, 0), coverage.count(item))
    yield "TN:"
    yield f"SF:{path}"
    branches: dict[int, int] = {}
    for line, item in items:
        number = branches.get(line, 0)
        branches[line] = number + 1
        yield f"BRDA:{line},0,{number},{coverage.count(item)}"
    yield f"BRF:{len(items)}"
    yield f"BRH:{coverage.covered(item for _, item in items)}"
    yield from (f"DA:{line},{count}" for line, count in sorted(hits.items()))
    yield f"LF:{len(hits)}"
    yield f"LH:{sum(1 for count in hits.values() if count)}"
    yield "end_of_record"
