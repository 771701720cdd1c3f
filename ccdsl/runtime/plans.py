"""For every number and address, the rules that can take a contact there.

A rule that names dialed numbers is kept under those numbers; every other condition is decided as
far as the number goes. Plans are made when a number is first asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ccdsl.runtime.conditions import Test
from ccdsl.runtime.contact import NUMBERED, Value
from ccdsl.runtime.contents import Contents
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.reduce import Arrival, reduce
from ccdsl.runtime.rule import Rule
from ccdsl.runtime.shape import Entry
from ccdsl.runtime.shape_flows import Condition, Flow


class Choice(NamedTuple):
    """A rule and what it asks; a test of None always holds."""

    test: Test | None
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What can happen first at one number or address; the last rule always holds.

    `conditions` are those of the rules, reduced; None always holds.
    """

    arrival: Arrival
    attributes: Mapping[str, Value]
    rules: tuple[Choice, ...]
    conditions: tuple[Condition | None, ...]


class _Routing:
    """The rules of one routing, those about certain dialed numbers apart."""

    def __init__(self, flow: Flow, first: int) -> None:
        self.conditions: list[Condition | None] = []
        self.rules: list[Rule] = []
        self.by_number: dict[str, list[int]] = {}
        self.others: list[int] = []
        version = flow["version"]["number"] if "version" in flow else None
        for place, rule in enumerate(flow["rules"]):
            self.conditions.append(rule.get("when"))
            self.rules.append(
                Rule(
                    routing=flow["name"],
                    version=version,
                    number=place + 1,
                    node=rule["to"],
                    path=rule.get("path", flow["source"]["path"]),
                    line=rule["line"],
                    index=first + place,
                )
            )
            self._file(place)

    def _file(self, place: int) -> None:
        """Keep a rule under the dialed numbers it names, or among the others."""
        numbers = _dialed(self.conditions[place])
        if numbers is None:
            self.others.append(place)
        for number in dict.fromkeys(numbers or ()):
            self.by_number.setdefault(number, []).append(place)

    def about(self, dialed: str | None) -> list[int]:
        """Return the rules that may be about a number, in their order."""
        named = self.by_number.get(dialed, []) if dialed is not None else []
        return sorted(self.others + named) if named else self.others


def _dialed(condition: Condition | None) -> list[str] | None:
    """Return the dialed numbers without which a condition cannot hold, or None for any number."""
    if condition is None:
        return None
    for part in condition.get("all", [condition]):
        if part.get("test") == "dialed" and not ("prefixes" in part or "lists" in part):
            return part.get("numbers")
    return None


class Plans:
    """Makes plans and keeps them."""

    def __init__(self, contents: Contents) -> None:
        """Take every routing and every entry."""
        self._contents = contents
        self._routings: dict[str, _Routing] = {}
        rules: list[Rule] = []
        for flow in contents.table["routings"]:
            routing = self._routings[flow["name"]] = _Routing(flow, len(rules))
            rules += routing.rules
        self.rules = tuple(rules)
        self._entries = {
            (entry["channel"], address): entry
            for entry in contents.table["entries"]
            for address in entry["addresses"]
        }
        self._made: dict[tuple[str, str, str | None], Plan] = {}
        self._tests: dict[int, Test] = {}

    @property
    def arrivals(self) -> tuple[tuple[str, str], ...]:
        """Every channel with a number or address of it."""
        return tuple(self._entries)

    def find(self, channel: str, to: str, language: str | None = None) -> Plan:
        """Return the plan for a number or address, in its entry's language where none is given.

        Raises RoutingError where no entry has it, and for a language the center does not speak.
        """
        plan = self._made.get((channel, to, language))
        if plan is None:
            entry = self._entries.get((channel, to))
            if entry is None:
                message = f"no entry takes {channel} at `{to}`"
                raise RoutingError(message)
            if language is not None:
                self._check_language(language)
            plan = self._made[channel, to, language] = self._make(entry, to, language)
        return plan

    def _check_language(self, language: str) -> None:
        spoken = self._contents.table["center"]["languages"]
        if language not in spoken:
            message = f"the center does not speak `{language}`: it speaks {', '.join(spoken)}"
            raise RoutingError(message)

    def _make(self, entry: Entry, to: str, language: str | None) -> Plan:
        channel = entry["channel"]
        arrival = Arrival(
            entry=entry["name"],
            channel=channel,
            language=language or entry["language"],
            dialed=to if channel in NUMBERED else None,
        )
        routing = self._routings[entry["routing"]]
        rules: list[Choice] = []
        conditions: list[Condition | None] = []
        for place in routing.about(arrival.dialed):
            condition = routing.conditions[place]
            left = reduce(condition, arrival, self._contents.compiler) if condition else True
            if left is False:
                continue
            asked = None if left is True else left
            rule = routing.rules[place]
            test = self._test(rule, asked, is_whole=asked is condition)
            rules.append(Choice(test, rule))
            conditions.append(asked)
            if asked is None:
                break
        return Plan(
            arrival=arrival,
            attributes=entry["set"],
            rules=tuple(rules),
            conditions=tuple(conditions),
        )

    def _test(self, rule: Rule, condition: Condition | None, *, is_whole: bool) -> Test | None:
        """Compile a condition; a rule's whole one is shared by all numbers."""
        if condition is None:
            return None
        if not is_whole:
            return self._contents.compiler.compile(condition)
        found = self._tests.get(rule.index)
        if found is None:
            found = self._tests[rule.index] = self._contents.compiler.compile(condition)
        return found
