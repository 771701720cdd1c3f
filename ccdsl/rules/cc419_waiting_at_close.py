"""What becomes of who waits when a queue closes."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.contacts import who
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed


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
    for closing in facts.tested.closings:
        ends = [" ".join(filter(None, end)) for end in closing.ends]
        yield Finding(
            message=f"contacts may be waiting in queue `{closing.queue}` when "
            f"`{closing.hours}` closes; they may end in {listed(ends, 'or')}",
            span=closing.span,
            help=who(closing.contacts),
        )
