"""The moves of contacts in queues: clause 5 of the language's meaning, with nothing assumed."""

from collections.abc import Iterator

from ccdsl.analysis.asking import Context
from ccdsl.analysis.axes import TIME
from ccdsl.analysis.going import Going, Rules
from ccdsl.analysis.places import WAITING, Label, Place, Stay, end_place
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.model.queues import Queue
from ccdsl.syntax import ast


def arrive(rules: Rules, place: Place) -> Iterator[Going]:
    """Yield the moves of a contact that comes to a queue: closed, overflow, an agent, waiting."""
    space = rules.space
    queue = space.center.program.queues[place.name]
    if place.channel not in queue.channels:
        return
    closed, is_open = opening(rules, queue)
    if queue.after_hours and closed:
        policy = place._replace(kind="after-hours", name=queue.after_hours)
        yield Going(policy, Label("closed", queue=queue.name), closed)
    yield from _overflow(rules, queue, place, 0, is_open)
    left = space.sets.both(is_open, left_at(rules, queue, place, 0))
    heard = _notice(rules, queue, place)
    free = space.sets.both(left, space.guards.free(queue.name))
    answered = (*heard, *_greeting(queue, place))
    label = Label("answered", queue=queue.name)
    yield Going(end_place("queue", queue.name), label, free, heard=answered)
    line = place._replace(node=WAITING, stay=Stay(queue.name, 0))
    yield Going(line, Label("waits", queue=queue.name), left, heard=heard)


def from_line(rules: Rules, place: Place) -> Iterator[Going]:
    """Yield the moves of a contact that waits: answered, a key, closing, the rules tested again."""
    stay = place.stay
    if stay is None:
        return
    center = rules.space.center
    queue, guards = center.program.queues[stay.queue], rules.space.guards
    able = rules.space.sets.both(guards.consistent(queue.name), guards.free(queue.name))
    label = Label("answered", at=stay.since, queue=queue.name)
    yield Going(end_place("queue", queue.name), label, able, heard=_greeting(queue, place))
    for name, node in center.flows[("queue", queue.name)].steps.items():
        if name != "at-close" and place.channel == "voice":
            label = Label("press", name.removeprefix("key-"), at=stay.since, queue=queue.name)
            yield Going(_treated(rules, place, node, stay), label)
    clock = center.clock(queue)
    yield from _closing(rules, queue, place)
    for at in clock.tests(stay.since):
        yield from _overflow(rules, queue, place, at, EVERYTHING)
    stop = clock.next_stop(stay.since)
    if stop is not None:
        left = left_at(rules, queue, place, stop)
        later = place._replace(stay=stay._replace(since=clock.normal(stop)))
        yield Going(later, Label("waited", at=stop, queue=queue.name), left)


def back_in_line(rules: Rules, place: Place, stay: Stay) -> Iterator[Going]:
    """Yield where a contact finds itself that stays in its queue."""
    center = rules.space.center
    queue = center.program.queues[stay.queue]
    clock = center.clock(queue)
    line = Place("queue", queue.name, WAITING, place.channel, place.language)
    for at in clock.landings(stay.since, stay.spent, due=stay.due):
        back = line._replace(stay=Stay(queue.name, clock.normal(at), told=stay.told))
        if not stay.due:
            yield Going(back, Label("stays", at=at, queue=queue.name))
            continue
        yield from _overflow(rules, queue, back, at, EVERYTHING)
        left = left_at(rules, queue, back, at)
        yield Going(back, Label("stays", at=at, queue=queue.name), left)


def opening(rules: Rules, queue: Queue) -> tuple[int, int]:
    """Return for whom a queue is closed, and for whom it is open."""
    space = rules.space
    policy = space.center.flows.get(("after-hours", queue.after_hours or ""))
    if policy is None or not isinstance(policy.declaration, ast.AfterHours):
        return NOTHING, EVERYTHING
    side, hours = space.center.side, policy.declaration.hours.text
    if hours not in side.hours:
        return EVERYTHING, EVERYTHING
    bits = space.axes.instants.tests[(side.number, hours, "open")]
    place = space.axes.places[TIME]
    return space.sets.where(place, ~bits), space.sets.where(place, bits)


def _tested(
    rules: Rules, queue: Queue, place: Place, at: int
) -> tuple[tuple[int, ...], int] | None:
    """Return whom each overflow rule takes at a test, and whom none does; None without rules."""
    overflow = rules.space.center.flows.get(("overflow", queue.overflow or ""))
    if overflow is None:
        return None
    waited = rules.space.center.clock(queue).interval(at)
    context = Context(place.channel, place.language, queue.name, waited)
    return rules.taken(overflow_key(queue), overflow.rules, context)


def overflow_key(queue: Queue) -> tuple[str, str]:
    """Return the flow of a queue's overflow."""
    return ("overflow", queue.overflow or "")


def left_at(rules: Rules, queue: Queue, place: Place, at: int) -> int:
    """Return whom the rules of a queue leave in it at a test, and how queues stand then."""
    tested = _tested(rules, queue, place, at)
    return rules.space.guards.consistent(queue.name) if tested is None else tested[1]


def _overflow(rules: Rules, queue: Queue, place: Place, at: int, among: int) -> Iterator[Going]:
    """Yield the moves by the overflow rules at a test."""
    tested = _tested(rules, queue, place, at)
    if tested is None:
        return
    flow = rules.space.center.flows[overflow_key(queue)]
    for number, (rule, who) in enumerate(zip(flow.rules, tested[0], strict=True), 1):
        taken = rules.space.sets.both(who, among)
        if taken:
            target = Place("overflow", flow.name, rule.target, place.channel, place.language)
            yield Going(target, Label("rule", flow.name, number, at, queue.name), taken)


def _closing(rules: Rules, queue: Queue, place: Place) -> Iterator[Going]:
    """Yield what happens at the next test after the hours have closed on a contact that waits."""
    stay = place.stay
    own = rules.space.center.flows[("queue", queue.name)]
    if stay is None or stay.told or queue.after_hours is None or "at-close" not in own.steps:
        return
    center, node = rules.space.center, own.steps["at-close"]
    tests = center.clock(queue).tests(stay.since)
    # Which test it is matters to who comes back.
    for at in tests if node in center.may_stay(queue.name) else tests[:1]:
        closed = stay._replace(since=center.clock(queue).normal(at), told=True, due=True)
        label = Label("at-close", at=at, queue=queue.name)
        yield Going(_treated(rules, place, node, closed), label)


def _treated(rules: Rules, place: Place, node: str, stay: Stay) -> Place:
    """Return where a treatment of the queue begins; its line is kept if it may come back."""
    comes_back = node in rules.space.center.may_stay(stay.queue)
    return place._replace(node=node, stay=stay if comes_back else None)


def _notice(rules: Rules, queue: Queue, place: Place) -> tuple[str, ...]:
    notice = rules.space.center.notices.get(queue.name)
    return (notice.text,) if notice is not None and place.channel == "voice" else ()


def _greeting(queue: Queue, place: Place) -> tuple[str, ...]:
    greet = queue.written.greet
    return (greet.text,) if greet is not None and place.channel == "voice" else ()
