"""Chooses at random whatever is asked of caller and world, and writes every choice down."""

from dataclasses import dataclass, field
from random import Random

from ccdsl.runtime import (
    Failed,
    Found,
    HungUp,
    Note,
    Press,
    Reply,
    RoutingTable,
    Share,
    Silence,
    Transferred,
    Waited,
)
from ccdsl.runtime.events import Event
from ccdsl.runtime.limits import wait_limits
from ccdsl.runtime.steps import Allocate, Collect, Lookup, Menu, Queued, Transfer
from ccdsl.simulate import world as simulated
from tests.differential.player import Player, replied
from tests.differential.values import any_value

_MS = 1_000
_MOST_INPUTS = 25
_TRANSFERS: tuple[simulated.TransferOutcome, ...] = ("answered", "busy", "no-answer", "failed")


@dataclass
class Written:
    """The choices that were made, in order; `idle` are seconds in line since the last input."""

    inputs: list[simulated.Input] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)
    lookups: list[simulated.LookupResult] = field(default_factory=list)
    shares: list[simulated.Share] = field(default_factory=list)
    transfers: list[simulated.Transfer] = field(default_factory=list)

    def add(self, given: simulated.Input) -> None:
        """Write down an input, after the time that the caller has spent in line."""
        self.inputs += [simulated.Waits(ms=seconds * _MS) for seconds in self.idle if seconds]
        self.idle = []
        self.inputs.append(given)


class Chooser(Player):
    """A player that chooses."""

    def __init__(self, table: RoutingTable, random: Random) -> None:
        super().__init__(table, _world(table, random))
        self.random = random
        self.written = Written()
        self.channel = ""

    def play(self, contact: simulated.Contact) -> list[Note]:
        """Return the log of the contact."""
        self.channel = contact.channel
        return super().play(contact)

    @property
    def chosen(self) -> simulated.World:
        """The world with everything that was chosen in it."""
        return simulated.World(
            inputs=tuple(self.written.inputs),
            flags=self.world.flags,
            queues=self.world.queues,
            lookups=tuple(self.written.lookups),
            shares=tuple(self.written.shares),
            transfers=tuple(self.written.transfers),
        )

    def in_line(self, line: Queued) -> Event | None:
        """Let time pass, and count it; now and then in parts, as a caller may say it."""
        event = super().in_line(line)
        if isinstance(event, Waited):
            if not self.written.idle or line.waited == 0 or self.random.random() < 0.1:
                self.written.idle.append(0)
            self.written.idle[-1] += event.seconds - line.waited
        return event

    def press(self, question: Menu | Collect) -> Event:
        """Press a key that is there, one that is not, digits that fit or do not, or nothing."""
        chance = self.random.random()
        if chance < 0.02:
            self.written.add(simulated.Leaves())
            return HungUp()
        if chance < 0.15 or len(self.written.inputs) > _MOST_INPUTS:
            self.written.add(simulated.Silence())
            return Silence()
        keys = self._keys(question) if isinstance(question, Menu) else self._digits(question)
        self.written.add(simulated.Press(keys=keys))
        return self._typed(question, keys)

    def _typed(self, question: Menu | Collect, keys: tuple[str, ...]) -> Press | Reply:
        """Return keys as pressed, or on a text channel as typed; a label does as well as a key."""
        if self.channel == "voice" or self.random.random() < 0.3:
            return Press(*keys)
        labels = dict(question.keys) if isinstance(question, Menu) else {}
        label = labels.get(keys[0])
        if label and self.random.random() < 0.5:
            return Reply(self.random.choice((label, label.upper())))
        return replied(keys)

    def _keys(self, menu: Menu) -> tuple[str, ...]:
        known = [key for key, _ in menu.keys]
        wrong: list[tuple[str, ...]] = [("7",), ("star",), ("12",), ("0",), ("pound",)]
        wrong += [("1", "pound")] if self.channel == "voice" else []
        key: tuple[str, ...] = (self.random.choice(known),)
        return self.random.choice([key, key, key, self.random.choice(wrong)])

    def _digits(self, collect: Collect) -> tuple[str, ...]:
        """Return digits: too few, enough, too many; rightly ended or not; known extensions."""
        random = self.random
        least, most = collect.least, collect.most
        length = random.choice((max(1, least - 1), least, least, most, most, most + 1))
        digits = "".join(random.choice("0123456789") for _ in range(length))
        extensions = [e for e in self.table.contents.extensions if least <= len(e) <= most]
        digits = random.choice([digits, digits, *extensions[:2], "12345678"[:most]])
        if random.random() < 0.05:
            return (collect.until,)
        ends = [(collect.until,)] * 6 + [(), ("star",), ("pound",), ("star", "pound")]
        cut = random.randint(1, len(digits))
        split = self.channel == "voice" and cut < len(digits) and random.random() < 0.3
        typed = (digits[:cut], digits[cut:]) if split else (digits,)
        return (*typed, *random.choice(ends))

    def look_up(self, question: Lookup) -> Event:
        """Choose an outcome, and what the first one gives; a platform's failure is `failed`."""
        outcome = self.random.choice(question.outcomes)
        contents = self.table.contents
        is_first = outcome == contents.sources[question.source]["outcomes"][0]
        people = sorted(contents.people)
        gives = question.gives if is_first else ()
        values = {name: any_value(contents.attributes[name], people, self.random) for name in gives}
        self.written.lookups.append(
            simulated.LookupResult(source=question.source, outcome=outcome, values=values)
        )
        if outcome == "failed" and self.random.random() < 0.5:
            return Failed()
        return Found(outcome, values)

    def share(self, question: Allocate) -> Event:
        """Draw a share."""
        number = self.random.randint(1, len(question.shares))
        self.written.shares.append(simulated.Share(number=number))
        return Share(number)

    def transfer(self, question: Transfer) -> Event:
        """Choose how a transfer comes out."""
        del question
        outcome = self.random.choice(_TRANSFERS)
        self.written.transfers.append(simulated.Transfer(outcome=outcome))
        if outcome == "failed" and self.random.random() < 0.5:
            return Failed()
        return Transferred(outcome)

    def caller_in_line(self, line: Queued) -> Event | None:
        """Stay for ever or for a while, press a key, or leave."""
        self.until = None
        chance = self.random.random()
        if chance < 0.3:
            self.until = line.waited + self.random.choice((1, 10, 19, 20, 21, 30, 44, 45, 46, 200))
        elif chance < 0.55 and line.keys:
            key = self.random.choice(line.keys)[0]
            self.written.add(simulated.Press(keys=(key,)))
            return Press(key)
        elif chance < 0.6:
            self.written.add(simulated.Leaves())
            return HungUp()
        return None


