"""Sets of telephone numbers: whole numbers, and all that begin with a prefix."""

from collections.abc import Iterable


class Numbers:
    """A set of numbers; `exact` are whole ones, `lengths` those that prefixes have."""

    __slots__ = ("exact", "lengths", "prefixes")

    def __init__(self, numbers: Iterable[str], prefixes: Iterable[str]) -> None:
        """Take whole numbers, and prefixes with or without their `*`."""
        self.exact = frozenset(numbers)
        self.prefixes = frozenset(prefix.removesuffix("*") for prefix in prefixes)
        self.lengths = tuple(sorted({len(prefix) for prefix in self.prefixes}))

    def has(self, number: str) -> bool:
        """Whether a number is one of these."""
        if number in self.exact:
            return True
        prefixes = self.prefixes
        return any(number[:length] in prefixes for length in self.lengths)

    def joined(self, others: Iterable["Numbers"]) -> "Numbers":
        """Return the numbers of all of them."""
        every = [self, *others]
        return Numbers(
            (number for one in every for number in one.exact),
            (prefix for one in every for prefix in one.prefixes),
        )
