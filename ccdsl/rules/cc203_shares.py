"""Shares of an `allocate`."""

from collections.abc import Iterator
from fractions import Fraction

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast

_ALL = Fraction(100)


@rule("CC203", Severity.ERROR)
def shares_do_not_add_up(program: Program, facts: Facts) -> Iterator[Finding]:
    """Shares do not add up to 100%.

    Why: every contact takes one of the branches; what is left over would go nowhere, and a share
    of 0% is never taken.
    Example:
        routing inbound version 1 in-service {
          otherwise {
            allocate {    # CC203
              80% -> queue help
              10% -> hang-up
            }
          }
        }
    Use instead: shares that add up to 100%.
    """
    del facts
    for _, allocate in program.nodes(ast.Allocate):
        total = sum((share.percent.value for share in allocate.shares), start=Fraction(0))
        if total != _ALL:
            word = allocate.span._replace(end=allocate.span.start + len("allocate"))
            yield Finding(
                message=f"these shares add up to {_written(total)}, not to 100%",
                span=word,
                help=_way_out(total),
            )
        for share in allocate.shares:
            if share.percent.value == 0:
                place = share.percent.span
                yield Finding(message="a share of 0% is never taken", span=place, help="delete it")


def _way_out(total: Fraction) -> str:
    if total < _ALL:
        return f"{_written(_ALL - total)} of the contacts would go nowhere"
    return f"take {_written(total - _ALL)} away"


def _written(percent: Fraction) -> str:
    """Return an exact percentage; decimals always end, since they are written as decimals."""
    whole, rest = divmod(percent, 1)
    places = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        places += str(digit)
    return f"{whole}.{places}%" if places else f"{whole}%"
