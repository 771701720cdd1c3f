"""Random contacts, and random choices made as they are asked for; every choice is written down."""

import random
from dataclasses import dataclass, field

from ccdsl.runtime import Answered, Figures, Found, Press, RoutingTable, Share, Silence, Transferred
from ccdsl.runtime.events import Event
from ccdsl.runtime.shape import Attribute
from ccdsl.runtime.steps import Allocate, Arrive, Collect, Lookup, Menu, Question, Queued, Transfer
from ccdsl.simulate import world as simulated
from tests.runtime.driver import Player

OTHERS = ("+12125550100", "+16465550199", "+13105550199", "+447700900123", "+12125550142")
_MOST_INPUTS = 25


def random_contact(table: RoutingTable, rng: random.Random) -> simulated.Contact:
    """Return a contact at one of the entries, at a random instant, often near an edge."""
    entry = rng.choice(table.contents.table["entries"])
    numbers = [*OTHERS, *(n for c in table.contents.table["callers"] for n in c["numbers"])]
    numbered = entry["channel"] in ("voice", "sms")
    return simulated.Contact(
        channel=entry["channel"],
        to=rng.choice(entry["addresses"]),
        caller=rng.choice([None, *numbers]) if numbered else None,
        instant=random_instant(table, rng),
    )


def random_instant(table: RoutingTable, rng: random.Random) -> int:
    """Return an instant of the calendar, every second time within a second of an edge."""
    start, end = table.contents.window
    hours = table.contents.table["hours"]
    if hours and rng.random() < 0.5:
        edges = table.contents.edges(rng.choice(hours)["name"], rng.choice(["open", "holiday"]))
        if edges:
            return min(max(rng.choice(edges) + rng.choice((-1, 0, 1)), start), end - 1)
    return rng.randrange(start, end)


def random_queues(table: RoutingTable, rng: random.Random) -> dict[str, simulated.QueueState]:
    """Return how every queue stands."""
    return {name: _queue(rng) for name in table.contents.queues}


def _queue(rng: random.Random) -> simulated.QueueState:
    agents = rng.choice((0, 1, 1, 2, 4))
    return simulated.QueueState(
        agents=agents,
        available=rng.randint(0, agents),
        waiting=rng.choice((0, 1, 10, 25, 26, 30, 49, 50, 51)),
        expected_wait=rng.choice((None, 30_000, 600_000)),
        wait=rng.choice((None, 1_000, 90_000, 180_000, 181_000, 361_000, 900_000)),
        closes=rng.choice((None, None, 1_000, 45_000, 200_000)),
    )


@dataclass
class Written:
    """The choices that were made, in order."""

    inputs: list[simulated.Input] = field(default_factory=list)
    lookups: list[simulated.LookupResult] = field(default_factory=list)
    shares: list[simulated.Share] = field(default_factory=list)
    transfers: list[simulated.Transfer] = field(default_factory=list)


class RandomPlayer(Player):
    """Chooses at random whatever is asked, and writes it down."""

    def __init__(
        self, table: RoutingTable, queues: dict[str, simulated.QueueState], rng: random.Random
    ) -> None:
        super().__init__(table, simulated.World(queues=queues))
        self.rng = rng
        self.written = Written()

    def answer(self, question: Question) -> Event | None:
        """Choose an answer."""
        match question:
            case Menu() | Collect():
                return self.press(question)
            case Lookup():
                return self.look_up(question)
            case Allocate():
                number = self.rng.randint(1, len(question.shares))
                self.written.shares.append(simulated.Share(number=number))
                return Share(number)
            case Transfer():
                outcome = self.rng.choice(("answered", "busy", "no-answer", "failed"))
                self.written.transfers.append(simulated.Transfer(outcome=outcome))
                return Transferred(outcome)
            case Arrive():
                return Figures(self.figures(question.queue))
            case Queued():
                return self.in_line(question)

    def press(self, question: Menu | Collect) -> Event:
        """Press a key that is there, one that is not, digits that fit or do not, or nothing."""
        many = len(self.written.inputs) > _MOST_INPUTS
        if many or self.rng.random() < 0.15:
            self.written.inputs.append(simulated.Silence())
            return Silence()
        keys = self.keys(question)
        self.written.inputs.append(simulated.Press(keys=keys))
        return Press(*keys)

    def keys(self, question: Menu | Collect) -> tuple[str, ...]:
        if isinstance(question, Menu):
            known = [key for key, _ in question.keys]
            return (self.rng.choice([*known, *known, "7", "star", "12"]),)
        extensions = [e for e in self.table.contents.extensions if len(e) <= question.most]
        count = self.rng.randint(max(1, question.least - 1), question.most + 1)
        digits = "".join(self.rng.choice("0123456789") for _ in range(count))
        digits = self.rng.choice([digits, digits, *extensions[:2]])
        ends = [(question.until,)] * 4 + [(), ("star",)]
        return (digits, *self.rng.choice(ends))

    def look_up(self, question: Lookup) -> Event:
        outcome = self.rng.choice(question.outcomes)
        source = self.table.contents.sources[question.source]
        gives = question.gives if outcome == source["outcomes"][0] else ()
        values = {name: self.value(self.table.contents.attributes[name]) for name in gives}
        self.written.lookups.append(
            simulated.LookupResult(source=question.source, outcome=outcome, values=values)
        )
        return Found(outcome, values)

    def value(self, attribute: Attribute) -> int | str:
        match attribute["type"]:
            case "one-of":
                return self.rng.choice(attribute["values"])
            case "number":
                return self.rng.choice((0, 1, 25, 9_999, 10_000, 10_001))
            case "yes-no":
                return self.rng.choice(("yes", "no"))
            case "digits":
                return "1" * attribute["length"][0]
            case "phone":
                return "+13105550123"
            case "person":
                return self.rng.choice(sorted(self.table.contents.people))
            case "text":
                return "hello"

    def in_line(self, line: Queued) -> Event | None:
        """Press a key of the queue now and then, at the first chance; else let time pass."""
        state = self.world.queues[line.queue]
        at_once = state.free and not state.wait
        if line.keys and line.waited == 0 and not at_once and self.rng.random() < 0.2:
            key = self.rng.choice(line.keys)[0]
            self.written.inputs.append(simulated.Press(keys=(key,)))
            return Press(key)
        if at_once:
            return Answered()
        return self.wait(line)

    def world_met(self, used: set[str], flags: dict[str, bool]) -> simulated.World:
        """Return the world that these choices were made in."""
        return simulated.World(
            inputs=tuple(self.written.inputs),
            flags=flags,
            queues={name: state for name, state in self.world.queues.items() if name in used},
            lookups=tuple(self.written.lookups),
            shares=tuple(self.written.shares),
            transfers=tuple(self.written.transfers),
        )
