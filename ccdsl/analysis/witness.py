"""Witnesses: one contact for an answer, run through the reference interpreter before it is told."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from ccdsl.analysis.leading import hangs_up, lead_on
from ccdsl.analysis.places import Place
from ccdsl.analysis.plausible import plausible
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.analysis.standing import Line
from ccdsl.analysis.telling import NOBODY, Look, Named, Told
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Allowed, Goals, Way, find_way, unlimited, who_reaches
from ccdsl.model.program import View
from ccdsl.record import record
from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import Run, conduct, simulate
from ccdsl.simulate.trace import End, Trace
from ccdsl.simulate.world import NOWHERE, ChoiceError, Contact, QueueState, World

_PLAIN = QueueState()
_SAID = QueueState(available=1)
"""The same, said."""
_NOWHERE = End(kind="waiting", name="", span=NOWHERE)


@record
class Witness:
    """A contact in a world, and what the interpreter makes of it."""

    contact: Contact
    world: World
    trace: Trace
    way: Way


class ReplayError(Exception):
    """The interpreter does not do what an answer says: that is our bug."""


def witness(
    walk: Walk,
    view: View,
    goals: Goals,
    contacts: int = EVERYTHING,
    allowed: Allowed = unlimited,
    *,
    named: Named = NOBODY,
    lead: bool = True,
) -> Witness | None:
    """Return the most ordinary contact of some, as they arrive, that comes to a goal; or None.

    `named` is a caller and an instant to be told in place of those of the contact's classes; with
    `lead` the contact is then led on to an end. Raises ReplayError where the interpreter does not
    bring it there.
    """
    way = ordinary_way(walk, goals, contacts, allowed)
    return None if way is None else replay(way, view, named, lead=lead)


def ordinary_way(
    walk: Walk, goals: Goals, contacts: int = EVERYTHING, allowed: Allowed = unlimited
) -> Way | None:
    """Return a shortest way of the most ordinary contact of some that comes to a goal, or None."""
    sets = walk.space.sets
    coming = sets.both(who_reaches(walk, goals, allowed), contacts)
    if not coming:
        return None
    state = plausible(walk.space, coming)
    fixed = walk.space.arriving
    one = sets.box({place: 1 << atom for place, atom in state.items() if fixed >> place & 1})
    way = find_way(walk, goals, sets.both(one, contacts), allowed)
    if way is None:
        msg = "a contact that comes there has no way"
        raise ReplayError(msg)
    return way


def center_of(walk: Walk, view: View) -> Center:
    """Return a center as the interpreter reads it, once for all."""
    flows = walk.space.center
    known = flows.replayed.get(id(view))
    if known is None:
        known = flows.replayed[id(view)] = Center(program=flows.program, view=view)
    return known


def replay(way: Way, view: View, named: Named = NOBODY, *, lead: bool = True) -> Witness:
    """Return a way as a contact in a world that the interpreter brings along the same way.

    With `lead`, a way that stops short of an end is first led to one, where there is one.
    Raises ReplayError where the interpreter does something else.
    """
    whole = lead_on(way) if lead else way
    told = Told(whole, named=named, leaves=hangs_up(whole, led=lead))
    told.tell()
    center = center_of(way.walk, view)
    contact = told.contact()
    world = _world(told, center, contact)
    last = whole.walk.places[whole.moves[-1].target] if whole.moves else None
    # Whom no rule takes does not end anywhere: there the interpreter stops.
    ends = last is not None and last.kind == "end" and last.name != "nowhere"
    try:
        trace = simulate(center, contact, world, strict=ends)
    except ChoiceError as error:
        if ends:
            raise ReplayError(f"{error.message} ({world})") from error
        trace = Trace(steps=error.steps, end=_NOWHERE, taken=(), found=())
    _compare(whole, trace)
    return Witness(contact=contact, world=world, trace=trace, way=whole)


def _compare(way: Way, trace: Trace) -> None:
    """Raise ReplayError where rules, steps and queues on the way are not those of the run."""
    wanted = list(_expected(way))
    made = [
        (step.kind, step.name, step.detail if step.kind == "rule" else "")
        for step in trace.steps
        if step.kind in ("rule", "step", "queue")
    ]
    last = way.walk.places[way.moves[-1].target] if way.moves else None
    if last is not None and last.kind == "end":
        ended = (trace.end.kind, trace.end.by or trace.end.name)
        if made != wanted or (ended != (last.name, last.node) and last.name != "nowhere"):
            raise ReplayError(f"{wanted} to {last[:3]} was {made} to {trace.end}")
    elif made[: len(wanted)] != wanted:
        raise ReplayError(f"{wanted} was {made}")


def _expected(way: Way) -> Iterator[tuple[str, str, str]]:
    for move in way.moves:
        place = way.walk.places[move.source]
        if place.kind == "queue" and not place.node:
            yield ("queue", place.name, "")
        if move.label.kind == "rule":
            yield ("rule", move.label.name, str(move.label.number))
        target = way.walk.places[move.target]
        if target.kind == "script" and _begins(way.walk, target):
            yield ("step", f"{target.name} {target.node}", "")


def _begins(walk: Walk, place: Place) -> bool:
    """Whether a place is where a step of a script begins."""
    flow = walk.space.center.flows.get(place.flow)
    return flow is not None and place.node in flow.steps


class _Guided(Choices):
    """Answers every look as a way says, and notes what was asked."""

    def __init__(self, world: World, looks: list[Look | Line]) -> None:
        super().__init__(world)
        self.looks = [look.states() if isinstance(look, Line) else look for look in looks]
        self.number = -1
        self.told: dict[str, list[QueueState]] = {}
        self.known: dict[str, QueueState] = {}

    def look(self) -> None:
        """Begin a look: the next one of the way."""
        self.number += 1
        self.known = {}

    def queue(self, name: str) -> QueueState:
        """Return how the way says that a queue stands."""
        if name not in self.known:
            look = self.looks[self.number] if self.number < len(self.looks) else {}
            self.known[name] = look.get(name, _PLAIN)
            self.told.setdefault(name, []).append(self.known[name])
        return self.known[name]


def _world(told: Told, center: Center, contact: Contact) -> World:
    """Return the world of a way; the interpreter says which queues are asked about when."""
    world = World(
        inputs=tuple(told.inputs),
        flags=told.flags(),
        lookups=tuple(told.lookups),
        shares=tuple(told.shares),
        transfers=tuple(told.transfers),
    )
    guided = _Guided(world, told.looks)
    with suppress(ChoiceError):
        conduct(Run(center, contact, guided), strict=False)
    queues = {name: tuple(_said(states)) for name, states in guided.told.items()}
    told_of = {name: states for name, states in queues.items() if not _is_plain(states)}
    return replace(world, queues=told_of)


def _is_plain(states: tuple[QueueState, ...]) -> bool:
    """Whether a queue always stands as it does unless something else is given."""
    return (
        len(states) == 1
        and replace(
            states[0],
            agents=None if states[0].agents == 1 else states[0].agents,
            available=None if states[0].free == 1 else states[0].available,
            waiting=states[0].waiting or None,
        )
        == _PLAIN
    )


def _said(states: list[QueueState]) -> list[QueueState]:
    """Return states look by look, without those at the end that only stay."""
    while len(states) > 1 and states[-1] == states[-2] and not states[-1].later:
        states = states[:-1]
    if len(states) == 1:
        return states
    return [_SAID if state == _PLAIN else state for state in states]
