"""Past calls, and which changes of a plan they would have met."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ccdsl.analysis.axes import CALLER, LINE, TIME, Axes, Line
from ccdsl.analysis.compare_same import Key
from ccdsl.analysis.compare_sides import entries_by_line
from ccdsl.analysis.plan_records import AFTER, Change, Plan
from ccdsl.analysis.sets import BUDGET
from ccdsl.analysis.ways import State, holds_for
from ccdsl.model.vocabulary import NUMBERED_CHANNELS

SCOPES = ("script", "routing", "queue", "entry", "overflow", "after-hours")
"""The kinds of which one can say that only they change."""


class PastCall(NamedTuple):
    """One call: the number that was called, the caller's or None, and when (UTC seconds)."""

    number: str
    caller: str | None
    instant: int


def count_calls(plan: Plan, calls: Iterable[PastCall]) -> tuple[tuple[int, ...], int]:
    """Return how many calls each change concerns, flags off, and how many have no place.

    Those lie outside the calendar, or on a number that neither center has.
    """
    joint = plan.comparison.joint
    axes = joint.lanes[AFTER].space.axes
    known = {
        line.address: line
        for lane in joint.lanes
        for line in entries_by_line(lane.space.center.side)
        if line.channel in NUMBERED_CHANNELS
    }
    counts, unplaced = [0] * len(plan.changes), 0
    window = plan.comparison.window
    for call in calls:
        line = known.get(call.number)
        if line is None or not window.start <= call.instant < window.end:
            unplaced += 1
        elif line in joint.lines:
            state = _state(axes, line, call)
            for number, change in enumerate(plan.changes):
                counts[number] += holds_for(joint.sets, change.block.contacts, state)
    return tuple(counts), unplaced


def _state(axes: Axes, line: Line, call: PastCall) -> State:
    state: State = dict.fromkeys(axes.of_kind("flag"), 0)
    state[axes.places[LINE]] = axes.lines.index(line)
    state[axes.places[CALLER]] = _lowest(axes.callers.class_of(call.caller))
    state[axes.places[TIME]] = axes.instants.class_at(call.instant) or 0
    return state


def _lowest(bits: int) -> int:
    return max((bits & -bits).bit_length() - 1, 0)


def beyond(plan: Plan, scopes: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """Return the changes, from 1, that are not only about some declarations.

    A change is about the declaration whose lines cause it; what has no way of its own, like a
    prompt or a list, counts where it is used. A change for contacts of an entry alone is about it.
    """
    entries = [name for kind, name in scopes if kind == "entry"]
    sides = [lane.space.center.side for lane in plan.comparison.joint.lanes]
    own = {line for side in sides for name in entries for line in side.lines.get(name, ())}
    return tuple(
        number
        for number, change in enumerate(plan.changes, 1)
        if not _about(change) <= set(scopes) and not _lines(plan, change) <= own
    )


def _about(change: Change) -> set[Key]:
    """Return the declarations that a change is about."""
    used = {(origin[0], origin[1]) for origin in change.origins}
    blamed = {(one.kind, one.name) for one in change.because}
    named = {key for key in blamed if key[0] in SCOPES}
    return named if named == blamed and named else named | used


def _lines(plan: Plan, change: Change) -> set[Line]:
    """Return the lines on which contacts of a change arrive."""
    joint = plan.comparison.joint
    axes = joint.lanes[AFTER].space.axes
    with joint.sets.allowance(BUDGET):
        bits = joint.sets.values(change.block.contacts, axes.places[LINE])
    return {line for place, line in enumerate(axes.lines) if bits >> place & 1}
