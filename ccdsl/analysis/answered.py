"""When an agent answers a contact on a way: soon, or as late as a requirement's `when` says."""

from collections.abc import Iterator

from ccdsl.analysis.binding import BoundWalk, Meaning, Moment, bounds_of
from ccdsl.analysis.places import Move
from ccdsl.analysis.queueing import left_at
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import State, holds_for
from ccdsl.record import worker

_SECOND = 1_000


@worker
class Moments:
    """When the rules of a queue are tested."""

    recheck: int
    limits: tuple[int, ...]

    def recheck_after(self, waited: int) -> int:
        """Return the first recheck after a moment."""
        return (waited // self.recheck + 1) * self.recheck

    def after_tests(self, moment: int) -> int:
        """Return a time shortly before a moment, after every test that comes before it."""
        last = max(0, moment - 1) // self.recheck * self.recheck
        last = max(last, *(one for one in self.limits if one < moment), 0)
        return max(moment - _SECOND, (last + moment) // 2)

    def before_test(self, waited: int) -> int:
        """Return a moment soon after one, before the next test."""
        return min(waited + _SECOND, (waited + self._test_after(waited)) // 2)

    def within_second(self, waited: int) -> int:
        """Return a moment after one, before the next test, at which `wait` has not changed."""
        next_second = (waited // _SECOND + 1) * _SECOND
        return (waited + min(next_second, self._test_after(waited))) // 2

    def _test_after(self, waited: int) -> int:
        limits = (one for one in self.limits if one > waited)
        return min((self.recheck_after(waited), *limits))


@worker
class Answer:
    """How an agent answers by a move in line: when, in milliseconds, and how queues stand then."""

    at: int
    look: int


def answered(walk: Walk, move: Move, state: State, waited: int, clock: Moments) -> Answer:
    """Return how an agent answers a contact that has waited so long, as the requirement lets it."""
    usual = Answer(clock.before_test(waited), move.look)
    meaning = walk.meaning if isinstance(walk, BoundWalk) else None
    if meaning is None:
        return usual
    figures = walk.space.axes.mask(("figure",))
    for one in (usual, *_later(walk, meaning, move, waited, clock)):
        moment = Moment(move.label.queue, one.at, answered=True)
        look = walk.space.sets.both(one.look, meaning.at(moment))
        if holds_for(walk.space.sets, walk.space.sets.without(look, figures), state):
            return Answer(one.at, look)
    return usual


def _later(
    walk: Walk, meaning: Meaning, move: Move, waited: int, clock: Moments
) -> Iterator[Answer]:
    """Yield the later moments before the next limit at which a bound may come to hold."""
    yield Answer(clock.within_second(waited), move.look)
    queue = walk.space.center.program.queues[move.label.queue]
    limit = min((one for one in clock.limits if one > waited), default=None)
    for bound in bounds_of(meaning.when).get(queue.name, ()):
        if bound > waited and (limit is None or bound < limit):
            look = move.look
            if clock.recheck_after(bound - 1) == bound:
                # Rules that are tested just then leave it in line.
                left = left_at(walk.rules, queue, walk.places[move.source], bound)
                look = walk.space.sets.both(look, left)
            yield Answer(bound, look)
            yield Answer(clock.within_second(bound), move.look)
