"""Conditions that no contact satisfies."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.tested import Dead
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC224", Severity.ERROR, whole=True, yields=True)
def never_holds(program: Program, facts: Facts) -> Iterator[Finding]:
    """Condition never holds.

    Why: what the condition asks for contradicts itself: there is no contact, at no instant of the
    calendar, for whom it is true. Often an `and` was meant to be an `or`.
    Example:
        hours night {
          mon-sun 22:00-06:00
        }
        hours office {
          mon-fri 08:00-17:00
        }
        routing inbound version 1 in-service {
          when hours office is open and hours night is open -> hang-up    # CC224
          otherwise -> queue help
        }
    Use instead: a condition that holds for somebody, or no such rule.
    """
    del program
    for dead in facts.tested.dead:
        if dead.why == "never":
            yield _finding(dead)


def _finding(dead: Dead) -> Finding:
    first, *others = dead.parts
    way_out = "ask for something else, or delete it with what it leads to"
    if others:
        way_out = "write `or` if one of the two is enough; else delete it with what it leads to"
    return Finding(
        message="no contact ever satisfies this condition",
        span=dead.condition.span if others else first.span,
        help=way_out,
        labels=_apart(dead.parts) if others else (),
    )


def _apart(parts: tuple[ast.Condition, ...]) -> tuple[Label, ...]:
    """Return labels at two parts that never hold together."""
    texts = ("where this holds …", "… this never does")
    return tuple(Label(span=part.span, text=text) for part, text in zip(parts, texts, strict=True))
