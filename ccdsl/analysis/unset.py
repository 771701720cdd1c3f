"""Attributes that are spoken where they may not be set, with a way on which they are not."""

from collections import deque
from collections.abc import Iterator, Sequence

from ccdsl.analysis.reach import Walk
from ccdsl.analysis.state import Place
from ccdsl.model.facts import FlowKey, Unset
from ccdsl.model.program import Program
from ccdsl.model.sayings import Saying, said_at, said_in_queue, spoken_in
from ccdsl.syntax import ast

Ways = dict[Place, Place | None]
"""The place before each place, on ways on which one attribute stays unset."""


def find_unset(program: Program, walk: Walk) -> tuple[Unset, ...]:
    """Return every place and attribute once, with the first language in which it happens."""
    found: dict[tuple[str, str, object], Unset] = {}
    ways: dict[str, Ways] = {}
    telling = frozenset(name for name, prompt in program.prompts.items() if _speaks(prompt))
    said: dict[tuple[str, str, str], tuple[Saying, ...]] = {}
    for place in walk.facts:
        spot = place[:3]
        if spot not in said:
            sayings = _said(program, walk, place)
            said[spot] = tuple(saying for saying in sayings if saying.prompt in telling)
        for saying in said[spot] if place.node or place.channel == "voice" else ():
            for attribute in _missing(program, walk, place, saying):
                if attribute not in ways:
                    ways[attribute] = _unset_ways(walk, attribute)
                key = (attribute, saying.prompt, saying.span)
                way = _way(place, ways[attribute])
                if way and key not in found:
                    found[key] = _unset(walk, saying, attribute, way)
    return tuple(found.values())


def _speaks(prompt: ast.Prompt) -> bool:
    return any("{" in wording.text.value for wording in prompt.wordings)


def _said(program: Program, walk: Walk, place: Place) -> Iterator[Saying]:
    if place.node:
        yield from said_at(program, walk.moves.flows[(place.kind, place.name)].nodes[place.node])
    elif "voice" in program.queues[place.name].channels:
        yield from said_in_queue(program.queues[place.name], walk.moves.notices)


def _missing(program: Program, walk: Walk, place: Place, saying: Saying) -> Iterator[str]:
    certain = walk.facts[place].certain
    for attribute in spoken_in(program, saying.prompt, place.language):
        if attribute in program.attributes and attribute not in certain:
            yield attribute


def _unset_ways(walk: Walk, attribute: str) -> Ways:
    """Return how every place can be come to while the attribute is not set."""
    parents: Ways = {}
    waiting: deque[Place] = deque()
    failures = ((place, fact) for _, place, fact in walk.failures())
    for place, fact in (*walk.moves.arrivals(), *failures):
        if attribute not in fact.certain and place not in parents:
            parents[place] = None
            waiting.append(place)
    while waiting:
        place = waiting.popleft()
        fact = walk.facts[place]
        without = fact._replace(certain=fact.certain - {attribute})
        for target, after in walk.moves.from_place(place, without):
            if attribute not in after.certain and target not in parents:
                parents[target] = place
                waiting.append(target)
    return parents


def _way(place: Place, parents: Ways) -> list[Place]:
    """Return the way to a place, the first place first; empty where none was found."""
    if place not in parents:
        return []
    way = [place]
    while (before := parents[way[-1]]) is not None:
        way.append(before)
    return way[::-1]


def _unset(walk: Walk, saying: Saying, attribute: str, way: Sequence[Place]) -> Unset:
    last = way[-1]
    flows: list[FlowKey] = []
    for place in way:
        if not flows or flows[-1] != (place.kind, place.name):
            flows.append((place.kind, place.name))
    return Unset(
        attribute=attribute,
        prompt=saying.prompt,
        language=last.language,
        flow=(last.kind, last.name),
        node=last.node,
        span=saying.span,
        entry=walk.entry_of(way[0]),
        way=tuple(flows),
    )
