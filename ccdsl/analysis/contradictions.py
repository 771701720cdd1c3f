"""Conditions that no contact satisfies, wherever it arrives."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from ccdsl.analysis.asking import Context, tests_in
from ccdsl.analysis.axes import CALLER, Line
from ccdsl.analysis.guards import whole
from ccdsl.analysis.spaces import Space
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.syntax import ast


def conflict(
    space: Space, condition: ast.Condition, contexts: Iterable[Context]
) -> tuple[ast.Condition, ...]:
    """Return what of a condition no contact satisfies: two parts of it, or all; () if one does."""
    asked = tuple(contexts)
    if not is_contradiction(space, condition, asked):
        return ()
    if isinstance(condition, ast.And):
        for part in condition.parts:
            if is_contradiction(space, part, asked):
                return (part,)
        for pair in combinations(condition.parts, 2):
            if is_contradiction(space, ast.And(parts=pair, span=condition.span), asked):
                return pair
    return (condition,)


def is_contradiction(space: Space, condition: ast.Condition, contexts: Iterable[Context]) -> bool:
    """Whether no contact of the whole center satisfies a condition, in the queues of `contexts`.

    What a contact arrives on and its language are tried out; the rest is asked of the space.
    """
    tests = list(tests_in(condition))
    if any(map(_is_about_callers, tests)) and not _has_callers(space):
        return False
    queues = dict.fromkeys((context.queue, context.waited) for context in contexts)
    for line in _lines(space, tests):
        for language in _languages(space, tests):
            for queue, waited in queues:
                context = Context(line.channel, language, queue, waited)
                if _Arriving(space, line, context).holds(condition):
                    return False
    return True


def _is_about_callers(test: ast.Condition) -> bool:
    is_caller = isinstance(test, ast.NumberTest) and test.subject == "caller"
    return is_caller or isinstance(test, ast.CallerWithheld)


def _has_callers(space: Space) -> bool:
    return any(line.channel in NUMBERED_CHANNELS for line in space.axes.lines)


def _lines(space: Space, tests: list[ast.Condition]) -> Iterator[Line]:
    """Yield the lines that the tests may tell apart, also some that the center does not have."""
    if any(_asks_where(test) for test in tests):
        yield from (line for lines in space.center.side.lines.values() for line in lines)
    if any(isinstance(test, ast.ChannelTest) or _is_about_callers(test) for test in tests):
        yield from (Line(channel, "") for channel in ast.CHANNELS)
    else:
        yield from space.axes.lines[:1]


def _asks_where(test: ast.Condition) -> bool:
    is_dialed = isinstance(test, ast.NumberTest) and test.subject == "dialed"
    return is_dialed or isinstance(test, ast.EntryTest)


def _languages(space: Space, tests: list[ast.Condition]) -> Iterator[str]:
    center = space.center.program.center
    tags = [one.tag for one in center.languages] if center is not None else [""]
    yield from tags if any(isinstance(test, ast.LanguageTest) for test in tests) else tags[:1]


class _Arriving:
    """The contacts that arrive on one line of the center, which need not be one of the space."""

    def __init__(self, space: Space, line: Line, context: Context) -> None:
        self.space, self.line, self.context = space, line, context

    def holds(self, condition: ast.Condition) -> int:
        """Return for whom of them a condition holds, with how queues can stand."""
        sets, axes = self.space.sets, self.space.axes
        found = self._of(condition)
        if self.line.channel not in NUMBERED_CHANNELS:
            nobody = ~axes.callers.with_number
            found = sets.both(found, sets.where(axes.places[CALLER], nobody))
        for queue in _queues(condition, self.context.queue):
            found = sets.both(found, self.space.guards.consistent(queue))
        return found

    def _of(self, condition: ast.Condition) -> int:
        sets = self.space.sets
        match condition:
            case ast.And(parts=parts):
                return sets.common(self._of(part) for part in parts)
            case ast.Or(parts=parts):
                return sets.union(self._of(part) for part in parts)
            case ast.Not(part=part):
                return sets.complement(self._of(part))
            case ast.EntryTest() if self.space.center.side.is_known(condition):
                lines = self.space.center.side.lines
                return whole(any(self.line in lines[name.text] for name in condition.entries))
            case ast.NumberTest(subject="dialed") if self.space.center.side.is_known(condition):
                return whole(self.space.center.side.dials(condition, self.line))
            case _:
                return self.space.guards.of(condition, self.context)


def _queues(condition: ast.Condition, own: str) -> Iterator[str]:
    named = (test.queue.text for test in tests_in(condition) if isinstance(test, ast.QueueTest))
    yield from dict.fromkeys((*((own,) if own else ()), *named))
