"""Queues that can be full."""

from collections.abc import Iterator

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.model.vocabulary import VERSIONED
from ccdsl.rules.live import is_live
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.syntax import ast


@rule("CC416", Severity.ERROR)
def never_full(program: Program, facts: Facts) -> Iterator[Finding]:
    """Queue is asked whether it is full, and has no limit.

    Why: a queue is `full` when as many contacts wait as its `max-waiting` says. Without that line
    it is never full, and the rule never matches.
    Example:
        routing inbound version 1 in-service {
          otherwise -> queue desk
        }
        queue desk {
          channels voice
          overflow desk_overflow
        }
        overflow desk_overflow version 1 in-service {
          when full      -> hang-up    # CC416
          when wait > 5m -> hang-up
        }
    Use instead: `max-waiting 50` in the queue, or `waiting >= 50` in the rule.
    """
    named = {id(part): test for _, test in program.nodes(ast.QueueTest) for part in test.figures}
    for owner, full in program.nodes(ast.Full):
        if id(full) in named:
            queue = program.queues.get(named[id(full)].queue.text)
            asked = [queue] if queue is not None else []
        elif isinstance(owner, ast.Overflow):
            asked = [each for each in program.queues.values() if each.overflow == owner.name.text]
        else:
            continue
        if owner.kind in VERSIONED and not is_live(program, facts, owner.kind, owner.name.text):
            continue
        live = [each for each in asked if is_live(program, facts, "queue", each.name)]
        if live and all(_is_unlimited(program, each) for each in live):
            yield _finding(full, live)


def _is_unlimited(program: Program, queue: Queue) -> bool:
    return queue.max_waiting is None and not program.is_broken(queue.declared.name.span)


def _finding(full: ast.Full, asked: list[Queue]) -> Finding:
    names = [queue.name for queue in asked]
    what = f"queue {listed(names)} is" if len(names) == 1 else f"queues {listed(names)} are"
    return Finding(
        message=f"{what} never full",
        span=full.span,
        help="write `max-waiting N` in the queue, or `waiting >= N` here",
        labels=(Label(span=asked[0].declared.name.span, text="it has no `max-waiting`"),),
    )
