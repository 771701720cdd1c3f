"""Atoms of attributes: a value gives for every test what its atom says."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.analysis.values import Values, values_of
from ccdsl.simulate.conditions import COMPARE
from ccdsl.source import Span
from ccdsl.syntax import ast

NOWHERE = Span("", 0, 0)


def _whole(value: int) -> ast.Whole:
    return ast.Whole(text=str(value), value=value, span=NOWHERE)


def _name(text: str) -> ast.Name:
    return ast.Name(text=text, span=NOWHERE)


def _attribute(kind: str, *, length: tuple[int, int] | None = None) -> ast.Attribute:
    return ast.Attribute(
        name=_name("a"),
        type=kind,
        values=(_name("x"), _name("y"), _name("z")) if kind == "one-of" else (),
        length=(_whole(length[0]), _whole(length[1])) if length else None,
        secret=False,
        span=NOWHERE,
    )


def _digits(least: int, most: int) -> list[str]:
    return [
        "".join(one)
        for size in range(least, most + 1)
        for one in product("0123456789", repeat=size)
    ]


def _atom(values: Values, text: str) -> int:
    bits = values.typed(text)
    assert bits.bit_count() == 1
    return bits


BOUNDS = st.lists(st.tuples(st.sampled_from((">", ">=", "<", "<=", "=")), st.integers(0, 40)))


@given(BOUNDS, st.lists(st.integers(0, 40)), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_numbers(bounds: list[tuple[ast.Comparison, int]], equal: list[int], value: int) -> None:
    tested = [_whole(one) for one in equal]
    values = values_of(_attribute("number"), tested, bounds, ())
    atom = _atom(values, str(value))
    for operator, bound in bounds:
        assert bool(values.compared(operator, bound) & atom) is COMPARE[operator](value, bound)
    for one in tested:
        assert bool(values.tested([one]) & atom) is (value == one.value)


@given(BOUNDS, st.integers(1, 3), st.integers(0, 2))
@settings(max_examples=50, deadline=None)
def test_numbers_that_can_be_typed(
    bounds: list[tuple[ast.Comparison, int]], least: int, more: int
) -> None:
    values = values_of(_attribute("number"), [], bounds, ())
    typed = 0
    for text in _digits(least, min(3, least + more)):
        typed |= _atom(values, text)
    assert values.digits(least, min(3, least + more), {}) == typed


@given(st.lists(st.integers(0, 120).map(str)), st.integers(1, 2), st.integers(0, 1))
@settings(max_examples=100, deadline=None)
def test_digits(named: list[str], least: int, more: int) -> None:
    length = (1, 2)
    values = values_of(_attribute("digits", length=length), [_whole_text(n) for n in named], [], ())
    most = min(2, least + more)
    typed = 0
    for text in _digits(*length):
        atom = _atom(values, text)
        for one in named:
            assert bool(values.tested([_whole_text(one)]) & atom) is (text == one)
        if least <= len(text) <= most:
            typed |= atom
    assert values.digits(least, most, {}) == typed


def _whole_text(text: str) -> ast.Whole:
    return ast.Whole(text=text, value=int(text), span=NOWHERE)


@given(st.lists(st.sampled_from(("ana", "bo", "zoe"))), st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_people(named: list[str], least: int, most: int) -> None:
    extensions = {"1": "ana", "22": "bo", "333": "cy"}
    people = ["ana", "bo", "cy"]
    values = values_of(_attribute("person"), [_name(one) for one in named], [], people)
    typed = 0
    for extension, who in extensions.items():
        atom = _atom(values, who)
        for one in named:
            assert bool(values.tested([_name(one)]) & atom) is (who == one)
        if least <= len(extension) <= most:
            typed |= atom
    assert values.digits(least, most, extensions) == typed


@pytest.mark.parametrize("kind", ["one-of", "yes-no"])
def test_listed_values(kind: str) -> None:
    texts = ("x", "y", "z") if kind == "one-of" else ("yes", "no")
    values = values_of(_attribute(kind), [], [], ())
    atoms = [_atom(values, text) for text in texts]
    assert sum(atoms) == values.any_value
    assert [values.tested([_name(text)]) for text in texts] == atoms
