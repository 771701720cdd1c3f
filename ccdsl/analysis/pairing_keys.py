"""The same keys at two menus: attempt by attempt, until one of them has heard enough.

What a menu does not offer is wrong there. Whoever has had fewer attempts, or pressed what only its
menu offers, goes on; the other is asked again, alone.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ccdsl.analysis.places import Move
from ccdsl.model.flow import MenuNode

SILENT = "-"
"""No answer to one attempt."""
_KEYS = (*"0123456789", "star", "pound")


class Same(NamedTuple):
    """Moves of two contacts by the same choice; `alone` is which of them is asked again then."""

    one: Move
    other: Move
    alone: int | None = None


def same_keys(
    nodes: tuple[MenuNode, MenuNode], moves: tuple[Sequence[Move], Sequence[Move]]
) -> Iterator[Same]:
    """Yield what the same answers make of two contacts, each told answer by answer."""
    offered = [{key.key for key in node.keys} for node in nodes]
    # Two keys at once are never offered.
    wrong = next((key for key in _KEYS if key not in offered[0] | offered[1]), "99")
    for move in moves[0]:
        for match in moves[1]:
            for answers in _together(nodes, offered, (move, match), wrong):
                yield Same(_by(move, answers), _by(match, answers))
    for first in (0, 1):
        last = 1 - first
        for move in moves[first]:
            for answers in _before(nodes, offered, move, wrong, first):
                for match in moves[last]:
                    more = _by(match, _going_on(nodes[last], match, answers, wrong))
                    both = (_by(move, answers), more)
                    yield Same(both[first], both[last], alone=last)


_Answers = tuple[str, ...]


def _together(
    nodes: Sequence[MenuNode], offered: Sequence[set[str]], moves: tuple[Move, Move], wrong: str
) -> Iterator[_Answers]:
    """Yield answers after which both have heard enough at once."""
    kinds = {move.label.kind for move in moves}
    repeats = [node.repeat for node in nodes]
    keys = [move.label.name for move in moves if move.label.kind == "key"]
    if len(kinds) == 1 and len(set(keys)) == 1:
        yield (keys[0],)
    elif kinds == {"key", "invalid"}:
        side = 0 if moves[1].label.kind == "key" else 1
        if keys[0] not in offered[side] and repeats[side] <= repeats[1 - side]:
            yield (*[SILENT] * repeats[side], keys[0])
    elif repeats[0] == repeats[1] and kinds == {"silence"}:
        yield (SILENT,) * (repeats[0] + 1)
    elif repeats[0] == repeats[1] and kinds == {"invalid"}:
        yield (*[SILENT] * repeats[0], wrong)


def _before(
    nodes: Sequence[MenuNode], offered: Sequence[set[str]], move: Move, wrong: str, first: int
) -> Iterator[_Answers]:
    """Yield answers after which one has heard enough, and the other is asked again."""
    mine, theirs = nodes[first].repeat, nodes[1 - first].repeat
    match move.label.kind:
        case "key":
            if theirs and move.label.name not in offered[1 - first]:
                yield (move.label.name,)
        case "silence":
            if mine < theirs:
                yield (SILENT,) * (mine + 1)
        case _:
            if mine < theirs:
                yield (*[SILENT] * mine, wrong)


def _going_on(node: MenuNode, move: Move, answers: _Answers, wrong: str) -> _Answers:
    """Return answers and more of them, by which a menu that asks again makes a move."""
    left = node.repeat + 1 - len(answers)
    match move.label.kind:
        case "key":
            return (*answers, move.label.name)
        case "silence":
            return (*answers, *[SILENT] * left)
        case _:
            return (*answers, *[SILENT] * (left - 1), wrong)


def _by(move: Move, answers: _Answers) -> Move:
    """Return a move that is made by these answers."""
    label = move.label._replace(name=" ".join(answers))
    return Move(move.source, move.target, move.guard, move.look, label, move.sets, move.heard)
