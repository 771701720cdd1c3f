"""Conditions where they can be answered."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast

_OF_WAIT = (">", ">=")


@rule("CC222", Severity.ERROR)
def condition_out_of_place(program: Program, facts: Facts) -> Iterator[Finding]:
    """Condition cannot be answered here.

    Why: how many wait is a question about one queue: an overflow asks it about its own, everything
    else says which. How long a contact has waited is known only where it waits, and the rules of an
    overflow are tested as it grows, so they ask for `>` or `>=`.
    Example:
        routing inbound version 1 in-service {
          when waiting > 5 -> hang-up    # CC222
          otherwise -> queue help
        }
    Use instead: `queue help has waiting > 5`.
    """
    del facts
    named = {id(part) for _, test in program.nodes(ast.QueueTest) for part in test.figures}
    for owner, figure in program.nodes(ast.Figure):
        if id(figure) not in named:
            yield from _bare(owner, figure)
        elif figure.figure == "wait" and not isinstance(owner, ast.Require):
            yield Finding(
                message="how long a contact has waited is asked in the queue's own overflow",
                span=figure.span,
                help="write `wait` in an overflow, without `queue … has`",
            )
    for owner, full in program.nodes(ast.Full):
        if id(full) not in named and not isinstance(owner, ast.Overflow):
            yield _whose(full, "full")


def _bare(owner: ast.AnyDeclaration, figure: ast.Figure) -> Iterator[Finding]:
    if not isinstance(owner, ast.Overflow):
        if figure.figure == "wait" and not isinstance(owner, ast.Require):
            message = "a contact waits only in a queue, so `wait` is asked in an overflow"
            yield Finding(message=message, span=figure.span, help="move it to the queue's overflow")
        else:
            yield _whose(figure, figure.figure)
    elif figure.figure == "wait" and figure.operator not in _OF_WAIT:
        yield Finding(
            message=f"`wait` grows from 0, so a rule cannot test it with `{figure.operator}`",
            span=figure.span,
            help="write `>` or `>=`",
        )


def _whose(test: ast.Figure | ast.Full, word: str) -> Finding:
    return Finding(
        message=f"`{word}` does not say of which queue",
        span=test.span,
        help=f"write `queue NAME has {word}{'' if isinstance(test, ast.Full) else ' …'}`",
    )
