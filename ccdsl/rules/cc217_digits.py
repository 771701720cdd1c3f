"""How many digits there are."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here
from ccdsl.source import Span
from ccdsl.syntax import ast

_HELD: dict[ast.AttributeType, tuple[int, int]] = {
    "number": (1, 18),
    "phone": (1, 15),
    "person": (1, 15),
}
"""How many digits an attribute of a type can take; a `digits` attribute says so itself."""


@rule("CC217", Severity.ERROR)
def digits_do_not_fit(program: Program, facts: Facts) -> Iterator[Finding]:
    """Number of digits does not fit.

    Why: an entry of no digits is silence, a range that runs backwards is never typed, and what is
    longer than its attribute cannot be kept.
    Example:
        attribute code digits 4 to 4
        script hello version 1 in-service {
          start { -> ask }
          collect ask {
            say hello
            digits 4 to 6    # CC217
            store code
            filled -> queue help
            no-input -> queue help
            invalid -> queue help
          }
        }
    Use instead: as many digits as the attribute holds.
    """
    del facts
    for attribute in program.attributes.values():
        if attribute.length is not None:
            yield from _range(*attribute.length)
    for _, collect in program.nodes(ast.Collect):
        least, most = collect.digits.least, collect.digits.most
        wrong = list(_range(least, most))
        yield from wrong or _stored(
            program, collect.store, (least.value, most.value), least.span.to(most.span)
        )
    for _, keys in program.nodes(ast.KeyRange):
        yield from _stored(program, keys.store, (1, 1), keys.store.span)


def _range(least: ast.Whole, most: ast.Whole) -> Iterator[Finding]:
    span = least.span.to(most.span)
    if least.value > most.value:
        message = f"{least.text} to {most.text} digits runs backwards"
        yield Finding(message=message, span=span, help=f"write `{most.text} to {least.text}`")
    elif least.value == 0:
        message = "an entry has at least one digit: none is silence"
        yield Finding(message=message, span=span, help=f"write `1 to {max(most.value, 1)}`")


def _stored(
    program: Program, store: ast.Name, taken: tuple[int, int], span: Span
) -> Iterator[Finding]:
    attribute = program.attributes.get(store.text)
    held = _length(attribute) if attribute else None
    if attribute is None or held is None or program.is_broken(attribute.span):
        return
    if held[0] <= taken[0] and taken[1] <= held[1]:
        return
    do = "does" if taken == (1, 1) else "do"
    yield Finding(
        message=f"{_count(*taken)} {do} not fit into `{store.text}`: it holds {_count(*held)}",
        span=span,
        help="take as many digits as it holds, or let it hold as many as are taken",
        labels=first_here(attribute.span, "it is declared here"),
    )


def _length(attribute: ast.Attribute) -> tuple[int, int] | None:
    if attribute.length is None:
        return _HELD.get(attribute.type)
    least, most = attribute.length[0].value, attribute.length[1].value
    return (least, most) if 0 < least <= most else None


def _count(least: int, most: int) -> str:
    if least == most:
        return f"{least} digit{'' if least == 1 else 's'}"
    return f"{least} to {most} digits"
