"""Diagrams of sets against plain sets of tuples."""

from collections.abc import Callable
from functools import reduce
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.analysis.sets import EVERYTHING, NOTHING, BudgetError, Sets

Plain = frozenset[tuple[int, ...]]
Pair = tuple[int, Plain]
SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=4)


class Both:
    """The same operations on diagrams and on plain sets."""

    def __init__(self, sizes: list[int]) -> None:
        self.sizes = sizes
        self.sets = Sets(sizes)
        self.all: Plain = frozenset(product(*(range(size) for size in sizes)))

    def where(self, variable: int, bits: int) -> Pair:
        plain = frozenset(cell for cell in self.all if bits >> cell[variable] & 1)
        return self.sets.where(variable, bits), plain

    def box(self, bits: list[int]) -> Pair:
        plain = frozenset(
            cell for cell in self.all if all(b >> at & 1 for b, at in zip(bits, cell, strict=True))
        )
        return self.sets.box(dict(enumerate(bits))), plain

    def without(self, one: Pair, mask: int) -> Pair:
        kept = {tuple(-1 if mask >> n & 1 else at for n, at in enumerate(cell)) for cell in one[1]}
        plain = frozenset(
            cell
            for cell in self.all
            if tuple(-1 if mask >> n & 1 else at for n, at in enumerate(cell)) in kept
        )
        return self.sets.without(one[0], mask), plain

    def setting(self, one: Pair, variable: int, bits: int) -> Pair:
        plain = frozenset(
            (*cell[:variable], at, *cell[variable + 1 :])
            for cell in one[1]
            for at in range(self.sizes[variable])
            if bits >> at & 1
        )
        return self.sets.setting(one[0], variable, bits), plain

    def cells(self, one: int) -> Plain:
        """Return what a diagram has, by looking up every cell."""
        return frozenset(cell for cell in self.all if self._has(one, cell))

    def _has(self, one: int, cell: tuple[int, ...]) -> bool:
        while one > EVERYTHING:
            edges = self.sets.edges[one]
            bit = 1 << cell[self.sets.level[one]]
            (one,) = [child for child, bits in edges if bits & bit]
        return one == EVERYTHING


@st.composite
def worlds(draw: Callable[[st.SearchStrategy[object]], object]) -> tuple[Both, list[Pair]]:
    """Draw some variables, and sets made of them in every way there is."""
    both = Both(draw(SIZES))
    variables = st.integers(0, len(both.sizes) - 1)
    some: list[Pair] = [(NOTHING, frozenset()), (EVERYTHING, both.all)]
    for _ in range(draw(st.integers(1, 14))):
        one, other = (draw(st.sampled_from(some)) for _ in range(2))
        variable, bits = draw(variables), draw(st.integers(0, 15))
        ways: dict[str, Callable[[], Pair]] = {
            "where": lambda v=variable, b=bits: both.where(v, b),
            "box": lambda: both.box([draw(st.integers(0, 15)) for _ in both.sizes]),
            "both": lambda o=one, p=other: (both.sets.both(o[0], p[0]), o[1] & p[1]),
            "either": lambda o=one, p=other: (both.sets.either(o[0], p[0]), o[1] | p[1]),
            "less": lambda o=one, p=other: (both.sets.less(o[0], p[0]), o[1] - p[1]),
            "inside": lambda o=one, p=other: (both.sets.parted(o[0], p[0])[0], o[1] & p[1]),
            "outside": lambda o=one, p=other: (both.sets.parted(o[0], p[0])[1], o[1] - p[1]),
            "complement": lambda o=one: (both.sets.complement(o[0]), both.all - o[1]),
            "without": lambda o=one, b=bits: both.without(o, b & ((1 << len(both.sizes)) - 1)),
            "setting": lambda o=one, v=variable, b=bits: both.setting(o, v, b),
        }
        some.append(ways[draw(st.sampled_from(sorted(ways)))]())
    return both, some


@given(worlds())
@settings(max_examples=300, deadline=None)
def test_every_operation_is_the_one_on_plain_sets(made: tuple[Both, list[Pair]]) -> None:
    both, some = made
    for diagram, plain in some:
        assert both.cells(diagram) == plain


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_equal_sets_are_one_number(made: tuple[Both, list[Pair]]) -> None:
    _, some = made
    for one, plain in some:
        for other, also in some:
            assert (one == other) is (plain == also)


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_what_is_read_off_a_set(made: tuple[Both, list[Pair]]) -> None:
    both, some = made
    every = range(len(both.sizes))
    for diagram, plain in some:
        assert both.sets.count(diagram, every) == len(plain)
        for variable in every:
            seen = reduce(lambda bits, cell, v=variable: bits | 1 << cell[v], plain, 0)
            assert both.sets.values(diagram, variable) == seen
        depends = [v for v in every if both.without((diagram, plain), 1 << v)[1] != plain]
        assert both.sets.support(diagram) == sum(1 << variable for variable in depends)


@given(worlds())
@settings(max_examples=200, deadline=None)
def test_boxes_are_disjoint_and_together_the_set(made: tuple[Both, list[Pair]]) -> None:
    both, some = made
    for diagram, plain in some:
        covered: list[tuple[int, ...]] = []
        for box in both.sets.boxes(diagram):
            covered += both.box([box.get(n, full) for n, full in enumerate(both.sets.full)])[1]
        assert len(covered) == len(set(covered))
        assert frozenset(covered) == plain


@given(worlds())
@settings(max_examples=100, deadline=None)
def test_a_union_is_one_however_it_is_joined(made: tuple[Both, list[Pair]]) -> None:
    both, some = made
    plain = frozenset(cell for _, cells in some for cell in cells)
    assert both.cells(both.sets.union(diagram for diagram, _ in some)) == plain
    assert both.sets.union([]) == NOTHING


def test_a_count_is_exact_however_large() -> None:
    sets = Sets([10] * 60)
    assert sets.count(EVERYTHING, range(60)) == 10**60
    assert sets.count(sets.where(30, 0b111), range(60)) == 3 * 10**59


def test_the_budget_is_an_answer() -> None:
    def pairs() -> int:
        sets = Sets([2] * 20, budget=50)
        return sets.union(sets.box({at: 2, at + 10: 2}) for at in range(10))

    with pytest.raises(BudgetError):
        pairs()
