"""What to write where a scenario is right for the version in service, and not for the next one."""

from collections.abc import Iterable

from ccdsl.cli.output import say
from ccdsl.diagnostics import Diagnostic
from ccdsl.model.program import Program
from ccdsl.syntax import ast

_JUDGED = ("CC703", "CC704", "CC705")


def tell_until(found: Iterable[Diagnostic], now: Program, then: Program) -> None:
    """Say how scenarios and requirements that do not hold then can be kept for what is now."""
    if not any(one.code in _JUDGED for one in found):
        return
    before = _numbers(now)
    for key, number in _numbers(then).items():
        if before.get(key) not in (None, number):
            kind, name = key
            say(
                f"  = help: what is right only for {kind} `{name}` as it is in service now says "
                f"`until {kind} {name} version {before[key]}`, what is right only from then on "
                f"`since {kind} {name} version {number}`"
            )


def _numbers(program: Program) -> dict[tuple[str, str], int]:
    """Return the number of every version in service."""
    found: Iterable[ast.Versioned] = program.in_service.declarations()
    return {(one.kind, one.name.text): one.version.number.value for one in found}
