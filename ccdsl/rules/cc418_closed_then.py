"""After-hours and flag destinations that are open when they are needed."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.tested import ClosedQueue
from ccdsl.rules.contacts import with_contacts
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.source import Span


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
    by_place: dict[Span, list[ClosedQueue]] = {}
    for closed in facts.tested.closed:
        by_place.setdefault(closed.span, []).append(closed)
    for found in by_place.values():
        yield _finding(program, found)


def _finding(program: Program, found: list[ClosedQueue]) -> Finding:
    """Return what is wrong with one line, whichever queues it leads to."""
    first = found[0]
    names = listed([one.queue for one in found], "or")
    when = f"because flag `{first.flag}` is on" if first.flag else "after hours"
    lines = [program.queues[one.queue].written.after_hours for one in found]
    places = dict.fromkeys(line.span for line in lines if line is not None)
    return Finding(
        message=f"contacts come to queue {names} {when} while it is closed",
        span=first.span,
        help=with_contacts("send them elsewhere while it is closed", first.contacts),
        labels=tuple(Label(span=place, text="it is closed by these hours") for place in places),
    )
