"""Answers about a program: what can be reached, and in which state."""

from collections.abc import Mapping
from datetime import date

from ccdsl.analysis.loops import find_loops
from ccdsl.analysis.reach import find_reach, walk_center
from ccdsl.analysis.rings import find_rings
from ccdsl.analysis.unset import find_unset
from ccdsl.model.calendar import Calendar, Window, calendar_window, is_plausible, resolve_hours
from ccdsl.model.facts import Facts, FlowKey, Loop, Reach, Ring, Unset
from ccdsl.model.flow import Flow
from ccdsl.model.flows import flatten_center, flatten_queue, flatten_rules, flatten_script
from ccdsl.model.program import Program, View, Which
from ccdsl.model.zones import zone_names
from ccdsl.record import record
from ccdsl.syntax import ast


def find_facts(program: Program, today: date) -> Facts:
    """Return everything that rules and back-ends want to know beyond the text."""
    window = _window(program.center)
    shared = _shared_flows(program)
    in_service = _answers(program, {**shared, **_versioned_flows(program.in_service)})
    draft = in_service
    if not _same(program.in_service, program.draft):
        draft = _answers(program, {**shared, **_versioned_flows(program.draft)})
    answers: dict[Which, _Answers] = {"in-service": in_service, "draft": draft}
    return Facts(
        today=today,
        window=window,
        calendars={} if window is None else _calendars(program, window),
        flows={which: each.flows for which, each in answers.items()},
        reach={which: each.reach for which, each in answers.items()},
        loops={which: each.loops for which, each in answers.items()},
        rings={which: each.rings for which, each in answers.items()},
        unset={which: each.unset for which, each in answers.items()},
    )


@record
class _Answers:
    """What is known of one center."""

    flows: Mapping[FlowKey, Flow]
    reach: Reach
    loops: tuple[Loop, ...]
    rings: tuple[Ring, ...]
    unset: tuple[Unset, ...]


def _answers(program: Program, flows: Mapping[FlowKey, Flow]) -> _Answers:
    walk = walk_center(program, flows)
    return _Answers(
        flows=flows,
        reach=find_reach(walk),
        loops=find_loops(walk),
        rings=find_rings(program, flows),
        unset=find_unset(program, walk),
    )


def _window(center: ast.Center | None) -> Window | None:
    """Return the calendar, or None where the center does not say one that can be used."""
    if center is None or center.timezone.name not in zone_names():
        return None
    first, last = (day.date for day in center.calendar)
    return calendar_window(center) if is_plausible(first, last) else None


def _calendars(program: Program, window: Window) -> dict[str, Calendar]:
    center = program.center
    zone = center.timezone.name if center else "UTC"
    return {
        name: resolve_hours(hours, program.holidays, window, zone)
        for name, hours in program.hours.items()
        if hours.timezone is None or hours.timezone.name in zone_names()
    }


def _shared_flows(program: Program) -> dict[FlowKey, Flow]:
    flows = {("queue", name): flatten_queue(queue) for name, queue in program.queues.items()}
    if program.center is not None:
        flows[("center", program.center.name.text)] = flatten_center(program.center)
    return flows


def _versioned_flows(view: View) -> dict[FlowKey, Flow]:
    flows: dict[FlowKey, Flow] = {}
    for routing in view.routings.values():
        flows[("routing", routing.name.text)] = flatten_rules(routing)
    for overflow in view.overflows.values():
        flows[("overflow", overflow.name.text)] = flatten_rules(overflow)
    for policy in view.after_hours.values():
        flows[("after-hours", policy.name.text)] = flatten_rules(policy)
    for script in view.scripts.values():
        flows[("script", script.name.text)] = flatten_script(script)
    return flows


def _same(one: View, other: View) -> bool:
    """Whether two centers have chosen the same versions."""
    pairs = zip(one.declarations(), other.declarations(), strict=False)
    return len(list(one.declarations())) == len(list(other.declarations())) and all(
        first is second for first, second in pairs
    )
