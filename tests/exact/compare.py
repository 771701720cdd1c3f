"""One center through the engine and through brute force, and where they differ."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from random import Random

from ccdsl.analysis.axes import CALLER, LINE, TIME, Axis, Line
from ccdsl.analysis.examining import examine
from ccdsl.analysis.places import Place
from ccdsl.analysis.sets import EVERYTHING, Sets
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.uses import CenterFlows
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import State, who_reaches
from ccdsl.analysis.witness import ReplayError, witness
from ccdsl.compiler import Compiled
from ccdsl.model.flow import AnyNode, CollectNode, LookupNode, MenuNode
from ccdsl.model.sayings import said_at, spoken_in
from ccdsl.model.walk import walk as nodes_of
from ccdsl.simulate.center import Center, opening
from ccdsl.simulate.world import Contact
from ccdsl.syntax import ast
from tests.exact.force import Force, Passed, declared_in
from tests.exact.running import Counted

NUMBERS_TRIED = (
    "+13105550111",
    "+13105550122",
    "+16461110000",
    "+164655000",
    "+16465",
    "+16455",
    "+19995550000",
    None,
)
_HALF_HOUR = 1_800


@dataclass
class Tally(Counted):
    """What was compared; `seen` are the kinds of answers."""

    skipped: int = 0
    contacts: int = 0
    unfinished: int = 0
    answers: int = 0
    runs: int = 0
    replayed: int = 0
    seen: dict[str, int] = field(default_factory=dict)


@dataclass
class Tried:
    """A contact as it arrives."""

    contact: Contact
    flags: dict[str, bool]


def walks_of(made: Compiled) -> tuple[Walk, ...]:
    """Return the walks of a compiled center in service."""
    return examine(made.program).centers["in-service"].walks


def contacts_of(center: Center, random: Random, most: int) -> list[Tried]:
    """Return contacts, one at least for each way in which all tests of arrivals come out."""
    found = [
        Tried(Contact(channel=channel, to=to, caller=caller, instant=instant), flags)
        for (channel, to) in center.entries
        for caller in (_callers(center, random) if channel in ("voice", "sms") else (None,))
        for instant in instants_of(center, random)
        for flags in flags_of(center)
    ]
    return found if len(found) <= most else random.sample(found, most)


def _callers(center: Center, random: Random) -> list[str | None]:
    tests = [
        value
        for one in declared_in(center)
        for node in nodes_of(one)
        if isinstance(node, ast.NumberTest) and node.subject == "caller"
        for value in node.values
    ]
    groups: dict[Hashable, list[str | None]] = {}
    for number in NUMBERS_TRIED:
        taken = tuple(number is not None and takes(center, test, number) for test in tests)
        groups.setdefault((number is None, taken), []).append(number)
    return [random.choice(group) for group in groups.values()]


def takes(center: Center, test: ast.Phone | ast.Prefix | ast.Name, number: str) -> bool:
    match test:
        case ast.Phone():
            return number == test.number
        case ast.Prefix():
            return number.startswith(test.digits)
        case _:
            whole, prefixes = center.numbers[test.text]
            return number in whole or number.startswith(prefixes)


def instants_of(center: Center, random: Random) -> list[int]:
    """Return an instant for each way in which all hours stand, found half hour by half hour."""
    first = 1_774_051_200  # 2026-03-21, the first of the calendar, in UTC
    groups: dict[Hashable, list[int]] = {}
    hours = center.program.hours.values()
    for step in range(10, 12 * 48):
        instant = first + step * _HALF_HOUR + random.randrange(_HALF_HOUR)
        stands = tuple(opening(center, each, instant) for each in hours)
        groups.setdefault(tuple((s.is_open, s.is_holiday) for s in stands), []).append(instant)
    return [random.choice(group) for group in groups.values()]


def flags_of(center: Center) -> list[dict[str, bool]]:
    found: list[dict[str, bool]] = [{}]
    for name in center.program.flags:
        found = [{**one, name: on} for one in found for on in (False, True)]
    return found


def items_at(center: CenterFlows, place: Place) -> Iterator[Hashable]:
    """Yield what a contact at a place has come through, as brute force calls it."""
    if place.kind == "end":
        yield ("end", place.name, "" if place.name == "nowhere" else place.node)
        return
    flow = center.flows.get(place.flow)
    if flow is None:
        return
    if place.kind == "queue" and not place.node:
        yield ("queue", place.name)
    node = flow.nodes.get(place.node)
    if node is None:
        return
    if place.kind == "script" and place.node in flow.steps:
        yield ("step", f"{place.name} {place.node}")
    if not isinstance(node, MenuNode | CollectNode | LookupNode):
        yield ("at", node.span)
    yield from (("at", rule.span) for rule in flow.rules if rule.target == place.node)


def universe(center: CenterFlows) -> set[Hashable]:
    """Return everything that could be come through in a center, whether anybody does or not."""
    found: set[Hashable] = set()
    for (kind, name), flow in center.flows.items():
        for node in flow.nodes:
            if kind != "center":
                found.update(items_at(center, Place(kind, name, node, "", "")))
    return found


def goals_of(found: Walk) -> dict[Hashable, dict[int, int]]:
    """Return for everything that can be come through the places where that is so, and who."""
    space, goals = found.space, dict[Hashable, dict[int, int]]()
    sets = space.sets
    for number, place in found.reached():
        come = found.come[number]
        for item in items_at(space.center, place):
            goals.setdefault(item, {})[number] = come
        flow = space.center.flows.get(place.flow)
        node = flow.nodes.get(place.node) if flow is not None else None
        for saying in said_at(space.center.program, node) if node is not None else ():
            if not _is_said(node, saying.prompt):
                continue
            for name in spoken_in(space.center.program, saying.prompt, place.language):
                unset = sets.less(come, space.guards.is_set(name))
                if unset:
                    item = ("unset", saying.prompt, name)
                    goals.setdefault(item, {})[number] = unset
    return goals


def _is_said(node: AnyNode | None, prompt: str) -> bool:
    """Whether a prompt is said at all: `again` and `sorry` only where the step repeats."""
    asks = isinstance(node, MenuNode | CollectNode)
    return not asks or prompt in node.say or node.repeat > 0


def state_of(space: Space, tried: Tried) -> State | None:
    """Return the cell of a contact at its arrival, None if it arrives in another space."""
    axes, contact = space.axes, tried.contact
    line = Line(contact.channel, contact.to)
    if line not in axes.lines:
        return None
    state = {axes.places[LINE]: axes.lines.index(line)}
    inside = (1 << axes.callers.size) - 1
    if contact.caller is None:
        inside &= ~axes.callers.with_number
    else:
        inside &= axes.callers.with_number
        for test, bits in axes.callers.tests.items():
            inside &= bits if test.take(contact.caller) else ~bits
    assert inside.bit_count() == 1, (contact, axes.callers)
    state[axes.places[CALLER]] = inside.bit_length() - 1
    at = axes.instants.class_at(contact.instant)
    assert at is not None
    state[axes.places[TIME]] = at
    for name, on in tried.flags.items():
        if Axis("flag", name) in axes.places:
            state[axes.places[Axis("flag", name)]] = int(on)
    return state


def compare(made: Compiled, random: Random, most: int = 40, runs: int = 4_000) -> Tally:
    """Return where the engine and brute force differ about contacts of a center."""
    center = Center(program=made.program, view=made.program.in_service)
    walks = walks_of(made)
    if not all(one.complete for one in walks):
        return Tally(skipped=1)
    tally, force = Tally(centers=1), Force(center)
    answers = [(one.space, _answers(one)) for one in walks]
    known = universe(walks[0].space.center) if walks else set()
    place = _play_spans(center)
    for tried in contacts_of(center, random, most):
        passed = force.passes(tried.contact, tried.flags, runs)
        if passed is None:
            tally.unfinished += 1
            continue
        told = {item for item in (place.get(one, one) for one in passed) if _counts(item, known)}
        _judge(tally, tried, told, answers)
    tally.runs = force.runs
    return tally


def replay_places(made: Compiled, random: Random, most: int) -> Tally:
    """Let a witness of some reachable places of a center be run: all of them, or so many."""
    tally = Tally()
    for walked in walks_of(made):
        reached = [number for number, place in walked.reached()]
        for number in reached if len(reached) <= most else random.sample(reached, most):
            goals = {number: walked.come[number]}
            tally.replayed += 1
            try:
                found = witness(walked, made.program.in_service, goals)
            except ReplayError as error:
                tally.differing.append(f"{walked.places[number]} is not replayed: {error}")
                continue
            if found is None:
                tally.differing.append(f"{walked.places[number]} has no witness")
    return tally


def _answers(found: Walk) -> dict[Hashable, int]:
    sets, arriving = found.space.sets, found.space.arriving
    rest = ((1 << len(found.space.axes.sizes)) - 1) & ~arriving
    return {
        item: sets.without(who_reaches(found, goals), rest)
        for item, goals in goals_of(found).items()
    }


def _judge(
    tally: Tally,
    tried: Tried,
    told: Passed,
    answers: list[tuple[Space, dict[Hashable, int]]],
) -> None:
    tally.contacts += 1
    for space, who in answers:
        state = state_of(space, tried)
        if state is None:
            continue
        said = {item for item, contacts in who.items() if lies_in(space.sets, contacts, state)}
        tally.answers += len(said | told)
        for item in said:
            kind = str(item[0]) if isinstance(item, tuple) else ""
            tally.seen[kind] = tally.seen.get(kind, 0) + 1
        for item in sorted(said ^ told, key=repr):
            which = "engine only" if item in said else "brute force only"
            tally.differing.append(f"{which}: {item} for {tried}")


def lies_in(sets: Sets, contacts: int, state: State) -> bool:
    while contacts > EVERYTHING:
        atom = 1 << state[sets.level[contacts]]
        contacts = next(child for child, bits in sets.edges[contacts] if bits & atom)
    return contacts == EVERYTHING


def _play_spans(center: Center) -> dict[Hashable, Hashable]:
    """Return for the first prompt of every `play` what stands for the whole."""
    return {
        ("at", node.prompts[0].span): ("at", node.span)
        for one in declared_in(center)
        for node in nodes_of(one)
        if isinstance(node, ast.Play)
    }


def _counts(item: Hashable, known: set[Hashable]) -> bool:
    return item in known or (isinstance(item, tuple) and item[0] in ("end", "queue", "unset"))
