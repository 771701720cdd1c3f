"""One way to write each thing: where the language allows two, the one that is printed.

Every choice leaves the tree as it is, and none is made across a comment.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ccdsl.syntax.lexer import Lexed, Token
from ccdsl.syntax.print_structure import Structure

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LISTED = frozenset(("entry_in", "channel_in", "language_in", "attribute_in"))
_SHORTEST_RANGE = 3
_SINGLE = 3
"""The tokens of `SUBJECT in VALUE`."""


class Change(NamedTuple):
    """Put `put` in the place of the characters from `start` to before `end`."""

    start: int
    end: int
    put: str


def choose(text: str, lexed: Lexed, found: Structure) -> str:
    """Return `text` with every choice made."""
    changes = sorted((*_braces(lexed, found), *_tests(lexed, found), *_days(lexed, found)))
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.put]
        at = change.end
    return "".join((*parts, text[at:]))


def _braces(lexed: Lexed, found: Structure) -> Iterator[Change]:
    """Take the brackets off a treatment that is only an exit."""
    tokens = lexed.tokens
    for node in found.treatments.values():
        inner = found.statements.get(node.start + 1)
        if tokens[node.start].key != "{" or inner is None or inner.end != node.end - 1:
            continue
        opens, begins = tokens[node.start], tokens[node.start + 1]
        ends, closes = tokens[node.end - 2], tokens[node.end - 1]
        if begins.key != "->" or _comment_in(lexed, opens.end, begins.start):
            continue
        if not _comment_in(lexed, ends.end, closes.start):
            yield Change(opens.start, begins.start, "")
            yield Change(ends.end, closes.end, "")


def _tests(lexed: Lexed, found: Structure) -> Iterator[Change]:
    """Write `is` where `in` has one value."""
    for node in found.tests:
        word = lexed.tokens[node.start + 1]
        if node.kind in _LISTED and word.key == "in" and node.end - node.start == _SINGLE:
            yield Change(word.start, word.end, "is")


def _days(lexed: Lexed, found: Structure) -> Iterator[Change]:
    """Write days in the order of the week, three or more in a row as a range."""
    for node in found.days:
        words = lexed.tokens[node.start : node.end]
        put = ", ".join(_ranges(_set_of(words)))
        start, end = words[0].start, words[-1].end
        is_put = put == ", ".join(word.text for word in words if word.key != ",")
        if not is_put and not _comment_in(lexed, start, end):
            yield Change(start, end, put)


def _set_of(words: Sequence[Token]) -> set[int]:
    days: set[int] = set()
    for word in words:
        if word.key != ",":
            first, _, last = word.text.partition("-")
            start, end = _DAYS.index(first), _DAYS.index(last or first)
            days |= {(start + more) % 7 for more in range((end - start) % 7 + 1)}
    return days


def _ranges(days: set[int]) -> Iterator[str]:
    """Yield a set of days as ranges and single days; a range over the weekend comes last."""
    for run in _runs(days):
        if len(run) < _SHORTEST_RANGE:
            yield from (_DAYS[day] for day in run)
        else:
            yield f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}"


def _runs(days: set[int]) -> list[list[int]]:
    """Return the days that follow each other, Monday first."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == len(_DAYS) - 1:
        around = runs[-1] + runs[0]
        if len(around) >= _SHORTEST_RANGE:
            return [*runs[1:-1], around]
    return runs


def _comment_in(lexed: Lexed, start: int, end: int) -> bool:
    at = bisect_left(lexed.comments, start, key=lambda comment: comment.start)
    return at < len(lexed.comments) and lexed.comments[at].start < end
