"""Classes of telephone numbers: numbers that no list, number or prefix in use tells apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from ccdsl.record import record, worker

_LEAST, _MOST = 5, 15
_USUAL = 12
_LENGTHS = (11, 12, 10, 13, 9, 14, 8, 15, 7, 6, 5)
"""How many digits a number has, those first that most have."""
_DIGITS = "5123467890"
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
        return number in self.whole or (
            bool(self.prefixes)
            and any(number[:length] in self.prefixes for length in range(2, len(number) + 1))
        )


@worker
class NumberClasses:
    """Classes of numbers by the tests that take them; `examples` has one number of each.

    `tests` has, for every test, the classes it takes, as bits; a class of None has no number, and
    `with_number` has all others.
    """

    examples: list[str | None]
    tests: dict[Numbers, int] = field(default_factory=dict)
    with_number: int = field(init=False)

    def __post_init__(self) -> None:
        """Find the classes that have a number."""
        self.with_number = sum(
            1 << place for place, one in enumerate(self.examples) if one is not None
        )

    @property
    def size(self) -> int:
        """How many classes there are."""
        return len(self.examples)

    def of_length(self, least: int, most: int) -> int:
        """Return the classes that have a number of so many digits, as bits."""
        digits, tests = range(max(least, _LEAST), min(most, _MOST) + 1), list(self.tests)
        bits = 0
        for signature in _by_length(tests, digits):
            bits |= self._passing(signature >> number & 1 for number in range(len(tests)))
        return bits

    def class_of(self, number: str | None) -> int:
        """Return the class of a number, or of who has none, as bits."""
        if number is None:
            return (1 << self.size) - 1 & ~self.with_number
        return self._passing(test.take(number) for test in self.tests)

    def _passing(self, passed: Iterable[int]) -> int:
        """Return the classes with a number that pass these of the tests, and no others."""
        inside = self.with_number
        for bits, passes in zip(self.tests.values(), passed, strict=True):
            inside &= bits if passes else ~bits
        return inside


def classify_numbers(asked: Iterable[Numbers], *, withheld: bool) -> NumberClasses:
    """Return the classes that these tests tell apart; `withheld` adds, last, the one of nobody.

    The first class is the one that no test takes, where there is a number outside all of them.
    """
    tests = list(dict.fromkeys(asked))
    found = _by_signature(tests)
    order = sorted(found, key=lambda signature: (signature != 0, found[signature][0]))
    examples: list[str | None] = [found[signature][1] for signature in order]
    classes = NumberClasses([*examples, None] if withheld or not examples else examples)
    classes.tests.update(zip(tests, _taken(order, len(tests)), strict=True))
    return classes


def _taken(signatures: Iterable[int], tests: int) -> list[int]:
    """Return for every test the places of the signatures that have it, as bits."""
    found = [0] * tests
    for place, signature in enumerate(signatures):
        left = signature
        while left:
            lowest = left & -left
            found[lowest.bit_length() - 1] |= 1 << place
            left ^= lowest
    return found


_Found = dict[int, tuple[int, str]]
"""By signature: a rank, and an example."""


def _by_member(tests: list[Numbers]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the numbers and the prefixes in use, each with the tests that name it, as bits."""
    whole: dict[str, int] = {}
    prefixes: dict[str, int] = {}
    for place, test in enumerate(tests):
        for number in test.whole:
            whole[number] = whole.get(number, 0) | 1 << place
        for prefix in test.prefixes:
            prefixes[prefix] = prefixes.get(prefix, 0) | 1 << place
    return whole, prefixes


