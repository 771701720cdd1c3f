"""`ccdsl check`: everything that is wrong with a project."""

import sys
from datetime import date
from pathlib import Path

import click

from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import color_option, project_argument, today_option
from ccdsl.cli.output import Color, columns_of, is_colored, result, say
from ccdsl.cli.project import Judged, Project, judge, open_project
from ccdsl.cli.stdin import open_with_stdin
from ccdsl.model.lock_guard import Guard
from ccdsl.model.settings import FailOn
from ccdsl.report.formats import FORMATS, render

_ALWAYS_WITH_INFO = ("json", "sarif")


@click.command("check")
@project_argument
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    help="The form of the result; `text` and `concise` are for people.",
)
@click.option(
    "--info",
    is_flag=True,
    help="Also tell what is no mistake but good to know; json and sarif always do.",
)
@click.option("--output", metavar="FILE", help="Write the result to a file, whole or not at all.")
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "never")),
    help="The least that makes the exit code 1; without it, what the settings say.",
)
@click.option(
    "--locked",
    is_flag=True,
    help="Also fail on what would reach callers and was not released; wants a `ccdsl.lock`.",
)
@click.option(
    "--against",
    metavar="REVISION",
    help="Hold what is in service to a revision that git knows, like origin/main.",
)
@click.option(
    "--stdin-filename", metavar="NAME", help="With `-`: the file that standard input stands for."
)
@today_option
@color_option
def command(
    *,
    project: str,
    format_name: str,
    info: bool,
    output: str | None,
    fail_on: FailOn | None,
    locked: bool,
    against: str | None,
    stdin_filename: str | None,
    today: date,
    color: Color,
) -> Exit:
    """Say everything that is wrong with a project.

    PROJECT is its folder (this one, if none is given). With `-`, standard input is checked as the
    file that --stdin-filename names, in its project, whose other files are read as they are.
    """
    if project != "-" and stdin_filename is not None:
        raise click.UsageError("`--stdin-filename` needs `-` as the project: `ccdsl check -`")
    opened = open_with_stdin(stdin_filename) if project == "-" else open_project(project)
    told = info or format_name in _ALWAYS_WITH_INFO
    judged = judge(opened, today, _guard(opened, against, locked=locked), info=told)
    if output is None:
        _print(judged, format_name, color)
    else:
        _write(judged, format_name, Path(output))
    return judged.exit_code(fail_on)


def _guard(opened: Project, against: str | None, *, locked: bool) -> Guard:
    """Return what the project is held to; without a revision, git is not asked for anything."""
    if against is None:
        return Guard(locked=locked)
    from ccdsl.cli.against import base_of

    return Guard(locked=locked, base=base_of(opened, against))


def _print(judged: Judged, format_name: str, color: Color) -> None:
    colored = is_colored(color, sys.stdout)
    text = render(format_name, judged.findings, color=colored, width=columns_of(sys.stdout))
    result(text, color=colored)


def _write(judged: Judged, format_name: str, path: Path) -> None:
    """Write the result to a file, and say on standard error what it amounts to."""
    from ccdsl.cli.written import spare_sources
    from ccdsl.store.replacing import replace_file

    spare_sources(judged.project, path)
    if not path.parent.is_dir():
        raise Refusal(f"there is no folder `{path.parent.as_posix()}` to write into")
    replace_file(path, render(format_name, judged.findings).encode())
    say(f"{judged.findings.summary()}; written to {path.as_posix()}")
