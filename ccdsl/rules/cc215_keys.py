"""Keys of a telephone."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast

_LAST_KEY = 9


@rule("CC215", Severity.ERROR)
def not_one_key(program: Program, facts: Facts) -> Iterator[Finding]:
    """Not one key of the telephone.

    Why: a menu takes one key: `0` to `9`, `star` or `pound`. Several digits are collected. What
    ends an entry is `star` or `pound`, since a digit would be part of the entry.
    Example:
        script hello version 1 in-service {
          start { -> top }
          menu top {
            say hello
            key 12 "Help" -> queue help    # CC215
            no-input -> hang-up
            invalid -> hang-up
          }
        }
    Use instead: one key; or a `collect` for several digits.
    """
    del facts
    for _, line in program.nodes(ast.KeyLine):
        if line.key.keys.isdigit() and len(line.key.keys) > 1:
            message = f"`{line.key.keys}` is not one key"
            way_out = "keys are `0` to `9`, `star` and `pound`; a `collect` takes several digits"
            yield Finding(message=message, span=line.key.span, help=way_out)
    for _, digits in program.nodes(ast.DigitsLine):
        if digits.until is not None and digits.until.keys.isdigit():
            message = f"`{digits.until.keys}` cannot end an entry: it would be part of it"
            yield Finding(message=message, span=digits.until.span, help="write `until pound`")
    for _, keys in program.nodes(ast.KeyRange):
        yield from _range(keys)


def _range(keys: ast.KeyRange) -> Iterator[Finding]:
    span = keys.first.span.to(keys.last.span)
    first, last = keys.first.value, keys.last.value
    if max(first, last) > _LAST_KEY:
        message = f"there are no keys {first} to {last}: digits end at 9"
        yield Finding(message=message, span=span, help="a `collect` takes several digits")
    elif first > last:
        message = f"the keys {first} to {last} run backwards"
        yield Finding(message=message, span=span, help=f"write `keys {last} to {first}`")
