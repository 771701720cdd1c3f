"""Queues with the overflow rules that count for them, center by center."""

from collections.abc import Iterable, Iterator

from ccdsl.model.facts import Facts, Standing
from ccdsl.model.program import Program
from ccdsl.model.queues import Queue
from ccdsl.record import record
from ccdsl.rules.live import is_live
from ccdsl.source import Span
from ccdsl.syntax import ast


@record
class Overflowing:
    """A queue with its overflow, None where it has none, and how contacts stand in its line.

    A draft center that has the same overflow adds the contacts who come only there.
    """

    queue: Queue
    overflow: ast.Overflow | None
    standing: Standing

    @property
    def place(self) -> Span:
        """Where a message points: at a draft's own name, else at the queue's."""
        if self.overflow is not None and ast.is_draft(self.overflow):
            return self.overflow.name.span
        return self.queue.declared.name.span


def overflowing(program: Program, facts: Facts) -> Iterator[Overflowing]:
    """Yield every queue that contacts come to with its overflow, and again with a draft of it.

    Queues that rest on text that could not be read, or on names that nobody declares, are left out.
    """
    for queue in program.queues.values():
        if is_live(program, facts, "queue", queue.name) and not _is_broken(program, queue):
            yield from _by_overflow(program, facts, queue)


def _by_overflow(program: Program, facts: Facts, queue: Queue) -> Iterator[Overflowing]:
    """Yield a queue with its overflow, and again where a draft takes the overflow's place."""
    found: dict[int, Overflowing] = {}
    for view in program.views:
        overflow = view.overflows.get(queue.overflow or "")
        missing = overflow is None and queue.overflow is not None
        if missing or (overflow is not None and program.is_broken(overflow.name.span)):
            continue
        standing = facts.standing[view.which].get(queue.name, Standing())
        if id(overflow) in found:
            standing = found[id(overflow)].standing.else_of(standing)
        found[id(overflow)] = Overflowing(queue=queue, overflow=overflow, standing=standing)
    yield from found.values()


def by_overflow(
    failing: Iterable[tuple[Overflowing, list[str]]],
) -> list[tuple[Overflowing, list[str], list[Span]]]:
    """Return queues that fail on some channels, those with one overflow together.

    The first of them stands for all, with the places of the others: it is one mistake.
    """
    found: dict[int, tuple[Overflowing, list[str], list[Span]]] = {}
    for one, channels in failing:
        key = id(one.queue if one.overflow is None else one.overflow)
        if key in found:
            found[key][2].append(one.place)
        else:
            found[key] = (one, channels, [])
    return list(found.values())


def _is_broken(program: Program, queue: Queue) -> bool:
    """Whether a queue, or one whose lines it takes, could not be read."""
    seen: set[str] = set()
    at: Queue | None = queue
    while at is not None and at.name not in seen:
        seen.add(at.name)
        if program.is_broken(at.declared.name.span):
            return True
        like = at.declared.like
        at = program.queues.get(like.text) if like is not None else None
        if like is not None and at is None:
            return True
    return False


def inherits(program: Program, queue: Queue, failing: set[str], *lines: str) -> bool:
    """Whether a queue only takes over the lines of one that fails already."""
    like = queue.declared.like
    own = any(getattr(queue.declared, line) not in (None, ()) for line in lines)
    return like is not None and like.text in failing and not own and like.text in program.queues
