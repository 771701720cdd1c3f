"""What a claim of a requirement forbids: where a contact must not come, and by which ways."""

from collections.abc import Iterator
from typing import assert_never

from ccdsl.analysis.lasting import lasting
from ccdsl.analysis.places import WAITING, Move, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Allowed, Goals, unlimited
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Violation:
    """A way in which a claim does not hold: a contact comes to a goal by moves that are allowed.

    `goals` are places by number and who must not come there; `what` says it in words.
    """

    goals: Goals
    allowed: Allowed
    what: str


PathClaim = ast.Ends | ast.Only | ast.Passes | ast.HearsBefore


def violations(walk: Walk, claim: PathClaim) -> Iterator[Violation]:
    """Yield every way in which a claim about paths may not hold."""
    match claim:
        case ast.Ends(always=True):
            goals = {n: EVERYTHING for n, at in _ends(walk) if not _is_among(at, claim.ends)}
            yield Violation(goals=goals, allowed=unlimited, what="ends elsewhere")
        case ast.Ends():
            goals = {n: EVERYTHING for n, at in _ends(walk) if _is_among(at, claim.ends)}
            goals |= _waiting(walk, claim.ends)
            yield Violation(goals=goals, allowed=unlimited, what="ends so")
        case ast.Only():
            kinds = {end.end for end in claim.ends}
            others = {
                n: EVERYTHING
                for n, at in _ends(walk)
                if at.name in kinds and not _is_among(at, claim.ends)
            }
            yield Violation(goals=others, allowed=unlimited, what="ends elsewhere")
        case ast.Passes():
            yield from _passing(walk, claim)
        case ast.HearsBefore():
            for prompt in claim.prompts:
                goals = goals_of(walk, claim.goals)
                what = f"does not hear `{prompt.text}` before"
                yield Violation(goals=goals, allowed=_without(prompt.text), what=what)
        case _:
            assert_never(claim)


def _passing(walk: Walk, claim: ast.Passes) -> Iterator[Violation]:
    for place in claim.places:
        passed = frozenset(n for n, at in walk.reached() if _is_place(at, place))
        told = _told(place)
        if claim.never:
            goals = dict.fromkeys(passed, EVERYTHING)
            yield Violation(goals=goals, allowed=unlimited, what=f"goes through {told}")
        else:
            goals = {n: EVERYTHING for n, _ in _ends(walk)}
            allowed = _around(passed)
            yield Violation(goals=goals, allowed=allowed, what=f"does not go through {told}")


def _ends(walk: Walk) -> Iterator[tuple[int, Place]]:
    """Yield the places where contacts end; where no rule takes them they end nowhere."""
    for number, place in walk.reached():
        if place.kind in ("end", "nowhere"):
            yield number, place


def _is_among(place: Place, ends: tuple[ast.End, ...]) -> bool:
    return any(is_end(place, end) for end in ends)


def is_end(place: Place, end: ast.End) -> bool:
    """Whether contacts end at a place as an end says; without a name, in any of its kind."""
    if place.kind != "end" or place.name != end.end:
        return False
    match end.name:
        case None:
            return True
        case ast.Phone():
            return place.node == end.name.number
        case ast.Name():
            return place.node == end.name.text


def _is_place(at: Place, place: ast.Place) -> bool:
    name = place.name.text
    match place.of:
        case "script":
            step = place.step.text if place.step else "start"
            return (at.kind, at.name, at.node) == ("script", name, step)
        case "queue":
            return (at.kind, at.name, at.node) == ("queue", name, "")
        case "after-hours":
            return (at.kind, at.name, at.node) == ("after-hours", name, "")


def goals_of(walk: Walk, goals: tuple[ast.Goal, ...], *, arrived: bool = False) -> dict[int, int]:
    """Return the places that are meant; with `arrived` a queue is reached on arrival."""
    return {
        number: EVERYTHING
        for number, place in walk.reached()
        if any(_is_goal(place, goal, arrived=arrived) for goal in goals)
    }


def _is_goal(place: Place, goal: ast.Goal, *, arrived: bool) -> bool:
    if isinstance(goal, ast.Place):
        return _is_place(place, goal)
    if arrived and goal.end == "queue":
        named = not isinstance(goal.name, ast.Name) or place.name == goal.name.text
        return place.kind == "queue" and not place.node and named
    return is_end(place, goal)


def _waiting(walk: Walk, ends: tuple[ast.End, ...]) -> dict[int, int]:
    """Return the lines in which a contact may wait for ever, where that is among the ends."""
    wanted = [end for end in ends if end.end == "waiting"]
    found: dict[int, int] = {}
    for number, place in walk.reached() if wanted else ():
        names = (end.name.text for end in wanted if isinstance(end.name, ast.Name))
        is_meant = place.name in names or any(end.name is None for end in wanted)
        if place.node == WAITING and is_meant:
            found[number] = lasting(walk, place)
    return found


def _around(passed: frozenset[int]) -> Allowed:
    def allowed(move: Move) -> int:
        inside = move.target in passed or move.source in passed
        return NOTHING if inside else EVERYTHING

    return allowed


def _without(prompt: str) -> Allowed:
    def allowed(move: Move) -> int:
        return NOTHING if prompt in move.heard else EVERYTHING

    return allowed


def _told(place: ast.Place) -> str:
    step = f" step {place.step.text}" if place.step else ""
    return f"{place.of} {place.name.text}{step}"
