"""The numbers at which contacts can arrive."""

from ccdsl.model.program import Program
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.syntax import ast


def entry_numbers(program: Program) -> frozenset[str]:
    """Return every number that an entry claims, for voice or sms."""
    return frozenset(
        address.number
        for entry in program.entries.values()
        if entry.arrival.channel in NUMBERED_CHANNELS
        for address in entry.arrival.addresses
        if isinstance(address, ast.Phone)
    )


def is_dialed_nowhere(value: ast.Phone | ast.Prefix | ast.Name, numbers: frozenset[str]) -> bool:
    """Whether no entry has a number like this; lists of callers are not judged."""
    match value:
        case ast.Phone():
            return value.number not in numbers
        case ast.Prefix():
            return not any(number.startswith(value.digits) for number in numbers)
        case ast.Name():
            return False
