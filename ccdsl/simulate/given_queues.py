"""A scenario's lines about queues to how those stand, look by look."""

from dataclasses import field, replace

from ccdsl.record import record
from ccdsl.simulate.world import ChoiceError, Later, QueueState
from ccdsl.source import Span
from ccdsl.syntax import ast

Figures = dict[str, int]


@record
class _Moment:
    """What is given about a queue from one moment on."""

    span: Span
    figures: Figures = field(default_factory=dict)


@record
class _Look:
    """What is given about a queue at one look, and after so many milliseconds of it."""

    first: _Moment
    later: dict[int, _Moment] = field(default_factory=dict)


def queues_of(givens: tuple[ast.Given, ...]) -> dict[str, tuple[QueueState, ...]]:
    """Return how every queue stands, from all the lines about it.

    A line belongs to the look that the last `then` before it began. Raises ChoiceError for figures
    that contradict.
    """
    looks: dict[str, list[_Look]] = {}
    for one in givens:
        if isinstance(one, ast.GivenStanding):
            known = looks.setdefault(one.queue.text, [_Look(first=_Moment(span=one.span))])
            if isinstance(one, ast.GivenThen):
                known.append(_Look(first=_Moment(span=one.span)))
            _take(known[-1], one)
    return {queue: tuple(_state(queue, look) for look in known) for queue, known in looks.items()}


def _take(look: _Look, one: ast.GivenStanding) -> None:
    """Note what a line gives; a figure is given once for each moment."""
    moment = look.first
    if isinstance(one, ast.GivenChange):
        moment = look.later.setdefault(one.after.ms, _Moment(span=one.span))
    for name, value in _figures(one):
        if moment.figures.setdefault(name, value) != value:
            raise ChoiceError(
                f"queue `{one.queue.text}` is given two values of `{name}`",
                one.span,
                "keep one of them",
            )


def _figures(one: ast.GivenStanding) -> list[tuple[str, int]]:
    if isinstance(one, ast.GivenClosing):
        return [("closes", one.after.ms)]
    return [
        (
            figure.figure,
            figure.value.ms if isinstance(figure.value, ast.Duration) else figure.value.value,
        )
        for figure in one.figures
    ]


def _state(queue: str, look: _Look) -> QueueState:
    """Return how a queue stands at a look; what a later line does not give stays as it was."""
    given = look.first
    first = _standing(queue, given.figures, given.span, "give `agents` too")
    known = {name: value for name, value in given.figures.items() if name != "closes"}
    later = []
    for after_ms in sorted(look.later):
        moment = look.later[after_ms]
        known = {**known, **moment.figures}
        state = _standing(queue, known, moment.span, "give both: what is not given stays as it was")
        later.append(Later(after_ms=after_ms, state=state))
    return replace(first, later=tuple(later))


def _standing(queue: str, figures: Figures, span: Span, way_out: str) -> QueueState:
    state = QueueState(
        agents=figures.get("agents"),
        available=figures.get("available"),
        waiting=figures.get("waiting"),
        expected_wait=figures.get("expected-wait"),
        wait=figures.get("wait"),
        closes=figures.get("closes"),
        span=span,
    )
    if state.contradiction is not None:
        message = f"queue `{queue}` contradicts itself: {state.contradiction}"
        raise ChoiceError(message, span, way_out)
    return state
