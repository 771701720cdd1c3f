"""Atoms of attributes: unset, and the values that no condition in use tells apart."""

from collections.abc import Iterable, Mapping, Sequence

from ccdsl.analysis.callers import NumberClasses, Numbers, classify_numbers
from ccdsl.analysis.figures import Bound, Ranges, cut
from ccdsl.record import worker
from ccdsl.simulate.conditions import literal
from ccdsl.syntax import ast

UNSET = 1
"""The atom of an attribute that is not set, as bits; it stands first."""


@worker
class Values:
    """The atoms of one attribute: the first is unset, then one for each of `sorts`.

    A sort is a value in use, a range of numbers (by its least), a class of telephone numbers (by an
    example), or "" for all other texts.
    """

    declared: ast.Attribute
    sorts: tuple[str, ...]
    ranges: Ranges | None = None
    numbers: NumberClasses | None = None

    @property
    def size(self) -> int:
        """How many atoms there are."""
        return 1 + len(self.sorts)

    @property
    def any_value(self) -> int:
        """Every atom but unset, as bits."""
        return ((1 << self.size) - 1) & ~UNSET

    def tested(self, values: Iterable[ast.Value]) -> int:
        """Return the atoms that one of these values means, as bits."""
        found = 0
        for value in values:
            if self.numbers is not None:
                found |= self.numbers.tests.get(numbers_of(value), 0) << 1
            elif self.ranges is not None:
                if isinstance(value, ast.Whole):
                    found |= self.ranges.bits("=", value.value) << 1
            else:
                found |= self._named(literal(value))
        return found

    def compared(self, operator: ast.Comparison, bound: int) -> int:
        """Return the atoms for which a comparison holds, as bits."""
        return self.ranges.bits(operator, bound) << 1 if self.ranges is not None else 0

    def literal(self, value: ast.Value) -> int:
        """Return the atom that a literal sets, as bits."""
        return self.typed(literal(value))

    def typed(self, text: str) -> int:
        """Return the atom of a value by its text, as bits."""
        if self.ranges is not None:
            return self._of_number(int(text)) if text.isdigit() else self.any_value
        if self.numbers is not None:
            return self._of_phone(text)
        return self._named(text) or self._named("") or self.any_value

    def digits(self, least: int, most: int, extensions: Mapping[str, str]) -> int:
        """Return what can be typed as so many digits, as bits."""
        if self.ranges is not None:
            above: int = 10**most
            return sum(2 << place for place, at in enumerate(self.ranges.starts) if at < above)
        if self.numbers is not None:
            return self._dialable(least, most)
        if self.declared.type == "person":
            known = {who for typed, who in extensions.items() if least <= len(typed) <= most}
            return self._those(known)
        named = {one for one in self.sorts if one.isdigit() and least <= len(one) <= most}
        return self._those(named) | (self._named("") if self._has_more(named, least, most) else 0)

    def _has_more(self, named: set[str], least: int, most: int) -> bool:
        """Whether a text of so many digits is none of these."""
        room: int = sum(10**length for length in range(max(least, 1), most + 1))
        return room > len(named)

    def _those(self, texts: set[str]) -> int:
        bits = sum(2 << place for place, sort in enumerate(self.sorts) if sort in texts)
        others = any(text not in self.sorts for text in texts)
        return bits | (self._named("") if others else 0)

    def _named(self, text: str) -> int:
        return 2 << self.sorts.index(text) if text in self.sorts else 0

    def _of_number(self, value: int) -> int:
        starts = self.ranges.starts if self.ranges is not None else ()
        return 2 << max((place for place, start in enumerate(starts) if start <= value), default=0)

    def _of_phone(self, number: str) -> int:
        return 0 if self.numbers is None else self.numbers.class_of(number) << 1

    def _dialable(self, least: int, most: int) -> int:
        """Return the classes of which some number has so many digits."""
        if self.numbers is None:
            return 0
        return self.numbers.of_length(least, most) << 1


def values_of(
    declared: ast.Attribute,
    tested: Sequence[ast.Value],
    bounds: Sequence[Bound],
    people: Sequence[str],
) -> Values:
    """Return the atoms that the tests of one attribute tell apart."""
    match declared.type:
        case "one-of":
            return Values(declared, tuple(name.text for name in declared.values))
        case "yes-no":
            return Values(declared, ("yes", "no"))
        case "number":
            equal: list[Bound] = [("=", one.value) for one in tested if isinstance(one, ast.Whole)]
            ranges = cut([*bounds, *equal])
            return Values(declared, tuple(str(start) for start in ranges.starts), ranges)
        case "phone":
            classes = classify_numbers([numbers_of(one) for one in tested], withheld=False)
            sorts = tuple(example or "" for example in classes.examples)
            return Values(declared, sorts, None, classes)
        case "person":
            named = [one for one in dict.fromkeys(map(literal, tested)) if one in people]
            more = [""] if len(named) < len(people) or not people else []
            return Values(declared, (*named, *more))
        case "digits":
            return Values(declared, _digit_sorts(declared, tested))
        case _:
            return Values(declared, ("",))


def _digit_sorts(declared: ast.Attribute, tested: Sequence[ast.Value]) -> tuple[str, ...]:
    least, most = (one.value for one in declared.length) if declared.length else (1, 40)
    named = [one for one in dict.fromkeys(map(literal, tested)) if least <= len(one) <= most]
    room = sum(10**length for length in range(least, most + 1))
    return (*named, *([""] if room > len(named) else []))


def numbers_of(value: ast.Value) -> Numbers:
    """Return what a number or prefix in a test takes."""
    match value:
        case ast.Prefix():
            return Numbers(whole=frozenset(), prefixes=frozenset((value.digits,)))
        case _:
            return Numbers(whole=frozenset((literal(value),)), prefixes=frozenset())
