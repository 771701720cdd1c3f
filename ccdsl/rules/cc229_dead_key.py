"""Keys of queues that nobody can press."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.live import dead_keys, is_live
from ccdsl.rules.rule import Finding, rule
from ccdsl.syntax import ast


@rule("CC229", Severity.ERROR, whole=True)
def dead_key(program: Program, facts: Facts) -> Iterator[Finding]:
    """Key that nobody can press.

    Why: the keys of a queue are for callers who wait in it. Where no caller comes, or where its
    rules take everybody at once, nobody ever waits; nobody is told of the key, and what it leads to
    never happens.
    Example:
        routing inbound version 1 in-service {
          otherwise -> queue desk
        }
        queue desk {
          channels voice
          overflow desk_overflow
          wait forever
          key 1 "Leave a message" -> voicemail box    # CC229
        }
        overflow desk_overflow version 1 in-service {
          when agents >= 0 -> hang-up
        }
    Use instead: a rule that lets callers wait, such as `when agents = 0`; or no key.
    """
    for queue, line in dead_keys(program, facts):
        if is_live(program, facts, "queue", queue.name):
            yield _finding(facts, queue, line)


def _finding(facts: Facts, queue: Queue, line: ast.KeyLine) -> Finding:
    arrivals = facts.reach["in-service"].arrivals.get(queue.name, ())
    if all(visit.channel != "voice" for visit in arrivals):
        why, way_out, labels = "no caller comes to", "send callers there, or delete the key", []
    else:
        why, way_out = "nobody ever waits in", "let callers wait there, or delete the key"
        labels = _taken(queue)
    return Finding(
        message=f"nobody can press this key: {why} queue `{queue.name}`",
        span=line.key.span,
        help=way_out,
        labels=tuple(labels),
    )


def _taken(queue: Queue) -> list[Label]:
    """Return what takes everybody who comes, where it can be one thing only."""
    rules, hours = queue.written.overflow, queue.written.after_hours
    if rules is not None and hours is None:
        return [Label(span=rules.span, text="its rules take everybody who comes")]
    if hours is not None and rules is None:
        return [Label(span=hours.span, text="it is closed whenever somebody comes")]
    return []
