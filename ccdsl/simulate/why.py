"""Why a condition does not hold: its first part that fails, and how that stands instead."""

from collections.abc import Iterator
from typing import assert_never

from ccdsl.model.words import duration
from ccdsl.record import record
from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.conditions import holds
from ccdsl.simulate.run import Run
from ccdsl.simulate.world import Contact, QueueState
from ccdsl.source import Span
from ccdsl.syntax import ast


@record
class Missed:
    """A rule or `when` that did not match: the part of its condition that failed, and why.

    `before` is the number of the step, from 0, that came next.
    """

    before: int
    span: Span
    part: Span
    why: str


class ExplainedRun(Run):
    """A run that also knows what did not match."""

    def __init__(self, center: Center, contact: Contact, choices: Choices) -> None:
        """Begin with nothing missed."""
        super().__init__(center, contact, choices)
        self.missed: list[Missed] = []

    def holds(
        self, condition: ast.Condition, span: Span, queue: str | None = None, waited: int = 0
    ) -> bool:
        """Whether a condition holds; one that does not is kept with the reason."""
        matches = super().holds(condition, span, queue, waited)
        if not matches:
            part, inside = failing(condition, self, queue, waited)
            why = stands(part, self, inside, waited)
            self.missed.append(Missed(before=len(self.steps), span=span, part=part.span, why=why))
        return matches


def failing(
    condition: ast.Condition, now: Run, queue: str | None, waited: int
) -> tuple[ast.Condition, str | None]:
    """Return the first part of a condition that fails, and the queue its figures are about."""
    match condition:
        case ast.And():
            part = next(each for each in condition.parts if not holds(each, now, queue, waited))
            return failing(part, now, queue, waited)
        case ast.QueueTest():
            name = condition.queue.text
            inside = waited if name == queue else 0
            figure = next(each for each in condition.figures if not holds(each, now, name, inside))
            return figure, name
        case _:
            return condition, queue


def stands(condition: ast.Condition, now: Run, queue: str | None, waited: int) -> str:
    """Return how what a condition asks about stands, in words."""
    match condition:
        case ast.And() | ast.Or():
            asked = _asked(condition, now, queue, waited)
            said = [stands(part, now, queue, waited) for part in asked]
            return ", ".join(dict.fromkeys(said))
        case ast.Not():
            return stands(condition.part, now, queue, waited)
        case ast.QueueTest():
            name = condition.queue.text
            return ", ".join(stands(each, now, name, waited) for each in condition.figures)
        case ast.HoursTest():
            opening = now.opening(condition.hours.text)
            if condition.state == "holiday":
                verb = "is" if opening.is_holiday else "is not"
                return f"it {verb} a holiday of {condition.hours.text}"
            return f"{condition.hours.text} is {'open' if opening.is_open else 'closed'}"
        case ast.FlagTest():
            return f"{condition.flag.text} is {'on' if now.flag(condition.flag.text) else 'off'}"
        case ast.Figure() | ast.Full():
            return _figure(condition, now.queue_state(queue or ""), now, queue or "", waited)
        case _:
            return _contact(condition, now)


def _asked(
    condition: ast.And | ast.Or, now: Run, queue: str | None, waited: int
) -> Iterator[ast.Condition]:
    """Yield the parts that decided; asking about others could use up how a queue stands."""
    for part in condition.parts:
        yield part
        if holds(part, now, queue, waited) is isinstance(condition, ast.Or):
            return


def _contact(
    condition: ast.CallerWithheld
    | ast.NumberTest
    | ast.EntryTest
    | ast.ChannelTest
    | ast.LanguageTest
    | ast.AttributeTest
    | ast.AttributeCompare,
    now: Run,
) -> str:
    match condition:
        case ast.CallerWithheld():
            return f"the caller is {now.caller or 'withheld'}"
        case ast.NumberTest():
            number = now.caller if condition.subject == "caller" else now.dialed
            return f"the {condition.subject} is {number or 'withheld'}"
        case ast.EntryTest():
            return f"the entry is {now.entry.name.text}"
        case ast.ChannelTest():
            return f"the channel is {now.channel}"
        case ast.LanguageTest():
            return f"the language is {now.language}"
        case ast.AttributeTest() | ast.AttributeCompare():
            return _attribute(condition.attribute.text, now)
        case _:
            assert_never(condition)


def _attribute(name: str, now: Run) -> str:
    value = now.attributes.get(name)
    if value is None:
        return f"{name} is not set"
    secret = now.center.program.attributes[name].secret
    return f"{name} is {'•' * len(str(value)) if secret else value}"


def _figure(
    figure: ast.Figure | ast.Full, state: QueueState, now: Run, queue: str, waited: int
) -> str:
    if isinstance(figure, ast.Full):
        return f"{state.ahead} of {now.center.program.queues[queue].max_waiting} are waiting"
    match figure.figure:
        case "agents":
            return f"agents is {state.staffed}"
        case "available":
            return f"available is {state.free}"
        case "waiting":
            return f"waiting is {state.ahead}"
        case "expected-wait":
            known = state.expected_wait
            return f"expected-wait is {'not known' if known is None else duration(known)}"
        case "wait":
            return f"wait is {duration(waited)}"
        case _:
            assert_never(figure.figure)
