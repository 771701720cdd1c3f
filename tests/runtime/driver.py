"""Plays a contact in a world through the runtime, as a platform would."""

from collections import deque
from dataclasses import dataclass, field

from ccdsl.runtime import (
    Answered,
    Contact,
    Decision,
    Figures,
    Found,
    HungUp,
    Press,
    QueueFigures,
    RoutingTable,
    Share,
    Silence,
    Transferred,
    Waited,
)
from ccdsl.runtime.events import Event
from ccdsl.runtime.limits import wait_limits
from ccdsl.runtime.steps import (
    Allocate,
    Arrive,
    Collect,
    Lookup,
    Menu,
    Play,
    Question,
    Queued,
    Step,
    Transfer,
)
from ccdsl.simulate import world as simulated

_LONGEST_WAIT = 30 * 3_600


@dataclass
class Played:
    """What was heard, and how it ended; a contact that waits for ever ends as `waiting`."""

    end: str = ""
    heard: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


class Player:
    """One contact in one world; every state goes through JSON on its way."""

    def __init__(self, table: RoutingTable, world: simulated.World) -> None:
        self.table = table
        self.world = world
        self.inputs = deque(world.inputs)
        self.lookups = list(world.lookups)
        self.shares = deque(world.shares)
        self.transfers = deque(world.transfers)
        self.spent = 0
        self.played = Played()

    def play(self, contact: Contact) -> Played:
        """Return what happens to the contact."""
        decision = self.table.decide(contact)
        self.listen(decision)
        while decision.end is None:
            question = decision.steps[-1]
            assert isinstance(question, Question)
            event = self.answer(question)
            if event is None:
                assert isinstance(question, Queued)
                self.played.end = f"waiting {question.queue}"
                return self.played
            if not isinstance(event, Waited):
                decision = self.table.resume(decision.to_json())
            decision.next(event)
            self.listen(decision)
        end = decision.end
        self.played.end = f"{end.kind} {end.name}".rstrip()
        return self.played

    def listen(self, decision: Decision) -> None:
        """Keep the steps and what was heard in them."""
        for step in decision.steps:
            self.played.steps.append(step)
            if isinstance(step, Play):
                self.played.heard += [saying.prompt for saying in step.sayings]
            if isinstance(step, Menu | Collect):
                self.played.heard += [saying.prompt for saying in step.say]

    def answer(self, question: Question) -> Event | None:
        """Return what happens next, or None where nothing ever will."""
        match question:
            case Menu() | Collect():
                return self.caller()
            case Lookup():
                given = next(one for one in self.lookups if one.source == question.source)
                self.lookups.remove(given)
                return Found(given.outcome, self.typed(given.values))
            case Allocate():
                return Share(self.shares.popleft().number)
            case Transfer():
                return Transferred(self.transfers.popleft().outcome)
            case Arrive():
                self.spent = 0
                return Figures(self.figures(question.queue))
            case Queued():
                return self.wait(question)

    def caller(self) -> Event:
        match self.inputs.popleft():
            case simulated.Press(keys=keys):
                return Press(*keys)
            case simulated.Silence():
                return Silence()
            case simulated.Leaves():
                return HungUp()
            case simulated.Waits():
                raise AssertionError

    def typed(self, values: dict[str, int | str]) -> dict[str, int | str]:
        """Return given values as attributes hold them: figures are numbers."""
        attributes = self.table.contents.attributes
        return {
            name: int(value) if attributes[name]["type"] == "number" else value
            for name, value in values.items()
        }

    def figures(self, queue: str) -> QueueFigures:
        state = self.world.queues.get(queue, simulated.QueueState())
        expected = state.expected_wait
        return QueueFigures(
            agents=state.staffed,
            available=state.free,
            waiting=state.ahead,
            expected_wait=None if expected is None else expected // 1_000,
        )

    def wait(self, line: Queued) -> Event | None:
        """Let time pass until an agent is free, a test is due, or the caller does something."""
        state = self.world.queues.get(line.queue, simulated.QueueState())
        answer = -(-(state.wait or 0) // 1_000) if state.free else _LONGEST_WAIT
        if self.inputs and isinstance(self.inputs[0], simulated.Press) and line.keys:
            return self.caller()
        if self.inputs and isinstance(self.inputs[0], simulated.Leaves):
            return self.caller()
        contents = self.table.contents
        limits = [*wait_limits(contents, contents.queues[line.queue]), state.closes or 0]
        if not state.free and line.waited * 1_000 > max(limits) + 60_000:
            return None
        if answer == 0 or line.waited >= answer:
            return Answered() if state.free else None
        at = min(line.check_at, answer)
        closed = state.closes is not None and at * 1_000 >= state.closes
        return Waited(at, closed=closed)


def contact_from(contact: simulated.Contact, world: simulated.World) -> Contact:
    """Return a simulated contact as the runtime takes it."""
    return Contact(
        to=contact.to,
        at=contact.instant,
        channel=contact.channel,
        caller=contact.caller,
        flags=dict(world.flags),
        attributes=dict(contact.attributes),
        queues={},
    )


def play(table: RoutingTable, contact: simulated.Contact, world: simulated.World) -> Played:
    """Return what the runtime makes of a contact in a world."""
    player = Player(table, world)
    taken = contact_from(contact, world)
    queues = {name: player.figures(name) for name in table.contents.queues}
    return player.play(
        Contact(
            to=taken.to,
            at=taken.at,
            channel=taken.channel,
            caller=taken.caller,
            flags=taken.flags,
            attributes=taken.attributes,
            queues=queues,
        )
    )
