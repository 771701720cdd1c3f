"""Where a caller can come by pressing keys, whatever the world chooses.

A game between the caller and the world: the caller chooses at menus, collects and with the keys of
a queue, and may choose by what was heard; the world chooses everything else, and the caller must
come to the goal against every choice of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ccdsl.analysis.claims import goals_of
from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.model.flow import CollectNode, MenuNode
from ccdsl.syntax import ast

_CALLERS = ("key", "silence", "invalid", "filled", "press")


def unforced(walk: Walk, claim: ast.ReachesWithin) -> Iterator[tuple[str, int]]:
    """Yield, for every goal, the contacts as they arrive that cannot be sure to come there."""
    sets = walk.space.sets
    for goal in claim.goals:
        game = _Game(walk, goals_of(walk, (goal,), arrived=True), claim.keys.value)
        winning = game.play()
        losing = sets.union(
            sets.less(contacts, winning.get(begin, NOTHING))
            for begin, contacts in walk.begin.items()
        )
        if losing:
            keys = "1 key" if claim.keys.value == 1 else f"{claim.keys.value} keys"
            yield f"no {keys} are sure to lead there", losing


@dataclass(slots=True, eq=False, repr=False)
class _Game:
    """The game; `sure[k]` has who is sure to win at each place with k keys left."""

    walk: Walk
    goals: dict[int, int]
    keys: int
    sure: list[dict[int, int]] = field(default_factory=list)

    def play(self) -> dict[int, int]:
        """Return who is sure to come to a goal, place by place, with all the keys."""
        for keys in range(self.keys + 1):
            self.sure.append(dict(self.goals))
            self._settle(keys)
        return self.sure[-1]

    def _settle(self, keys: int) -> None:
        """Go on until nobody else is sure to win."""
        changed = True
        order = [number for number, _ in self.walk.reached()][::-1]
        while changed:
            changed = False
            for number in order:
                if number in self.goals:
                    continue
                before = self.sure[keys].get(number, NOTHING)
                after = self._at(number, keys)
                if after != before:
                    self.sure[keys][number] = after
                    changed = True

    def _at(self, number: int, keys: int) -> int:
        place, moves = self.walk.places[number], self.walk.moves(number)
        sets = self.walk.space.sets
        chosen = [self._by_caller(move, keys) for move in moves if move.label.kind in _CALLERS]
        others = [move for move in moves if move.label.kind not in _CALLERS]
        if place.node == WAITING or (chosen and not others):
            return sets.union(chosen)
        return self._against(number, others, keys)

    def _by_caller(self, move: Move, keys: int) -> int:
        """Return who wins by a choice of the caller."""
        left = keys - _pressed(self.walk, self.walk.places[move.source], move)
        if left < 0:
            return NOTHING
        return self.walk.before(self.sure[left].get(move.target, NOTHING), move)

    def _against(self, number: int, moves: list[Move], keys: int) -> int:
        """Return who wins whatever the world chooses; who cannot move has lost."""
        sets = self.walk.space.sets
        won, lost = NOTHING, NOTHING
        for move in moves:
            sure = self.sure[keys].get(move.target, NOTHING)
            won = sets.either(won, self.walk.before(sure, move))
            lost = sets.either(lost, self.walk.before(sets.complement(sure), move))
        return sets.both(self.walk.come[number], sets.less(won, lost))


def _pressed(walk: Walk, place: Place, move: Move) -> int:
    """Return how many keys a choice of the caller takes."""
    flow = walk.space.center.flows.get(place.flow)
    node = flow.nodes.get(place.node) if flow is not None else None
    repeat = node.repeat if isinstance(node, MenuNode | CollectNode) else 0
    match move.label.kind:
        case "silence":
            return 0
        case "invalid":
            return repeat + 1
        case "filled":
            least = node.least if isinstance(node, CollectNode) else 1
            return least + (1 if place.channel == "voice" else 0)
        case _:
            return 1
