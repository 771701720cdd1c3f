"""Contacts at the boundaries of what a table tells apart."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random

from ccdsl.model.zones import load_zone
from ccdsl.runtime import RoutingTable
from ccdsl.runtime.shape import Attribute
from ccdsl.simulate.center import Center
from ccdsl.simulate.world import AttributeValue, Contact
from ccdsl.syntax import ast
from tests.differential.values import any_value

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400
STRANGERS = ("+12125550199", "+16465550199", "+13105550199", "+447700900123")


class Contacts:
    """Makes contacts at one center."""

    def __init__(self, center: Center, table: RoutingTable) -> None:
        self.center = center
        self.table = table

    def make(self, random: Random) -> Contact:
        """Return a contact at one of the entries, mostly beside an edge of something."""
        arrival = random.choice(self._arrivals)
        return Contact(
            channel=arrival.channel,
            to=ast.written(random.choice(arrival.addresses)),
            caller=self._caller(arrival.channel, random),
            instant=self._instant(random),
            language=random.choice(self.languages) if random.random() < 0.1 else None,
            attributes=self._attributes(random),
        )

    @cached_property
    def _arrivals(self) -> list[ast.Arrival]:
        return [entry.arrival for _, entry in sorted(self.center.program.entries.items())]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The center's languages."""
        return tuple(language.tag for language in self.center.declared.languages)

    def _attributes(self, random: Random) -> dict[str, AttributeValue]:
        """Return what is known beforehand: mostly nothing."""
        if random.random() < 0.7:
            return {}
        known: list[Attribute] = self.table.contents.table["attributes"]
        chosen = random.sample(known, min(2, len(known)))
        people = sorted(self.table.contents.people)
        return {one["name"]: any_value(one, people, random) for one in chosen}

    def _caller(self, channel: str, random: Random) -> str | None:
        if channel not in ("voice", "sms") or random.random() < 0.15:
            return None
        return random.choice(self._callers)

    @cached_property
    def _callers(self) -> list[str]:
        """Every number that a list names, numbers in and just outside its prefixes, strangers."""
        numbers = list(STRANGERS)
        for callers in self.table.contents.table["callers"]:
            numbers += callers["numbers"]
            for written_prefix in callers["prefixes"]:
                prefix = written_prefix.rstrip("*")
                numbers += [prefix.ljust(6, "0"), prefix.ljust(12, "9")[:16]]
                numbers.append((prefix[:-1] + str((int(prefix[-1]) + 1) % 10)).ljust(12, "0"))
        return [number for number in numbers if len(number) > 5]

    def _instant(self, random: Random) -> int:
        first, last = self.table.contents.window
        chance = random.random()
        if chance < 0.1:
            return random.randrange(first, last)
        if chance < 0.5:
            edges = random.choice(self._open)
            start = random.randrange(0, len(edges), 2)
            return random.randrange(edges[start], edges[start + 1])
        instant = random.choice(random.choice(self._edges)) + random.choice((-1, 0, 0, 1))
        return min(max(instant, first), last - 1)

    @cached_property
    def _open(self) -> list[Sequence[int]]:
        """When each of the hours opens and closes; the calendar where there are none."""
        contents = self.table.contents
        hours = [contents.edges(name, "open") for name in sorted(self.center.program.hours)]
        return [edges for edges in hours if edges] or [contents.window]

    @cached_property
    def _edges(self) -> list[list[int]]:
        """Instants at which hours or holidays begin or end, clocks change, the calendar ends."""
        contents = self.table.contents
        first, last = contents.window
        groups = [
            [first, *range(first, first + _DAY, 3_600), *range(last - _DAY, last, 3_600), last]
        ]
        for name in self.center.program.hours:
            groups += [list(contents.edges(name, kind)) for kind in ("open", "holiday")]
        zones = {self.center.declared.timezone.name}
        for hours in self.center.program.hours.values():
            zones |= {hours.timezone.name} if hours.timezone else set()
        for zone in sorted(zones):
            groups += [clock_changes(zone, *contents.window), midnights(zone, *contents.window)]
        return [group for group in groups if group]


def offset(zone: str, instant: int) -> int:
    """Return the seconds that a zone's clock is ahead of UTC."""
    ahead = (_EPOCH + timedelta(seconds=instant)).astimezone(load_zone(zone)).utcoffset()
    assert ahead is not None
    return int(ahead.total_seconds())


def clock_changes(zone: str, first: int, last: int) -> list[int]:
    """Return the instants at which a zone's clock is put forward or back, and an hour around."""
    changes = []
    for day in range(first, last, _DAY):
        low, high = day, min(day + _DAY, last)
        before = offset(zone, low)
        if before == offset(zone, high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        changes += [high - 3_600, high - 1_800, high, high + 1_800, high + 3_600]
    return changes


def midnights(zone: str, first: int, last: int) -> list[int]:
    """Return a midnight of every week."""
    return [day - offset(zone, day) for day in range(first + _DAY, last, 7 * _DAY)]
