"""Which scenarios are meant: `-k "claims and not (holiday or snow)"`, as test runners have it."""

import re

from ccdsl.record import record

_TOKEN = re.compile(r'\s*([()]|"[^"]*"|[^\s()"]+)')


class ExpressionError(Exception):
    """An expression that cannot be read; its text says why."""


@record
class Expression:
    """An expression over titles, as a list of tokens."""

    tokens: tuple[str, ...]

    def matches(self, title: str) -> bool:
        """Whether a title is meant; words stand anywhere in it, in any case."""
        return _Reader(self.tokens, title.casefold()).whole()


def read_expression(text: str) -> Expression:
    """Return an expression; raises ExpressionError for one that cannot be read."""
    expression = Expression(tokens=tuple(_TOKEN.findall(text)))
    expression.matches("")
    return expression


class _Reader:
    """Reads an expression from left to right and works it out for one title."""

    def __init__(self, tokens: tuple[str, ...], title: str) -> None:
        self.left = list(tokens)
        self.title = title

    def whole(self) -> bool:
        found = self._any()
        if self.left:
            raise ExpressionError(f"`{self.left[0]}` is one too many")
        return found

    def _any(self) -> bool:
        found = self._all()
        while self._next_is("or"):
            found = self._all() or found
        return found

    def _all(self) -> bool:
        found = self._one()
        while self._next_is("and"):
            found = self._one() and found
        return found

    def _one(self) -> bool:
        if self._next_is("not"):
            return not self._one()
        if self._next_is("("):
            found = self._any()
            if not self._next_is(")"):
                raise ExpressionError("a `(` is not closed")
            return found
        if not self.left or self.left[0] in ("and", "or", ")"):
            raise ExpressionError("a word is missing")
        return self.left.pop(0).strip('"').casefold() in self.title

    def _next_is(self, word: str) -> bool:
        if self.left and self.left[0] == word:
            self.left.pop(0)
            return True
        return False
