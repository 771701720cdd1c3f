"""What prompts speak."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.speech import Stray, stray_braces
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC111", Severity.ERROR)
def speaks_no_attribute(program: Program, facts: Facts) -> Iterator[Finding]:
    """Prompt speaks what is not an attribute.

    Why: `{balance}` in a prompt's text speaks the attribute `balance`. What is not one would be
    read out letter by letter, or not at all.
    Example:
        prompt your_name {
          en-US "Good day, {nmae}."    # CC111
          es-US "Buenos días."
        }
    Use instead: the name of an attribute in braces, without spaces.
    """
    del facts
    for _, wording in program.nodes(ast.Wording):
        for stray in stray_braces(wording.text):
            yield Finding(message=_message(stray), span=stray.span, help=_way_out(stray))


def _message(stray: Stray) -> str:
    if stray.text == "{":
        return "this `{` is not closed in its text"
    if stray.text == "}":
        return "this `}` was not opened in its text"
    return f"`{stray.text}` names no attribute"


def _way_out(stray: Stray) -> str:
    inner = stray.text[1:-1].strip().lower()
    if inner and " " not in inner:
        return f"write `{{{inner}}}`"
    return "write the name of an attribute in braces, such as `{balance}`, or leave them out"
