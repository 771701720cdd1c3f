"""Conditions compiled to functions, once, when the table is loaded."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt

from ccdsl.runtime.contact import Value
from ccdsl.runtime.now import Now
from ccdsl.runtime.numbers import Numbers
from ccdsl.runtime.shape_flows import Condition

Test = Callable[[Now], bool]
_COMPARE: dict[str, Callable[[int, int], bool]] = {">": gt, ">=": ge, "<": lt, "<=": le, "=": eq}
_MS = 1_000


class Compiler:
    """Compiles conditions against what a table declares."""

    def __init__(
        self,
        callers: Mapping[str, Numbers],
        edges: Mapping[tuple[str, str], Sequence[int]],
        most_waiting: Mapping[str, int | None],
    ) -> None:
        """Take lists of callers, edges of hours by (name, open or holiday), and line lengths."""
        self._callers = callers
        self._edges = edges
        self._most_waiting = most_waiting
        self._numbers: dict[int, Numbers] = {}

    def compile(self, condition: Condition) -> Test:
        """Return a function that says whether the condition holds."""
        if "all" in condition:
            return _all([self.compile(part) for part in condition["all"]])
        if "any" in condition:
            return _any([self.compile(part) for part in condition["any"]])
        opposite = condition.get("not")
        if opposite is not None:
            inner = self.compile(opposite)
            return lambda now: not inner(now)
        return self._atom(condition)

    def _atom(self, atom: Condition) -> Test:
        match atom["test"]:
            case "caller" | "dialed":
                return self._number(atom)
            case "withheld":
                return lambda now: now.caller is None
            case "entry" | "channel" | "language":
                return _word(atom)
            case "attribute":
                return _attribute(atom)
            case "hours":
                return self._hours(atom)
            case "flag":
                flag = atom["flag"]
                return lambda now: now.flags.get(flag, False)
            case "figure" | "full":
                return self._figure(atom)

    def numbers_of(self, atom: Condition) -> Numbers:
        """Return the numbers of a test, its lists included; tests live as long as their table."""
        found = self._numbers.get(id(atom))
        if found is None:
            own = Numbers(atom.get("numbers", ()), atom.get("prefixes", ()))
            found = own.joined(self._callers[name] for name in atom.get("lists", ()))
            self._numbers[id(atom)] = found
        return found

    def _number(self, atom: Condition) -> Test:
        numbers = self.numbers_of(atom)
        exact, has = numbers.exact, numbers.has
        if atom["test"] == "dialed":
            return lambda now: now.dialed is not None and has(now.dialed)
        if not numbers.lengths:
            return lambda now: now.caller in exact
        return lambda now: now.caller is not None and has(now.caller)

    def _hours(self, atom: Condition) -> Test:
        edges = self._edges[atom["hours"], atom["is"]]
        return lambda now: bisect_right(edges, now.at) % 2 == 1

    def _figure(self, atom: Condition) -> Test:
        queue = atom.get("queue")
        if atom["test"] == "full":
            return self._full(queue)
        compare, bound = _COMPARE[atom["compare"]], atom["value"]
        match atom["figure"]:
            case "agents":
                return lambda now: compare(now.figures(queue).agents, bound)
            case "available":
                return lambda now: compare(now.figures(queue).available, bound)
            case "waiting":
                return lambda now: compare(now.figures(queue).waiting, bound)
            case "wait":
                return lambda now: compare(now.waited * _MS, bound)
            case _:
                return lambda now: _expected(now, queue, compare, bound)

    def _full(self, queue: str | None) -> Test:
        most_waiting = self._most_waiting

        def full(now: Now) -> bool:
            most = most_waiting[queue or now.queue or ""]
            return most is not None and now.figures(queue).waiting >= most

        return full


def _expected(now: Now, queue: str | None, compare: Callable[[int, int], bool], bound: int) -> bool:
    expected = now.figures(queue).expected_wait
    return expected is not None and compare(expected * _MS, bound)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 2:  # noqa: PLR2004 - the common case, half as slow again by the general way
        first, second = tests
        return lambda now: first(now) and second(now)
    return lambda now: all(test(now) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda now: any(test(now) for test in tests)


def _word(atom: Condition) -> Test:
    words = frozenset(atom["in"])
    match atom["test"]:
        case "entry":
            return lambda now: now.entry in words
        case "channel":
            return lambda now: now.channel in words
        case _:
            return lambda now: now.language in words


def _attribute(atom: Condition) -> Test:
    name = atom["attribute"]
    if "compare" in atom:
        compare, bound = _COMPARE[atom["compare"]], atom["value"]
        return lambda now: _compares(now.attributes.get(name), compare, bound)
    values = frozenset(atom.get("in", ()))
    numbers = Numbers((), atom.get("prefixes", ()))
    if not numbers.lengths:
        return lambda now: now.attributes.get(name) in values
    return lambda now: _is(now.attributes.get(name), values, numbers)


def _compares(value: Value | None, compare: Callable[[int, int], bool], bound: int) -> bool:
    return isinstance(value, int) and compare(value, bound)


def _is(value: Value | None, values: frozenset[Value], numbers: Numbers) -> bool:
    return value in values or (isinstance(value, str) and numbers.has(value))
