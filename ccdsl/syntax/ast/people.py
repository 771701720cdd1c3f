"""People, what they may do and when they work; recordings and reports."""

from dataclasses import field
from typing import ClassVar, Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.base import Declaration
from ccdsl.syntax.ast.values import (
    Clock,
    Days,
    Duration,
    Hours,
    Name,
    Percent,
    Text,
    Whole,
)


@record
class Roster(Declaration):
    """Where the people are listed; its name is always `roster`."""

    kind: ClassVar[str] = "roster"
    file: Text


@record
class Skill(Declaration):
    """Something people can do, at levels or simply or not."""

    kind: ClassVar[str] = "skill"
    levels: tuple[Whole, Whole] | None


@record
class Handles:
    """How many contacts of one channel at once."""

    count: Whole
    channel: Name
    span: Span = field(compare=False)


@record
class Role(Declaration):
    """The rights people of this role have and how many contacts at once they handle."""

    kind: ClassVar[str] = "role"
    rights: tuple[Name, ...]
    handles: tuple[Handles, ...]


@record
class Target:
    """A goal of a team: a metric (or `contacts` per day) and its bound."""

    metric: Name
    bound: Whole | Percent | Duration
    span: Span = field(compare=False)


@record
class Team(Declaration):
    """Who leads whom, and the queues they serve."""

    kind: ClassVar[str] = "team"
    title: Text | None
    lead: Name
    members: tuple[Name, ...]
    queues: tuple[Name, ...]
    targets: tuple[Target, ...]


@record
class ShiftLine:
    """Some days, a span, and the channels worked; no channels is a break."""

    days: Days
    spans: tuple[Hours, ...]
    channels: tuple[Name, ...]
    span: Span = field(compare=False)


@record
class Shift(Declaration):
    """When people work, on which channels; in the center's time zone."""

    kind: ClassVar[str] = "shift"
    lines: tuple[ShiftLine, ...]


@record
class Pause:
    """A step during which nothing is recorded."""

    script: Name
    step: Name
    span: Span = field(compare=False)


@record
class Recording(Declaration):
    """What is recorded, announced, paused and kept."""

    kind: ClassVar[str] = "recording"
    queues: tuple[Name, ...]
    sample: Percent | None
    notice: Name | None
    pauses: tuple[Pause, ...]
    keep: Duration | None


@record
class Recipient:
    """Who gets a report: the supervisors of a team or queue, a role, or one person."""

    of: Literal["supervisors", "role", "person"]
    name: Name
    span: Span = field(compare=False)


@record
class Schedule:
    """On which days, and at what time of the center's clock."""

    days: Days
    at: Clock
    span: Span = field(compare=False)


@record
class Report(Declaration):
    """Which figures go to whom and when."""

    kind: ClassVar[str] = "report"
    title: Text | None
    queues: tuple[Name, ...]
    metrics: tuple[Name, ...]
    every: Schedule
    recipients: tuple[Recipient, ...]
    formats: tuple[Name, ...]
