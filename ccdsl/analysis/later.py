"""Overflow rules about contacts who would have to wait longer than anybody does."""

from collections.abc import Mapping
from typing import NamedTuple

from ccdsl.analysis.asking import Context
from ccdsl.analysis.comers import Asking, First
from ccdsl.syntax import ast


class Later(NamedTuple):
    """The contexts that nobody waits for, and whom of those who come to the queue a rule is for.

    `meant` are they at the last test that they come to, all of whom leave there.
    """

    contexts: tuple[Context, ...] = ()
    meant: Mapping[Context, int] = {}


def too_late(asking: Asking, condition: ast.Condition, asked: Mapping[Context, First]) -> Later:
    """Return whom a condition that never matches would match if they waited longer."""
    space = asking.walk.space
    contexts: list[Context] = []
    meant: dict[Context, int] = {}
    for arrival in asked:
        queue = space.center.program.queues.get(arrival.queue)
        if queue is None or arrival.waited:
            continue
        limits = space.center.clock(queue).limits
        later = [arrival._replace(waited=limit) for limit in limits]
        missed = [context for context in later if context not in asked]
        contexts += missed
        for context in missed:
            holds = space.guards.of(condition, context)
            for last in reversed([arrival, *(one for one in later if one in asked)]):
                who = space.sets.both(asked[last].left[0], holds)
                if who:
                    meant[last] = space.sets.either(meant.get(last, 0), who)
                    break
    return Later(tuple(contexts), meant)
