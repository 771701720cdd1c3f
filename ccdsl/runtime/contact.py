"""A contact as it arrives, and how a queue stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ccdsl.runtime.errors import RoutingError

Value = str | int
"""What an attribute holds: a `number` is an int, everything else is text."""

NUMBERED = ("voice", "sms")
"""Channels whose contacts have a dialed number and may have a caller's."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_FEWEST_DIGITS, _MOST_DIGITS = 5, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFigures:
    """How a queue stands: counts of agents and contacts; `expected_wait` in seconds, or None.

    `waiting` is without the contact itself; `agents` staffed, `available` of those free now.
    """

    agents: int = 1
    available: int = 1
    waiting: int = 0
    expected_wait: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact as it arrives.

    `to` is the number or address of an entry, `caller` None where it is withheld or there is none,
    `at` an aware datetime or whole UTC seconds, `language` None for its entry's. `flags` says which
    are on; those not named are off. `attributes` are facts known before the first rule; `queues` is
    how queues stand, for rules that ask.
    """

    to: str
    at: datetime | int
    channel: str = "voice"
    caller: str | None = None
    language: str | None = None
    flags: Mapping[str, bool] = field(default_factory=dict)
    attributes: Mapping[str, Value] = field(default_factory=dict)
    queues: Mapping[str, QueueFigures] = field(default_factory=dict)


def utc_seconds(at: datetime | int) -> int:
    """Return whole UTC seconds; raises RoutingError for a clock reading without a zone."""
    if isinstance(at, bool) or not isinstance(at, int | datetime):
        message = f"an instant is an aware datetime or whole UTC seconds, not `{at!r}`"
        raise RoutingError(message)
    if isinstance(at, int):
        return at
    if at.utcoffset() is None:
        message = f"`{at.isoformat()}` is no instant: it does not say in which time zone"
        raise RoutingError(message)
    return (at - _EPOCH) // _SECOND


def check_number(number: str) -> None:
    """Raise RoutingError unless a text is a number in international form."""
    digits = number[1:]
    if not (
        number[:1] == "+"
        and digits.isdigit()
        and digits.isascii()
        and _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS
    ):
        message = (
            f"`{number}` is not a telephone number in international form: write `+` and 5 to 15"
            " digits, or None for a caller who withholds it"
        )
        raise RoutingError(message)
