"""Coverage on the source and on the diagrams: one page that needs nothing else."""

from collections.abc import Iterator, Sequence
from html import escape

from ccdsl.model.program import Program
from ccdsl.report.call import place
from ccdsl.report.coverage_text import percent, said
from ccdsl.report.display import visible
from ccdsl.scenarios.coverage import KINDS, Coverage, Item

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse } td, th { padding: .15rem .7rem; text-align: right }
td:first-child, th:first-child { text-align: left } thead th { border-bottom: 1px solid #777 }
pre { margin: 0; font: 13px/1.4 ui-monospace, monospace }
.source { border: 1px solid #bbb; overflow-x: auto } .source div { display: flex }
.source b { flex: 0 0 4rem; padding-right: .8rem; text-align: right; color: #555; font-weight: 400 }
.source i { flex: 0 0 1.4rem; font-style: normal; text-align: center }
.all { background: #e3f4e1 } .some { background: #fff3cd } .none { background: #fbdfdd }
small { color: #7a1f1a; padding-left: 2rem }
figure { margin: 1rem 0; overflow-x: auto; border: 1px solid #bbb }
figcaption { padding: .3rem .7rem }
"""
_MARKS = {"all": "✓", "some": "±", "none": "✗", "": " "}


def render(
    program: Program, coverage: Coverage, title: str, pictures: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the page; colour only repeats what the marks and words say.

    `pictures` are titles and SVG elements, drawn from pictures that are marked.
    """
    heading = f"What the scenarios of {title} cover"
    files = "".join(_file(program, coverage, path) for path in sorted(program.sources))
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_html(heading)}</title>\n<style>{_STYLE}</style>\n<h1>{_html(heading)}</h1>\n"
        f"{_table(coverage)}{files}{_pictures(pictures)}</html>\n"
    )


def _pictures(pictures: Sequence[tuple[str, str]]) -> str:
    """Return the pictures, each under its title; nothing where none could be drawn."""
    figures = "".join(
        f"<figure><figcaption>{_html(title)}</figcaption>{svg}</figure>\n"
        for title, svg in pictures
    )
    legend = "<p>✓ covered, ± covered in part, ✗ not covered by any scenario.</p>\n"
    return f"<h2>On the diagrams</h2>\n{legend}{figures}" if figures else ""


def _table(coverage: Coverage) -> str:
    heads = "".join(f"<th scope=col>{kind}s" for kind in KINDS)
    rows = "".join(_row(coverage, owner, items) for owner, items in coverage.owners())
    return (
        f"<table>\n<thead><tr><th scope=col>of<th scope=col>covered{heads}\n<tbody>\n"
        f"{rows}{_row(coverage, 'all', coverage.items)}</table>\n"
    )


def _row(coverage: Coverage, owner: str, items: tuple[Item, ...]) -> str:
    cells = []
    for kind in KINDS:
        of_kind = [item for item in items if item.kind == kind]
        cells.append(f"{coverage.covered(of_kind)}/{len(of_kind)}" if of_kind else "-")
    share = percent(coverage.covered(items), len(items))
    counts = "".join(f"<td>{cell}" for cell in cells)
    return f"<tr><th scope=row>{_html(owner)}<td>{share}{counts}\n"


def _file(program: Program, coverage: Coverage, path: str) -> str:
    items = [item for item in coverage.items if item.span.path == path]
    if not items:
        return ""
    by_line: dict[int, list[Item]] = {}
    for item in items:
        by_line.setdefault(place(program, item.span)[1], []).append(item)
    rows = "".join(_lines(program, coverage, path, by_line))
    return f"<h2>{_html(path)}</h2>\n<div class=source>\n{rows}</div>\n"


def _lines(
    program: Program, coverage: Coverage, path: str, by_line: dict[int, list[Item]]
) -> Iterator[str]:
    source = program.sources[path]
    for number in range(1, len(source.line_starts) + 1):
        items = by_line.get(number, [])
        covered = coverage.covered(items)
        state = (
            "" if not items else "all" if covered == len(items) else "some" if covered else "none"
        )
        missing = [said(program, item) for item in items if not coverage.count(item)]
        note = f"<small>{_html('not covered: ' + '; '.join(missing))}</small>" if missing else ""
        text = _html(source.line(number))
        yield (
            f'<div class="{state}"><b>{number}</b><i>{_MARKS[state]}</i>'
            f"<pre>{text}</pre>{note}</div>\n"
        )


def _html(text: str) -> str:
    return escape(visible(text))
