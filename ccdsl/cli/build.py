"""`ccdsl build`: everything a platform and its people need, from a project without errors."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.options import color_option, project_argument, today_option
from ccdsl.cli.output import Color, patience, result, say, tell
from ccdsl.cli.project import Judged, judge, open_project
from ccdsl.cli.written import output_path, way_home
from ccdsl.drawing.renderers import RendererName
from ccdsl.model.program import Which

if TYPE_CHECKING:
    from ccdsl.backends.artifact import Artifact

_OUTPUT = "build"


@click.command("build")
@project_argument
@click.option("--out", metavar="DIR", help="Where to write; without it, the project's `build`.")
@click.option("--draft", is_flag=True, help="Build the draft center, into `build/draft`.")
@click.option(
    "--renderer",
    type=click.Choice(("auto", "dot", "embedded")),
    default="auto",
    help="What lays pictures out: `auto` takes `dot` where it is installed; `embedded` gives the "
    "same bytes everywhere.",
)
@today_option
@color_option
def command(
    project: str,
    *,
    out: str | None,
    renderer: RendererName,
    today: date,
    color: Color,
    draft: bool,
) -> Exit:
    """Write the routing table, the routing matrix and the diagrams.

    PROJECT is its folder (this one, if none is given). It is checked first: if anything in it is
    an error, nothing is written, and what an earlier build wrote stays as it is.
    """
    judged = judge(open_project(project), today)
    if judged.findings.diagnostics:
        tell(judged.findings, color)
    code = judged.exit_code()
    if judged.has_errors or code is not Exit.CLEAN:
        say("nothing was built")
        return code if code is not Exit.CLEAN else Exit.FINDINGS
    folder = output_path(out) if out is not None else _usual(judged, draft=draft)
    _write(judged, folder, "draft" if draft else "in-service", renderer)
    return Exit.CLEAN


def _usual(judged: Judged, *, draft: bool) -> Path:
    output = judged.project.folder / _OUTPUT
    return output / "draft" if draft else output


def _write(judged: Judged, folder: Path, view: Which, renderer: RendererName) -> None:
    """Write all files as one act, and name each."""
    from ccdsl.backends import emit
    from ccdsl.store.outputs import write_outputs

    home = way_home(judged.project.folder, folder)
    with patience(f"building {folder.as_posix()}"):
        drawn = _drawn(judged, view, renderer, home)
        artifacts = (*emit(judged.compiled, view, home), *drawn)
        write_outputs(folder, {artifact.path: artifact.text for artifact in artifacts})
    result("".join(f"{(folder / artifact.path).as_posix()}\n" for artifact in artifacts))


def _drawn(
    judged: Judged, view: Which, renderer: RendererName, home: str
) -> "tuple[Artifact, ...]":
    """Return the pictures that need a layout; without anything to lay them out, say so.

    A renderer that was asked for by name is not done without.
    """
    from ccdsl.drawing.drawn import drawn_artifacts
    from ccdsl.drawing.renderers import DrawingError

    try:
        used, artifacts = drawn_artifacts(judged.compiled, view, renderer, home)
    except DrawingError as error:
        if renderer != "auto":
            raise Refusal(error.message, error.help) from error
        say(f"note: no SVG and no page of pictures: {error.message}; {error.help}")
        return ()
    say(f"pictures laid out by {used}")
    return artifacts
