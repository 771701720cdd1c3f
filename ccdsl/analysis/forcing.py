"""Where a caller can come by pressing keys, whatever the world chooses.

A game between the caller and the world: the caller chooses at menus, collects and with the keys of
a queue, and may choose by what was heard; the world chooses everything else, and the caller must
come to the goal against every choice of it.
"""

from collections.abc import Iterator
from dataclasses import field

from ccdsl.analysis.claims import Violation, goals_of, told
from ccdsl.analysis.lasting import lasting
from ccdsl.analysis.moving import typing
from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.sets import NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import who_reaches
from ccdsl.model.flow import CollectNode
from ccdsl.record import worker
from ccdsl.syntax import ast

_CALLERS = ("key", "silence", "invalid", "filled", "press")


def unforced(walk: Walk, claim: ast.ReachesWithin) -> Iterator[Violation]:
    """Yield, for every goal, that some contacts cannot be sure to come there."""
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
            what = f"cannot be sure to reach {told(goal)} with {keys}"
            yield _shown(game, losing, what)


def _shown(game: "_Game", losing: int, what: str) -> Violation:
    """Return that contacts cannot be sure to win, so that one of them is shown who does not.

    It presses nothing, and whatever the world chooses leaves it where no keys are sure to help:
    to an end, or to a line in which it waits for ever, or may wait no longer; else it goes round.
    """
    walk, sets = game.walk, game.walk.space.sets
    ends = {n: game.lost(n) for n, at in walk.reached() if at.kind == "end"}
    lines = {n: game.lost(n) for n, at in walk.reached() if at.node == WAITING}
    for_ever = {n: sets.both(who, lasting(walk, walk.places[n])) for n, who in lines.items()}
    for goals in (ends, for_ever, lines, {n: game.lost(n) for n in walk.begin}):
        if sets.both(losing, who_reaches(walk, goals, game.in_vain)):
            break
    return Violation(goals=goals, allowed=game.in_vain, what=what, contacts=losing, lead=False)


@worker
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

    def lost(self, number: int) -> int:
        """Return who is not sure to come from a place to a goal with all the keys."""
        return self.walk.space.sets.complement(self.sure[-1].get(number, NOTHING))

    def in_vain(self, move: Move) -> int:
        """Return for whom a move without a key comes from where no keys are sure to help."""
        is_pressed = move.label.kind in _CALLERS and move.label.kind != "silence"
        return NOTHING if is_pressed else self.lost(move.source)

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
        chosen = [
            self._by_caller(part, keys - cost)
            for move in moves
            if move.label.kind in _CALLERS
            for part, cost in _pressed(self.walk, place, move, keys)
        ]
        others = [move for move in moves if move.label.kind not in _CALLERS]
        # In line the caller may press at once, or wait for what the world does.
        kept = lasting(self.walk, place) if place.node == WAITING else NOTHING
        sure = sets.less(self._against(number, others, keys), kept)
        return sets.union([*chosen, sure])

    def _by_caller(self, move: Move, left: int) -> int:
        """Return who wins by a choice of the caller after which so many keys are left."""
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


def _pressed(walk: Walk, place: Place, move: Move, keys: int) -> Iterator[tuple[Move, int]]:
    """Yield the ways to make a choice of the caller with some keys, and how many each takes.

    What comes last decides between silence and a wrong entry: silence, and then one wrong key.
    """
    flow = walk.space.center.flows.get(place.flow)
    node = flow.nodes.get(place.node) if flow is not None else None
    match move.label.kind:
        case "silence":
            yield move, 0
        case "filled" if isinstance(node, CollectNode):
            yield from _typed(walk, node, move, int(place.channel == "voice"), keys)
        case _:
            yield move, 1


def _typed(
    walk: Walk, node: CollectNode, move: Move, ending: int, keys: int
) -> Iterator[tuple[Move, int]]:
    """Yield what can be entered with some keys, of which `ending` it takes to end it."""
    for most in range(node.least, min(node.most, keys - ending) + 1):
        sets = typing(walk.space, node, most)
        if sets is not None:
            part = Move(move.source, move.target, move.guard, move.look, move.label, sets)
            yield part, most + ending
