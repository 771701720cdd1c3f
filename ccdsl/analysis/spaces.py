"""A center cut into parts that share nothing, and for each its space of contacts."""

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from ccdsl.analysis.asking import gather, tests_in
from ccdsl.analysis.axes import ARRIVING, Asked, Axes, Axis, Grounds, make_axes
from ccdsl.analysis.concerning import Required
from ccdsl.analysis.guards import Guards
from ccdsl.analysis.sets import BUDGET, NOTHING, Sets
from ccdsl.analysis.uses import CenterFlows, asked_by
from ccdsl.analysis.values import UNSET
from ccdsl.model.facts import FlowKey
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.model.walk import walk
from ccdsl.record import worker
from ccdsl.syntax import ast

if TYPE_CHECKING:
    from ccdsl.analysis.wording import Wording


def parts_of(center: CenterFlows) -> list[tuple[tuple[ast.Entry, ...], dict[FlowKey, None]]]:
    """Return the entries of a center, put together where they lead to a common flow."""
    owner: dict[FlowKey, int] = {}
    groups: dict[int, tuple[list[ast.Entry], dict[FlowKey, None]]] = {}
    closures: dict[str, dict[FlowKey, None]] = {}
    for number, entry in enumerate(center.program.entries.values()):
        routing = entry.routing.text
        if routing not in closures:
            closures[routing] = center.closure([("routing", routing)])
        reached = closures[routing]
        shared = sorted({owner[key] for key in reached if key in owner})
        home = shared[0] if shared else number
        entries, flows = groups.setdefault(home, ([], {}))
        for other in shared[1:]:
            more, theirs = groups.pop(other)
            entries += more
            flows.update(theirs)
            owner.update(dict.fromkeys(theirs, home))
        entries.append(entry)
        new = {key: None for key in reached if key not in flows}
        flows.update(new)
        owner.update(dict.fromkeys(new, home))
    order = {name: number for number, name in enumerate(center.program.entries)}
    return [
        (tuple(sorted(entries, key=lambda one: order[one.name.text])), flows)
        for entries, flows in groups.values()
    ]


Oddness = tuple[int, int, int]
"""How far an instant is from a weekday morning."""


@worker
class Space:
    """The contacts of one part of a center: its axes, and where each kind of contact begins.

    `required` are the requirements that may be about them, by identity; `ordinary` and `worded`
    are kept from the first time that a contact is shown, or put into words.
    """

    center: CenterFlows
    entries: tuple[ast.Entry, ...]
    flows: Mapping[FlowKey, None]
    axes: Axes
    sets: Sets
    guards: Guards
    required: frozenset[int] = frozenset()
    ordinary: dict[int, tuple[Oddness, int]] = field(default_factory=dict)
    worded: "Wording | None" = None
    _asks: dict[FlowKey, int] = field(default_factory=dict)
    _live: dict[FlowKey, int] = field(default_factory=dict)

    @property
    def arriving(self) -> int:
        """The variables that a class of contacts is counted over, as bits."""
        return self.axes.mask(ARRIVING)

    def live(self, flow: FlowKey) -> int:
        """Return the variables that may still matter once a contact is in a flow, as bits."""
        found = self._live.get(flow)
        if found is None:
            found = 0
            for key in self.center.closure([flow]):
                found |= self._own(key)
            self._live[flow] = found
        return found

    def _own(self, key: FlowKey) -> int:
        """Return the variables that a flow itself asks about, as bits."""
        if key not in self._asks:
            asked, found = Asked(), 0
            asked_by(self.center, [key], asked)
            for axis, place in self.axes.places.items():
                found |= self._matters(axis, asked, key) << place
            self._asks[key] = found
        return self._asks[key]

    def _matters(self, axis: Axis, asked: Asked, key: FlowKey) -> bool:
        uses = self.center.uses_of(key)
        match axis.kind:
            case "line":
                return any(_asks_line(condition) for condition, _ in uses.conditions)
            case "caller":
                withheld = any(_asks_withheld(condition) for condition, _ in uses.conditions)
                return bool(asked.numbers) or uses.calls_back or withheld
            case "time":
                return bool(asked.hours)
            case "flag":
                return axis.name in asked.flags
            case "attribute":
                return axis.name in asked.values or axis.name in asked.bounds
            case "jump":
                return (axis.name, axis.of) in asked.jumps
            case "unknown":
                return axis.name in asked.unknown
            case _:
                return False

    def beginning(self, entry: ast.Entry) -> int:
        """Return the contacts as they arrive at an entry."""
        axes, sets = self.axes, self.sets
        box = {axes.places[Axis("line")]: axes.line_bits(self.center.side.lines[entry.name.text])}
        if entry.arrival.channel not in NUMBERED_CHANNELS:
            box[axes.places[Axis("caller")]] = ~axes.callers.with_number
        for name in axes.attributes:
            box[axes.places[Axis("attribute", name)]] = UNSET
        for each in entry.sets:
            self._set(each, box)
        for axis, place in axes.places.items():
            if axis.kind == "jump":
                box[place] = 1
        return sets.box(box) if all(box.values()) else NOTHING

    def _set(self, each: ast.SetAttribute, box: dict[int, int]) -> None:
        """Note what an entry sets; an attribute that nobody declares may mean any."""
        attributes, places = self.axes.attributes, self.axes.places
        name = each.attribute.text
        if name in attributes:
            box[places[Axis("attribute", name)]] = attributes[name].literal(each.value)
        elif name not in self.center.program.attributes:
            for other, values in attributes.items():
                box[places[Axis("attribute", other)]] = values.any_value


def _asks_line(condition: ast.Condition) -> bool:
    return any(
        isinstance(test, ast.EntryTest)
        or (isinstance(test, ast.NumberTest) and test.subject == "dialed")
        for test in tests_in(condition)
    )


def _asks_withheld(condition: ast.Condition) -> bool:
    return any(isinstance(test, ast.CallerWithheld) for test in tests_in(condition))


def make_space(
    center: CenterFlows,
    grounds: Grounds,
    entries: tuple[ast.Entry, ...],
    flows: Mapping[FlowKey, None],
    *,
    requires: Required | None = None,
    budget: int = BUDGET,
) -> Space:
    """Return the space of contacts that come by some entries to some flows.

    It can tell what `requires` ask of contacts, too.
    """
    lines = [line for entry in entries for line in center.side.lines[entry.name.text]]
    asked = Asked()
    asked_by(center, flows, asked)
    meant = tuple(requires.on(lines)) if requires is not None else ()
    for each in meant:
        # A requirement is asked of these contacts in the same space that they are walked in.
        gather(center.side, each.when, "", asked)
        _gather_targets(center, each, asked)
    axes = make_axes(grounds, tuple(dict.fromkeys(lines)), asked)
    sets = Sets(axes.sizes, budget)
    guards = Guards(center.side, axes, sets)
    concerning = frozenset(id(each) for each in meant)
    return Space(center, entries, flows, axes, sets, guards, concerning)


def _gather_targets(center: CenterFlows, require: ast.Require, asked: Asked) -> None:
    """Add what a requirement asks of the attributes that transfers go to: one number or person."""
    for each in walk(require):
        if isinstance(each, ast.End) and each.end == "transfer" and each.name is not None:
            kind = "phone" if isinstance(each.name, ast.Phone) else "person"
            for name, declared in center.program.attributes.items():
                if declared.type == kind:
                    asked.values.setdefault(name, []).append(each.name)
