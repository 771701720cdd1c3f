"""After-hours and flag destinations that are open when they are needed."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.tested import ClosedQueue
from ccdsl.rules.contacts import about
from ccdsl.rules.rule import Finding, rule


@rule("CC418", Severity.ERROR, whole=True, yields=True)
def closed_then(program: Program, facts: Facts) -> Iterator[Finding]:
    """Leads to a queue that is closed then.

    Why: who comes after hours, or is sent another way because a flag is on, must be helped there.
    A queue that is closed at that very instant only sends them on once more.
    Example:
        flag storm {
          title "The first office is closed"
        }
        hours office {
          mon-fri 08:00-17:00
        }
        routing inbound version 1 in-service {
          when flag storm is on -> queue second    # CC418
          otherwise -> queue help
        }
        queue second {
          channels voice, chat
          after-hours shut
          at-close -> stay
          wait forever
        }
        after-hours shut version 1 in-service {
          hours office
          otherwise -> voicemail box
        }
    Use instead: `when flag storm is on and hours office is open -> queue second`, with another
    rule for the rest.
    """
    for closed in facts.tested.closed:
        yield _finding(program, closed)


def _finding(program: Program, closed: ClosedQueue) -> Finding:
    queue = program.queues[closed.queue]
    when = f"because flag `{closed.flag}` is on" if closed.flag else "after hours"
    line = queue.written.after_hours
    return Finding(
        message=f"contacts come to queue `{closed.queue}` {when} while it is closed",
        span=closed.span,
        help=f"send them elsewhere while it is closed\n{about(closed.contacts)}",
        labels=(Label(span=line.span, text="it is closed by these hours"),) if line else (),
    )
