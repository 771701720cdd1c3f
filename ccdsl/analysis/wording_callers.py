"""Classes of callers in words: lists by their names, numbers and prefixes as written."""

from collections.abc import Iterable, Mapping, Sequence

from ccdsl.analysis.callers import NumberClasses, Numbers
from ccdsl.record import worker

MOST_NAMED = 3
"""How many names are written out before the rest is counted."""


@worker
class Called:
    """A test of a caller's number: what to call it, whether that is a list, whom it takes."""

    name: str
    is_list: bool
    bits: int


def called_tests(classes: NumberClasses, names: Mapping[Numbers, str]) -> list[Called]:
    """Return the tests of a space: lists first, by name, then numbers as they are written."""
    found = [
        Called(names[test] if test in names else _number(test), test in names, bits)
        for test, bits in classes.tests.items()
    ]
    return sorted(found, key=lambda one: not one.is_list)


def _number(test: Numbers) -> str:
    return ", ".join([*sorted(test.whole), *(f"{each}*" for each in sorted(test.prefixes))])


def callers_in_words(classes: NumberClasses, tests: Sequence[Called], bits: int) -> str:
    """Return some classes in words; "" for all of them."""
    everybody = (1 << classes.size) - 1
    numbered = classes.with_number
    known, hidden = bits & numbered, bits & ~numbered
    if bits == everybody:
        return ""
    if not known:
        return "callers with no number"
    if known == numbered:
        return "callers with a number"
    inside = _whole(tests, known)
    if inside is None:
        without = _whole(tests, numbered & ~known)
        if without is not None:
            who = "callers" if hidden else "callers with a number"
            return f"{who} {_not_in(without)}"
    said = _in(inside) if inside is not None else _mixed(tests, known)
    return f"callers {said}" + (" or with no number" if hidden else "")


def _whole(tests: Sequence[Called], wanted: int) -> list[Called] | None:
    """Return tests that together take exactly these classes, None if there are none."""
    return _cover([test for test in tests if not test.bits & ~wanted], wanted)


def _cover(tests: Sequence[Called], wanted: int) -> list[Called] | None:
    """Return some tests that take at least these classes, None if all together do not."""
    chosen, left = list[Called](), wanted
    for test in sorted(tests, key=lambda one: -(one.bits & wanted).bit_count()):
        if test.bits & left:
            chosen.append(test)
            left &= ~test.bits
    return None if left else [test for test in tests if test in chosen]


def _mixed(tests: Sequence[Called], wanted: int) -> str:
    """Return classes that no tests alone amount to: some but not others, or one by one."""
    for test in tests:
        if not wanted & ~test.bits:
            rest = test.bits & ~wanted
            others = [one for one in tests if one.bits & rest and not one.bits & wanted]
            without = _cover(others, rest)
            if without is not None:
                return f"{_in([test])} but {_not_in(without)}"
    atoms = [place for place in range(wanted.bit_length()) if wanted >> place & 1]
    said = [_atom(tests, 1 << place) for place in atoms[:MOST_NAMED]]
    more = [f"{len(atoms) - MOST_NAMED} more kinds"] if len(atoms) > MOST_NAMED else []
    return ", or ".join([*said, *more])


def _atom(tests: Sequence[Called], atom: int) -> str:
    """Return one class by everything that takes it, and what else might be thought to."""
    inside = [test for test in tests if test.bits & atom]
    near = [
        test
        for test in tests
        if not test.bits & atom and (not inside or all(test.bits & one.bits for one in inside))
    ]
    if not inside:
        return _not_in(near)
    said = " and ".join(_in([test]) for test in inside)
    return f"{said} but {_not_in(near)}" if near else said


def _in(tests: Sequence[Called]) -> str:
    said = listed([test.name for test in tests])
    return f"in {said}" if tests[0].is_list else said


def _not_in(tests: Sequence[Called]) -> str:
    lists = listed([test.name for test in tests if test.is_list])
    others = listed([test.name for test in tests if not test.is_list])
    said = [f"not in {lists}"] if lists else []
    return " and ".join([*said, *([f"other than {others}"] if others else [])])


def listed(names: Iterable[str], last: str = "or") -> str:
    """Return "a, b or c"; of many names the first few, and how many more."""
    shown = list(names)
    if len(shown) > MOST_NAMED + 1:
        shown = [*shown[:MOST_NAMED], f"{len(shown) - MOST_NAMED} more"]
    *rest, end = shown or [""]
    return f"{', '.join(rest)} {last} {end}" if rest else end
