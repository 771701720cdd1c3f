"""Rules that no contact leaves by."""

from collections.abc import Iterator
from typing import NamedTuple

from ccdsl.analysis.chains import decisions, lines_of
from ccdsl.analysis.comers import Asking
from ccdsl.model.tested import Dead, FlowKey
from ccdsl.source import Span


class Alive(NamedTuple):
    """The rules (from 1, by flow) and the `when` actions (by place) that somebody leaves by."""

    rules: frozenset[tuple[FlowKey, int]]
    whens: frozenset[Span]


def find_dead(asking: Asking, keys: frozenset[FlowKey], alive: Alive) -> Iterator[Dead]:
    """Yield the rules and `when` actions of some flows that nobody leaves by.

    A line that several walks share is dead only if it is alive in none of them.
    """
    flows = asking.walk.space.center.flows
    for key in asking.walk.space.flows:
        if key not in keys or key not in flows:
            continue
        rules = [
            number
            for number, line in enumerate(lines_of(flows[key]), 1)
            if line.condition is not None and (key, number) not in alive.rules
        ]
        whens = [one for one in decisions(flows[key]) if one.node.span not in alive.whens]
        if whens or (rules and key in asking.rules):
            # Most centers have none; they need not load what explains them.
            from ccdsl.analysis.explaining import why_dead, why_passed  # noqa: PLC0415 - as said

            yield from why_dead(asking, flows[key], rules) if key in asking.rules else ()
            for one in whens:
                yield from why_passed(asking, one)
