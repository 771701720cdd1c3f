"""Reads `recovery.md`: a source with mistakes, and all that is said about it."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.syntax.sources import parsed

PATH = Path(__file__).parent / "recovery.md"
_SECTION = re.compile(
    r"^## ([^\n]+)\n\n```ccdsl\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.MULTILINE | re.DOTALL
)


class Section(NamedTuple):
    """One mistake or several: the text, and what is expected to be said."""

    title: str
    source: str
    expected: str


def sections() -> list[Section]:
    """Return all cases in order."""
    return [Section(*found) for found in _SECTION.findall(PATH.read_text(encoding="utf-8"))]


def said(text: str) -> str:
    """Return all findings with their places and help, and the declarations that were saved."""
    file, problems = parsed(text)
    lines = []
    for one in sorted(problems, key=lambda found: found.sort_key):
        line, column = file.source.position(one.span.start)
        lines.append(f"{line}:{column} {one.code} {one.message}")
        lines += [f"  note: {label.text}" for label in one.labels]
        lines += [f"  help: {one.help}"] if one.help else []
    saved = ", ".join(f"{one.kind} {one.name.text}" for one in file.declarations)
    return "".join(f"{line}\n" for line in (*lines, f"saved: {saved or 'nothing'}"))
