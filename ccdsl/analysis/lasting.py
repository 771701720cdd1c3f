"""Waiting for ever: who may stay in a line that nothing takes them out of."""

from ccdsl.analysis.asking import Context
from ccdsl.analysis.binding import BoundWalk
from ccdsl.analysis.places import Place
from ccdsl.analysis.queueing import overflow_key
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.walking import Walk


def lasting(walk: Walk, place: Place) -> int:
    """Return the contacts for whom no rule of their queue need ever match again.

    Only who has passed the last limit of `wait` may stay for ever: before that a test is still to
    come that sees more.
    """
    space, stay = walk.space, place.stay
    if stay is None:
        return NOTHING
    queue = space.center.program.queues[stay.queue]
    clock = space.center.clock(queue)
    if clock.next_stop(stay.since) is not None:
        return NOTHING
    figures = space.axes.mask(("figure",))
    standing = walk.standing(queue.name) if isinstance(walk, BoundWalk) else EVERYTHING
    overflow = space.center.flows.get(overflow_key(queue))
    if overflow is None:
        return space.sets.without(standing, figures)
    waited = clock.limits[-1] if clock.limits else 0
    context = Context(place.channel, place.language, queue.name, waited)
    _, left = walk.rules.taken(overflow_key(queue), overflow.rules, context)
    return space.sets.without(space.sets.both(left, standing), figures)
