"""Clause 5: queues, from the arrival to whatever takes the contact out again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccdsl.model.queues import Queue
from ccdsl.simulate.trace import End
from ccdsl.simulate.world import ChoiceError, Leaves, Press, QueueState, Silence, Waits
from ccdsl.source import Span
from ccdsl.syntax import ast

if TYPE_CHECKING:
    from ccdsl.simulate.run import Run

After = ast.Treatment | End


@dataclass(slots=True, kw_only=True)
class Waiting:
    """A contact in line: since when, and for how long (milliseconds).

    `state` is how the queue stood in the look in which the contact came, and `others` are those
    that its rules have asked about; all change as their `later` says while it waits here.
    `told_closed` says that `at-close` was taken; `rules_due` that the overflow rules of that same
    test are still to be tested, and `wait_due` until when the caller was going to wait, should the
    contact stay. `retest_at` is the first recheck after a treatment that let it stay, which may
    have set what the rules ask.
    """

    queue: Queue
    state: QueueState
    others: dict[str, QueueState]
    arrived: int
    waited: int
    told_closed: bool
    rules_due: bool
    wait_due: int | None = None
    retest_at: int = 0
    span: Span

    def come_to(self, queue: str) -> QueueState | None:
        """Return how a queue stood that this one is, or that its rules have asked about."""
        return self.state if queue == self.queue.name else self.others.get(queue)


def arrive(run: "Run", name: str, span: Span) -> After:
    """Arrive in a queue: closed, then overflow, then an agent, then waiting."""
    queue = run.center.program.queues[name]
    run.choices.look()
    state = run.choices.queue(name)
    run.note("queue", name, span)
    line = Waiting(
        queue=queue,
        state=state,
        others={},
        arrived=run.clock,
        waited=0,
        told_closed=False,
        rules_due=False,
        span=span,
    )
    run.lines.append(line)
    run.found.append(state)
    taken = _closed(run, queue) or _overflow(run, line)
    if taken is not None:
        return taken
    notice = run.center.notices.get(name)
    if notice is not None and run.channel == "voice" and notice.text not in run.heard:
        run.say((notice,))
    return _answered(run, line) if _answer_at(line) == 0 else _wait(run, line)


def check_queues(run: "Run") -> None:
    """Raise ChoiceError for a queue that is given to close or to change, and never does."""
    for name, states in run.choices.world.queues.items():
        for state in states:
            if state.closes is not None and run.center.program.queues[name].after_hours is None:
                message = f"queue `{name}` never closes: it has no `after-hours`"
                raise ChoiceError(message, state.span, "delete it")
            if state.later:
                _check_changes(run, name, state)


def _check_changes(run: "Run", name: str, state: QueueState) -> None:
    """Raise ChoiceError for the first change that comes when the contact is gone."""
    stayed = [line.waited for line in run.lines if line.come_to(name) is state]
    for change in state.later:
        if change.after_ms > max(stayed, default=-1):
            message = f"the contact is gone before queue `{name}` changes"
            raise ChoiceError(message, change.state.span, "delete it")


def stands_in_line(run: "Run", line: Waiting, queue: str) -> QueueState:
    """Return how a queue stands at a test of the rules of a line."""
    state = line.come_to(queue)
    if state is None:
        state = line.others[queue] = run.choices.queue(queue)
    return state.at(line.waited)


def stay(run: "Run", span: Span) -> After:
    """Keep waiting where the contact was; what its treatment waited counts as waited here."""
    if run.waiting is None:
        raise ChoiceError("there is no queue to stay in", span)
    line = run.waiting
    line.waited = run.clock - line.arrived
    line.retest_at = (line.waited // line.queue.recheck_ms + 1) * line.queue.recheck_ms
    due, line.rules_due = line.rules_due, False
    taken: After | None = _overflow(run, line) if due else None
    if taken is None and line.wait_due is not None:
        taken = _wait_out(run, line, max(line.wait_due, line.waited))
    return taken or _wait(run, line)


def _closed(run: "Run", queue: Queue) -> ast.Treatment | None:
    """Return what the after-hours policy does when the queue is closed."""
    if queue.after_hours is None:
        return None
    policy = run.center.view.after_hours[queue.after_hours]
    if run.opening(policy.hours.text).is_open:
        return None
    run.note("closed", queue.name, policy.name.span)
    return run.first_match(policy.rules, policy.name)


def _overflow(run: "Run", line: Waiting) -> ast.Treatment | None:
    """Return what the first overflow rule that matches now does."""
    if line.queue.overflow is None:
        return None
    overflow = run.center.view.overflows[line.queue.overflow]
    run.tested = line
    taken = run.first_match(overflow.rules, overflow.name, line.queue.name, line.waited)
    run.tested = None
    return taken


def _answered(run: "Run", line: Waiting) -> End:
    greet = line.queue.written.greet
    if greet is not None and run.channel == "voice":
        run.say((greet,))
    return End(kind="queue", name=line.queue.name, span=line.span)


def _answer_at(line: Waiting) -> int | None:
    """Return when, from now on, somebody is free and may take the contact; None is never."""
    since, state = line.waited, line.state
    for change in state.later:
        answer = max(since, state.wait or 0)
        if state.free and answer < change.after_ms:
            return answer
        since, state = max(since, change.after_ms), change.state
    return max(since, state.wait or 0) if state.free else None


def _wait(run: "Run", line: Waiting) -> After:
    """Wait until something takes the contact, in the order the caller and the clock bring it."""
    while True:
        given = run.choices.input_in_line(line.queue.name)
        match given:
            case Press() if run.channel == "voice":
                run.choices.use_input()
                return _key(run, line, given)
            case Leaves():
                run.choices.use_input()
                return End(kind="abandoned", name="", span=given.span)
            case Waits():
                run.choices.use_input()
                run.choices.unfinished = given
                after = _wait_out(run, line, line.waited + given.ms)
                if after is not None:
                    return after
            case Silence():
                raise ChoiceError(
                    f"queue `{line.queue.name}` does not listen for silence",
                    given.span,
                    "delete it",
                )
            case _:
                after = _pass_time(run, line, None)
                return after or End(kind="waiting", name=line.queue.name, span=line.span)


def _wait_out(run: "Run", line: Waiting, target: int) -> After | None:
    """Wait as long as the caller was going to; a contact that `at-close` lets stay waits on."""
    after = _pass_time(run, line, target)
    if after is None or line.waited >= target:
        line.wait_due = run.choices.unfinished = None
    else:
        line.wait_due = target
    return after


def _key(run: "Run", line: Waiting, pressed: Press) -> ast.Treatment:
    """Press a key while waiting; it works at any time before an agent answers."""
    for written in line.queue.written.keys:
        if pressed.keys == (written.key.keys,):
            run.note("key", written.key.keys, written.span, written.label.value)
            return written.treatment
    raise ChoiceError(
        f"queue `{line.queue.name}` waits for no key `{' '.join(pressed.keys)}`",
        pressed.span,
        "press one of its keys, or none",
    )


def _pass_time(run: "Run", line: Waiting, until: int | None) -> After | None:
    """Let time pass; return what takes the contact, or None at `until` (None: for ever)."""
    answer = _answer_at(line)
    while (at := _next_test(run, line)) is not None:
        if answer is not None and answer < at:
            break
        if until is not None and at > until:
            break
        _now(run, line, at)
        taken = _at_close(run, line) or _overflow(run, line)
        if taken is not None:
            return taken
    if answer is not None and (until is None or answer <= until):
        _now(run, line, answer)
        return _answered(run, line)
    if until is not None:
        _now(run, line, until)
    return None


def _now(run: "Run", line: Waiting, waited: int) -> None:
    if waited > line.waited:
        run.note("wait", line.queue.name, line.span, str(waited - line.waited))
    line.waited = waited
    run.clock = line.arrived + waited


def _at_close(run: "Run", line: Waiting) -> ast.Treatment | None:
    """Return what happens at the first test after the hours closed, once."""
    closes, written = line.state.closes, line.queue.written.at_close
    if closes is None or line.told_closed or line.waited < closes or written is None:
        return None
    line.told_closed = line.rules_due = True
    run.note("at-close", line.queue.name, written.span)
    return written


def _next_test(run: "Run", line: Waiting) -> int | None:
    """Return the next time at which a test can differ from the one before; None is never.

    Those are the limits of `wait` that the rules name, the first test after the hours close, the
    first recheck after a treatment, and that at or after each change of a queue asked about.
    """
    recheck, closes = line.queue.recheck_ms, line.state.closes
    limits = set(run.center.wait_limits(line.queue.overflow))
    if closes is not None and not line.told_closed:
        tested = _recheck(max(closes, 1), recheck)
        limits.add(min([tested, *(limit for limit in limits if limit >= closes)]))
    limits.add(line.retest_at)
    for state in (line.state, *line.others.values()):
        for change in state.later:
            limits.add(_recheck(change.after_ms, recheck))
    return min((limit for limit in limits if limit > line.waited), default=None)


def _recheck(ms: int, every: int) -> int:
    """Return the first recheck at or after a time in the queue."""
    return -(-ms // every) * every
