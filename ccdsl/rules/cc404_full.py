"""Queues that know what to do when they are full."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.contacts import on_channels, with_contacts
from ccdsl.rules.once import also_here
from ccdsl.rules.overflowing import Overflowing, by_overflow, inherits, overflowing
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.source import Span


@rule("CC404", Severity.ERROR)
def full_not_handled(program: Program, facts: Facts) -> Iterator[Finding]:
    """Nothing is said for when the queue is full.

    Why: a queue with `max-waiting` takes no more than so many contacts. For every channel it takes,
    the rules of its overflow must take a contact away whenever it is `full`, whatever else is true;
    several rules may do so together.
    Example:
        routing inbound version 1 in-service {
          otherwise -> queue desk
        }
        queue desk {    # CC404
          channels    voice
          max-waiting 20
          overflow    desk_overflow
        }
        overflow desk_overflow version 1 in-service {
          when wait > 5m -> hang-up
        }
    Use instead: `when full -> …` in the overflow, after the rules that are narrower.
    """
    for one, channels, others in by_overflow(_failing(program, facts)):
        yield _finding(one, channels, others)


def _failing(program: Program, facts: Facts) -> Iterator[tuple[Overflowing, list[str]]]:
    failing: set[str] = set()
    for one in overflowing(program, facts):
        if one.queue.max_waiting is None:
            continue
        open_channels = [each for each in one.queue.channels if each in one.standing.when_full]
        lines = ("channels", "max_waiting", "overflow")
        if open_channels and not inherits(program, one.queue, failing, *lines):
            yield one, open_channels
        if open_channels:
            failing.add(one.queue.name)


def _finding(one: Overflowing, channels: list[str], others: list[Span]) -> Finding:
    queue = one.queue
    on = "" if len(channels) == len(queue.channels) else f" on {listed(channels)}"
    written = queue.written.max_waiting
    labels = [Label(span=written.span, text="it takes no more than this")] if written else []
    way_out = "write `overflow NAME`, with a rule `when full -> …` and a limit of `wait`"
    if one.overflow is not None:
        way_out = f"write `when full -> …` in overflow `{one.overflow.name.text}`"
    return Finding(
        message=f"no rule takes a contact away whenever queue `{queue.name}` is full{on}",
        span=one.place,
        help=with_contacts(way_out, on_channels(one.standing.when_full, channels)),
        labels=(*labels, *also_here(others)),
    )
