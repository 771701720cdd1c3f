"""Answers about a program: what can be reached, and in which state."""

from collections.abc import Mapping
from datetime import date

from ccdsl.analysis.reach import find_reach, walk_center
from ccdsl.model.calendar import Calendar, Window, calendar_window, is_plausible, resolve_hours
from ccdsl.model.facts import Facts, FlowKey, Reach
from ccdsl.model.flatten import flatten_center, flatten_queue, flatten_rules, flatten_script
from ccdsl.model.flow import Flow
from ccdsl.model.program import Program, View, Which
from ccdsl.model.zones import zone_names
from ccdsl.syntax import ast


def find_facts(program: Program, today: date) -> Facts:
    """Return everything that rules and back-ends want to know beyond the text."""
    window = _window(program.center)
    flows: dict[Which, Mapping[FlowKey, Flow]] = {}
    reach: dict[Which, Reach] = {}
    shared = _shared_flows(program)
    for view in program.views:
        flows[view.which] = {**shared, **_versioned_flows(view)}
        same = view.which == "draft" and _same(program.in_service, view)
        reach[view.which] = (
            reach["in-service"]
            if same
            else find_reach(walk_center(program, flows[view.which]))
        )
    return Facts(
        today=today,
        window=window,
        calendars={} if window is None else _calendars(program, window),
        flows=flows,
        reach=reach,
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
