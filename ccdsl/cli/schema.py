"""`ccdsl schema`: the JSON Schemas that ship with the compiler."""

import json
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ccdsl.cli.ends import Exit, Refusal
from ccdsl.cli.output import result
from ccdsl.resources import list_resources, read_resource

_FOLDER = "schemas"
_END = ".schema.json"
_LONGEST = 200
"""A message quotes the data it is about; so much of it says which."""


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    del ctx, param
    return [CompletionItem(name) for name in _names() if name.startswith(incomplete)]


@click.command("schema")
@click.argument("name", required=False, shell_complete=_complete)
@click.option("--check", "file", type=click.Path(path_type=Path), help="Hold a JSON file to it.")
def command(name: str | None, file: Path | None) -> None:
    """List the JSON Schemas, or print one.

    NAME is like `routing-table`: the file that the schema is for. With `--check FILE`, say where
    a JSON file that another program wrote or changed is not as the schema says.
    """
    if name is None:
        result("".join(f"{each}\n" for each in _names()))
        return
    known = name.removesuffix(_END)
    if known not in _names():
        raise Refusal(f"there is no schema `{name}`", f"choose one of {', '.join(_names())}")
    schema = read_resource(f"{_FOLDER}/{known}{_END}")
    if file is None:
        result(schema)
        return
    said = _said(schema, file)
    result("".join(f"{file}: {line}\n" for line in said))
    raise SystemExit(Exit.FINDINGS if said else Exit.CLEAN)


def _said(schema: str, file: Path) -> list[str]:
    """Return what is wrong with a JSON file, each with its place in the data."""
    from jsonschema import Draft202012Validator

    try:
        data = json.loads(file.read_bytes())
    except ValueError as error:
        raise Refusal(f"`{file}` is not JSON: {error}") from None
    found = Draft202012Validator(json.loads(schema)).iter_errors(data)
    return sorted(f"{error.json_path}: {error.message[:_LONGEST]}" for error in found)


def _names() -> list[str]:
    """Return the names of all schemas, sorted."""
    return [file.removesuffix(_END) for file in list_resources(_FOLDER) if file.endswith(_END)]
