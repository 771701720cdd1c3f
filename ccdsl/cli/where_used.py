"""`ccdsl where-used`: every place that uses a name."""

from datetime import date

import click

from ccdsl.cli.complete import names
from ccdsl.cli.names import Use, find_named, place, uses
from ccdsl.cli.options import project_option, today_option
from ccdsl.cli.output import result, say
from ccdsl.cli.project import judge, open_project, warn_of_errors
from ccdsl.model.program import Program


@click.command("where-used")
@click.argument("name", nargs=-1, required=True, metavar="NAME", shell_complete=names)
@project_option
@today_option
def command(name: tuple[str, ...], project: str, today: date) -> None:
    """Show every place that uses a name.

    NAME is a name, or a kind and a name: `claims`, `queue claims` or `queue/claims`. Each line is
    a place, what it is a part of, and the line of source.
    """
    judged = judge(open_project(project), today)
    warn_of_errors(judged)
    program = judged.compiled.program
    everything = find_named(program, name)
    for number, named in enumerate(everything):
        found = uses(program, named)
        if len(everything) > 1:
            result(("\n" if number else "") + f"{named.kind} {named.name}\n")
        result("".join(_line(program, use) for use in found))
        if not found:
            say(f"nothing names {named.kind} `{named.name}`")


def _line(program: Program, use: Use) -> str:
    source = program.sources.get(use.span.path)
    line = source.line(source.position(use.span.start).line).strip() if source else ""
    return f"{place(program, use.span)}: {use.by}: {line}\n"
