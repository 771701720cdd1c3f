"""What a claim of a requirement forbids: where a contact must not come, and by which ways."""

from collections.abc import Iterator
from typing import assert_never

from ccdsl.analysis.axes import Axis
from ccdsl.analysis.pairing import Pair
from ccdsl.analysis.places import Move, Place
from ccdsl.analysis.sets import EVERYTHING, NOTHING
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import Allowed, Goals, unlimited
from ccdsl.record import record
from ccdsl.syntax import ast


@record
class Violation:
    """A way in which a claim does not hold: a contact comes to a goal by moves that are allowed.

    `goals` are places by number and who must not come there; `what` says it in words. `contacts`
    are those, as they arrive, of whom it is known otherwise; the goals only show one of them, and
    with `lead` it is led on from there to an end.
    Where contacts are compared, `pair` has the two, and there are no goals.
    """

    goals: Goals
    allowed: Allowed
    what: str
    contacts: int = EVERYTHING
    lead: bool = True
    pair: Pair | None = None


PathClaim = ast.Ends | ast.Only | ast.Passes | ast.HearsBefore


def violations(walk: Walk, claim: PathClaim) -> Iterator[Violation]:
    """Yield every way in which a claim about paths may not hold."""
    match claim:
        case ast.Ends(always=True):
            goals = {n: others(walk, at, claim.ends) for n, at in _ends(walk)}
            yield Violation(goals=goals, allowed=unlimited, what="ends elsewhere")
        case ast.Ends():
            goals = {n: meant(walk, at, claim.ends) for n, at in _ends(walk)}
            yield Violation(goals=goals, allowed=unlimited, what="ends so")
        case ast.Only():
            kinds = {end.end for end in claim.ends}
            found = ((n, at) for n, at in _ends(walk) if at.name in kinds)
            goals = {n: others(walk, at, claim.ends) for n, at in found}
            yield Violation(goals=goals, allowed=unlimited, what="ends elsewhere")
        case ast.Passes():
            yield from _passing(walk, claim)
        case ast.HearsBefore():
            for prompt in claim.prompts:
                goals = goals_of(walk, claim.goals)
                what = f"does not hear `{prompt.text}` before"
                yield Violation(goals=goals, allowed=_without(walk, prompt.text), what=what)
        case _:
            assert_never(claim)


def _passing(walk: Walk, claim: ast.Passes) -> Iterator[Violation]:
    for place in claim.places:
        passed = frozenset(n for n, at in walk.reached() if _is_place(at, place))
        if claim.never:
            goals = dict.fromkeys(passed, EVERYTHING)
            yield Violation(goals=goals, allowed=unlimited, what=f"goes through {told(place)}")
        else:
            goals = {n: EVERYTHING for n, _ in _ends(walk)}
            allowed = _around(passed)
            yield Violation(goals=goals, allowed=allowed, what=f"does not go through {told(place)}")


def _ends(walk: Walk) -> Iterator[tuple[int, Place]]:
    """Yield the places where contacts end; where no rule takes them they end nowhere."""
    for number, place in walk.reached():
        if place.kind in ("end", "nowhere"):
            yield number, place


def meant(walk: Walk, place: Place, ends: tuple[ast.End, ...]) -> int:
    """Return who of those that come to a place ends there as one of some ends says."""
    return walk.space.sets.union(_at_end(walk, place, end) for end in ends)


def others(walk: Walk, place: Place, ends: tuple[ast.End, ...]) -> int:
    """Return who of those that come to a place ends there, but as none of some ends says."""
    return walk.space.sets.complement(meant(walk, place, ends))


def _at_end(walk: Walk, place: Place, end: ast.End) -> int:
    """Return who ends at a place as an end says; without a name, in any of its kind."""
    if place.kind != "end" or place.name != end.end:
        return NOTHING
    name = end.name.number if isinstance(end.name, ast.Phone) else end.name and end.name.text
    if name is None or name == place.node:
        return EVERYTHING
    return _reached_by(walk, place.node, end.name) if end.end == "transfer" else NOTHING


def _reached_by(walk: Walk, attribute: str, target: ast.Name | ast.Phone | None) -> int:
    """Return whom a transfer to what stands in an attribute takes to a number or a person."""
    values = walk.space.axes.attributes.get(attribute)
    wanted = "phone" if isinstance(target, ast.Phone) else "person"
    if target is None or values is None or values.declared.type != wanted:
        return NOTHING
    variable = walk.space.axes.places[Axis("attribute", attribute)]
    return walk.space.sets.where(variable, values.tested((target,)))


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
    """Return the places that are meant, and who there; with `arrived` a queue is reached so."""
    found = {}
    for number, place in walk.reached():
        who = walk.space.sets.union(_at_goal(walk, place, goal, arrived=arrived) for goal in goals)
        if who:
            found[number] = who
    return found


def _at_goal(walk: Walk, place: Place, goal: ast.Goal, *, arrived: bool) -> int:
    if isinstance(goal, ast.Place):
        return EVERYTHING if _is_place(place, goal) else NOTHING
    if arrived and goal.end == "queue":
        named = not isinstance(goal.name, ast.Name) or place.name == goal.name.text
        return EVERYTHING if place.kind == "queue" and not place.node and named else NOTHING
    return _at_end(walk, place, goal)


def _around(passed: frozenset[int]) -> Allowed:
    def allowed(move: Move) -> int:
        inside = move.target in passed or move.source in passed
        return NOTHING if inside else EVERYTHING

    return allowed


def _without(walk: Walk, prompt: str) -> Allowed:
    def allowed(move: Move) -> int:
        return NOTHING if prompt in _heard_before(walk, move) else EVERYTHING

    return allowed


def _heard_before(walk: Walk, move: Move) -> tuple[str, ...]:
    """Return what is surely heard on a move; what an agent greets with comes after the answer."""
    is_voice = walk.places[move.source].channel == "voice"
    if move.label.kind != "answered" or not move.label.queue or not is_voice:
        return move.heard
    greets = walk.space.center.program.queues[move.label.queue].written.greet is not None
    return move.heard[:-1] if greets else move.heard


def told(goal: ast.Goal) -> str:
    """Return a goal as a requirement writes it."""
    match goal:
        case ast.Place():
            step = f" step {goal.step.text}" if goal.step else ""
            return f"{goal.of} {goal.name.text}{step}"
        case ast.End(name=ast.Phone() as phone):
            return f"{goal.end} {phone.number}"
        case ast.End(name=ast.Name() as name):
            return f"{goal.end} {name.text}"
        case ast.End():
            return goal.end
