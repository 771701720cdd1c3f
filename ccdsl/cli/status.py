"""`ccdsl status`: where everything stands."""

from datetime import date

import click

from ccdsl.cli.options import project_argument, today_option
from ccdsl.cli.output import result
from ccdsl.cli.project import judge, open_project, warn_of_errors
from ccdsl.lifecycle.overview import overview
from ccdsl.lifecycle.prospect import is_about_versions
from ccdsl.lifecycle.standing import standing_of
from ccdsl.report import status
from ccdsl.rules.answerable import is_whole


@click.command("status")
@project_argument
@click.option("--format", "format_name", type=click.Choice(("text", "json")), default="text")
@today_option
def command(project: str, format_name: str, today: date) -> None:
    """Show what is in service, what is in draft, and what has changed since the last release.

    PROJECT is its folder (this one, if none is given). Reviews that are overdue are told as well.
    """
    judged = judge(open_project(project), today)
    warn_of_errors(judged)
    compiled = judged.compiled
    standing = standing_of(compiled.program, judged.project.files)
    # What guards versions says that they are not as they were, which is what is shown here.
    others = tuple(one for one in judged.findings.diagnostics if not is_about_versions(one))
    found = overview(standing, compiled, today, is_sound=is_whole(others))
    result((status.render_json if format_name == "json" else status.render_text)(found))
