"""The ways in which a choice can be made, one for each that could make a difference."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, product
from typing import assert_never

from ccdsl.record import record
from ccdsl.scenarios.classes import Tested, values_of
from ccdsl.simulate.inquiry import Told, stay
from ccdsl.simulate.run import Run
from ccdsl.simulate.world import (
    Arriving,
    Asked,
    Input,
    LookupResult,
    Press,
    QueueState,
    Share,
    Silence,
    Standing,
    Transfer,
    TransferOutcome,
)
from ccdsl.syntax import ast

_KEYS = (*"0123456789", "star", "pound")
_MOST_RESULTS = 32
_SECOND = 1_000
_OUTCOMES: tuple[TransferOutcome, ...] = ("answered", "busy", "no-answer", "failed")


@record
class Options:
    """Makes choices in a center."""

    tested: Tested

    def choose(self, told: Told, run: Run, asked: Asked) -> Iterator[Told]:
        """Yield what is told after each way of making a choice."""
        world = told.world
        match asked:
            case ast.Menu():
                yield from (_doing(told, given) for given in _menu(asked))
            case ast.Collect():
                yield from (_doing(told, given) for given in self._collect(asked))
            case ast.Lookup():
                for result in self._results(asked):
                    yield replace(told, world=replace(world, lookups=(*world.lookups, result)))
            case ast.Allocate():
                for number in range(1, len(asked.shares) + 1):
                    shares = (*world.shares, Share(number=number))
                    yield replace(told, world=replace(world, shares=shares))
            case ast.ToTransfer():
                for outcome in _OUTCOMES:
                    transfers = (*world.transfers, Transfer(outcome=outcome))
                    yield replace(told, world=replace(world, transfers=transfers))
            case Arriving():
                for state in self._states(asked.queue):
                    queues = {**world.queues, asked.queue: (state,)}
                    yield replace(told, world=replace(world, queues=queues))
            case Standing():
                yield from self._line(told, run, asked.queue)
            case _:
                assert_never(asked)

    def _collect(self, collect: ast.Collect) -> Iterator[Input]:
        """Yield an entry for each sort of value, nothing, and a wrong entry."""
        program = self.tested.center.program
        until = collect.digits.until.keys if collect.digits.until else "pound"
        extensions = {who: typed for typed, who in self.tested.center.extensions.items()}
        least, most = collect.digits.least.value, collect.digits.most.value
        for value in values_of(self.tested, program.attributes[collect.store.text]):
            typed = extensions.get(value, value.removeprefix("+"))
            if typed.isdigit():
                fitting = typed[:most].rjust(least, "0") if value not in extensions else typed
                yield Press(keys=(fitting, until))
        yield Silence()
        yield Press(keys=(next(key for key in ("star", "pound") if key != until),))

    def _results(self, step: ast.Lookup) -> Iterator[LookupResult]:
        """Yield every outcome; the one that gives, with values of every sort."""
        program = self.tested.center.program
        source = program.data_sources[step.source.text]
        names = [name.text for name in source.gives]
        sorts = [values_of(self.tested, program.attributes[name]) for name in names]
        for line in step.outcomes:
            outcome = line.outcome.text
            if outcome != source.outcomes[0].text:
                yield LookupResult(source=step.source.text, outcome=outcome)
                continue
            for values in islice(product(*sorts), _MOST_RESULTS):
                given = dict(zip(names, values, strict=True))
                yield LookupResult(source=step.source.text, outcome=outcome, values=given)

    def _states(self, name: str) -> Iterator[QueueState]:
        """Yield a queue at rest, with nobody, with nobody free, full, at each limit, closing."""
        queue = self.tested.center.program.queues[name]
        yield QueueState()
        yield QueueState(available=0)
        yield QueueState(agents=0)
        if queue.max_waiting is not None:
            yield QueueState(waiting=queue.max_waiting)
        for figures in self.tested.figures.get(name, ()):
            yield from _around(figures)
        if queue.after_hours is not None:
            yield QueueState(available=0, closes=60 * _SECOND)

    def _line(self, told: Told, run: Run, name: str) -> Iterator[Told]:
        """Yield staying in line, and each of its keys."""
        yield stay(told, run, name)
        queue = self.tested.center.program.queues[name]
        for line in queue.written.keys if run.channel == "voice" else ():
            yield _doing(told, Press(keys=(line.key.keys,)))


def _around(figures: tuple[ast.Figure, ...]) -> Iterator[QueueState]:
    """Yield queues of which all figures hold, and queues of which one just does not."""
    holding: dict[str, int] = {figure.figure: _value(figure, holds=True) for figure in figures}
    yield _state(holding)
    yield _state({"available": 0, **holding})
    for figure in figures:
        yield _state({**holding, figure.figure: _value(figure, holds=False)})


def _value(figure: ast.Figure, *, holds: bool) -> int:
    """Return the value nearest to the bound of a figure with which it holds, or does not."""
    is_time = isinstance(figure.bound, ast.Duration)
    bound = figure.bound.ms if isinstance(figure.bound, ast.Duration) else figure.bound.value
    above, at_bound = {
        ">": (True, False),
        ">=": (True, True),
        "<": (False, False),
        "<=": (False, True),
        "=": (True, True),
    }[figure.operator]
    if holds is at_bound:
        return bound
    step = _SECOND if is_time else 1
    return max(0, bound + (step if above is holds else -step))


def _state(figures: Mapping[str, int]) -> QueueState:
    """Return a queue with these figures; nobody is available where nobody is staffed."""
    agents, available = figures.get("agents"), figures.get("available")
    if available is not None and agents is not None:
        available = min(available, agents)
    if available is not None and available > 1 and agents is None:
        agents = available
    return QueueState(
        agents=agents,
        available=available,
        waiting=figures.get("waiting"),
        expected_wait=figures.get("expected-wait"),
        wait=figures.get("wait"),
    )


def _menu(menu: ast.Menu) -> Iterator[Input]:
    """Yield every key, nothing, and a key that is no choice."""
    keys = [line.key.keys for line in menu.keys]
    ranged = [
        str(number)
        for line in menu.ranges
        for number in range(line.first.value, line.last.value + 1)
        if str(number) not in keys
    ]
    first = [str(line.first.value) for line in menu.ranges if line.first.text not in keys]
    yield from (Press(keys=(key,)) for key in (*keys, *first))
    yield Silence()
    wrong = [key for key in _KEYS if key not in keys and key not in ranged]
    yield from (Press(keys=(key,)) for key in wrong[:1])


def _doing(told: Told, given: Input) -> Told:
    return replace(told, world=replace(told.world, inputs=(*told.world.inputs, given)))
