"""`ccdsl explain`: the page of a finding's code."""

import click

from ccdsl.cli.complete import codes
from ccdsl.cli.ends import Refusal
from ccdsl.cli.output import result
from ccdsl.cli.pages import as_markdown, as_text
from ccdsl.rules import RULES
from ccdsl.rules.rule import Rule


@click.command("explain")
@click.argument("code", shell_complete=codes)
@click.option("--format", "format_name", type=click.Choice(("text", "markdown")), default="text")
def command(code: str, format_name: str) -> None:
    """Explain the code of a finding.

    CODE is like CC204; the name of the rule does as well.
    """
    rule = _rule(code)
    result(as_markdown(rule) if format_name == "markdown" else as_text(rule))


def _rule(asked: str) -> Rule:
    """Return the rule of a code or a name, or refuse and say what is nearest."""
    for rule in RULES:
        if asked.upper() == rule.code or asked.lower() == rule.name:
            return rule
    from ccdsl.syntax.wording import nearest

    # Of two codes neither is nearer in meaning for differing in one digit.
    is_code = any(char.isdigit() for char in asked)
    near = None if is_code else nearest(asked.lower(), [rule.name for rule in RULES])
    way_out = f"did you mean `{near}`?" if near else "`ccdsl rules` lists every code"
    raise Refusal(f"there is no rule `{asked}`", way_out)
