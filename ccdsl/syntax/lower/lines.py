"""The lines of a declaration's body: gathered, counted, and missed where they must be there."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ccdsl.diagnostics import Label, Problems
from ccdsl.record import worker
from ccdsl.source import Span
from ccdsl.syntax.ast import Name, NoExit, Treatment


@worker
class Context:
    """What builders know beside their children: the file, and where to say what is wrong."""

    path: str
    problems: Problems


class Line(NamedTuple):
    """One line of a body: the name of its alternative in the grammar, and its children."""

    key: str
    children: list[Any]
    span: Span


Builder = Callable[[Context, Span, list[Any]], Any]


def line_builder(key: str) -> Builder:
    """Return the builder of a line that stays as it is until its declaration is built."""

    def build(_: Context, span: Span, children: list[Any]) -> Line:
        return Line(key, children, span)

    return build


WORDS = {
    "center_languages": "languages",
    "csv_file": "file",
    "maximum": "max",
    "data_source": "data-source",
    "routing_line": "routing",
    "overflow_line": "overflow",
    "after_hours_line": "after-hours",
    "hours_line": "hours",
    "require_when": "when",
    "arrival": "voice",
    "rule_otherwise": "otherwise",
}
"""How a line's key is written in the source, where that is not the key with hyphens."""


def written(key: str) -> str:
    """Return the word that a line of this key begins with."""
    return WORDS.get(key, key.replace("_", "-"))


class Body:
    """The lines of one declaration or step, by key."""

    def __init__(self, context: Context, what: str, name: Name, lines: Iterable[Any]) -> None:
        """Take the lines of `what` (as in "queue `claims`"); None stands for an empty body."""
        self.context = context
        self.what = what
        self.name = name
        self.lines = [line for line in lines if line is not None]

    def many(self, *keys: str) -> list[Line]:
        """Return all lines with one of these keys, in order."""
        return [line for line in self.lines if isinstance(line, Line) and line.key in keys]

    def nodes(self, *types: type) -> list[Any]:
        """Return all finished parts of these types, in order."""
        return [line for line in self.lines if isinstance(line, types)]

    def one(self, *keys: str) -> Line | None:
        """Return the only line with one of these keys; a second one is reported."""
        found = self.many(*keys)
        for extra in found[1:]:
            word = written(extra.key)
            self.context.problems.error(
                "CC008",
                f"`{word}` is written twice in {self.what}",
                extra.span,
                help="keep one of the two lines",
                labels=[Label(span=found[0].span, text="the first one is here")],
            )
        return found[0] if found else None

    def value(self, *keys: str) -> Any:
        """Return the first child of the only such line, or None."""
        line = self.one(*keys)
        return line.children[0] if line else None

    def needed(self, key: str, example: str) -> Any:
        """Return the first child of a line that must be there; reports its absence."""
        line = self.one(key)
        if line is None:
            self.missing(written(key), example)
            return None
        return line.children[0]

    def missing(self, word: str, example: str) -> None:
        """Report that a line is not there, and what it looks like."""
        self.context.problems.error(
            "CC009",
            f"{self.what} has no `{word}` line",
            self.name.span,
            help=f"add a line like `{example}`",
        )

    def name_or_missing(self, key: str, example: str) -> Name:
        """Return a name that must be there, or an empty one."""
        return self.needed(key, example) or Name(text="", span=self.name.span)

    def treatment(self, key: str) -> Treatment:
        """Return the treatment of an outcome that must be handled."""
        line = self.one(key)
        if line is not None:
            result: Treatment = line.children[0]
            return result
        word = written(key)
        self.context.problems.error(
            "CC201",
            f"{self.what} does not say what happens on `{word}`",
            self.name.span,
            help=f"add a line like `{word} -> hang-up`",
        )
        span = self.name.span
        return Treatment(actions=(), exit=NoExit(span=span), span=span)
