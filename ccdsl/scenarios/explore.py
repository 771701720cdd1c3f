"""Trying contacts: every choice that comes up made in every way, as far as a budget goes."""

from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

from ccdsl.model.calendar import Calendar
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.record import record
from ccdsl.scenarios.classes import Tested, callers, flags, instants
from ccdsl.scenarios.options import Options
from ccdsl.simulate.center import Center
from ccdsl.simulate.inquiry import Inquiry, Told
from ccdsl.simulate.run import Run, conduct
from ccdsl.simulate.trace import Trace
from ccdsl.simulate.world import (
    Arriving,
    Asked,
    ChoiceError,
    Contact,
    MissingError,
    Standing,
    World,
)

BUDGET = 20_000
"""How many contacts are run."""


@record
class Found:
    """A contact that was tried, in its world, and what happened."""

    contact: Contact
    world: World
    trace: Trace


class _Try(NamedTuple):
    """A way to be tried."""

    contact: Contact
    told: Told


class _Explorer:
    """Tries ways, those first whose last choice has been made least often.

    Contacts that stand before the same choice take turns.
    """

    def __init__(self, options: Options, wanted: Collection[Hashable]) -> None:
        """Begin with nothing to try; `wanted` are the places that contacts should come through."""
        self.options = options
        self.unsettled = set(wanted)
        self.count = 0
        self.turns: list[tuple[int, int, Hashable]] = []
        self.ways: dict[Hashable, dict[int, deque[_Try]]] = {}
        self.made: Counter[Hashable] = Counter()
        self.seen: set[Hashable] = set()

    def push(self, choice: Hashable, contact: Contact, told: Told, *, first: bool) -> None:
        """Keep a way to be tried in its turn, or `first` among those of its contact."""
        waiting = self.ways.setdefault(choice, {})
        if not waiting:
            self._take_turn(choice)
        ways = waiting.setdefault(id(contact), deque())
        (ways.appendleft if first else ways.append)(_Try(contact, told))

    def pop(self) -> _Try:
        """Return the way whose turn it is."""
        _, _, choice = heappop(self.turns)
        waiting = self.ways[choice]
        first = next(iter(waiting))
        ways = waiting.pop(first)
        tried = ways.popleft()
        if ways:
            waiting[first] = ways
        self.made[choice] += 1
        if waiting:
            self._take_turn(choice)
        return tried

    def _take_turn(self, choice: Hashable) -> None:
        """Let a choice have its turn after those that have been made less often, or came first."""
        self.count += 1
        heappush(self.turns, (self.made[choice], self.count, choice))

    def step(self) -> Found | None:
        """Try one way; return the contact if it came to its end."""
        tried = self.pop()
        run = Run(self.options.tested.center, tried.contact, Inquiry(tried.told))
        try:
            trace = conduct(run)
        except MissingError as missing:
            self._go_on(tried, run, missing.asked)
        except ChoiceError:
            pass
        else:
            self.unsettled -= _places(run)
            return Found(contact=tried.contact, world=tried.told.world, trace=trace)
        return None

    def _go_on(self, tried: _Try, run: Run, asked: Asked) -> None:
        """Try every choice in a new state; in one seen before, end what is new so far."""
        state = (id(tried.contact), *_state(run, asked))
        is_new = not self.unsettled.isdisjoint(_places(run))
        if state in self.seen and not is_new:
            return
        told = list(enumerate(self.options.choose(tried.told, run, asked)))
        if state in self.seen:
            told = [min(told, key=lambda way: self.made[_site(asked), way[0]])]
        self.seen.add(state)
        for number, way in told:
            self.push((_site(asked), number), tried.contact, way, first=is_new)


def explore(
    center: Center,
    calendars: Mapping[str, Calendar],
    wanted: Collection[Hashable],
    budget: int = BUDGET,
) -> Iterator[Found]:
    """Yield contacts that end, the ordinary ones first, until the budget is spent.

    Contacts that stand before the same choice in the same state go on alike, so that only the
    first of them goes on, and others that have come through a wanted place.
    """
    options = Options(tested=Tested(center))
    explorer = _Explorer(options, wanted)
    for contact, world in _starts(options.tested, calendars):
        explorer.push(id(contact), contact, Told(world=world), first=False)
    while explorer.turns and budget > 0:
        budget -= 1
        found = explorer.step()
        if found is not None:
            yield found


def _starts(tested: Tested, calendars: Mapping[str, Calendar]) -> Iterator[tuple[Contact, World]]:
    """Yield contacts as they arrive, those that differ least from an ordinary one first."""
    center = tested.center
    axes = (
        tuple(enumerate(center.entries)),
        tuple(enumerate(instants(center, calendars))),
        tuple(enumerate(callers(tested))),
        tuple(enumerate(flags(center.program.flags))),
    )
    for (_, (channel, to)), (_, instant), (_, caller), (_, on) in sorted(
        product(*axes),
        key=lambda row: (sum(index > 0 for index, _ in row[1:]), *(i for i, _ in row)),
    ):
        if channel in NUMBERED_CHANNELS or caller is None:
            entry = center.entries[channel, to]
            contact = Contact(channel=entry.arrival.channel, to=to, caller=caller, instant=instant)
            yield contact, World(flags=on)


def _places(run: Run) -> set[Hashable]:
    """Return every place that a contact has come through."""
    return {*run.taken, *(step.span for step in run.steps if step.kind == "hear")}


def _site(asked: Asked) -> Hashable:
    """Return what waits for a choice."""
    if isinstance(asked, Arriving | Standing):
        return type(asked), asked.queue
    return asked.span


def _state(run: Run, asked: Asked) -> tuple[Hashable, ...]:
    """Return everything that decides how a contact goes on from a choice."""
    line = run.waiting if isinstance(asked, Standing) else None
    return (
        _site(asked),
        _attempts(run),
        tuple(sorted(run.attributes.items())),
        run.language,
        tuple((frame.treatment.span, frame.action) for frame in run.frames),
        tuple(sorted(run.jumps.items())),
        (line.waited, line.state) if line else None,
        _foreseen(run),
    )


def _foreseen(run: Run) -> tuple[Hashable, ...]:
    """Return how queues stand that a condition has asked about, and the contact has not come to."""
    come = {step.name for step in run.steps if step.kind == "queue"}
    queues = run.choices.world.queues.items()
    return tuple(sorted(((name, repr(states)) for name, states in queues if name not in come)))


def _attempts(run: Run) -> tuple[str, ...]:
    """Return how the caller has answered the step so far."""
    answers: list[str] = []
    for step in reversed(run.steps):
        if step.kind in ("step", "queue"):
            break
        if step.kind in ("press", "silence"):
            answers.append(step.kind)
    return tuple(answers[:1]) * len(answers)
