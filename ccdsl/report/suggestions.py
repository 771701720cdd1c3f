"""The next best scenarios as text to paste; what is said about them are comments."""

from collections.abc import Iterator

from ccdsl.model.program import Program
from ccdsl.report.call import place
from ccdsl.report.coverage_text import said
from ccdsl.report.display import visible
from ccdsl.scenarios.coverage import Item
from ccdsl.scenarios.next_best import Suggestions

_MOST_NAMED = 6


def render(program: Program, found: Suggestions) -> str:
    """Return every scenario with what it covers, and what no contact was found for."""
    lines: list[str] = []
    for number, one in enumerate(found.scenarios):
        between = [""] if number else []
        lines += [*between, f"# covers {_named(program, one.covers)}", one.text.rstrip("\n")]
    if not found.scenarios:
        lines.append("# there is nothing to suggest")
    lines += _not_found(program, found.not_found)
    return "".join(f"{line}\n" for line in lines)


def _named(program: Program, items: tuple[Item, ...]) -> str:
    named = [visible(f"{item.owner} {said(program, item)}") for item in items[:_MOST_NAMED]]
    more = len(items) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more > 0 else "")


def _not_found(program: Program, items: tuple[Item, ...]) -> Iterator[str]:
    if items:
        yield ""
        yield "# not found, which does not mean that no contact comes there:"
    for item in items:
        path, line = place(program, item.span)
        yield visible(f"#   {path}:{line}: {item.owner}, {said(program, item)}")
