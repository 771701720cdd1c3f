"""Keys that mean two things."""

from collections.abc import Iterator, Sequence

from ccdsl.diagnostics import Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import first_here, repeats
from ccdsl.source import Span
from ccdsl.syntax import ast

_KEYS = 10


@rule("CC214", Severity.ERROR)
def key_used_twice(program: Program, facts: Facts) -> Iterator[Finding]:
    """Key is used twice.

    Why: a caller who presses it would mean either of the two. A range of keys uses each of them.
    Example:
        script hello version 1 in-service {
          start { -> top }
          menu top {
            say hello
            key 1 "Help" -> queue help
            key 1 "Goodbye" -> hang-up    # CC214
            no-input -> hang-up
            invalid -> hang-up
          }
        }
    Use instead: another key.
    """
    del facts
    for _, menu in program.nodes(ast.Menu):
        keys = [*_single(menu.keys), *_ranged(menu.ranges)]
        yield from _twice(f"menu `{menu.name.text}`", sorted(keys, key=lambda one: one[1].start))
    for _, queue in program.nodes(ast.Queue):
        yield from _twice(f"queue `{queue.name.text}`", list(_single(queue.keys)))


def _single(lines: Sequence[ast.KeyLine]) -> Iterator[tuple[str, Span]]:
    for line in lines:
        yield line.key.keys, line.key.span


def _ranged(ranges: Sequence[ast.KeyRange]) -> Iterator[tuple[str, Span]]:
    for line in ranges:
        for digit in range(line.first.value, min(line.last.value + 1, _KEYS)):
            yield str(digit), line.first.span.to(line.last.span)


def _twice(where: str, keys: Sequence[tuple[str, Span]]) -> Iterator[Finding]:
    told: set[Span] = set()
    for (key, span), (_, first) in repeats(keys, lambda one: one[0]):
        if span not in told:  # Two ranges that share several keys are one mistake.
            told.add(span)
            yield Finding(
                message=f"key {key} is used twice in {where}",
                span=span,
                help="use another key",
                labels=first_here(first, "it is used here already"),
            )
