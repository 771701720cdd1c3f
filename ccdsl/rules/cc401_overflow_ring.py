"""Queues that overflow into themselves."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Overflowing, Ring
from ccdsl.model.program import Program
from ccdsl.rules.live import is_live
from ccdsl.rules.rule import Finding, rule
from ccdsl.source import Span

_LEAVES = {
    "overflow": "overflows",
    "after-hours": "sends contacts after hours",
    "at-close": "sends contacts at closing",
}


@rule("CC401", Severity.ERROR)
def overflow_ring(program: Program, facts: Facts) -> Iterator[Finding]:
    """Overflow comes back to its own queue.

    Why: a contact that overflows from one queue to the next and back again goes round, loses its
    place each time, and may never be answered. Overflow, after-hours and at-close destinations
    count, with the scripts and policies in between, whatever their conditions. To be called back is
    an end; the keys of a queue are the caller's own choice and do not count.
    Example:
        routing inbound version 1 in-service {
          otherwise -> queue first
        }
        queue first {
          channels voice
          overflow to_second
        }
        queue second {
          channels voice
          overflow to_first
        }
        overflow to_second version 1 in-service {
          when wait > 2m -> queue second    # CC401
        }
        overflow to_first version 1 in-service {
          when wait > 2m -> queue first
        }
    Use instead: let the last queue of the chain end in a voicemail, a call-back or `hang-up`.
    """
    by_queues: dict[tuple[str, ...], Ring] = {}
    for ring in (ring for rings in facts.rings.values() for ring in rings):
        if any(is_live(program, facts, "queue", hop.queue) for hop in ring.hops):
            by_queues.setdefault(tuple(hop.queue for hop in ring.hops), ring)
    by_place: dict[Span, list[Ring]] = {}
    for ring in by_queues.values():
        by_place.setdefault(ring.hops[0].span, []).append(ring)
    for ring, *others in by_place.values():
        yield _finding(ring, others)


def _finding(ring: Ring, also: list[Ring]) -> Finding:
    """Return one finding for all rings that begin at one line, such as of queues `like` another."""
    first, *others = ring.hops
    way = _way(ring)
    return Finding(
        message=f"an overflow ring: {way}",
        span=first.span,
        help="break the ring: let one of its queues end in a voicemail or a `callback`",
        labels=tuple(
            Label(span=hop.span, text=_hop(hop, after))
            for hop, after in zip(ring.hops, (*others, first), strict=True)
        )
        + tuple(Label(span=one.hops[-1].span, text=f"closes {_way(one)} too") for one in also),
    )


def _way(ring: Ring) -> str:
    return " -> ".join(f"`{hop.queue}`" for hop in (*ring.hops, ring.hops[0]))


def _hop(hop: Overflowing, after: Overflowing) -> str:
    return f"`{hop.queue}` {_LEAVES[hop.line]} to `{after.queue}` here"
