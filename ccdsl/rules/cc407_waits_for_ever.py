"""Queues in which nobody waits for ever by mistake."""

from collections.abc import Iterator
from dataclasses import replace

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.cover import always
from ccdsl.model.facts import Facts
from ccdsl.model.flow import StayNode
from ccdsl.model.outcomes import successors
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.overflowing import Overflowing, inherits, overflowing, situation
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
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
    failing: set[str] = set()
    for one in overflowing(program, facts):
        queue = one.queue
        unanswered = one.overflow is None and queue.max_waiting is not None
        if unanswered or queue.written.waits_forever or _closes(program, facts, queue):
            continue  # That nothing takes anybody out of a full queue is said already.
        open_channels = [
            channel
            for channel in queue.channels
            if not always(one.conditions, replace(situation(program, queue, channel), waited=True))
        ]
        lines = ("channels", "overflow", "after_hours", "at_close")
        if open_channels and not inherits(program, queue, failing, *lines):
            yield _finding(one, open_channels)
        if open_channels:
            failing.add(queue.name)


def _closes(program: Program, facts: Facts, queue: Queue) -> bool:
    """Whether the queue closes at some time and lets nobody who waits stay then."""
    if queue.after_hours is None or queue.written.at_close is None or _stays(facts, queue):
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


def _stays(facts: Facts, queue: Queue) -> bool:
    flow = facts.flows["in-service"][("queue", queue.name)]
    waiting = [flow.steps["at-close"]] if "at-close" in flow.steps else []
    seen = set(waiting)
    while waiting:
        node = flow.nodes[waiting.pop()]
        if isinstance(node, StayNode):
            return True
        following = [target for _, target in successors(node) if target not in seen]
        seen.update(following)
        waiting += following
    return False


def _finding(one: Overflowing, channels: list[str]) -> Finding:
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
        help=way_out,
        labels=labels,
    )
