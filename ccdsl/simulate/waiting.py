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

    `told_closed` says that `at-close` was taken; `rules_due` that the overflow rules of that same
    test are still to be tested, and `wait_due` until when the caller was going to wait, should the
    contact stay. `retest_at` is the first recheck after a treatment that let it stay, which may
    have set what the rules ask.
    """

    queue: Queue
    state: QueueState
    arrived: int
    waited: int
    told_closed: bool
    rules_due: bool
    wait_due: int | None = None
    retest_at: int = 0
    span: Span


def arrive(run: "Run", name: str, span: Span) -> After:
    """Arrive in a queue: closed, then overflow, then an agent, then waiting."""
    queue = run.center.program.queues[name]
    state = run.queue_state(name)
    run.note("queue", name, span)
    run.waiting = Waiting(
        queue=queue,
        state=state,
        arrived=run.clock,
        waited=0,
        told_closed=False,
        rules_due=False,
        span=span,
    )
    taken = _closed(run, queue) or _overflow(run, run.waiting)
    if taken is not None:
        return taken
    notice = run.center.notices.get(name)
    if notice is not None and run.channel == "voice" and notice.text not in run.heard:
        run.say((notice,))
    return _answered(run) if _answer_at(run.waiting) == 0 else _wait(run, run.waiting)


def check_closing(run: "Run") -> None:
    """Raise ChoiceError for a queue that is given to close, and is always open."""
    for name, state in run.choices.world.queues.items():
        if state.closes is not None and run.center.program.queues[name].after_hours is None:
            message = f"queue `{name}` never closes: it has no `after-hours`"
            raise ChoiceError(message, state.span, "delete it")


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
    return run.first_match(overflow.rules, overflow.name, line.queue.name, line.waited)


def _answered(run: "Run") -> End:
    line = run.waiting
    assert line is not None  # noqa: S101 - only called for a contact in line
    greet = line.queue.written.greet
    if greet is not None and run.channel == "voice":
        run.say((greet,))
    return End(kind="queue", name=line.queue.name, span=line.span)


def _answer_at(line: Waiting) -> int | None:
    """Return after how long an agent takes the contact; None is never."""
    return (line.state.wait or 0) if line.state.free else None


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
    for at in _tests(run, line):
        if answer is not None and answer < at:
            break
        if until is not None and at > until:
            break
        _now(run, line, at)
        taken = _at_close(run, line) or _overflow(run, line)
        if taken is not None:
            return taken
    if answer is not None and (until is None or answer <= until):
        _now(run, line, max(answer, line.waited))
        return _answered(run)
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


def _tests(run: "Run", line: Waiting) -> list[int]:
    """Return the times still to come at which a test can differ from the one before.

    Figures do not change while a contact waits here, so those are the limits of `wait` that the
    rules name, the first test after the hours close, and the first after a treatment.
    """
    limits = set(run.center.wait_limits(line.queue.overflow))
    if line.state.closes is not None and not line.told_closed:
        recheck = line.queue.recheck_ms
        tested = -(-max(line.state.closes, 1) // recheck) * recheck
        limits.add(min([tested, *(limit for limit in limits if limit >= line.state.closes)]))
    limits.add(line.retest_at)
    return sorted(limit for limit in limits if limit > line.waited)
