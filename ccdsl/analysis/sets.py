"""Sets of contacts: multi-valued decision diagrams, each set stored once.

A variable takes one of `sizes[variable]` atoms, 0 and up. A diagram is a number: 0 is the empty
set, 1 is everything, every other one a node that says, for each group of atoms of its variable
(an integer used as a set of bits), which diagram goes on. Variables stand in one order on every
way through a diagram, and equal sets are the same number, so comparing them costs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

NOTHING = 0
EVERYTHING = 1
_LEAF = 1 << 60
BUDGET = 1_000_000
"""How many steps one question to a space may take: half a gigabyte at most."""

Operation = Callable[[int, int], int]
Box = dict[int, int]
"""Some variables, and for each the atoms it may take, as bits."""


class BudgetError(Exception):
    """The question is larger than the budget: the answer is undecided."""


class Sets:
    """All sets over some variables; results are kept, so asking again is cheap."""

    def __init__(self, sizes: Sequence[int], budget: int = BUDGET) -> None:
        """Take the number of atoms of every variable, in the order of the diagrams."""
        self.sizes = tuple(sizes)
        self.full = tuple((1 << size) - 1 for size in sizes)
        self.budget = self.left = budget
        self.level: list[int] = [_LEAF, _LEAF]
        self.edges: list[tuple[tuple[int, int], ...]] = [(), ()]
        self._support: list[int] = [0, 0]
        self._known: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._less: dict[tuple[int, int], int] = {}
        self._parted: dict[tuple[int, int], tuple[int, int]] = {}
        self._without: dict[tuple[int, int], int] = {}

    @contextmanager
    def allowance(self, steps: int | None = None) -> Iterator[None]:
        """Give a question steps of its own, the whole budget if no number is said.

        What it takes is not missing afterwards, so no answer hangs on what was asked before.
        """
        left, self.left = self.left, self.budget if steps is None else steps
        try:
            yield
        finally:
            self.left = left

    def _node(self, level: int, found: dict[int, int]) -> int:
        """Return the diagram with these groups of atoms, by the diagram that each leads to."""
        if len(found) == 1:
            return next(iter(found))
        edges = tuple(sorted(found.items()))
        key = (level, edges)
        node = self._known.get(key)
        if node is None:
            self.left -= 1
            if self.left < 0:
                raise BudgetError
            node = self._known[key] = len(self.level)
            self.level.append(level)
            self.edges.append(edges)
            support = 1 << level
            for child in found:
                support |= self._support[child]
            self._support.append(support)
        return node

    def where(self, variable: int, bits: int) -> int:
        """Return the contacts whose variable takes one of these atoms."""
        full = self.full[variable]
        bits &= full
        if bits in (0, full):
            return EVERYTHING if bits else NOTHING
        return self._node(variable, {NOTHING: full & ~bits, EVERYTHING: bits})

    def box(self, box: Box) -> int:
        """Return the contacts that lie in a box."""
        found = EVERYTHING
        for variable in sorted(box, reverse=True):
            full, bits = self.full[variable], box[variable] & self.full[variable]
            if not bits:
                return NOTHING
            if bits != full:
                found = self._node(variable, {NOTHING: full & ~bits, found: bits})
        return found

    def both(self, one: int, other: int) -> int:
        """Return what lies in both sets."""
        if other in (one, EVERYTHING):
            return one
        if one == EVERYTHING:
            return other
        if not one or not other:
            return NOTHING
        key = (one, other) if one < other else (other, one)
        known = self._both.get(key)
        if known is None:
            known = self._both[key] = self._combine(self.both, one, other)
        return known

    def either(self, one: int, other: int) -> int:
        """Return what lies in one set or the other."""
        if one == other or not other:
            return one
        if not one:
            return other
        if EVERYTHING in (one, other):
            return EVERYTHING
        key = (one, other) if one < other else (other, one)
        known = self._either.get(key)
        if known is None:
            known = self._either[key] = self._combine(self.either, one, other)
        return known

    def less(self, one: int, other: int) -> int:
        """Return what lies in the first set and not in the second."""
        if not other or not one:
            return one
        if other in (one, EVERYTHING):
            return NOTHING
        known = self._less.get((one, other))
        if known is None:
            known = self._less[(one, other)] = self._combine(self.less, one, other)
        return known

    def parted(self, one: int, other: int) -> tuple[int, int]:
        """Return what of a set lies in another, and what does not: both at the price of one."""
        if not one or not other:
            return NOTHING, one
        if other in (one, EVERYTHING):
            return one, NOTHING
        known = self._parted.get((one, other))
        if known is None:
            known = self._parted[(one, other)] = self._part(one, other)
        return known

    def _part(self, one: int, other: int) -> tuple[int, int]:
        """Go down both diagrams at once; what is plain is told without asking again."""
        self.left -= 1
        if self.left < 0:
            raise BudgetError
        first, second = self.level[one], self.level[other]
        mine = self.edges[one] if first <= second else ((one, self.full[second]),)
        theirs = self.edges[other] if second <= first else ((other, self.full[first]),)
        inside: dict[int, int] = {}
        outside: dict[int, int] = {}
        for child, bits in mine:
            for other_child, other_bits in theirs:
                shared = bits & other_bits
                if not shared:
                    continue
                if not other_child:
                    within, without = NOTHING, child
                elif other_child in (child, EVERYTHING):
                    within, without = child, NOTHING
                else:
                    within, without = self.parted(child, other_child)
                inside[within] = inside.get(within, 0) | shared
                outside[without] = outside.get(without, 0) | shared
        level = min(first, second)
        return self._node(level, inside), self._node(level, outside)

    def _combine(self, operation: Operation, one: int, other: int) -> int:
        """Go down both diagrams at once, group of atoms by group of atoms."""
        self.left -= 1
        if self.left < 0:
            raise BudgetError
        first, second = self.level[one], self.level[other]
        level = min(first, second)
        found: dict[int, int] = {}
        if first != second:
            alone = self.edges[one if first < second else other]
            for child, bits in alone:
                made = operation(child, other) if first < second else operation(one, child)
                found[made] = found.get(made, 0) | bits
            return self._node(level, found)
        theirs = self.edges[other]
        for child, bits in self.edges[one]:
            for other_child, other_bits in theirs:
                shared = bits & other_bits
                if shared:
                    made = operation(child, other_child)
                    found[made] = found.get(made, 0) | shared
        return self._node(level, found)

    def common(self, sets: Iterable[int]) -> int:
        """Return what lies in every set; everything where there is none."""
        found = EVERYTHING
        for one in sets:
            found = self.both(found, one)
        return found

    def complement(self, one: int) -> int:
        """Return what does not lie in a set."""
        return self.less(EVERYTHING, one)

    def union(self, sets: Iterable[int]) -> int:
        """Return what lies in some set; joined pair by pair, which keeps diagrams small."""
        level = list(sets)
        while len(level) > 1:
            pairs = [self.either(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
            level = pairs + level[len(level) - len(level) % 2 :]
        return level[0] if level else NOTHING

    def without(self, one: int, variables: int) -> int:
        """Return the set with some variables (bits by their place) free to be anything."""
        support = self._support[one]
        variables &= support
        if not variables:
            return one
        if variables == support:
            return EVERYTHING
        known = self._without.get((one, variables))
        if known is not None:
            return known
        self.left -= 1
        level = self.level[one]
        if variables >> level & 1:
            made = self.union(self.without(child, variables) for child, _ in self.edges[one])
        else:
            found: dict[int, int] = {}
            for child, bits in self.edges[one]:
                kept = self.without(child, variables)
                found[kept] = found.get(kept, 0) | bits
            made = self._node(level, found)
        self._without[(one, variables)] = made
        return made

    def only(self, one: int, variables: int) -> int:
        """Return the set with all but some variables (bits by their place) free to be anything."""
        return self.without(one, ~variables)

    def setting(self, one: int, variable: int, bits: int) -> int:
        """Return where contacts are once a variable has been set to one of these atoms."""
        return self.both(self.without(one, 1 << variable), self.where(variable, bits))

    def support(self, one: int) -> int:
        """Return the variables that a set depends on, as bits by their place."""
        return self._support[one]

    def count(self, one: int, variables: Sequence[int]) -> int:
        """Return how many cells of these variables (ascending) lie in a set of no others."""
        known: dict[tuple[int, int], int] = {}

        def below(node: int, place: int) -> int:
            if not node:
                return 0
            if place == len(variables):
                return 1
            key = (node, place)
            if key not in known:
                variable = variables[place]
                if self.level[node] == variable:
                    known[key] = sum(
                        bits.bit_count() * below(child, place + 1)
                        for child, bits in self.edges[node]
                    )
                else:
                    known[key] = self.sizes[variable] * below(node, place + 1)
            return known[key]

        return below(one, 0)

    def boxes(self, one: int) -> Iterator[Box]:
        """Yield disjoint boxes that together are the set, in the order of the diagram."""
        if one == EVERYTHING:
            yield {}
        for child, bits in self.edges[one]:
            if child:
                for box in self.boxes(child):
                    yield {self.level[one]: bits, **box}

    def values(self, one: int, variable: int) -> int:
        """Return the atoms that a variable takes somewhere in a set, as bits."""
        kept = self.only(one, 1 << variable)
        if kept <= EVERYTHING:
            return self.full[variable] if kept else 0
        return sum(bits for child, bits in self.edges[kept] if child)
