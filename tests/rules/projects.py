"""Small projects for cases and pages: a text, what surrounds it, and what is said about it."""

from datetime import date
from pathlib import Path

from ccdsl.compiler import Compiled, compile_project
from ccdsl.diagnostics import Problems
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from ccdsl.source import Source
from ccdsl.syntax.parser import parse

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
MAIN = "main.ccdsl"
ROSTER = "people/roster.yaml"


def compiled(
    text: str, *, around: tuple[str, ...], beside: dict[str, str], info: bool = False
) -> Compiled:
    """Compile a text, the surrounding files less what it declares itself, and data files."""
    contents = {ROSTER: (HERE / "roster.yaml").read_text(encoding="utf-8"), **beside}
    taken = _declared(text)
    for name in around:
        kept, declared = _without((HERE / name).read_text(encoding="utf-8"), taken)
        contents[name] = kept
        taken |= declared
    contents[MAIN] = text
    files = MemoryFiles(contents={path: each.encode() for path, each in contents.items()})
    return compile_project(files, Settings(), TODAY, info=info)


def _declared(text: str) -> set[tuple[str, str]]:
    found = parse(Source(path=MAIN, text=text), Problems())
    return {_key(one.kind, one.name.text) for one in found.declarations}


def _key(kind: str, name: str) -> tuple[str, str]:
    return (kind, "" if kind in ("center", "roster") else name)


def _without(text: str, taken: set[tuple[str, str]]) -> tuple[str, set[tuple[str, str]]]:
    """Return a text without the declarations that are taken, and what it still declares."""
    parts, kept = [], set()
    for one in parse(Source(path=MAIN, text=text), Problems()).declarations:
        key = _key(one.kind, one.name.text)
        if key not in taken:
            kept.add(key)
            parts.append(text[one.span.start : one.span.end])
    return "\n".join(parts), kept


def surroundings(words: list[str]) -> tuple[str, ...]:
    """Return the files around a block, by the words behind its language."""
    if "alone" in words:
        return ()
    return ("staff.ccdsl", "base.ccdsl") if "staffed" in words else ("base.ccdsl",)
