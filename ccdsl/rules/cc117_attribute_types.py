"""Attributes of the type that a line asks for."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, listed
from ccdsl.syntax import ast

_COLLECTED: tuple[ast.AttributeType, ...] = ("digits", "number", "phone", "person")
_PRESSED: tuple[ast.AttributeType, ...] = ("digits", "number")


@rule("CC117", Severity.ERROR)
def wrong_type(program: Program, facts: Facts) -> Iterator[Finding]:
    """Attribute is of another type.

    Why: a call-back needs a number, a preference needs a person, and what is typed on a telephone
    is digits.
    Example:
        attribute size one-of small, large
        queue sales {
          channels voice
          prefer size for 30s    # CC117
          wait forever
        }
    Use instead: an attribute of a type that the message lists, here `person`.
    """
    del facts
    for name, types, why in _demands(program):
        attribute = program.attributes.get(name.text)
        if attribute is None or program.is_broken(attribute.span):
            continue
        if attribute.type not in types:
            yield Finding(
                message=f"`{name.text}` is a {attribute.type} attribute, and {why}",
                span=name.span,
                help=f"use an attribute of type {listed(types, 'or')}",
                labels=first_here(attribute.span, "it is declared here"),
            )


def _demands(program: Program) -> Iterator[tuple[ast.Name, tuple[ast.AttributeType, ...], str]]:
    """Yield (attribute, types it may have, why) for every place that asks for a type."""
    for _, collect in program.nodes(ast.Collect):
        yield collect.store, _COLLECTED, "callers type digits"
    for _, keys in program.nodes(ast.KeyRange):
        yield keys.store, _PRESSED, "callers press digits"
    for _, prefer in program.nodes(ast.Preference):
        yield prefer.attribute, ("person",), "a preference is for a person"
    for _, callback in program.nodes(ast.ToCallback):
        if callback.number is not None:
            yield callback.number, ("phone",), "a call-back dials a number"
    for _, transfer in program.nodes(ast.ToTransfer):
        if isinstance(transfer.target, ast.Name):
            yield transfer.target, ("phone", "person"), "a transfer goes to a number or a person"
