"""Queues in which nobody waits for ever by mistake."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, OnChannels
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.tested import Contacts
from ccdsl.rules.contacts import on_channels, with_contacts
from ccdsl.rules.once import also_here
from ccdsl.rules.overflowing import Overflowing, by_overflow, inherits, overflowing
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.source import Span
from ccdsl.syntax import ast


@rule("CC407", Severity.ERROR)
def waits_for_ever(program: Program, facts: Facts) -> Iterator[Finding]:
    """Contact may wait for ever.

    Why: if nobody comes, only the rules of the overflow end the wait. For every channel there must
    be a rule that matches in the end whatever happens: a limit of `wait`, alone or with what
    the channel decides. Agents may stay logged in and lines may stay short, so rules about them do
    not count. A queue that closes, and whose `at-close` lets nobody `stay`, ends every wait too.
    Example:
        routing inbound version 1 in-service {
          otherwise -> queue desk
        }
        queue desk {    # CC407
          channels voice
          overflow desk_overflow
        }
        overflow desk_overflow version 1 in-service {
          when agents = 0 -> hang-up
        }
    Use instead: `when wait > 10m -> voicemail general` as the last rule; or `wait forever` in the
    queue, if that is meant.
    """
    for one, channels, others in by_overflow(_failing(program, facts)):
        yield _finding(one, channels, on_channels(_staying(program, facts, one), channels), others)


def _staying(program: Program, facts: Facts, one: Overflowing) -> OnChannels:
    """Return who may stay in a queue for ever; the hours of one that closes end most waits."""
    standing = one.standing
    return standing.past_closing if _closes(program, facts, one.queue) else standing.for_ever


def _failing(program: Program, facts: Facts) -> Iterator[tuple[Overflowing, list[str]]]:
    failing: set[str] = set()
    for one in overflowing(program, facts):
        queue = one.queue
        unanswered = one.overflow is None and queue.max_waiting is not None
        if unanswered or queue.written.waits_forever:
            continue  # That nothing takes anybody out of a full queue is said already.
        stay = _staying(program, facts, one)
        open_channels = [channel for channel in queue.channels if channel in stay]
        lines = ("channels", "overflow", "after_hours", "at_close")
        if open_channels and not inherits(program, queue, failing, *lines):
            yield one, open_channels
        if open_channels:
            failing.add(queue.name)


def _closes(program: Program, facts: Facts, queue: Queue) -> bool:
    """Whether the queue closes at some time and says what becomes of those who wait then."""
    if queue.after_hours is None or queue.written.at_close is None:
        return False
    for view in program.views:
        policy = view.after_hours.get(queue.after_hours)
        if policy is not None:
            return _ever_closes(program, facts, policy)
    return True


def _ever_closes(program: Program, facts: Facts, policy: ast.AfterHours) -> bool:
    """Whether hours that are open close again before the calendar ends; unknown hours may."""
    calendar = facts.calendars.get(policy.hours.text)
    if calendar is None or facts.window is None:
        hours = program.hours.get(policy.hours.text)
        return hours is None or not hours.is_always
    return any(edge < facts.window.end for edge in calendar.open_edges[1::2])


def _finding(
    one: Overflowing, channels: list[str], contacts: Contacts, others: list[Span]
) -> Finding:
    queue = one.queue
    on = "" if len(channels) == len(queue.channels) else f" on {listed(channels)}"
    way_out = "add a last rule `when wait > 10m -> …`, or write `wait forever` in the queue"
    labels: tuple[Label, ...] = ()
    if queue.written.overflow is None:
        way_out = "write `overflow NAME` with a limit of `wait`, or `wait forever`"
    else:
        text = "none of its rules is sure to match in the end"
        labels = (Label(span=queue.written.overflow.span, text=text),)
    return Finding(
        message=f"a contact{on} may wait in queue `{queue.name}` for ever",
        span=one.place,
        help=with_contacts(way_out, contacts),
        labels=(*labels, *also_here(others)),
    )
