"""One byte of a guarded project changed: found out, or the meaning is provably the same.

    python -m tests.lifecycle.tampering [STEP]

goes over every STEP-th byte (1: all of them) of the harbor example's lock, its archive, and the
sources and lists of what is in service and what that leads to; the suite samples them.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ccdsl.compiler import compile_project, read
from ccdsl.diagnostics import Problems, Severity
from ccdsl.model.csv_numbers import read_numbers
from ccdsl.model.facts import Facts
from ccdsl.model.files import MemoryFiles
from ccdsl.model.link import link
from ccdsl.model.lock import LOCK, archive_path
from ccdsl.model.lock_guard import Guard, read_guarded
from ccdsl.model.lock_next import Signature, next_release
from ccdsl.model.lock_read import read_lock_yaml
from ccdsl.model.lock_text import lock_text
from ccdsl.model.program import Program
from ccdsl.model.reach import reach_of
from ccdsl.model.settings import Settings, read_settings
from ccdsl.rules import RULES
from ccdsl.syntax import ast
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import parse

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"
TODAY = date(2026, 11, 22)
SCRIPT = ("script", "claims_intake")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
DEFAULTS: dict[type, dict[str, int]] = {
    ast.Queue: {"recheck": MINUTE // 2, "ring": MINUTE // 3, "wrap_up": 0},
    ast.Voicemail: {"maximum": 3 * MINUTE, "keep": 90 * DAY},
    ast.Flag: {"lasts": 12 * HOUR},
    ast.DataSource: {"timeout": 5_000},
}
"""What the language takes where a line is missing, in milliseconds, by the record's field."""

GUARDS = tuple(rule for rule in RULES if "CC503" <= rule.code <= "CC512")
Project = dict[str, bytes]


class Byte(NamedTuple):
    """One byte of a file, and what it is changed to."""

    path: str
    at: int
    to: int


def harbor() -> Project:
    """Return the harbor example after two releases, the second of which archived a script."""
    paths = [
        path for path in sorted(HARBOR.rglob("*")) if path.suffix in (".ccdsl", ".yaml", ".csv")
    ]
    project = {path.relative_to(HARBOR).as_posix(): path.read_bytes() for path in paths}
    project = {
        path: data for path, data in project.items() if not path.startswith(("archive/", "build/"))
    }
    project = released(project, "2026-11-20T09:00:00Z")
    path = program_of(project).in_service.scripts[SCRIPT[1]].span.path
    one = program_of(project).in_service.scripts[SCRIPT[1]]
    text = project[path].decode()
    block = text[one.span.start : one.span.end]
    number = one.version.number.value
    new = block.replace(f"version {number} ", f"version {number + 1} ", 1)
    project[path] = text.replace(block, new).encode()
    kept = block.replace(" in-service", " retired", 1)
    project[archive_path((*SCRIPT, number))] = f"# Kept for a rollback.\n{kept}\n".encode()
    return released(project, "2026-11-21T09:00:00Z")


def program_of(project: Project) -> Program:
    """Return what a project declares, held to nothing."""
    bare = {p: d for p, d in project.items() if p != LOCK and not p.startswith("archive/")}
    settings = read_settings("ccdsl.yaml", project["ccdsl.yaml"], Problems())
    return compile_project(MemoryFiles(contents=bare), settings, TODAY).program


def released(project: Project, at: str) -> Project:
    """Return a project after a release of what it has in service."""
    before = None
    if LOCK in project:
        before = read_lock_yaml(LOCK, project[LOCK], Problems()).lock
    signed = Signature(at=at, by="maria", note="Because it is time", table="0" * 64)
    lock = next_release(before, program_of(project), signed)
    return {**project, LOCK: lock_text(lock).encode()}


def guarded_bytes(project: Project) -> Iterator[tuple[str, int]]:
    """Yield the place of every byte that is guarded."""
    for path in (LOCK, *sorted(path for path in project if path.startswith("archive/"))):
        yield from ((path, at) for at in range(len(project[path])))
    program = program_of(project)
    for path in sorted(program.csv_numbers):
        yield from ((path, at) for at in range(len(project[path])))
    reached = reach_of(program)
    guarded = reached.own.keys() | reached.reached.keys()
    for one in program.declarations:
        is_version = isinstance(one, ast.Versioned)
        if is_version and one.version.state is not ast.State.IN_SERVICE:
            continue
        if (one.kind, one.name.text) in guarded:
            text = program.sources[one.span.path].text
            start = len(text[: one.span.start].encode())
            end = start + len(text[one.span.start : one.span.end].encode())
            yield from ((one.span.path, at) for at in range(start, end))


def changed(project: Project, byte: Byte) -> Project:
    """Return a project with one byte changed."""
    data = bytearray(project[byte.path])
    data[byte.at] = byte.to
    return {**project, byte.path: bytes(data)}


