"""A table's contents by name, and what is computed from them once."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from ccdsl.runtime.conditions import Compiler, Test
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.numbers import Numbers
from ccdsl.runtime.shape import Hours, Table
from ccdsl.runtime.shape_flows import Condition, Flow, Node, Rule

T = TypeVar("T")
FlowKey = tuple[str, str]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class Contents:
    """Everything of a table by name."""

    def __init__(self, table: Table) -> None:
        """Index a table; raises KeyError, TypeError or ValueError where its parts do not fit."""
        self.table = table
        self.entries = {one["name"]: one for one in table["entries"]}
        self.queues = {one["name"]: one for one in table["queues"]}
        self.policies = {one["name"]: one for one in table["after_hours"]}
        self.attributes = {one["name"]: one for one in table["attributes"]}
        self.sources = {one["name"]: one for one in table["data_sources"]}
        self.prompts = {one["name"]: one for one in table["prompts"]}
        self.voicemails = {one["name"]: one for one in table["voicemails"]}
        self.flags = frozenset(one["name"] for one in table["flags"])
        self.people = frozenset(one["id"] for one in table["people"])
        self.extensions = {
            one["extension"]: one["id"] for one in table["people"] if "extension" in one
        }
        self.flows = _flows(table)
        self.notices = {
            queue: recording["notice"]
            for recording in table["recordings"]
            if "notice" in recording
            for queue in recording["queues"]
        }
        self.unrecorded = frozenset(
            (pause["script"], pause["step"])
            for recording in table["recordings"]
            for pause in recording["pauses"]
        )
        first, last = table["center"]["calendar"]["utc"]
        self.window = (_seconds(first), _seconds(last))
        self._edges = _all_edges(table["hours"])
        self.compiler = Compiler(
            {one["name"]: Numbers(one["numbers"], one["prefixes"]) for one in table["callers"]},
            self._edges,
            {name: queue.get("max_waiting") for name, queue in self.queues.items()},
        )
        self._tests: dict[int, Test] = {}
        _check_targets(self.flows)

    def test(self, condition: Condition) -> Test:
        """Return a condition of the table compiled; it is compiled once."""
        found = self._tests.get(id(condition))
        if found is None:
            found = self._tests[id(condition)] = self.compiler.compile(condition)
        return found

    def edges(self, hours: str, state: str) -> Sequence[int]:
        """Return the UTC seconds at which hours begin and end to be `open` or `holiday`."""
        return self._edges[hours, state]

    def is_open(self, hours: str, at: int) -> bool:
        """Whether hours are open; raises RoutingError for unknown ones or outside the calendar."""
        if (hours, "open") not in self._edges:
            message = f"there are no hours called `{hours}`"
            raise RoutingError(message)
        if not self.window[0] <= at < self.window[1]:
            raise RoutingError(self.outside(at))
        return bisect_right(self._edges[hours, "open"], at) % 2 == 1

    def outside(self, at: int) -> str:
        """Return the message about an instant that the calendar does not have."""
        calendar = self.table["center"]["calendar"]
        try:
            shown = f"{_EPOCH + timedelta(seconds=at):%Y-%m-%d %H:%M:%S} UTC"
        except OverflowError:
            shown = f"{at} seconds after 1970 began"
        return (
            f"{shown} is outside the calendar of this table, {calendar['first']} to"
            f" {calendar['last']}: extend the center's `calendar` and build again"
        )

    def check_flags(self, flags: Mapping[str, bool]) -> None:
        """Raise RoutingError for a flag that the table does not have."""
        for name in flags:
            if name not in self.flags:
                message = f"there is no flag called `{name}`"
                raise RoutingError(message)


def _flows(table: Table) -> dict[FlowKey, Flow]:
    """Return everything with nodes by kind and name."""
    flows: dict[FlowKey, Flow] = {("center", table["center"]["name"]): table["center"]}
    groups: list[tuple[str, Iterable[Flow]]] = [
        ("routing", table["routings"]),
        ("script", table["scripts"]),
        ("queue", table["queues"]),
        ("overflow", table["overflows"]),
        ("after-hours", table["after_hours"]),
    ]
    for kind, group in groups:
        flows |= {(kind, flow["name"]): flow for flow in group}
    return flows


def _all_edges(hours: Iterable[Hours]) -> dict[tuple[str, str], tuple[int, ...]]:
    edges: dict[tuple[str, str], tuple[int, ...]] = {}
    for each in hours:
        opened = [window for span in each["open"] for window in span["utc"]]
        edges[each["name"], "open"] = _union(opened)
        edges[each["name"], "holiday"] = _union([listed["utc"] for listed in each["listed"]])
    return edges


def _union(windows: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """Return the edges of a union of windows, each a first and a last instant not included."""
    edges: list[int] = []
    for start, end in sorted((_seconds(first), _seconds(last)) for first, last in windows):
        if edges and start <= edges[-1]:
            edges[-1] = max(edges[-1], end)
        else:
            edges += [start, end]
    return tuple(edges)


def _seconds(text: str) -> int:
    """Return the UTC seconds of a text such as `2026-01-01T05:00:00Z`."""
    return (datetime.fromisoformat(text) - _EPOCH) // _SECOND


_TARGETS = ("next", "then", "otherwise", "no_input", "invalid", "filled", "busy", "no_answer")


def _check_targets(flows: Mapping[FlowKey, Flow]) -> None:
    """Raise KeyError for a rule or an outcome that leads to no node."""
    for flow in flows.values():
        nodes = flow["nodes"]
        rules: list[Rule] = flow.get("rules", [])
        for rule in rules:
            nodes[rule["to"]]
        for node in nodes.values():
            for target in _targets(node):
                nodes[target]


def _targets(node: Node) -> Iterable[str]:
    """Yield the nodes that a node leads to."""
    for name, value in node.items():
        if name in _TARGETS and isinstance(value, str):
            yield value
    yield from node.get("outcomes", {}).values()
    yield from (key["to"] for key in node.get("keys", ()))
    yield from (share["to"] for share in node.get("shares", ()))
    if node["do"] == "jump":
        yield node["to"]
