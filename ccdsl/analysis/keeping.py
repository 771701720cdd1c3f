"""Whether a run keeps to the `when` of a requirement, by the interpreter alone.

What the requirement says of queues and of `wait` must hold in every look and all the time in line;
what nobody asked on the run may be anything.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from ccdsl.record import worker
from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.conditions import COMPARE, holds, literal
from ccdsl.simulate.run import Run, conduct
from ccdsl.simulate.waiting import Waiting
from ccdsl.simulate.world import ChoiceError, Contact, QueueState, World
from ccdsl.syntax import ast

_SECOND = 1_000
_OPPOSITE: dict[ast.Comparison, ast.Comparison] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


@worker
class _Moment:
    """How queues stand that were asked about; in which the contact is, since when, if answered."""

    queues: Mapping[str, QueueState]
    queue: str = ""
    waited: int = 0
    answered: bool = False


class _Noting(Choices):
    """Hands out choices, and notes how queues stood in every look."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.looks: list[dict[str, QueueState]] = [{}]

    def look(self) -> None:
        """Begin a look."""
        super().look()
        self.looks.append({})

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands in this look."""
        found = self.looks[-1][name] = super().queue(name)
        return found


def keeps(center: Center, when: ast.Condition | None, contact: Contact, world: World) -> bool:
    """Whether a `when` holds of a contact in a world: as it arrives, and all along its way."""
    if when is None:
        return True
    arrived = Run(center, contact, Choices(world))
    for setting in arrived.entry.sets:
        arrived.set(setting.attribute, literal(setting.value), setting.span)
    choices = _Noting(world)
    run = Run(center, contact, choices)
    ended = ""
    with suppress(ChoiceError):
        ended = conduct(run, strict=False).end.kind
    moments = _moments(run, choices.looks, answered=ended == "queue")
    return all(_holds(when, arrived, moment) for moment in moments)


def _moments(run: Run, looks: list[dict[str, QueueState]], *, answered: bool) -> Iterator[_Moment]:
    """Yield every moment of a run at which queues may stand otherwise than before."""
    in_line = {id(line.state) for line in run.lines}
    for look in looks:
        if in_line.isdisjoint(id(state) for state in look.values()):
            yield _Moment(look)
    for line in run.lines:
        is_last = line is run.lines[-1]
        yield from _in_line(line, answered=answered and is_last)


def _in_line(line: Waiting, *, answered: bool) -> Iterator[_Moment]:
    """Yield the moments of a stay in a queue: its changes, and when the contact leaves it."""
    name, states = line.queue.name, {line.queue.name: line.state, **line.others}
    changes = {change.after_ms for state in states.values() for change in state.later}
    for at in sorted(at for at in {0, *changes} if at < line.waited):
        yield _Moment({each: state.at(at) for each, state in states.items()}, name, at)
    left = {each: state.at(line.waited) for each, state in states.items()}
    yield _Moment(left, name, line.waited, answered)


def _holds(it: ast.Condition, arrived: Run, moment: _Moment, *, negated: bool = False) -> bool:
    """Whether a condition, or its opposite, can hold at a moment."""
    match it:
        case ast.Not(part=part):
            return _holds(part, arrived, moment, negated=not negated)
        case ast.And(parts=parts) | ast.Or(parts=parts):
            found = [_holds(part, arrived, moment, negated=negated) for part in parts]
            return all(found) if isinstance(it, ast.And) is not negated else any(found)
        case ast.QueueTest(queue=queue, figures=figures):
            of = queue.text
            tested = [_figure(of, one, arrived, moment, negated=negated) for one in figures]
            return any(tested) if negated else all(tested)
        case _:
            return holds(it, arrived) is not negated


def _figure(
    queue: str, figure: ast.Figure | ast.Full, run: Run, moment: _Moment, *, negated: bool
) -> bool:
    """Whether a figure of a queue can be as a test says; who is not in the queue may wait so."""
    if isinstance(figure, ast.Figure) and figure.figure == "wait":
        return queue != moment.queue or _waits(figure, moment, negated=negated)
    state = moment.queues.get(queue)
    if state is None:
        return True
    if isinstance(figure, ast.Full):
        most = run.center.program.queues[queue].max_waiting
        return (most is not None and state.ahead >= most) is not negated
    values = {
        "agents": state.staffed,
        "available": state.free,
        "waiting": state.ahead,
        "expected-wait": state.expected_wait,
    }
    value = values[figure.figure]
    return (value is not None and _compares(figure, value)) is not negated


def _compares(figure: ast.Figure, value: int) -> bool:
    bound = figure.bound.ms if isinstance(figure.bound, ast.Duration) else figure.bound.value
    return COMPARE[figure.operator](value, bound)


def _waits(figure: ast.Figure, moment: _Moment, *, negated: bool) -> bool:
    """Whether who has waited so long may be one that waits as long in all as a test says."""
    waited = moment.waited // _SECOND * _SECOND
    bound = figure.bound.ms if isinstance(figure.bound, ast.Duration) else figure.bound.value
    if moment.answered:
        return _compares(figure, waited) is not negated
    operator = _OPPOSITE.get(figure.operator) if negated else figure.operator
    at_most: dict[ast.Comparison, ast.Comparison] = {"<": "<", "<=": "<=", "=": "<="}
    limit = at_most.get(operator) if operator is not None else None
    return limit is None or COMPARE[limit](waited, bound)
