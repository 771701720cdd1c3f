"""The few rules that together take some contacts."""

from collections.abc import Mapping
from typing import NamedTuple

from ccdsl.analysis.asking import Context
from ccdsl.analysis.comers import First
from ccdsl.analysis.walking import Walk

Meant = Mapping[Context, int]
"""By context, the contacts that a rule is for."""
_MOST_COMPARED = 40
"""Where more rules take some of the contacts, no few are looked for."""
_MOST_TOLD = 4


class Few(NamedTuple):
    """Rules by number, from 1: all `takers`, and the few of them `told`; `more` are left out."""

    takers: tuple[int, ...]
    told: tuple[int, ...]
    more: int = 0


NOBODY = Few((), ())


def few_takers(walk: Walk, asked: Mapping[Context, First], meant: Meant, before: int) -> Few:
    """Return the rules before one that take some contacts, and a few that are for all of those.

    Few are found greedily, always the rule that is for most of the contacts that are left; none of
    them is spare.
    """
    sizes: dict[int, int] = {}
    for context, who in meant.items():
        for number, taken in asked[context].takers(who, before):
            sizes[number] = sizes.get(number, 0) + _count(walk, taken)
    takers = tuple(sorted(sizes))
    if len(takers) > _MOST_COMPARED:
        found = sorted(takers, key=lambda number: -sizes[number])
    else:
        found = _needed(walk, asked, meant, _greedy(walk, asked, meant, takers))
    told = found if len(found) <= _MOST_TOLD else found[: _MOST_TOLD - 1]
    return Few(takers, tuple(sorted(told)), len(found) - len(told))


def _greedy(
    walk: Walk, asked: Mapping[Context, First], meant: Meant, takers: tuple[int, ...]
) -> list[int]:
    sets, found = walk.space.sets, list[int]()
    left = {context: who for context, who in meant.items() if who}
    while left:
        taken = {
            number: sum(
                _count(walk, sets.both(who, asked[context].holds[number - 1]))
                for context, who in left.items()
            )
            for number in takers
            if number not in found
        }
        if not any(taken.values()):
            break
        best = max(taken, key=lambda number: (taken[number], -number))
        found.append(best)
        rest = {c: sets.less(who, asked[c].holds[best - 1]) for c, who in left.items()}
        left = {context: who for context, who in rest.items() if who}
    return found


def _needed(
    walk: Walk, asked: Mapping[Context, First], meant: Meant, found: list[int]
) -> list[int]:
    """Return the rules without those that the others make spare."""
    kept = list(found)
    for one in found:
        others = [number for number in kept if number != one]
        if all(_are_taken(walk, asked[context], who, others) for context, who in meant.items()):
            kept = others
    return kept


def _are_taken(walk: Walk, first: First, who: int, numbers: list[int]) -> bool:
    for number in numbers:
        who = walk.space.sets.less(who, first.holds[number - 1])
    return not who


def _count(walk: Walk, contacts: int) -> int:
    return walk.space.sets.count(contacts, range(len(walk.space.sets.sizes)))
