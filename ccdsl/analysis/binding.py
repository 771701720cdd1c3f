"""Who a requirement is about: its `when` as contacts, and what it says of queues on their way.

`queue Q has …` in a `when` binds that queue for the whole stay: at every look it stands so. `wait`
there is how long the contact waits: an upper bound holds at every moment in line, a lower one says
that no agent answers before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import NamedTuple

from ccdsl.analysis.asking import Context, amount_of, tests_in
from ccdsl.analysis.axes import Axes
from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.record import worker
from ccdsl.syntax import ast

_SECOND = 1_000
_EVER = 10**12
"""Longer, in milliseconds, than any time that a condition can name."""
_MIRRORED: dict[ast.Comparison, ast.Comparison] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


class Moment(NamedTuple):
    """A look at queues: in which queue the contact waits, for how long, and if it is answered."""

    queue: str = ""
    waited: int = 0
    answered: bool = False


@worker
class Meaning:
    """The `when` of a requirement, for contacts that begin at one place of a walk."""

    walk: Walk
    begin: int
    when: ast.Condition | None
    _known: dict[Moment, int] = field(default_factory=dict)

    def at(self, moment: Moment) -> int:
        """Return the contacts, and how queues stand, that the requirement is about at a look."""
        known = self._known.get(moment)
        if known is None:
            sets, axes = self.walk.space.sets, self.walk.space.axes
            arriving = self.walk.begin[self.begin]
            holds = self._of(self.when, moment, negated=False) if self.when else EVERYTHING
            held = sets.both(arriving, holds)
            known = self._known[moment] = sets.without(held, _changing(axes))
        return known

    @property
    def contacts(self) -> int:
        """The contacts that it is about, however queues stand."""
        sets, axes = self.walk.space.sets, self.walk.space.axes
        about = sets.without(self.at(Moment()), axes.mask(("figure",)))
        return sets.both(about, self.walk.begin[self.begin])

    def _of(self, condition: ast.Condition, moment: Moment, *, negated: bool) -> int:
        """Return a condition as a set; `not` is taken inside, where it turns bounds round."""
        sets = self.walk.space.sets
        match condition:
            case ast.Not(part=part):
                return self._of(part, moment, negated=not negated)
            case ast.And(parts=parts) | ast.Or(parts=parts):
                found = [self._of(part, moment, negated=negated) for part in parts]
                return self._joined(found, every=isinstance(condition, ast.And) is not negated)
            case ast.QueueTest(queue=queue, figures=figures):
                found = [self._figure(queue.text, one, moment, negated=negated) for one in figures]
                return self._joined(found, every=not negated)
            case _:
                place = self.walk.places[self.begin]
                context = Context(place.channel, place.language)
                holds = self.walk.space.guards.of(condition, context)
                return sets.complement(holds) if negated else holds

    def _joined(self, found: list[int], *, every: bool) -> int:
        sets = self.walk.space.sets
        return sets.common(found) if every else sets.union(found)

    def _figure(
        self, queue: str, figure: ast.Figure | ast.Full, moment: Moment, *, negated: bool
    ) -> int:
        space = self.walk.space
        if isinstance(figure, ast.Figure) and figure.figure == "wait":
            return EVERYTHING if _may_wait(queue, figure, moment, negated=negated) else NOTHING
        holds = space.guards.figure(figure, queue)
        held = space.sets.complement(holds) if negated else holds
        return space.sets.both(held, space.guards.consistent(queue))


def _may_wait(queue: str, figure: ast.Figure, moment: Moment, *, negated: bool) -> bool:
    """Whether a bound on `wait` lets a contact be where it is."""
    operator, bound = figure.operator, amount_of(figure)
    if negated:
        operator = _MIRRORED.get(operator, operator)
    if queue != moment.queue:
        return True
    waited = moment.waited // _SECOND * _SECOND
    match operator:
        case "<":
            return waited < bound
        case "<=":
            return waited <= bound
        case ">":
            return not moment.answered or waited > bound
        case ">=":
            return not moment.answered or waited >= bound
        case "=" if negated:
            return not moment.answered or waited != bound
        case "=":
            return waited <= bound and (not moment.answered or waited == bound)


def _changing(axes: Axes) -> int:
    """Return the variables that a contact does not keep from its arrival, figures apart."""
    return axes.mask(("attribute", "jump", "unknown"))


def bounds_of(when: ast.Condition | None) -> dict[str, tuple[int, ...]]:
    """Return the queues that a `when` speaks of, and where its bounds on `wait` make a difference.

    In milliseconds since the contact came to the queue.
    """
    found: dict[str, list[int]] = {}
    for test in tests_in(when):
        if isinstance(test, ast.QueueTest):
            places = found.setdefault(test.queue.text, [])
            for figure in test.figures:
                if isinstance(figure, ast.Figure) and figure.figure == "wait":
                    at = -(-amount_of(figure) // _SECOND) * _SECOND
                    places += [at, at + _SECOND]
    return {queue: tuple(sorted(places)) for queue, places in found.items()}


@worker
class BoundWalk(Walk):
    """The walk of those whom a requirement is about."""

    meaning: Meaning | None = None

    def standing(self, queue: str) -> int:
        """Return how queues may stand for a contact that waits in one of them for ever."""
        return self.meaning.at(Moment(queue, _EVER)) if self.meaning is not None else EVERYTHING

    def bound(self, move: Move) -> Move:
        """Return a move as only those make it whom the requirement is about."""
        if self.meaning is None:
            return move
        return _bound(self.meaning, bounds_of(self.meaning.when), move)


def bound_walk(meaning: Meaning) -> BoundWalk:
    """Return the walk of the contacts that a `when` is about, with its queues bound all along."""
    walk = meaning.walk
    bounds = bounds_of(meaning.when)
    bound = BoundWalk(walk.space, walk.rules, walk.numbers, walk.places, walk.come, meaning=meaning)
    bound.begin = {meaning.begin: meaning.contacts}
    bound.out = [
        tuple(_bound(meaning, bounds, move) for move in walk.moves(number)) if come else ()
        for number, come in enumerate(walk.come)
    ]
    return bound


def _bound(meaning: Meaning, bounds: Mapping[str, tuple[int, ...]], move: Move) -> Move:
    """Return a move as only those make it whom the requirement is about."""
    space, place = meaning.walk.space, meaning.walk.places[move.source]
    sets, axes = space.sets, space.axes
    if not _looks(place, move):
        return move
    allowed = sets.union(meaning.at(one) for one in _moments(meaning.walk, place, move, bounds))
    look = sets.both(move.look, allowed)
    guard = sets.without(look, axes.mask(("figure",)))
    return Move(move.source, move.target, guard, look, move.label, move.sets, move.heard)


def _looks(place: Place, move: Move) -> bool:
    """Whether queues are looked at on a move."""
    in_line = place.node == WAITING or bool(move.label.queue)
    return not place.node or in_line or move.label.kind in ("when", "else")


def _moments(
    walk: Walk, place: Place, move: Move, bounds: Mapping[str, tuple[int, ...]]
) -> Iterator[Moment]:
    """Yield the moments at which a move may be made: an agent may answer at any before a test."""
    label = move.label
    if label.queue not in bounds:
        yield Moment()
        return
    since = max(label.at, place.stay.since if place.stay is not None else 0)
    if label.kind != "answered" or place.node != WAITING:
        yield Moment(label.queue, since, answered=label.kind == "answered")
        return
    center = walk.space.center
    limit = center.clock(center.program.queues[label.queue]).next_stop(since)
    # Between two tests only the bounds of the requirement tell one moment from another.
    for moment in sorted({since, *(bound for bound in bounds[label.queue] if bound > since)}):
        if limit is None or moment < limit:
            yield Moment(label.queue, moment, answered=True)
