"""Plays a contact through the runtime as a platform would, in a world given beforehand."""

from collections import deque
from collections.abc import Mapping
from itertools import takewhile

from ccdsl.runtime import (
    Answered,
    Contact,
    Figures,
    Found,
    HungUp,
    Note,
    Press,
    QueueFigures,
    Reply,
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
    Place,
    Question,
    Queued,
    Transfer,
)
from ccdsl.simulate import world as simulated

_MS = 1_000
_MOST_EVENTS = 2_000


class Player:
    """One contact in one world; at every question its state goes through JSON."""

    def __init__(self, table: RoutingTable, world: simulated.World) -> None:
        self.table = table
        self.world = world
        self.inputs = deque(world.inputs)
        self.lookups = list(world.lookups)
        self.shares = deque(world.shares)
        self.transfers = deque(world.transfers)
        self.until: int | None = None
        self.notes: list[Note] = []

    def play(self, contact: simulated.Contact) -> list[Note]:
        """Return the log of the contact, from its arrival to its end or to waiting for ever."""
        decision = self.table.decide(self._arriving(contact))
        self.notes += decision.log
        for _ in range(_MOST_EVENTS):
            if decision.end is not None:
                return self.notes
            question = decision.steps[-1]
            assert isinstance(question, Question)
            event = self.answer(question)
            if event is None:
                self.notes.append(_for_ever(question))
                return self.notes
            if not isinstance(event, Waited):
                decision = self.table.resume(decision.to_json())
            decision.next(event)
            self.notes += decision.log
        raise AssertionError

    def _arriving(self, contact: simulated.Contact) -> Contact:
        return Contact(
            to=contact.to,
            at=contact.instant,
            channel=contact.channel,
            caller=contact.caller,
            language=contact.language,
            flags=self.world.flags,
            attributes=self.typed(contact.attributes),
            queues={name: self.figures(name) for name in self.table.contents.queues},
        )

    def typed(self, values: Mapping[str, simulated.AttributeValue]) -> dict[str, int | str]:
        """Return given values as attributes hold them: figures are numbers."""
        attributes = self.table.contents.attributes
        return {
            name: int(value) if attributes[name]["type"] == "number" else value
            for name, value in values.items()
        }

    def state(self, queue: str) -> simulated.QueueState:
        """Return how a queue stands in this world, which for the table stays as it is."""
        states = self.world.queues.get(queue, (simulated.QueueState(),))
        (state,) = states
        assert not state.later
        return state

    def figures(self, queue: str) -> QueueFigures:
        """Return how a queue stands, as the runtime is told it."""
        state = self.state(queue)
        expected = state.expected_wait
        return QueueFigures(
            agents=state.staffed,
            available=state.free,
            waiting=state.ahead,
            expected_wait=None if expected is None else expected // _MS,
        )

    def answer(self, question: Question) -> Event | None:
        """Return what happens next, or None where nothing ever will."""
        match question:
            case Menu() | Collect():
                return self.press(question)
            case Lookup():
                return self.look_up(question)
            case Allocate():
                return self.share(question)
            case Transfer():
                return self.transfer(question)
            case Arrive():
                self.until = None
                return Figures(self.figures(question.queue))
            case Queued():
                return self.in_line(question)

    def press(self, question: Menu | Collect) -> Event:
        """Return what the caller does at a step that asks."""
        del question
        match self.inputs.popleft():
            case simulated.Press(keys=keys):
                return Press(*keys)
            case simulated.Silence():
                return Silence()
            case simulated.Leaves():
                return HungUp()
            case simulated.Waits():
                raise AssertionError

    def look_up(self, question: Lookup) -> Event:
        """Return how a look-up comes out."""
        given = next(one for one in self.lookups if one.source == question.source)
        self.lookups.remove(given)
        return Found(given.outcome, self.typed(given.values))

    def share(self, question: Allocate) -> Event:
        """Return which share is drawn."""
        del question
        return Share(self.shares.popleft().number)

    def transfer(self, question: Transfer) -> Event:
        """Return how a transfer comes out."""
        del question
        return Transferred(self.transfers.popleft().outcome)

    def in_line(self, line: Queued) -> Event | None:
        """Let time pass until an agent is free, a test is due, or the caller does something."""
        state = self.state(line.queue)
        answer = -(-(state.wait or 0) // _MS) if state.free else None
        if answer is not None and line.waited >= answer:
            return Answered()
        if self.until is None or self.until <= line.waited:
            event = self.caller_in_line(line)
            if event is not None:
                return event
        if self._is_over(line, answer):
            return None
        stops = (line.check_at, answer, self.until)
        at = min(stop for stop in stops if stop is not None)
        closed = state.closes is not None and at * _MS >= state.closes
        return Waited(at, closed=closed)

    def caller_in_line(self, line: Queued) -> Event | None:
        """Return what the caller does now; else set `until` to when the caller does something."""
        self.until = None
        if not self.inputs:
            return None
        match self.inputs[0]:
            case simulated.Waits(ms=ms):
                self.inputs.popleft()
                self.until = line.waited + ms // _MS
            case simulated.Leaves():
                self.inputs.popleft()
                return HungUp()
            case simulated.Press(keys=keys) if line.keys:
                self.inputs.popleft()
                return Press(*keys)
            case _:
                pass
        return None

    def _is_over(self, line: Queued, answer: int | None) -> bool:
        """Whether nothing can happen any more: nobody answers, and every test has been made."""
        if answer is not None or self.until is not None:
            return False
        contents = self.table.contents
        queue = contents.queues[line.queue]
        closes = self.state(line.queue).closes
        limits = list(wait_limits(contents, queue))
        limits += [] if closes is None else [closes + queue["recheck_ms"]]
        is_quiet = self._idle_ms() >= queue["recheck_ms"]
        return is_quiet and line.waited * _MS >= max(limits, default=0)

    def _idle_ms(self) -> int:
        """Return for how long nothing but waiting has happened."""
        waits = takewhile(lambda note: note.kind == "wait", reversed(self.notes))
        return sum(int(note.detail) for note in waits)


def _for_ever(question: Question) -> Note:
    assert isinstance(question, Queued)
    place = Place(kind="queue", name=question.queue, node="", path="", line=0)
    return Note(kind="end", name=question.queue, detail="waiting", place=place, at_ms=0)


def replied(keys: tuple[str, ...]) -> Reply:
    """Return keys as they are typed on a text channel."""
    signs = {"star": "*", "pound": "#"}
    return Reply("".join(signs.get(key, key) for key in keys))