def is_found(project: Project) -> bool:
    """Whether `check --locked` has an error to report; the guards alone are asked first."""
    return is_found_by_guards(project) or is_found_by_check(project)


def is_found_by_check(project: Project) -> bool:
    """Whether `check --locked` has an error to report."""
    settings = read_settings("ccdsl.yaml", project["ccdsl.yaml"], Problems())
    files = MemoryFiles(contents=project)
    found = compile_project(files, settings, TODAY, Guard(locked=True)).diagnostics
    return any(one.severity is Severity.ERROR for one in found)


def is_found_by_guards(project: Project) -> bool:
    """Whether a text cannot be read, a name is not there, or a guard has something to report."""
    settings = read_settings("ccdsl.yaml", project["ccdsl.yaml"], Problems())
    files, problems = MemoryFiles(contents=project), Problems()
    parsed = tuple(read(path, files, problems) for path in files.matching(settings.sources))
    program = link(parsed, files, problems, read_guarded(files, Guard(locked=True)))
    if any(one.severity is Severity.ERROR for one in problems) or not program.is_whole:
        return bool(problems)
    facts = no_facts()
    return any(True for rule in GUARDS for _ in rule.run(program, facts))


@cache
def no_facts() -> Facts:
    """Return facts for rules that want none: those of a project without sources."""
    return compile_project(MemoryFiles(), Settings(), TODAY).facts


def means_the_same(before: Project, after: Project, path: str) -> bool:
    """Whether a file says the same by its tree alone: comments, layout, a review, the calendar."""
    if path == LOCK:
        problems = Problems()
        found = [read_lock_yaml(LOCK, each[LOCK], problems).lock for each in (before, after)]
        return not problems and found[0] == found[1]
    if path.endswith(".csv"):
        numbers = [_numbers(path, each[path]) for each in (before, after)]
        return numbers[0] == numbers[1]
    trees = [_tree(path, each[path]) for each in (before, after)]
    return trees[0] is not None and trees[0] == trees[1]


def _numbers(path: str, data: bytes) -> set[tuple[str, bool]] | None:
    """Return the numbers of a list, without their labels; None where it cannot be read."""
    problems = Problems()
    rows = read_numbers(path, data, problems)
    is_wrong = any(one.severity is Severity.ERROR for one in problems)
    return None if is_wrong else {(row.number, row.is_prefix) for row in rows}


def _tree(path: str, data: bytes) -> tuple[ast.AnyDeclaration, ...] | None:
    """Return what a source declares, as far as it is guarded; None where it cannot be read."""
    problems = Problems()
    file = parse(decode(path, data, problems), problems)
    if problems:
        return None
    return tuple(_guarded(one) for one in file.declarations)


def _guarded(one: ast.AnyDeclaration) -> ast.AnyDeclaration:
    """Return a declaration without what is left out on purpose: a review, and the calendar.

    What writes a default out says what it says without that line.
    """
    for name, default in DEFAULTS.get(type(one), {}).items():
        written = getattr(one, name)
        if isinstance(written, ast.Duration) and written.ms == default:
            one = replace(one, **{name: None})
    if isinstance(one, ast.Routing):
        return replace(one, review=None)
    if isinstance(one, ast.Center):
        return replace(one, calendar=one.calendar[:0])
    return one


def other(value: int, at: int) -> int:
    """Return what a byte is changed to: something alike, which is the hardest to find."""
    char = chr(value)
    if char.isdigit():
        return ord("0") + (value - ord("0") + 1 + at % 9) % 10
    if char.isalpha() and char.isascii():
        return value ^ 0x20 if at % 3 == 0 else ord("a") + (value - ord("a") + 1 + at % 25) % 26
    return (ord(" "), ord("#"), ord("x"), ord("\n"))[at % 4]


def undetected(project: Project, step: int) -> tuple[int, list[tuple[str, int, str]]]:
    """Return how many bytes were changed, and those of which nothing was said."""
    count, missed = 0, []
    for path, at in list(guarded_bytes(project))[::step]:
        value = project[path][at]
        to = other(value, at)
        if to == value:
            continue
        count += 1
        tampered = changed(project, Byte(path=path, at=at, to=to))
        if not is_found(tampered) and not means_the_same(project, tampered, path):
            line = project[path][:at].count(b"\n") + 1
            missed.append((path, line, f"{chr(value)!r} -> {chr(to)!r}"))
    return count, missed


def main(words: list[str]) -> None:
    """Go over the bytes, and print what was missed."""
    step = int(words[0]) if words else 1
    count, missed = undetected(harbor(), step)
    print(f"{count:,} bytes changed, {len(missed)} of them unnoticed")
    for path, line, what in missed:
        print(f"  {path}:{line}: {what}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main(sys.argv[1:])
