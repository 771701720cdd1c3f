"""Queues as they are: `like` followed, defaults filled in."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from ccdsl.diagnostics import Label, Problems
from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax import ast

DEFAULT_RING_MS = 20_000
DEFAULT_RECHECK_MS = 30_000
DEFAULT_TRIES = 3
DEFAULT_TRY_EVERY_MS = 15 * 60_000


@record
class Queue:
    """A queue with every line it has, its own or taken over; durations in milliseconds.

    `written` holds the merged lines with their places; `declared` is the declaration itself.
    """

    name: str
    declared: ast.Queue
    written: ast.Queue
    span: Span = field(compare=False)

    @property
    def title(self) -> str:
        """The title, or the name where there is none."""
        return self.written.title.value if self.written.title else self.name

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels it takes, as written."""
        return tuple(name.text for name in self.written.channels)

    @property
    def strategy(self) -> str:
        """Which agent is offered a contact first."""
        return self.written.strategy.text if self.written.strategy else "longest-idle"

    @property
    def ring_ms(self) -> int:
        """How long one agent is offered a contact."""
        return self.written.ring.ms if self.written.ring else DEFAULT_RING_MS

    @property
    def recheck_ms(self) -> int:
        """How often the overflow rules are tested at least."""
        return self.written.recheck.ms if self.written.recheck else DEFAULT_RECHECK_MS

    @property
    def wrap_up_ms(self) -> int:
        """How long an agent has after a contact."""
        return self.written.wrap_up.ms if self.written.wrap_up else 0

    @property
    def max_waiting(self) -> int | None:
        """How many contacts may wait; None is unbounded."""
        return self.written.max_waiting.value if self.written.max_waiting else None

    @property
    def overflow(self) -> str | None:
        """The name of its overflow."""
        return self.written.overflow.text if self.written.overflow else None

    @property
    def after_hours(self) -> str | None:
        """The name of its after-hours policy; None is always open."""
        return self.written.after_hours.text if self.written.after_hours else None


def resolve_queues(declared: Mapping[str, ast.Queue], problems: Problems) -> dict[str, Queue]:
    """Return every queue with its `like` followed; a ring of `like` is reported once."""
    merged: dict[str, ast.Queue] = {}
    for name in declared:
        for link in reversed(_chain(name, declared, merged, problems)):
            own = declared[link]
            base = merged.get(own.like.text) if own.like else None
            merged[link] = own if base is None else _over(base, own)
    return {
        name: Queue(name=name, declared=queue, written=merged[name], span=queue.span)
        for name, queue in declared.items()
    }


def _chain(
    name: str,
    declared: Mapping[str, ast.Queue],
    merged: Mapping[str, ast.Queue],
    problems: Problems,
) -> list[str]:
    """Return the queues still to merge from `name` along its `like`, to the first without one."""
    chain: list[str] = []
    at: str | None = name
    while at is not None and at in declared and at not in merged:
        if at in chain:
            _ring(declared[chain[-1]], declared[at], problems)
            break
        chain.append(at)
        like = declared[at].like
        at = like.text if like else None
    return chain


def _ring(last: ast.Queue, first: ast.Queue, problems: Problems) -> None:
    problems.error(
        "CC402",
        f"queue `{first.name.text}` takes its lines from itself",
        last.like.span if last.like else last.name.span,
        help="end the ring of `like`",
        labels=[Label(span=first.name.span, text="this queue is reached again")],
    )


def _over(base: ast.Queue, own: ast.Queue) -> ast.Queue:
    """Return `own` with the lines of `base` that it does not write."""
    taken: dict[str, Any] = {
        name: getattr(base, name)
        for name in _TAKEN
        if getattr(own, name) in (None, ()) and getattr(base, name) not in (None, ())
    }
    if own.requires:
        taken.pop("widenings", None)
    pressed = {line.key.keys for line in own.keys}
    taken["keys"] = tuple(line for line in base.keys if line.key.keys not in pressed) + own.keys
    return replace(own, **taken, waits_forever=own.waits_forever or base.waits_forever)


_TAKEN = (
    *("title", "channels", "requires", "strategy", "ring", "service_level", "max_waiting"),
    *("recheck", "wrap_up", "music", "announcements", "widenings", "prefer", "whisper", "greet"),
    *("shows", "callbacks", "overflow", "after_hours", "at_close"),
)
"""The lines that a queue takes whole from the one it is like."""
