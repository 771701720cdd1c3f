"""The examples of the reference as a project, and what the compiler says about them."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ccdsl.compiler import compile_project
from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from ccdsl.source import Source
from ccdsl.syntax import ast
from ccdsl.syntax.parser import parse
from tests.reference.page import Block

TODAY = date(2026, 11, 22)
_REST = Path(__file__).parent / "rest.ccdsl"
_EXPECTED = re.compile(r"# error: \[(CC\d{3})\]")
_FILE = "file: "


def errors(contents: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return the errors of a project in memory, from path to text."""
    files = MemoryFiles(contents={path: text.encode() for path, text in contents.items()})
    compiled = compile_project(files, Settings(), TODAY)
    return tuple(one for one in compiled.diagnostics if one.severity is Severity.ERROR)


def shop(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return the project that all examples without a mark make, with what they do not show."""
    contents = {"rest.ccdsl": _REST.read_text(encoding="utf-8")}
    for block in blocks:
        if block.mark.startswith(_FILE):
            contents[block.mark.removeprefix(_FILE)] = block.text
        elif block.kind == "ccdsl" and not block.mark:
            contents[block.path] = block.text
    return contents


def expected(block: Block) -> list[tuple[int, str]]:
    """Return the errors that an example of a mistake announces: line of the block and code."""
    return [
        (number, code)
        for number, line in enumerate(block.text.splitlines(), 1)
        for code in _EXPECTED.findall(line)
    ]


def found(block: Block, contents: Mapping[str, str]) -> list[tuple[int, str]]:
    """Return the errors that an example of a mistake leads to: line of the block and code."""
    source = Source(path=block.path, text=block.text)
    said = errors({**contents, block.path: block.text})
    elsewhere = [one for one in said if one.span.path != block.path]
    assert not elsewhere, elsewhere
    return sorted((source.position(one.span.start).line, one.code) for one in said)


def declarations(text: str) -> tuple[ast.AnyDeclaration, ...]:
    """Return what an example declares."""
    return parse(Source(path="example.ccdsl", text=text), Problems()).declarations
