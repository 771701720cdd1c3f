"""Steps have names of their own."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats
from ccdsl.syntax import ast


@rule("CC109", Severity.ERROR)
def steps_with_one_name(program: Program, facts: Facts) -> Iterator[Finding]:
    """Two steps have one name.

    Why: a jump would mean either of them.
    Example:
        script hello version 1 in-service {
          start { -> greet_them }
          step greet_them { -> queue help }
          step greet_them { -> hang-up }    # CC109
        }
    Use instead: a name for each.
    """
    del facts
    for _, script in program.nodes(ast.Script):
        for again, first in repeats(script.steps, lambda step: step.name.text):
            yield Finding(
                message=f"script `{script.name.text}` has two steps called `{again.name.text}`",
                span=again.name.span,
                help="give one of them another name",
                labels=first_here(first.name.span),
            )
