"""Where `otherwise` stands."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.tested import Contacts
from ccdsl.rules.contacts import about
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC205", Severity.ERROR, hides=("CC206", "CC218", "CC229"))
def otherwise_is_last(program: Program, facts: Facts) -> Iterator[Finding]:
    """Rules do not end in `otherwise`.

    Why: rules are tried from top to bottom, and `otherwise` takes the rest: without it a contact
    could fit no rule, and after it no rule is ever tried. An overflow has none: who fits no rule
    there goes on waiting.
    Example:
        routing inbound version 1 in-service {    # CC205
          when caller is withheld -> hang-up
        }
    Use instead: end with `otherwise -> …`, once.
    """
    untaken = {one.span: one.contacts for one in facts.tested.untaken}
    for _, routing in program.nodes(ast.Routing):
        yield from _ends(routing, routing.rules, untaken.get(routing.name.span))
    for _, policy in program.nodes(ast.AfterHours):
        yield from _ends(policy, policy.rules, untaken.get(policy.name.span))
    for _, overflow in program.nodes(ast.Overflow):
        for each in overflow.rules:
            if each.condition is None:
                yield Finding(
                    message="an overflow has no `otherwise`: it would take every contact at once",
                    span=_word(each),
                    help="write when it applies, such as `when agents = 0`",
                )


def _ends(
    declaration: ast.Declaration, rules: tuple[ast.Rule, ...], untaken: Contacts | None
) -> Iterator[Finding]:
    at = next((number for number, each in enumerate(rules) if each.condition is None), None)
    if at is None:
        yield Finding(
            message=f"{declaration.kind} `{declaration.name.text}` has no `otherwise`",
            span=declaration.name.span,
            help="end with a line like `otherwise -> hang-up`: it takes who fits no other rule"
            + (f"\n{about(untaken)}" if untaken is not None else ""),
        )
    elif at + 1 < len(rules):
        yield Finding(
            message="nothing after `otherwise` is ever tried",
            span=rules[at + 1].span,
            help="move `otherwise` to the end",
            labels=first_here(_word(rules[at]), "every contact that comes here leaves here"),
        )


def _word(each: ast.Rule) -> Span:
    """Return the place of the word `otherwise`."""
    return each.span._replace(end=each.span.start + len("otherwise"))
