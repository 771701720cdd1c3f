"""Whether some rule of several matches whatever the contact and the center are like.

Every test asks about one variable: the hours, a flag, a figure of a queue. A variable takes one
value for each way in which the tests can tell its values apart, and all of them are tried, with
what is already true or false cut off.
"""

import operator
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from ccdsl.record import record
from ccdsl.syntax import ast

Value = bool | int | str | None
Variable = tuple[Hashable, ...]
_COMPARE: dict[ast.Comparison, Callable[[int, int], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}
_MOST_CASES = 50_000


@record
class Situation:
    """What is known: the channel, the languages there are, and the queue the rules are about.

    `full` says that the queue is full, `waited` that the contact waits longer than any limit;
    `max_waiting` is None where the queue is never full.
    """

    channel: str
    languages: tuple[str, ...]
    max_waiting: int | None
    full: bool = False
    waited: bool = False


class _Test(NamedTuple):
    """One question: a variable, and whether a value of it answers yes."""

    variable: Variable
    holds: Callable[[Value], bool]
    values: tuple[Value, ...]


@dataclass(slots=True)
class _Cases:
    situation: Situation
    domains: dict[Variable, tuple[Value, ...]] = field(default_factory=dict)
    left: int = _MOST_CASES

    def always(self, conditions: Sequence[ast.Condition], chosen: dict[Variable, Value]) -> bool:
        """Whether one of the conditions holds in every case that agrees with what is chosen."""
        self.left -= 1
        open_ones: list[Variable] = []
        answers = [self.truth(condition, chosen, open_ones) for condition in conditions]
        if True in answers or self.left < 0:
            return True
        if not open_ones:
            return False
        variable = open_ones[0]
        return all(
            self.always(conditions, {**chosen, variable: value}) for value in self.domains[variable]
        )

    def truth(
        self,
        condition: ast.Condition,
        chosen: Mapping[Variable, Value],
        open_ones: list[Variable],
    ) -> bool | None:
        """Return the truth of a condition, None where it hangs on variables still open."""
        match condition:
            case ast.Or(parts=parts):
                found = [self.truth(part, chosen, open_ones) for part in parts]
                return True if True in found else (None if None in found else False)
            case ast.And(parts=parts):
                found = [self.truth(part, chosen, open_ones) for part in parts]
                return False if False in found else (None if None in found else True)
            case ast.Not(part=part):
                inner = self.truth(part, chosen, open_ones)
                return None if inner is None else not inner
            case ast.ChannelTest(channels=channels):
                return self.situation.channel in {name.text for name in channels}
            case ast.QueueTest(queue=queue, figures=figures):
                tests = [_of_figure(figure, queue.text, self.situation) for figure in figures]
                found = [self._answer(test, chosen, open_ones) for test in tests]
                return False if False in found else (None if None in found else True)
            case ast.Figure(figure="wait", operator=sign) if self.situation.waited:
                return sign in (">", ">=")
            case _:
                test = _test(condition, self.situation)
                return self._answer(test, chosen, open_ones)

    def _answer(
        self, test: _Test, chosen: Mapping[Variable, Value], open_ones: list[Variable]
    ) -> bool | None:
        if test.variable in chosen:
            return test.holds(chosen[test.variable])
        open_ones.append(test.variable)
        return None

    def note(self, condition: ast.Condition) -> None:
        """Add the values that the tests of a condition tell apart to their variables."""
        for test in _tests(condition, self.situation):
            known = self.domains.get(test.variable, ())
            self.domains[test.variable] = tuple(dict.fromkeys((*known, *test.values)))


def always(conditions: Sequence[ast.Condition], situation: Situation) -> bool:
    """Whether in the situation one of the conditions holds, whatever else is true.

    Past a budget of cases the answer is yes: no rule complains about what it does not know.
    """
    cases = _Cases(situation)
    for condition in conditions:
        cases.note(condition)
    return cases.always(conditions, {})


def _tests(condition: ast.Condition, situation: Situation) -> Iterator[_Test]:
    match condition:
        case ast.Or(parts=parts) | ast.And(parts=parts):
            for part in parts:
                yield from _tests(part, situation)
        case ast.Not(part=part):
            yield from _tests(part, situation)
        case ast.QueueTest(queue=queue, figures=figures):
            yield from (_of_figure(figure, queue.text, situation) for figure in figures)
        case _:
            yield _test(condition, situation)


def _test(condition: ast.Condition, situation: Situation) -> _Test:
    match condition:
        case ast.Figure() | ast.Full():
            return _of_figure(condition, "", situation)
        case ast.HoursTest(hours=hours, state=state):
            cases = tuple(" ".join(pair) for pair in product(("open", "closed"), ("holiday", "")))
            return _Test(("hours", hours.text), lambda value: state in str(value).split(), cases)
        case ast.FlagTest(flag=flag, on=on):
            return _Test(("flag", flag.text), lambda value: value is on, (True, False))
        case ast.LanguageTest(languages=languages):
            tags = tuple(language.tag for language in languages)
            return _Test(("language",), lambda value: value in tags, situation.languages or ("",))
        case ast.EntryTest(entries=entries):
            names = tuple(name.text for name in entries)
            return _Test(("entry",), lambda value: value in names, (*names, None))
        case ast.AttributeTest(attribute=attribute, values=values):
            texts = tuple(map(_text, values))
            variable = ("attribute", attribute.text)
            return _Test(variable, lambda value: value in texts, (*texts, None))
        case _:
            return _Test(("other", condition), lambda value: value is True, (True, False))


def _of_figure(figure: ast.Figure | ast.Full, queue: str, situation: Situation) -> _Test:
    """Return the question a figure asks, about its own queue (`queue` is "") or a named one."""
    if isinstance(figure, ast.Full):
        limit = situation.max_waiting
        if queue or limit is None:
            return _Test(("full", queue), lambda value: value is True, (bool(queue), False))
        return _counted("waiting", queue, ">=", limit, situation)
    bound = figure.bound
    amount = bound.ms if isinstance(bound, ast.Duration) else bound.value
    return _counted(figure.figure, queue, figure.operator, amount, situation)


def _counted(
    name: str, queue: str, sign: ast.Comparison, bound: int, situation: Situation
) -> _Test:
    """Return the question whether a figure stands in a relation to its bound."""
    compare = _COMPARE[sign]
    values: list[Value] = [amount for amount in (bound - 1, bound, bound + 1) if amount >= 0]
    if name == "waiting" and not queue and situation.full and situation.max_waiting is not None:
        least = situation.max_waiting
        values = [least, *(amount for amount in (bound, bound + 1) if amount > least)]
    if name == "expected-wait":
        values.append(None)

    def holds(value: Value) -> bool:
        return isinstance(value, int) and compare(value, bound)

    return _Test((name, queue), holds, tuple(values))


def _text(value: ast.Value) -> str:
    match value:
        case ast.Phone(number=number):
            return number
        case ast.Prefix(digits=digits):
            return f"{digits}*"
        case ast.Text(value=text):
            return text
        case ast.Name(text=text) | ast.Whole(text=text):
            return text
