"""Classes of telephone numbers: a number gives for every test what its class says."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.analysis.callers import NumberClasses, Numbers, classify_numbers

BASE = "+4930123456789"
"""Thirteen digits: of the numbers that begin so there are 111."""
TAILS = tuple("".join(tail) for length in range(3) for tail in product("0123456789", repeat=length))
ENDS = st.sampled_from([tail for tail in TAILS if tail[:1] in ("", "0", "1", "7")])
NEAR = st.builds(lambda tail: BASE + tail, ENDS)
ANY = st.from_regex(r"\+[1-9][0-9]{4,14}", fullmatch=True)
PREFIX = st.one_of(NEAR, st.from_regex(r"\+[1-9][0-9]{0,6}", fullmatch=True))
TESTS = st.lists(
    st.builds(
        lambda whole, prefixes: Numbers(whole=frozenset(whole), prefixes=frozenset(prefixes)),
        st.lists(st.one_of(NEAR, ANY), max_size=4),
        st.lists(PREFIX, max_size=4),
    ),
    max_size=4,
)


def _classes_of(found: NumberClasses, number: str) -> list[int]:
    """Return the classes whose tests come out as those of a number do."""
    inside = found.with_number
    for test, bits in found.tests.items():
        inside &= bits if test.take(number) else ~bits
    return [place for place in range(found.size) if inside >> place & 1]


@given(TESTS, st.lists(st.one_of(NEAR, ANY), min_size=8, max_size=8))
@settings(max_examples=100, deadline=None)
def test_every_number_lies_in_one_class(tests: list[Numbers], numbers: list[str]) -> None:
    found = classify_numbers(tests, withheld=True)
    for number in numbers:
        (own,) = _classes_of(found, number)
        assert found.class_of(number) == 1 << own
    assert found.class_of(None) == 1 << found.size - 1


@given(TESTS)
@settings(max_examples=100, deadline=None)
def test_an_example_is_a_number_of_its_class(tests: list[Numbers]) -> None:
    found = classify_numbers(tests, withheld=True)
    assert found.examples[-1] is None
    for place, example in enumerate(found.examples[:-1]):
        assert example is not None
        assert example[0] == "+"
        assert example[1:].isdigit()
        assert 5 <= len(example) - 1 <= 15
        assert _classes_of(found, example) == [place]


@given(TESTS, st.sampled_from(TAILS))
@settings(max_examples=80, deadline=None)
def test_numbers_that_are_almost_all_taken(tests: list[Numbers], left: str) -> None:
    """One number of those that begin with the base is left, wherever it is."""
    others = Numbers(
        whole=frozenset(BASE + tail for tail in TAILS if tail != left), prefixes=frozenset()
    )
    begun = Numbers(whole=frozenset(), prefixes=frozenset((BASE,)))
    found = classify_numbers([*tests, begun, others], withheld=True)
    assert len(_classes_of(found, BASE + left)) == 1


@given(TESTS, st.integers(1, 15), st.integers(1, 15))
@settings(max_examples=80, deadline=None)
def test_which_classes_have_a_number_of_some_digits(
    tests: list[Numbers], least: int, most: int
) -> None:
    found = classify_numbers(tests, withheld=True)
    bits = found.of_length(least, most)
    for tail in TAILS:
        if least <= len(BASE + tail) - 1 <= most:
            (place,) = _classes_of(found, BASE + tail)
            assert bits >> place & 1
    for test in tests:
        for number in test.whole:
            if least <= len(number) - 1 <= most:
                (place,) = _classes_of(found, number)
                assert bits >> place & 1


def test_a_class_whose_numbers_are_all_longer() -> None:
    """`+1646555*` and five digits: a number that begins so has seven digits at least."""
    test = Numbers(whole=frozenset(), prefixes=frozenset(("+1646555",)))
    found = classify_numbers([test], withheld=False)
    assert found.of_length(5, 6) == ~found.tests[test] & 0b11
    assert found.of_length(5, 7) == 0b11
    assert found.of_length(1, 4) == 0


def test_a_prefix_whose_numbers_are_all_taken() -> None:
    """All ten continuations are tested too, and the prefix itself is too short to be a number."""
    inner = [Numbers(whole=frozenset(), prefixes=frozenset((f"+123{n}",))) for n in range(10)]
    outer = Numbers(whole=frozenset(), prefixes=frozenset(("+123",)))
    found = classify_numbers([outer, *inner], withheld=False)
    assert found.size == 11
    assert all(found.tests[outer] & found.tests[one] for one in inner)


def test_fictitious_numbers_come_first() -> None:
    assert classify_numbers([], withheld=True).examples == ["+13105550199", None]
    assert classify_numbers([], withheld=False).examples == ["+13105550199"]
