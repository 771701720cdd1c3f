"""`ccdsl fmt`: sources in the one way they are written."""

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from typing import NoReturn

import click

from ccdsl.diagnostics import Problems
from ccdsl.model.settings import read_settings
from ccdsl.record import record
from ccdsl.report.color import wants_color
from ccdsl.report.findings import Findings
from ccdsl.report.text import render
from ccdsl.source import Source
from ccdsl.syntax.decode import decode
from ccdsl.syntax.printer import PrinterError, format_source

_CLEAN, _FINDINGS, _USAGE, _OUR_BUG = range(4)
_SETTINGS = "ccdsl.yaml"
_NEVER = frozenset(("archive", "build"))


@record
class _Printed:
    """A file before and after; `after` is None where it does not parse."""

    name: str
    target: Path | None
    before: bytes
    after: bytes | None

    @property
    def is_changed(self) -> bool:
        return self.after is not None and self.after != self.before


class _Session:
    """What one run has read and found."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.sources: dict[str, Source] = {}

    def format(self, name: str, target: Path | None, data: bytes) -> _Printed:
        """Format one file's bytes; what is wrong with them is kept for the end."""
        found = Problems()
        source = decode(name, data, found)
        self.sources[name] = source
        after = None if found else format_source(source, found)
        self.problems.found.extend(found)
        encoded = None if after is None else after.encode()
        return _Printed(name=name, target=target, before=data, after=encoded)

    def report(self) -> None:
        """Show on standard error what is wrong."""
        if self.problems:
            ordered = tuple(sorted(self.problems, key=lambda one: one.sort_key))
            findings = Findings(diagnostics=ordered, sources=self.sources, rules={})
            is_tty = sys.stderr.isatty()
            color = wants_color("auto", is_tty=is_tty, environ=os.environ)
            click.echo(render(findings, color=color), err=True, nl=False, color=color)


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--stdin-filename", default="-", metavar="NAME", help="What to call standard input in messages."
)
def command(paths: Sequence[str], stdin_filename: str, *, check: bool, diff: bool) -> None:
    """Write sources in the one way they are written.

    PATH is a project's folder (this one, if none is given), a source file, or `-` for standard
    input, whose text goes to standard output. Comments stay where they are, and a file that does
    not parse stays as it is. With --check or --diff, exit with 1 if anything would change.
    """
    session = _Session()
    try:
        printed = _format_all(session, paths or (".",), stdin_filename)
    except PrinterError as error:
        click.echo(f"error: this is a bug of ccdsl: {error}; nothing was written", err=True)
        sys.exit(_OUR_BUG)
    session.report()
    changed = [one for one in printed if one.is_changed]
    if check or diff:
        _show(changed, check=check, diff=diff)
    else:
        _write_all(printed, changed)
    is_wrong = bool(session.problems) or (bool(changed) and (check or diff))
    sys.exit(_FINDINGS if is_wrong else _CLEAN)


def _format_all(session: _Session, paths: Sequence[str], stdin_name: str) -> list[_Printed]:
    """Format everything before anything is written; each file once."""
    printed: dict[Path | None, _Printed] = {}
    for path in paths:
        if path == "-":
            data = sys.stdin.buffer.read()
            printed[None] = session.format(stdin_name, None, data)
            continue
        for name in _files(Path(path)):
            target = name.resolve()
            if target not in printed:
                printed[target] = session.format(name.as_posix(), target, _read(name))
    return list(printed.values())


def _files(path: Path) -> Iterable[Path]:
    """Return the sources that a path stands for, sorted."""
    if not path.exists():
        _refuse(f"there is no `{path}`")
    if not path.is_dir():
        if path.suffix != ".ccdsl":
            _refuse(f"`{path}` is not a source: their names end in `.ccdsl`")
        return (path,)
    if not (path / _SETTINGS).is_file():
        _refuse(f"`{path}` is not a project: it has no `{_SETTINGS}`")
    settings = read_settings(_SETTINGS, _read(path / _SETTINGS), Problems())
    found = {file for pattern in settings.sources for file in path.glob(pattern)}
    return sorted(file for file in found if _is_source(path, file))


def _is_source(project: Path, file: Path) -> bool:
    """Whether a file of a project is its own, and neither archived, built nor hidden."""
    parts = file.relative_to(project).parts
    is_inside = file.resolve().is_relative_to(project.resolve())
    is_hidden = any(part.startswith(".") for part in parts)
    return is_inside and not is_hidden and parts[0] not in _NEVER and file.is_file()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(f"`{path}` cannot be read: {error.strerror}")


def _show(changed: Sequence[_Printed], *, check: bool, diff: bool) -> None:
    for one in changed:
        if diff:
            click.echo(_difference(one), nl=False)
        elif check:
            click.echo(one.name)
    if check:
        click.echo(f"{_files_of(len(changed))} would change", err=True)


def _difference(one: _Printed) -> str:
    """Return a unified diff; lines end in LF on both sides, so that it can be read."""
    before = one.before.decode("utf-8-sig").splitlines()
    after = (one.after or b"").decode().splitlines()
    lines = list(unified_diff(before, after, one.name, one.name, lineterm=""))
    if not lines:
        lines = [f"--- {one.name}", f"+++ {one.name}", "# only line ends or a byte order mark"]
    return "".join(f"{line}\n" for line in lines)


def _write_all(printed: Sequence[_Printed], changed: Sequence[_Printed]) -> None:
    for one in printed:
        if one.target is None and one.after is not None:
            click.echo(one.after, nl=False)
    written = [one for one in changed if one.target is not None]
    for one in written:
        if one.target is not None:
            _replace(one.target, one.after or b"")
    if any(one.target is not None for one in printed):
        click.echo(f"{_files_of(len(written))} changed", err=True)


def _replace(path: Path, data: bytes) -> None:
    """Put a whole file in the place of another, with its mode, or leave that one alone."""
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".fmt-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o7777)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()
        _refuse(f"`{path}` cannot be written: {error.strerror}")


def _files_of(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"


def _refuse(message: str) -> NoReturn:
    """End with a message about how the command was used."""
    click.echo(f"error: {message}", err=True)
    sys.exit(_USAGE)
