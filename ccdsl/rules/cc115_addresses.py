"""Addresses that can be written to."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.people import EMAIL
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC115", Severity.ERROR)
def not_an_address(program: Program, facts: Facts) -> Iterator[Finding]:
    """Address is not one.

    Why: mail to it would come back, or go nowhere.
    Example:
        voicemail sales {
          notify "sales at harbor.example"    # CC115
        }
    Use instead: an address such as `"sales@harbor.example"`.
    """
    del facts
    for voicemail in program.voicemails.values():
        for told in voicemail.notify:
            if isinstance(told, ast.Text) and not EMAIL.pattern.fullmatch(told.value):
                yield _wrong(told, "an email address", "sales@harbor.example")
    for entry in program.entries.values():
        for address in entry.arrival.addresses:
            if isinstance(address, ast.Text):
                yield from _of_entry(entry.arrival.channel, address)


def _of_entry(channel: ast.Channel, address: ast.Text) -> Iterator[Finding]:
    if channel == "email" and not EMAIL.pattern.fullmatch(address.value):
        yield _wrong(address, "an email address", "help@harbor.example")
    elif not address.value.strip():
        yield _wrong(address, f"an address for {channel}", "harbor.example")


def _wrong(address: ast.Text, what: str, example: str) -> Finding:
    return Finding(
        message=f'"{address.value}" is not {what}',
        span=address.span,
        help=f'write it like "{example}"',
    )
