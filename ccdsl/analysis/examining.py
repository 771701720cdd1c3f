"""A whole program, examined: for each of its centers, exactly where contacts can come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date

from ccdsl.analysis.asking import Side, make_side
from ccdsl.analysis.axes import Grounds
from ccdsl.analysis.concerning import Required, required
from ccdsl.analysis.failing import walk_failure
from ccdsl.analysis.sets import BUDGET
from ccdsl.analysis.spaces import make_space, parts_of
from ccdsl.analysis.uses import CenterFlows, center_flows
from ccdsl.analysis.walking import Walk, walk
from ccdsl.model.calendar import Calendar, Window, calendar_window, is_plausible, resolve_hours
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import Flow
from ccdsl.model.flows import flatten_center, flatten_queue, flatten_rules, flatten_script
from ccdsl.model.program import Program, View, Which
from ccdsl.model.zones import zone_names
from ccdsl.record import worker
from ccdsl.syntax import ast

Flows = dict[FlowKey, Flow]
_NO_WINDOW = Window(start=0, end=1, first=date(1970, 1, 1), last=date(1970, 1, 1))
"""Stands for a calendar that cannot be used; then no hours are known, and any may be open."""


@worker
class ExaminedCenter:
    """One center: its flows, and the walks of its parts.

    `flows` has every flow, `center` those whose head could be read; `failure` is the walk of the
    center's `on-failure`, None where there is none or nobody comes to it.
    """

    flows: Flows
    center: CenterFlows
    walks: tuple[Walk, ...]
    failure: Walk | None


@worker
class Examined:
    """A program with its calendars and centers; the draft center may be the one in service.

    `window` is None where the center's calendar cannot be used; `calendars` has every `hours` whose
    zone exists.
    """

    program: Program
    window: Window | None
    calendars: Mapping[str, Calendar]
    grounds: Grounds
    centers: Mapping[Which, ExaminedCenter]


def examine(program: Program, budget: int = BUDGET) -> Examined:
    """Return where contacts of a program can come; `budget` is steps for each part of a center."""
    window = _window(program.center)
    calendars = {} if window is None else _calendars(program, window)
    grounds = Grounds(window or _NO_WINDOW, (program,), (calendars,))
    side = make_side(0, program, calendars)
    examiner = _Examiner(side, grounds, budget, required(side))
    flows = _flows(program)
    in_service = examiner.examine(flows["in-service"])
    same = flows["draft"] is flows["in-service"]
    draft = in_service if same else examiner.examine(flows["draft"])
    centers: dict[Which, ExaminedCenter] = {"in-service": in_service, "draft": draft}
    return Examined(program, window, calendars, grounds, centers)


@worker
class _Examiner:
    """Examines the centers of one program; a part that is the same in both is walked once."""

    side: Side
    grounds: Grounds
    budget: int
    requires: Required
    known: dict[tuple[str, ...], Walk] = field(default_factory=dict)

    def examine(self, flows: Flows) -> ExaminedCenter:
        """Return one center with its walks."""
        center = center_flows(self.side, flows)
        walks = tuple(self._walks(center))
        return ExaminedCenter(flows, center, walks, self._failure(center, walks))

    def _walks(self, center: CenterFlows) -> Iterator[Walk]:
        for entries, flows in parts_of(center):
            key = tuple(f"entry {entry.name.text}" for entry in entries)
            if not self._is_known(key, center, flows):
                space = make_space(
                    center,
                    self.grounds,
                    entries,
                    flows,
                    requires=self.requires,
                    budget=self.budget,
                )
                self.known[key] = walk(space)
            yield self.known[key]

    def _failure(self, center: CenterFlows, walks: Iterable[Walk]) -> Walk | None:
        """Return the walk of `on-failure`: anything may fail for anybody anywhere."""
        declared = center.program.center
        begin = ("center", declared.name.text if declared is not None else "")
        who = {(at.channel, at.language) for one in walks for _, at in one.reached() if at.channel}
        if not who or begin not in center.flows:
            return None
        key = tuple(sorted(map(" ".join, who)))
        flows = center.closure([begin])
        everybody = tuple(center.program.entries.values())
        if not self._is_known(key, center, flows):
            space = make_space(center, self.grounds, everybody, flows, budget=self.budget)
            self.known[key] = walk_failure(space, sorted(who))
        return self.known[key]

    def _is_known(
        self, key: tuple[str, ...], center: CenterFlows, flows: Mapping[FlowKey, None]
    ) -> bool:
        """Whether there is a walk for the same contacts through the very same flows."""
        if key not in self.known:
            return False
        space = self.known[key].space
        theirs = space.center.flows
        return space.flows.keys() == flows.keys() and all(
            theirs.get(key) is center.flows.get(key) for key in flows
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


def _flows(program: Program) -> dict[Which, Flows]:
    """Return the flows of both centers; what both have is one flow, and so are equal centers."""
    shared: Flows = {("queue", name): flatten_queue(each) for name, each in program.queues.items()}
    if program.center is not None:
        shared[("center", program.center.name.text)] = flatten_center(program.center)
    made: dict[int, Flow] = {}
    in_service, draft = (
        {**shared, **_versioned_flows(view, made)} for view in (program.in_service, program.draft)
    )
    same = in_service.keys() == draft.keys() and all(
        flow is draft[key] for key, flow in in_service.items()
    )
    return {"in-service": in_service, "draft": in_service if same else draft}


def _versioned_flows(view: View, made: dict[int, Flow]) -> Flows:
    flows: Flows = {}
    for one in view.declarations():
        flow = made.get(id(one))
        if flow is None:
            match one:
                case ast.Script():
                    flow = flatten_script(one)
                case ast.Routing() | ast.Overflow() | ast.AfterHours():
                    flow = flatten_rules(one)
                case _:
                    raise AssertionError(one)
            made[id(one)] = flow
        flows[(flow.kind, flow.name)] = flow
    return flows