def _by_length(tests: list[Numbers], digits: range) -> set[int]:
    """Return the ways in which the tests come out for some number of so many digits."""
    whole, prefixes = _by_member(tests)
    lengths, taken = sorted({len(prefix) for prefix in prefixes}), sorted(whole)
    ordered = sorted(prefixes)
    found = {
        _signature(prefix, {}, prefixes, lengths)
        for prefix in ("", *ordered)
        if any(_room(prefix, length, taken, _longer(prefix, ordered)) for length in digits)
    }
    return found | {
        _signature(number, whole, prefixes, lengths)
        for number in taken
        if len(number) - 1 in digits
    }


def _by_signature(tests: list[Numbers]) -> _Found:
    """Return the ways in which the tests can come out together, each with a number."""
    whole, prefixes = _by_member(tests)
    lengths = sorted({len(prefix) for prefix in prefixes})
    found: _Found = {}
    ordered = sorted(prefixes)
    rest = _outside("", whole, ordered)
    if rest is not None:
        found[0] = (0, rest)
    for prefix in ordered:
        inside = _outside(prefix, whole, ordered)
        if inside is not None:
            found.setdefault(_signature(prefix, {}, prefixes, lengths), (len(found), inside))
    for number in sorted(whole):
        found.setdefault(_signature(number, whole, prefixes, lengths), (len(found), number))
    return found


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
    longer = _longer(prefix, prefixes)
    inner = dict.fromkeys(one[: len(prefix or "+") + 1] for one in longer)
    for number in _candidates(prefix, frozenset(inner)):
        if number not in whole and not _any_begins(longer, number):
            return number
    taken = sorted(whole)
    lengths = (length for length in _LENGTHS if _room(prefix, length, taken, longer))
    length = next(lengths, None)
    return None if length is None else _first_free(prefix or "+", length, taken, longer)


def _longer(prefix: str, prefixes: Sequence[str]) -> Sequence[str]:
    """Return those of some prefixes (ascending) that begin with one and are longer."""
    return prefixes[bisect_right(prefixes, prefix) : bisect_left(prefixes, prefix + _AFTER_DIGITS)]


def _any_begins(prefixes: Sequence[str], number: str) -> bool:
    """Whether a number begins with one of these prefixes, or is one."""
    return any(number[:length] == one for one in prefixes if (length := len(one)) <= len(number))


def _candidates(prefix: str, inner: frozenset[str]) -> Iterator[str]:
    """Yield numbers that begin so, fictitious and ordinary ones first."""
    yield from (number for number in _FICTITIOUS if number.startswith(prefix))
    begun = prefix or "+"
    for digit in _DIGITS:
        if begun + digit in inner:
            continue
        padded = (begun + digit).ljust(_USUAL, "0")
        for last in range(100):
            number = padded[: max(len(begun) + 1, len(padded) - 2)] + f"{last:02}"
            number = number[: _MOST + 1]
            if _LEAST <= len(number) - 1 <= _MOST and number.startswith(begun + digit):
                yield number


def _room(prefix: str, length: int, whole: Sequence[str], longer: Sequence[str]) -> int:
    """Return how many numbers of so many digits begin so, and are not taken.

    `whole` are numbers, `longer` prefixes that begin with this one, both ascending.
    """
    size, begun, outer = length + 1, prefix or "+", "-"
    room: int = 10 ** (size - len(begun)) if size >= len(begun) else 0
    covering = []
    for one in longer:
        if len(one) <= size and not one.startswith(outer):
            covering.append(one)
            room -= 10 ** (size - len(one))
            outer = one
    first, after = bisect_left(whole, begun), bisect_left(whole, begun + _AFTER_DIGITS)
    alike = (one for one in whole[first:after] if len(one) == size)
    return room - sum(not _any_begins(covering, one) for one in alike)


def _first_free(begun: str, length: int, whole: Sequence[str], longer: Sequence[str]) -> str:
    """Return a number of so many digits that is not taken, where there is one."""
    while len(begun) <= length:
        begun = next(
            begun + digit
            for digit in _DIGITS
            if begun + digit not in longer
            and _room(begun + digit, length, whole, _longer(begun + digit, longer))
        )
    return begun
