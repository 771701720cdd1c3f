"""The matrix as Markdown, CSV and HTML; no text of the source can break out of its cell."""

import csv
import io
import re
from collections.abc import Iterable
from html import escape

from ccdsl.backends.matrix.rows import HEADINGS, Cell, Matrix

_SIGNS = re.compile(r"([\\`*_{}\[\]|#~$@])")
_JOINERS = "\u200c\u200d"
"""Signs without width that Persian and Indic spelling needs, and pictures made of several."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em; color: #1b1b1b; background: #fff; }
h1 { font-size: 1.4em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #767676; padding: .4em .6em; text-align: left; vertical-align: top; }
td { min-width: 8em; overflow-wrap: anywhere; }
td:nth-child(2) { min-width: 0; }
thead th { background: #e9eef4; position: sticky; top: 0; }
td ul { margin: 0; padding-left: 1.1em; }
@media print {
  body { margin: 0; font-size: 9pt; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr { break-inside: avoid; }
  @page { size: landscape; margin: 12mm; }
}
""".strip()


def markdown(matrix: Matrix) -> str:
    """Return the matrix as a Markdown page with one table."""
    lines = [f"# {_plain(matrix.title)}", ""]
    lines += [f"- {_plain(note)}" for note in matrix.notes]
    lines += ["", _row(HEADINGS), _row("---" for _ in HEADINGS)]
    lines += [_row("<br>".join(map(_plain, cell)) for cell in row) for row in matrix.rows]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _SIGNS.sub(r"\\\1", escape(_flat(text), quote=False))


def comma_separated(matrix: Matrix) -> str:
    """Return the matrix as CSV: a header, then one line a row.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in matrix.rows:
        writer.writerow(_cell(cell) for cell in row)
    return out.getvalue()


def _cell(cell: Cell) -> str:
    text = "; ".join(map(_flat, cell))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def page(matrix: Matrix) -> str:
    """Return the matrix as one HTML page that needs nothing else, to be read or printed."""
    title = escape(_flat(matrix.title))
    notes = "\n".join(f"<li>{escape(_flat(note))}</li>" for note in matrix.notes)
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in HEADINGS)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in matrix.rows
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<h1>{title}</h1>
<ul>
{notes}
</ul>
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _html(cell: Cell) -> str:
    if len(cell) == 1:
        return escape(_flat(cell[0]))
    return "<ul>" + "".join(f"<li>{escape(_flat(phrase))}</li>" for phrase in cell) + "</ul>"


def _flat(text: str) -> str:
    """Return a text on one line, without control characters; joined letters stay joined."""
    kept = (char if char.isprintable() or char in _JOINERS else " " for char in text)
    return " ".join("".join(kept).split())
