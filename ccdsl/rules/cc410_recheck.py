"""How often a queue looks again."""

from collections.abc import Iterator

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.queues import DEFAULT_RECHECK_MS, DEFAULT_RING_MS, Queue
from ccdsl.rules.rule import Finding, rule


@rule("CC410", Severity.ERROR)
def rechecked_while_ringing(program: Program, facts: Facts) -> Iterator[Finding]:
    """Queue is rechecked before an agent can answer.

    Why: the overflow rules are tested at least every `recheck`; where that is no longer than
    `ring`, a contact is taken away while somebody's telephone still rings.
    Example:
        queue sales {
          channels  voice
          ring      45s    # CC410
          wait forever
        }
    Use instead: a `recheck` that is longer than `ring`; without a line, ring is 20s and recheck
    30s.
    """
    del facts
    for queue in program.queues.values():
        own = queue.declared.recheck or queue.declared.ring
        if own is not None and queue.recheck_ms <= queue.ring_ms:
            yield Finding(
                message=f"queue `{queue.name}` is rechecked every {_seconds(queue.recheck_ms)}, "
                f"and an agent is rung for {_seconds(queue.ring_ms)}",
                span=own.span,
                help=_way_out(queue),
            )


def _way_out(queue: Queue) -> str:
    if queue.written.recheck is None:
        return f"write a `recheck` line: without one it is {_seconds(DEFAULT_RECHECK_MS)}"
    if queue.written.ring is None:
        return f"let `recheck` be longer than `ring`, which is {_seconds(DEFAULT_RING_MS)}"
    return "let `recheck` be longer than `ring`"


def _seconds(ms: int) -> str:
    return f"{ms // 1_000}s" if ms % 1_000 == 0 else f"{ms}ms"
