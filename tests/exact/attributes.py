"""Concrete values of attributes: one at least for each way in which all their tests come out."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from random import Random

from ccdsl.model.flow import AnyNode, CollectNode, MenuNode
from ccdsl.simulate.center import Center
from ccdsl.simulate.conditions import literal
from ccdsl.syntax import ast

_DIGITS = "0123456789"
_PHONE_LENGTHS = range(5, 16)
_SAMPLES = 6
"""So many numbers of every length are tried at random."""


def equals(kind: str, value: str, test: ast.Value) -> bool:
    """Whether a value is one of those that a literal means."""
    if isinstance(test, ast.Prefix):
        return value.startswith(test.digits)
    if kind == "number":
        return int(value) == int(literal(test))
    return value == literal(test)


def compares(value: int, operator: str, bound: int) -> bool:
    """Whether two figures stand in a relation."""
    return {
        ">": value > bound,
        ">=": value >= bound,
        "<": value < bound,
        "<=": value <= bound,
        "=": value == bound,
    }[operator]


class Domain:
    """The values of one attribute that are told apart, the first tested or typed first."""

    def __init__(
        self,
        center: Center,
        declared: ast.Attribute,
        nodes: Sequence[object],
        steps: Iterable[AnyNode],
        random: Random,
    ) -> None:
        """Gather candidates, and keep one of those that nothing tells apart.

        `nodes` are all that is written in the center, `steps` the nodes of its flows.
        """
        self.center, self.declared, self.random = center, declared, random
        name = declared.name.text
        self.nodes = nodes
        self.tests = [
            node
            for node in nodes
            if isinstance(node, ast.AttributeTest | ast.AttributeCompare)
            and node.attribute.text == name
        ]
        steps = list(steps)
        collects = [one for one in steps if isinstance(one, CollectNode)]
        self.collects = [one for one in collects if one.store == name]
        menus = [one for one in steps if isinstance(one, MenuNode)]
        self.pressed = [key.key for menu in menus for key in menu.keys if key.store == name]
        found: dict[Hashable, str] = {}
        for value in (*self._candidates(), *self.pressed):
            typed = tuple(self.can_be_typed(one, value) for one in self.collects)
            found.setdefault((self._outcomes(value), typed), value)
        self.values = list(found.values())

    def holds(self, test: ast.AttributeTest | ast.AttributeCompare, value: str | None) -> bool:
        """Whether a test holds of a value; None is unset."""
        if value is None:
            return False
        if isinstance(test, ast.AttributeCompare):
            return compares(int(value), test.operator, test.bound.value)
        return any(equals(self.declared.type, value, one) for one in test.values)

    def stands_for(self, value: str) -> str:
        """Return a value of the domain that no test tells from this one."""
        outcomes = self._outcomes(value)
        return next(one for one in self.values if self._outcomes(one) == outcomes)

    def can_be_typed(self, step: CollectNode, value: str) -> bool:
        """Whether a collect can store a value: leading zeros count as digits."""
        match self.declared.type:
            case "number":
                return len(value) <= step.most
            case "person":
                return any(
                    self.center.extensions[one] == value and step.least <= len(one) <= step.most
                    for one in self.center.extensions
                )
            case "phone":
                count = len(value) - 1
                return count in _PHONE_LENGTHS and step.least <= count <= step.most
            case _:
                return step.least <= len(value) <= step.most

    def _outcomes(self, value: str) -> tuple[Hashable, ...]:
        """Return what tells values apart: a little more than whether their tests hold."""
        match self.declared.type:
            case "one-of" | "yes-no":
                return (value,)
            case "number":
                bounds = [int(literal(one)) for one in self._tested()]
                return tuple((int(value) < bound, int(value) > bound) for bound in bounds)
            case _:
                return tuple(equals(self.declared.type, value, one) for one in self._tested())

    def _tested(self) -> Iterator[ast.Value]:
        for test in self.tests:
            yield from test.values if isinstance(test, ast.AttributeTest) else (test.bound,)

    def _literals(self) -> Iterator[ast.Value]:
        name = self.declared.name.text
        yield from self._tested()
        for node in self.nodes:
            if isinstance(node, ast.SetAttribute) and node.attribute.text == name:
                yield node.value

    def _candidates(self) -> Iterator[str]:
        match self.declared.type:
            case "one-of":
                yield from (value.text for value in self.declared.values)
            case "yes-no":
                yield from ("yes", "no")
            case "person":
                yield from sorted(self.center.program.people or {})
            case "number":
                yield from self._numbers()
            case "text":
                yield "words"
            case _:
                yield from self._numerals()

    def _numbers(self) -> Iterator[str]:
        bounds = {int(literal(one)) for one in self._literals()} | {0}
        bounds |= {10**step.most for step in self.collects}
        near = {bound + more for bound in bounds for more in (-1, 0, 1)}
        yield from (str(one) for one in sorted(near) if one >= 0)

    def _numerals(self) -> Iterator[str]:
        """Yield digits or phone numbers: those written, and longer and shorter ones at random."""
        first, lengths = "", range(1, 16)
        if self.declared.type == "phone":
            first, lengths = "+", _PHONE_LENGTHS
        elif self.declared.length is not None:
            least, most = self.declared.length
            lengths = range(least.value, most.value + 1)
        begun = {first}
        for one in self._literals():
            begun.add(literal(one))
            if not isinstance(one, ast.Prefix):
                yield literal(one)
        for start in sorted(begun):
            for length in lengths:
                rest = length + len(first) - len(start)
                for _ in range(_SAMPLES if rest > 0 else 0):
                    yield start + "".join(self.random.choices(_DIGITS, k=rest))