def _world(table: RoutingTable, random: Random) -> simulated.World:
    """Return flags and how every queue stands."""
    flags = {name: random.random() < 0.3 for name in sorted(table.contents.flags)}
    queues = {name: (_queue(table, name, random),) for name in table.contents.queues}
    return simulated.World(flags=flags, queues=queues)


def _queue(table: RoutingTable, name: str, random: Random) -> simulated.QueueState:
    """Return how a queue stands, mostly beside the limits that its rules name."""
    if random.random() < 0.1:
        return simulated.QueueState()
    queue = table.contents.queues[name]
    most = queue.get("max_waiting", 50)
    agents = random.choice((0, 1, 1, 2, 3, 4))
    minutes = random.randrange(1, 5) * 60 + random.choice((-1, 0, 1))
    return simulated.QueueState(
        agents=agents,
        available=random.choice((0, 0, 1, agents)) if agents else 0,
        waiting=random.choice((0, 0, 1, 2, 3, most - 1, most, most + 1)),
        expected_wait=random.choice((None, minutes * _MS)),
        wait=random.choice((None, *_around(table, name, random))),
        closes=random.choice((None, *_around(table, name, random)))
        if "after_hours" in queue
        else None,
    )


def _around(table: RoutingTable, name: str, random: Random) -> list[int]:
    """Return durations at a limit, at a recheck, and one second each side (ms)."""
    queue = table.contents.queues[name]
    limits = [0, queue["recheck_ms"], 2 * queue["recheck_ms"], 25_000, 600_000]
    limits += [*wait_limits(table.contents, queue), *(w["after_ms"] for w in queue["widen"])]
    chosen = random.choice(limits)
    return [max(0, chosen // _MS * _MS + second * _MS) for second in (-1, 0, 1)]
