"""`ccdsl build`: everything a platform and its people need, from a project without errors."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdsl.cli.ends import Exit
from ccdsl.cli.options import color_option, project_argument, today_option
from ccdsl.cli.output import Color, columns_of, is_colored, patience, result, say
from ccdsl.cli.project import Judged, judge, open_project
from ccdsl.model.program import Which

if TYPE_CHECKING:
    from ccdsl.backends.artifact import Artifact

_OUTPUT = "build"


@click.command("build")
@project_argument
@click.option("--out", metavar="DIR", help="Where to write; without it, the project's `build`.")
@click.option("--draft", is_flag=True, help="Build the draft center, into `build/draft`.")
@today_option
@color_option
def command(project: str, out: str | None, today: date, color: Color, *, draft: bool) -> Exit:
    """Write the routing table, the routing matrix and the diagrams.

    PROJECT is its folder (this one, if none is given). It is checked first: if anything in it is
    an error, nothing is written, and what an earlier build wrote stays as it is.
    """
    judged = judge(open_project(project), today)
    if judged.findings.diagnostics:
        _tell(judged, color)
    code = judged.exit_code()
    if judged.has_errors or code is not Exit.CLEAN:
        say("nothing was built")
        return code if code is not Exit.CLEAN else Exit.FINDINGS
    folder = Path(out) if out is not None else _usual(judged, draft=draft)
    _write(judged, folder, draft=draft)
    return Exit.CLEAN


def _usual(judged: Judged, *, draft: bool) -> Path:
    output = judged.project.folder / _OUTPUT
    return output / "draft" if draft else output


def _tell(judged: Judged, color: Color) -> None:
    """Show the findings on standard error: the result of a build is its files."""
    from ccdsl.report.formats import render

    colored = is_colored(color, sys.stderr)
    text = render("text", judged.findings, color=colored, width=columns_of(sys.stderr))
    click.echo(text, err=True, nl=False, color=colored)


def _write(judged: Judged, folder: Path, *, draft: bool) -> None:
    """Write all files as one act, and name each."""
    from ccdsl.backends import emit
    from ccdsl.store.outputs import write_outputs

    view: Which = "draft" if draft else "in-service"
    with patience(f"building {folder.as_posix()}"):
        artifacts = (*emit(judged.compiled, view), *_drawn(judged, view))
        write_outputs(folder, {artifact.path: artifact.text for artifact in artifacts})
    result("".join(f"{(folder / artifact.path).as_posix()}\n" for artifact in artifacts))


def _drawn(judged: Judged, view: Which) -> "tuple[Artifact, ...]":
    """Return the pictures that need a layout; without anything to lay them out, say so."""
    from ccdsl.drawing.drawn import drawn_artifacts
    from ccdsl.drawing.renderers import DrawingError

    try:
        renderer, artifacts = drawn_artifacts(judged.compiled, view, "auto")
    except DrawingError as error:
        say(f"note: no SVG and no page of pictures: {error.message}; {error.help}")
        return ()
    say(f"pictures laid out by {renderer}")
    return artifacts
