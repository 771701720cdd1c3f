"""`ccdsl show`: what a name stands for, as source and as it works out."""

from collections.abc import Iterator
from datetime import date

import click

from ccdsl.cli.complete import names
from ccdsl.cli.names import Named, find_named, place, title_of, uses
from ccdsl.cli.options import project_option, today_option
from ccdsl.cli.output import result
from ccdsl.cli.project import judge, open_project, warn_of_errors
from ccdsl.cli.resolved import resolved
from ccdsl.model.program import Program
from ccdsl.source import Span
from ccdsl.syntax import ast


@click.command("show")
@click.argument("name", nargs=-1, required=True, metavar="NAME", shell_complete=names)
@project_option
@today_option
def command(name: tuple[str, ...], project: str, today: date) -> None:
    """Show what a name stands for.

    NAME is a name, or a kind and a name: `claims`, `queue claims` or `queue/claims`. Everything of
    that name is shown: where it is, its source, how it works out, and who uses it.
    """
    judged = judge(open_project(project), today)
    warn_of_errors(judged)
    program = judged.compiled.program
    blocks = [_block(program, named) for named in find_named(program, name)]
    result("\n".join(blocks))


def _block(program: Program, named: Named) -> str:
    parts = [_source(program, one) for one in named.declarations]
    if named.person is not None:
        parts.append(_excerpt(program, f"person {named.name}", named.person.span))
    facts = [*resolved(program, named), *_used_by(program, named)]
    width = max(len(key) for key, _ in facts)
    return "\n".join((*parts, *(f"  {key:<{width}}  {value}" for key, value in facts), ""))


def _source(program: Program, declaration: ast.AnyDeclaration) -> str:
    return _excerpt(program, title_of(declaration), declaration.span)


def _excerpt(program: Program, title: str, span: Span) -> str:
    """Return a heading with a place, and the text of that place."""
    source = program.sources[span.path]
    at = source.position(span.start)
    begin = source.line_starts[at.line - 1]
    text = source.text[begin : span.end].rstrip()
    return f"{title}  ({span.path}:{at.line})\n\n{text}\n"


def _used_by(program: Program, named: Named) -> Iterator[tuple[str, str]]:
    """Yield who uses a name, one line each; nobody is said too."""
    key = "used by"
    for use in uses(program, named):
        yield key, f"{use.by}  ({place(program, use.span)})"
        key = ""
    if key:
        yield key, "nothing names it"
