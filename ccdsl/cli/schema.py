"""`ccdsl schema`: the JSON Schemas that ship with the compiler."""

import click
from click.shell_completion import CompletionItem

from ccdsl.cli.ends import Refusal
from ccdsl.cli.output import result
from ccdsl.resources import list_resources, read_resource

_FOLDER = "schemas"
_END = ".schema.json"


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    del ctx, param
    return [CompletionItem(name) for name in _names() if name.startswith(incomplete)]


@click.command("schema")
@click.argument("name", required=False, shell_complete=_complete)
def command(name: str | None) -> None:
    """List the JSON Schemas, or print one.

    NAME is like `routing-table`: the file that the schema is for.
    """
    if name is None:
        result("".join(f"{each}\n" for each in _names()))
        return
    known = name.removesuffix(_END)
    if known not in _names():
        raise Refusal(f"there is no schema `{name}`", f"choose one of {', '.join(_names())}")
    result(read_resource(f"{_FOLDER}/{known}{_END}"))


def _names() -> list[str]:
    """Return the names of all schemas, sorted."""
    return [file.removesuffix(_END) for file in list_resources(_FOLDER) if file.endswith(_END)]
