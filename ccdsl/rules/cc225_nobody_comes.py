"""Rules for contacts who do not come where they are tested."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.words import words
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC225", Severity.ERROR, whole=True, yields=True)
def for_nobody_here(program: Program, facts: Facts) -> Iterator[Finding]:
    """Rule is for nobody who comes here.

    Why: there may be such contacts, but none of them comes to where the rule is tested: they arrive
    elsewhere, or have gone another way before.
    Example:
        entry front {
          voice    +18005550100
          routing  calls
        }
        routing calls version 1 in-service {
          when channel is chat -> queue help    # CC225
          otherwise -> queue help
        }
    Use instead: the rule where such contacts come, or no such rule.
    """
    del program
    for dead in facts.tested.dead:
        if dead.why == "absent":
            part = dead.parts[0]
            yield Finding(
                message="this rule is for nobody who comes here",
                span=dead.span,
                help="let such contacts come here, or delete it",
                labels=(Label(span=part.span, text=_nobody(part)),),
            )


def _nobody(part: ast.Condition) -> str:
    """Return for whom nobody comes; what is tested of a queue is no sentence."""
    if isinstance(part, ast.Figure) and part.figure == "wait":
        return f"nobody comes here after {words(part)}"
    if isinstance(part, ast.Figure | ast.Full):
        return f"nobody comes here with {words(part)}"
    return f"nobody comes for whom {words(part)}"
