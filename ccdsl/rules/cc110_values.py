"""Values that fit the type of their attribute."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.values import Use, misfit
from ccdsl.rules.words import first_here
from ccdsl.syntax import ast


@rule("CC110", Severity.ERROR)
def value_does_not_fit(program: Program, facts: Facts) -> Iterator[Finding]:
    """Value does not fit its attribute.

    Why: a test against a value that an attribute never has is never true, and what is set to such
    a value is lost. Names are tested with `is` and `in`, figures with comparisons, digits with
    `is` and `in` only, and texts not at all.
    Example:
        attribute size one-of small, large
        routing inbound version 1 in-service {
          when size is larg -> hang-up    # CC110
          otherwise -> queue help
        }
    Use instead: a value of the attribute, here `large`.
    """
    del facts
    for _, test in program.nodes(ast.AttributeTest):
        for value in test.values:
            yield from _judged(program, test.attribute, value, "tested")
    for _, given in program.nodes(ast.SetAttribute):
        yield from _judged(program, given.attribute, given.value, "set")
    for _, given_value in program.nodes(ast.GivenValue):
        yield from _judged(program, given_value.attribute, given_value.value, "set")
    for _, compared in program.nodes(ast.AttributeCompare):
        yield from _comparison(program, compared)


def _judged(program: Program, name: ast.Name, value: ast.Value, use: Use) -> Iterator[Finding]:
    attribute = program.attributes.get(name.text)
    if attribute is None or program.is_broken(attribute.span):
        return
    wrong = misfit(program, attribute, value, use)
    if wrong is not None:
        label = first_here(attribute.span, "this is what it holds")
        yield Finding(message=wrong[0], span=value.span, help=wrong[1], labels=label)


def _comparison(program: Program, compared: ast.AttributeCompare) -> Iterator[Finding]:
    attribute = program.attributes.get(compared.attribute.text)
    if attribute is None or attribute.type == "number" or program.is_broken(attribute.span):
        return
    tested = "is never tested" if attribute.type == "text" else "is tested with `is` and `in`"
    yield Finding(
        message=f"`{attribute.name.text}` is not a number, so it is not compared",
        span=compared.span,
        help=f"a {attribute.type} attribute {tested}",
        labels=first_here(attribute.span, "this is what it holds"),
    )
