"""`ccdsl fmt`: sources in the one way they are written."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import color_option, files
from ccdsl.cli.output import Color, result, say, tell
from ccdsl.cli.project import open_project, shown
from ccdsl.diagnostics import Problems
from ccdsl.model.files import Unreadable
from ccdsl.record import record
from ccdsl.report.findings import Findings
from ccdsl.source import Source
from ccdsl.store.errors import words
from ccdsl.store.replacing import replace_file
from ccdsl.syntax.decode import decode
from ccdsl.syntax.printer import format_source

_SUFFIX = ".ccdsl"


@record
class _Found:
    """A source to format: what to call it, where it lies (None: standard input), its bytes."""

    name: str
    path: Path | None
    data: bytes


@record
class _Printed:
    """A source before and after; `after` is None where it does not parse."""

    found: _Found
    source: Source
    after: str | None
    problems: Problems

    @property
    def is_changed(self) -> bool:
        """Whether the file would have other bytes."""
        return self.after is not None and self.after.encode() != self.found.data


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=files)
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--stdin-filename", metavar="NAME", help="With `-`: what to call standard input.")
@color_option
def command(
    *, paths: Sequence[str], check: bool, diff: bool, stdin_filename: str | None, color: Color
) -> Exit:
    """Write sources in the one way they are written.

    PATH is a project's folder (this one, if none is given), a source file, or `-` for standard
    input, whose text goes to standard output. Comments stay where they are, and a file that does
    not parse stays as it is. With --check or --diff, the exit code is 1 if anything would change.
    """
    if stdin_filename is not None and "-" not in paths:
        raise click.UsageError("`--stdin-filename` needs `-` as the path: `ccdsl fmt -`")
    # Everything is formatted, and has checked itself, before anything is written.
    printed = [_print(found) for found in _find_all(paths or (".",), stdin_filename or "stdin")]
    changed = [one for one in printed if one.is_changed]
    if check or diff:
        _show(changed, check=check, diff=diff)
    else:
        _write(printed, changed)
    is_wrong = _report(printed, color) or (bool(changed) and (check or diff))
    return Exit.FINDINGS if is_wrong else Exit.CLEAN


def _print(found: _Found) -> _Printed:
    problems = Problems()
    source = decode(found.name, found.data, problems)
    after = None if problems else format_source(source, problems)
    return _Printed(found=found, source=source, after=after, problems=problems)


def _find_all(paths: Sequence[str], stdin_name: str) -> Iterator[_Found]:
    """Yield the sources that the arguments stand for, each once."""
    seen: set[Path | None] = set()
    for path in paths:
        for found in _find(path, stdin_name):
            place = None if found.path is None else found.path.resolve()
            if place not in seen:
                seen.add(place)
                yield found


def _find(path: str, stdin_name: str) -> Iterator[_Found]:
    if path == "-":
        if sys.stdin is None:
            raise Refusal("standard input is closed", "pipe a source into it")
        yield _Found(name=stdin_name, path=None, data=sys.stdin.buffer.read())
    elif Path(path).is_dir() or not path.endswith(_SUFFIX):
        yield from _of_project(path)
    else:
        yield _of_file(Path(path))


def _of_project(name: str) -> Iterator[_Found]:
    if Path(name).is_file():
        raise Refusal(f"`{name}` is not a source", f"the names of sources end in `{_SUFFIX}`")
    project = open_project(name)
    if project.wrong:
        message = f"the settings of `{shown(project.folder)}` have mistakes"
        raise Refusal(message, f"`ccdsl check {shown(project.folder)}` says which")
    for path in project.files.matching(project.settings.sources):
        full = project.folder / path
        data = project.files.read(path)
        if isinstance(data, Unreadable):
            raise Refusal(f"`{shown(full)}` cannot be read: {data.detail}")
        yield _Found(name=shown(full), path=full, data=data)


def _of_file(path: Path) -> _Found:
    if not path.exists():
        raise Refusal(f"there is no file `{shown(path)}`")
    if not path.is_file():
        raise Refusal(f"`{shown(path)}` is not an ordinary file")
    try:
        return _Found(name=shown(path), path=path, data=path.read_bytes())
    except OSError as error:
        raise Refusal(f"`{shown(path)}` cannot be read: {words(error)}") from error


def _show(changed: Sequence[_Printed], *, check: bool, diff: bool) -> None:
    for one in changed:
        result(_difference(one) if diff else f"{one.found.name}\n")
    if check:
        say(f"{_count(len(changed))} would change")


def _difference(one: _Printed) -> str:
    """Return a unified diff; both sides have LF, so that it shows what can be seen."""
    from difflib import unified_diff

    name, before = one.found.name, one.source.text.replace("\r\n", "\n").replace("\r", "\n")
    pair = before.split("\n"), (one.after or "").split("\n")
    lines = list(unified_diff(*pair, name, name, lineterm=""))
    if not lines:
        return f"--- {name}\n+++ {name}\n# only line ends, or the mark at its beginning, change\n"
    return "".join(f"{line}\n" for line in lines)


def _write(printed: Sequence[_Printed], changed: Sequence[_Printed]) -> None:
    for one in printed:
        if one.found.path is None and one.after is not None:
            result(one.after)
    for one in changed:
        if one.found.path is not None and one.after is not None:
            replace_file(one.found.path, one.after.encode())
    if any(one.found.path is not None for one in printed):
        say(f"{_count(sum(one.found.path is not None for one in changed))} changed")


def _report(printed: Sequence[_Printed], color: Color) -> bool:
    """Show on standard error what does not parse; return whether there was anything."""
    found = [one for each in printed for one in each.problems]
    if not found:
        return False
    findings = Findings(
        diagnostics=tuple(sorted(found, key=lambda one: one.sort_key)),
        sources={one.found.name: one.source for one in printed},
        rules={},
    )
    tell(findings, color)
    return True


def _count(files: int) -> str:
    return f"{files} file" if files == 1 else f"{files} files"
