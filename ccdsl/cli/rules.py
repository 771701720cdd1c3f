"""`ccdsl rules`: the catalogue."""

import click

from ccdsl.cli.output import result
from ccdsl.cli.pages import as_markdown
from ccdsl.rules import RULES


@click.command("rules")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    help="`text` is one line per rule; the others have the pages too.",
)
def command(format_name: str) -> None:
    """List every rule that a project is checked against."""
    match format_name:
        case "json":
            result(_json())
        case "markdown":
            result("\n".join(as_markdown(rule) for rule in RULES))
        case _:
            result(_text())


def _text() -> str:
    width = max((len(rule.name) for rule in RULES), default=0)
    return "".join(
        f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {rule.title}\n" for rule in RULES
    )


def _json() -> str:
    import json

    rules = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity.value,
            "title": rule.title,
            "page": as_markdown(rule),
        }
        for rule in RULES
    ]
    return json.dumps({"format": 1, "rules": rules}, indent=2) + "\n"
