"""CC204: a rule that an earlier one covers."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.implies import implies
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span
from ccdsl.syntax import ast

_MOST_COMPARED = 500
"""In longer lists, a rule is compared with so many before it."""


@rule("CC204", Severity.ERROR)
def covered_rule(program: Program, facts: Facts) -> Iterator[Finding]:
    """Rule can never match.

    Why: rules are tried from the top, and an earlier one already takes every contact that this
    one is for. Usually the order is wrong: the narrower rule comes first. Here a rule is compared
    with single earlier rules, by their form.

    Example:
        routing inbound version 1 in-service {
          when caller in vip -> queue gold
          when caller in vip and hours support is open -> queue silver    # CC204
          otherwise -> queue silver
        }

    Use instead: put the narrower rule first, or delete it.
    """
    del facts
    lists = [
        *(one.rules for _, one in program.nodes(ast.Routing)),
        *(one.rules for _, one in program.nodes(ast.Overflow)),
        *(one.rules for _, one in program.nodes(ast.AfterHours)),
    ]
    for rules in lists:
        yield from _covered([_headed(one.condition, one.span) for one in rules])
    for _, treatment in program.nodes(ast.Treatment):
        yield from _covered(list(_tests(treatment)))


def _headed(condition: ast.Condition | None, span: Span) -> tuple[ast.Condition | None, Span]:
    """Return a condition, and the place of its rule without the treatment."""
    end = span.end if condition is None else condition.span.end
    return condition, Span(span.path, span.start, end)


def _tests(treatment: ast.Treatment) -> Iterator[tuple[ast.Condition | None, Span]]:
    """Yield the tests of a treatment up to the first thing that may change their outcome."""
    for action in treatment.actions:
        match action:
            case ast.When():
                yield _headed(action.condition, action.span)
            case ast.SetAttribute() | ast.SetLanguage() | ast.Call():
                return
            case _:
                continue


def _covered(rules: list[tuple[ast.Condition | None, Span]]) -> Iterator[Finding]:
    for number, (condition, span) in enumerate(rules):
        if condition is None:
            continue
        for earlier, place in rules[max(0, number - _MOST_COMPARED) : number]:
            if earlier is not None and implies(condition, earlier):
                yield _finding(span, place)
                break


def _finding(span: Span, earlier: Span) -> Finding:
    return Finding(
        message="this rule can never match",
        span=span,
        help="move it above the earlier one, or delete it",
        labels=(Label(span=earlier, text="every contact that it is for leaves here"),),
    )
