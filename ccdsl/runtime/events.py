"""Events: what a platform tells about a contact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ccdsl.runtime.contact import QueueFigures, Value


@dataclass(frozen=True, slots=True)
class Press:
    """Keys pressed at one step, in order: `0`-`9`, `star` or `*`, `pound` or `#`.

    Digits typed together may be one text: `Press("1234", "pound")`.
    """

    keys: tuple[str, ...]

    def __init__(self, *keys: str) -> None:
        """Take the keys."""
        object.__setattr__(self, "keys", keys)


@dataclass(frozen=True, slots=True)
class Reply:
    """A typed reply on a text channel: a key, a label, or digits."""

    text: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was pressed or typed in time."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a look-up came out, and what it gave."""

    outcome: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """Which share was drawn, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Transferred:
    """How a transfer came out."""

    outcome: Literal["answered", "busy", "no-answer", "failed"]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the queue stands in which the contact arrives."""

    figures: QueueFigures


@dataclass(frozen=True, slots=True)
class Waited:
    """So many seconds have passed since the contact came to its queue.

    `figures` is how the queue stands now (None: as before), `closed` whether its hours have closed.
    """

    seconds: int
    figures: QueueFigures | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An agent of the queue has answered."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller has left."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The platform could not carry out the step: the center's `on-failure` takes over."""


Event = (
    Press
    | Reply
    | Silence
    | Found
    | Share
    | Transferred
    | Figures
    | Waited
    | Answered
    | HungUp
    | Failed
)
