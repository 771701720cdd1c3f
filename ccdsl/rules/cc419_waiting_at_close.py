"""What becomes of who waits when a queue closes."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.tested import Closing
from ccdsl.rules.contacts import about
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.source import Span


@rule("CC419", Severity.INFO, whole=True)
def waiting_at_close(program: Program, facts: Facts) -> Iterator[Finding]:
    """Contacts may be waiting when the queue closes.

    Why: hours close on whoever is in line. Here is what becomes of them, from `at-close` to every
    end that they may come to.
    Example:
        routing inbound version 1 in-service {
          otherwise -> queue desk
        }
        queue desk {
          channels voice, chat
          after-hours closed
          at-close -> voicemail box    # CC419
          wait forever
        }
    Use instead: nothing, if that is what is meant.
    """
    del program
    by_place: dict[Span, list[Closing]] = {}
    for closing in facts.tested.closings:
        by_place.setdefault(closing.span, []).append(closing)
    for span, closings in by_place.items():
        yield _finding(span, closings)


def _finding(span: Span, closings: list[Closing]) -> Finding:
    """Return one finding for all queues that share an `at-close`."""
    queues = [closing.queue for closing in closings]
    ends = dict.fromkeys(" ".join(filter(None, end)) for one in closings for end in one.ends)
    return Finding(
        message=f"contacts may be waiting in {'queue' if len(queues) == 1 else 'queues'} "
        f"{listed(queues)} at closing time; they may end in {listed(list(ends), 'or')}",
        span=span,
        help=about(closings[0].contacts),
    )
