"""Classes of telephone numbers: numbers that no list, number or prefix in use tells apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ccdsl.record import record

_LEAST, _MOST = 5, 15
_USUAL = 12
_AFTER_DIGITS = ":"
"""Sorts after every digit."""
_FICTITIOUS = tuple(f"+1310555{number:04}" for number in range(199, 99, -1))


@record
class Numbers:
    """What one test of a number takes: whole numbers, and prefixes with their `+`."""

    whole: frozenset[str]
    prefixes: frozenset[str]

    def take(self, number: str) -> bool:
        """Whether a number passes the test."""
        return number in self.whole or any(
            number[:length] in self.prefixes for length in range(2, len(number) + 1)
        )


@dataclass(slots=True, eq=False, repr=False)
class NumberClasses:
    """Classes of numbers by the tests that take them; `examples` has one number of each.

    `tests` has, for every test, the classes it takes, as bits; a class of None has no number.
    `single` are the classes that hold one number only.
    """

    examples: list[str | None]
    tests: dict[Numbers, int] = field(default_factory=dict)
    single: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        """How many classes there are."""
        return len(self.examples)

    @property
    def with_number(self) -> int:
        """The classes that have a number, as bits."""
        return sum(1 << place for place, one in enumerate(self.examples) if one is not None)


def classify_numbers(asked: Iterable[Numbers], *, withheld: bool) -> NumberClasses:
    """Return the classes that these tests tell apart; `withheld` adds, last, the one of nobody.

    The first class is the one that no test takes, where there is a number outside all of them.
    """
    tests = list(dict.fromkeys(asked))
    found = _by_signature(tests)
    order = sorted(found, key=lambda signature: (signature != 0, found[signature][0]))
    examples: list[str | None] = [found[signature][1] for signature in order]
    classes = NumberClasses([*examples, None] if withheld or not examples else examples)
    classes.single = frozenset(
        place for place, signature in enumerate(order) if found[signature][2] == 1
    )
    for number, test in enumerate(tests):
        classes.tests[test] = sum(
            1 << place for place, signature in enumerate(order) if signature >> number & 1
        )
    return classes


_Found = dict[int, tuple[int, str, int]]
"""By signature: a rank, an example, and how many numbers at most (2 is many)."""


def _by_signature(tests: list[Numbers]) -> _Found:
    """Return the ways in which the tests can come out together, each with a number."""
    whole: dict[str, int] = {}
    prefixes: dict[str, int] = {}
    for place, test in enumerate(tests):
        for number in test.whole:
            whole[number] = whole.get(number, 0) | 1 << place
        for prefix in test.prefixes:
            prefixes[prefix] = prefixes.get(prefix, 0) | 1 << place
    lengths = sorted({len(prefix) for prefix in prefixes})
    found: _Found = {}
    ordered = sorted(prefixes)
    rest = _outside("", whole, ordered)
    if rest is not None:
        found[0] = (0, rest, 2)
    for prefix in ordered:
        inside = _outside(prefix, whole, ordered)
        if inside is not None:
            _add(found, _signature(prefix, {}, prefixes, lengths), inside, 2)
    for number in sorted(whole):
        _add(found, _signature(number, whole, prefixes, lengths), number, 1)
    return found


def _add(found: _Found, signature: int, example: str, many: int) -> None:
    rank, first, before = found.get(signature, (len(found), example, 0))
    found[signature] = (rank, first, min(2, before + many))


def _signature(
    number: str, whole: Mapping[str, int], prefixes: Mapping[str, int], lengths: list[int]
) -> int:
    taken = whole.get(number, 0)
    for length in lengths:
        if length <= len(number):
            taken |= prefixes.get(number[:length], 0)
    return taken


def _outside(prefix: str, whole: Mapping[str, int], prefixes: Sequence[str]) -> str | None:
    """Return a number that begins so and that no longer prefix (ascending) and no number takes."""
    longer = prefixes[
        bisect_right(prefixes, prefix) : bisect_left(prefixes, prefix + _AFTER_DIGITS)
    ]
    inner = dict.fromkeys(one[: len(prefix or "+") + 1] for one in longer)
    for number in _candidates(prefix, frozenset(inner)):
        if number not in whole and not _any_begins(longer, number):
            return number
    known = frozenset(longer)
    for deeper in inner:
        if deeper not in known:
            inside = _outside(deeper, whole, prefixes)
            if inside is not None:
                return inside
    return None


def _any_begins(prefixes: Sequence[str], number: str) -> bool:
    """Whether a number begins with one of these prefixes, of which none may be the whole."""
    return any(number[:length] == one for one in prefixes if (length := len(one)) <= len(number))


def _candidates(prefix: str, inner: frozenset[str]) -> Iterator[str]:
    """Yield numbers that begin so, fictitious and ordinary ones first."""
    yield from (number for number in _FICTITIOUS if number.startswith(prefix))
    begun = prefix or "+"
    for digit in "5123467890":
        if begun + digit in inner:
            continue
        padded = (begun + digit).ljust(_USUAL, "0")
        for last in range(100):
            number = padded[: max(len(begun) + 1, len(padded) - 2)] + f"{last:02}"
            number = number[: _MOST + 1]
            if _LEAST <= len(number) - 1 <= _MOST and number.startswith(begun + digit):
                yield number
    if _LEAST <= len(begun) - 1 <= _MOST:
        yield begun
    for length in range(_LEAST, _MOST + 1):
        for digit in "5123467890":
            if begun + digit not in inner:
                yield (begun + digit).ljust(length + 1, digit)
