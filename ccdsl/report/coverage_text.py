"""Coverage as a table: a row for each script, routing, overflow, policy and queue."""

from collections.abc import Iterator, Sequence

from ccdsl.model.program import Program
from ccdsl.report.call import place, source_of
from ccdsl.report.display import visible
from ccdsl.scenarios.coverage import KINDS, Coverage, Item

_HEADS = {
    "rule": "rules",
    "key": "keys",
    "outcome": "outcomes",
    "exit": "exits",
    "prompt": "prompts",
}


def render(program: Program, coverage: Coverage) -> str:
    """Return the table, and under it every item that nothing covers."""
    rows = [["", *(_HEADS[kind] for kind in KINDS), "covered"]]
    rows += [_row(coverage, owner, items) for owner, items in coverage.owners()]
    rows.append(_row(coverage, "all", coverage.items))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    missing = [_missing(program, item) for item in coverage.missing]
    return "".join(f"{line}\n" for line in (*lines, *_headed(missing)))


def _row(coverage: Coverage, owner: str, items: Sequence[Item]) -> list[str]:
    cells = [owner]
    for kind in KINDS:
        of_kind = [item for item in items if item.kind == kind]
        cells.append(f"{coverage.covered(of_kind)}/{len(of_kind)}" if of_kind else "-")
    return [*cells, percent(coverage.covered(items), len(items))]


def percent(part: int, whole: int) -> str:
    """Return a share in whole percent, rounded down: 100% is all of it."""
    return f"{100 * part // whole if whole else 100}%"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(row, widths, strict=True)
    cells = [f"{first[0]:<{first[1]}}", *(f"{cell:>{width}}" for cell, width in rest)]
    return "  ".join(cells).rstrip()


def _headed(missing: Sequence[str]) -> Iterator[str]:
    if missing:
        yield from ("", "not covered:", *(f"  {line}" for line in missing))


def _missing(program: Program, item: Item) -> str:
    path, line = place(program, item.span)
    return visible(f"{path}:{line}: {item.owner}, {said(program, item)}")


def said(program: Program, item: Item) -> str:
    """Return what to call an item: an exit as it is written."""
    return source_of(program, item.span) if item.kind == "exit" else item.name
