"""Where a contact is on its way, beside what conditions ask."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ccdsl.runtime.contents import FlowKey


class Spot(NamedTuple):
    """A node of a flow."""

    flow: FlowKey
    node: str


@dataclass(slots=True, kw_only=True)
class Line:
    """A contact in line, since `arrived_ms` after its arrival in the center.

    `told_closed` once `at-close` was taken, `rules_due` while it is.
    """

    queue: str
    priority: str
    arrived_ms: int
    told_closed: bool = False
    rules_due: bool = False


@dataclass(slots=True, kw_only=True)
class State:
    """A contact's way: `spot` asks something now, or is None in a queue and at the end.

    `attempt` counts from 0 how often a menu or collect was said at this arrival, `wrong` tells
    whether its last entry was a wrong one; `frames` are where open calls come back to; `jumps`
    counts every written jump that says `at-most`; `clock_ms` is the time since the arrival.
    """

    spot: Spot | None = None
    attempt: int = 0
    wrong: bool = False
    frames: list[Spot] = field(default_factory=list)
    jumps: dict[str, int] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)
    recording: bool = False
    line: Line | None = None
    in_line: bool = False
    failed: bool = False
    ended: bool = False
    clock_ms: int = 0
