"""After-hours and at-close go together."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.rules.live import is_live, writes
from ccdsl.rules.rule import Finding, rule


@rule("CC403", Severity.ERROR, hides=("CC417",))
def half_closed(program: Program, facts: Facts) -> Iterator[Finding]:
    """Queue says only half of what closing means.

    Why: `after-hours` treats who arrives while the queue is closed, `at-close` who is still waiting
    when it closes. A queue that closes needs both; a queue that never closes has neither.
    Example:
        hours office {
          mon-fri 08:00-17:00
        }
        after-hours closed version 1 in-service {
          hours office
          otherwise -> voicemail messages
        }
        voicemail messages {
          notify "desk@help.example"
        }
        routing inbound version 1 in-service {
          otherwise -> queue desk
        }
        queue desk {
          channels voice
          after-hours closed    # CC403
          wait forever
        }
    Use instead: `at-close -> stay` to serve who is waiting, or where else they go.
    """
    for queue in program.queues.values():
        own = writes(queue.declared, "after_hours", "at_close")
        if own and is_live(program, facts, "queue", queue.name):
            yield from _half(queue)


def _half(queue: Queue) -> Iterator[Finding]:
    policy, closing = queue.written.after_hours, queue.written.at_close
    if policy is not None and closing is None:
        yield Finding(
            message=f"queue `{queue.name}` closes, and does not say what becomes of who waits then",
            span=policy.span,
            help="write `at-close -> stay`, or where they go instead",
        )
    if closing is not None and policy is None:
        yield Finding(
            message=f"queue `{queue.name}` never closes, so `at-close` never happens",
            span=closing.span,
            help="write `after-hours POLICY`, or delete `at-close`",
        )
