"""Requirements of small centers, by the prover and by brute force: `--help`.

On every generated center, requirements of every form; about every contact the prover must say
what a search of the graph of its choices says, and every counterexample must pass as a scenario
and break what it is said to break.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from random import Random

from ccdsl.analysis.binding import Meaning, bound_walk, bounds_of
from ccdsl.analysis.claims import violations
from ccdsl.analysis.forcing import unforced
from ccdsl.analysis.proving import prove
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import who_reaches
from ccdsl.analysis.witness import ReplayError
from ccdsl.compiler import Compiled
from ccdsl.model.proofs import Proof
from ccdsl.model.walk import walk as nodes_of
from ccdsl.simulate.center import Center, opening
from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.trace import Trace
from ccdsl.simulate.world import Contact, Press, World
from ccdsl.syntax import ast
from tests.exact.asks import compare_answers, compare_ends, run_written
from tests.exact.compare import (
    Tried,
    contacts_of,
    flags_of,
    instants_of,
    lies_in,
    state_of,
    walks_of,
)
from tests.exact.force import declared_in
from tests.exact.graph import ROOT, Edge, Ended, Event, Graph, GraphForce, Heard, Passed
from tests.exact.kept import strays
from tests.exact.pairs import Pairs, Sided, consistent, steps_of
from tests.exact.promises import About, Judge, arrived, is_end
from tests.exact.running import Counted, by_name, run_centers
from tests.exact.small import Maker, center_text
from tests.runtime.tables import compile_files

_EACH = 6
_RECORDING = """recording calls {
  queues first notice notice keep 90d may boss sample 100%
}"""
PHONES = ("+12025550199", "+13105550111")


@dataclass
class Tally(Counted):
    """What was compared; `verdicts` are those of the prover."""

    unfinished: int = 0
    contacts: int = 0
    runs: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    judged: int = 0
    shown: int = 0
    asked: int = 0
    replayed: int = 0


@dataclass
class Promiser:
    """Writes requirements about a center."""

    made: Compiled
    make: Maker

    def requirement(self, number: int) -> str:
        """Return a requirement of any form."""
        when = self.when()
        return f'require "R{number}" {{\n{when} {self.claim()}\n}}'

    def when(self) -> str:
        """Return a `when`, or none."""
        make, parts = self.make, list[str]()
        if make.chance(0.5):
            parts.append(f"({make.condition(1)})")
        if self.queues and make.chance(0.6):
            parts.append(self._stands())
            if make.chance(0.15):
                parts.append(f"({self._stands()} or {make.condition(1)})")
        return f"when {' and '.join(parts)}" if parts else ""

    @property
    def queues(self) -> tuple[str, ...]:
        """The queues."""
        return tuple(self.made.program.queues)

    def _stands(self) -> str:
        make = self.make
        if make.chance(0.3):
            # Nobody answers: then only rules, keys and closing take contacts out of the queue.
            return f"queue {make.one(*self.queues)} has agents = 0"
        figures = [
            self._wait() if make.chance(0.4) else make.figure()
            for _ in range(make.random.choice((1, 1, 2)))
        ]
        test = f"queue {make.one(*self.queues)} has {', '.join(figures)}"
        return f"not ({test})" if make.chance(0.15) else test

    def _wait(self) -> str:
        operator = self.make.one(">", ">=", "<", "<=", "<=", "=")
        return f"wait {operator} {self.make.one('20s', '30s', '50s', '45s', '70s', '20500ms')}"

    def claim(self) -> str:
        """Return a claim."""
        make = self.make
        match make.random.choice((0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7)):
            case 0:
                return f"never {self._ends()}"
            case 1:
                some = make.random.sample(("queue", "voicemail", "transfer", "hang-up"), 3)
                return f"always {', '.join((*some, *self._callbacks()))}"
            case 2:
                return f"only {self._named_end()}"
            case 3:
                return f"passes {self._place()}"
            case 4:
                return f"never passes {self._place()}"
            case 5:
                heard = make.one("p0", "p1", "p1", *make.spoken(), *self._extra())
                return f"hears {heard} before {self._goal()}"
            case 7:
                return f"same for all of {self._axis()}"
            case _:
                return f"reaches {self._near()} within {make.random.randrange(3)} keys"

    def _extra(self) -> tuple[str, ...]:
        return ("notice",) * 3 if "notice" in self.made.program.prompts else ()

    def _callbacks(self) -> tuple[str, ...]:
        return ("callback",) if self.make.chance(0.7) else ()

    def _ends(self) -> str:
        return ", ".join(self._end() for _ in range(self.make.random.choice((1, 1, 2))))

    def _end(self) -> str:
        return self.make.one("queue", "voicemail", "callback", "hang-up", self._named_end())

    def _named_end(self) -> str:
        named = ["voicemail box", *(f"transfer {number}" for number in PHONES)]
        named += [f"{kind} {name}" for kind in ("queue", "callback") for name in self.queues]
        return self.make.one(*named)

    def _axis(self) -> str:
        program = self.made.program
        assert program.center is not None
        named = [f"hours {name}" for name in program.hours] + ["hours", "hours"]
        named += [f"flag {name}" for name in program.flags] + ["flag"] * len(program.flags)
        named += ["language"] if len(program.center.languages) > 1 else []
        return self.make.one(*named)

    def _place(self) -> str:
        scripts = self.made.program.in_service.scripts
        steps = [
            f"script {name} step {step.name.text}"
            for name, script in scripts.items()
            for step in script.steps
        ]
        places = [f"script {name}" for name in scripts] + steps + ["after-hours shut"] * 2
        return self.make.one(*places, *(f"queue {name}" for name in self.queues * 3))

    def _near(self) -> str:
        """Return somewhere that contacts often come, so that the keys it takes matter."""
        ways = ("voicemail box", "hang-up", "script menu_script step top", "script sub_end")
        return self._goal() if self.make.chance(0.3) else self.make.one(*ways, *self._lines())

    def _lines(self) -> tuple[str, ...]:
        return tuple(f"queue {name}" for name in self.queues)

    def _goal(self) -> str:
        place = self._place()
        return place if self.make.chance(0.4) else self._end()


def dressed(text: str, random: Random) -> str:
    """Return a center with things that only requirements ask about: notices, greetings, sorry."""
    if random.random() < 0.4:
        text = text.replace('title "first"', 'title "first" greet p1')
    if random.random() < 0.4:
        text = text.replace("again p1 ", "again p1 sorry p0 ").replace(
            "say p1 digits", "say p1 sorry p0 digits"
        )
    if random.random() < 0.4 and "queue first" in text:
        said = " ".join(f'{one} "Rec."' for one in ("en-US", "es-US") if one in text)
        text += f"\nprompt notice {{ {said} }}\n" + _RECORDING
    return text


def make_center(seed: int) -> tuple[str, Compiled]:
    """Return a center with requirements."""
    random = Random(f"requirements {seed}")
    text = dressed(center_text(seed, figures=seed % 4 != 0), random)
    plain = compile_files({"center.ccdsl": text.encode()})
    program = plain.program
    assert program.center is not None
    make = Maker(
        random,
        attributes=list(program.attributes),
        entries=list(program.entries),
        hours=list(program.hours),
        flags=list(program.flags),
        languages=tuple(one.tag for one in program.center.languages),
        numbers=[
            one.number
            for entry in program.entries.values()
            for one in entry.arrival.addresses
            if isinstance(one, ast.Phone)
        ],
    )
    promiser = Promiser(plain, make)
    whole = "\n".join((text, *(promiser.requirement(one) for one in range(_EACH))))
    return whole, compile_files({"center.ccdsl": whole.encode()})


def compare(text: str, made: Compiled, random: Random, most: int, runs: int) -> Tally:
    """Return where the prover and brute force differ about a center."""
    _known.clear()
    program = made.program
    center, tally = Center(program=program, view=program.in_service), Tally(centers=1)
    walks = list(walks_of(made))
    requires = list(program.requires)
    force = GraphForce(center)
    force.also((one.when for one in requires), PHONES)
    broken: dict[str, int] = {}
    for tried in contacts_of(center, random, most):
        graph = force.draw(tried.contact, tried.flags, runs)
        if graph is None:
            tally.unfinished += 1
            continue
        tally.contacts += 1
        run = arrived(center, tried.contact, tried.flags)
        for require in requires:
            about = About(force, require.when, run)
            if not about.begins():
                continue
            judge = Judge(center, graph, about, tried.contact.channel)
            for claim in require.claims:
                if isinstance(claim, ast.SameForAll):
                    continue
                tally.judged += 1
                told = does_break(judge, claim)
                title = require.name.text
                broken[title] = broken.get(title, 0) + told
                said = says_broken(walks, require, claim, tried)
                if said != told:
                    which = "brute force" if told else "prover"
                    tally.differing.append(f"{title}: broken by {which} only for {tried}")
    for require in requires:
        title = require.name.text
        try:
            proof = prove(walks, program.in_service, require)
        except ReplayError as error:
            tally.differing.append(f"{title}: {error}"[:900])
            continue
        tally.verdicts[proof.verdict] = tally.verdicts.get(proof.verdict, 0) + 1
        if broken.get(title) and proof.verdict != "fails":
            tally.differing.append(
                f"{title}: {proof.verdict}, and {broken[title]} contacts break it"
            )
        for claim in require.claims:
            if isinstance(claim, ast.SameForAll):
                tally.differing += same(force, require, claim, proof, (text, random, walks))
                tally.judged += 1
        if proof.counterexample is not None:
            tally.shown += 1
            wrong = check_example(text, proof)
            more = (strays(force, text, require, one) for one in proof.counterexample.scenarios)
            tally.differing += [f"{title}: {one[:900]}" for one in chain(wrong, *more)]
    tally.runs = force.runs
    return tally


def same(
    force: GraphForce,
    require: ast.Require,
    claim: ast.SameForAll,
    proof: Proof,
    told: tuple[str, Random, Sequence[Walk]],
) -> Iterator[str]:
    """Yield where the prover and brute force differ about contacts that differ in one thing."""
    text, random, walks = told
    center = force.center
    if proof.verdict == "undecided":
        return
    if proof.counterexample is None:
        for tried in contacts_of(center, random, 4):
            for other in partners(center, claim, tried, random):
                if alike(force, require, tried, other) is False:
                    yield f"{require.name.text}: said to hold, and unlike {tried} {other}"
                    return
        return
    found = proof.counterexample
    one, other = (_tried(center, text, each) for each in found.scenarios)
    if not any(_differ_only_in(walks, axis, one, other) for axis in claim.axes):
        yield f"{require.name.text}: they differ in more: {found.scenarios}"
    if _begins(force, require, one) and alike(force, require, one, other) is True:
        yield f"{require.name.text}: they need not end unlike: {found.scenarios}"
    if found.other is None or found.end == found.other.end:
        yield f"{require.name.text}: they are not shown to end unlike: {found.scenarios}"


def _begins(force: GraphForce, require: ast.Require, tried: Tried) -> bool:
    """Whether a requirement is about a contact, as far as brute force can tell."""
    run = arrived(force.center, tried.contact, tried.flags)
    return About(force, require.when, run).begins()


def _tried(center: Center, text: str, scenario: str) -> Tried:
    """Return the contact of a scenario, its language and every flag said."""
    made = compile_files({"center.ccdsl": f"{text}\n{scenario}".encode()})
    (read,) = made.program.scenarios
    contact, flags = contact_of(made.program, read), dict(world_of(read).flags)
    run = arrived(center, contact, flags)
    full = {**dict.fromkeys(center.program.flags, False), **flags}
    return Tried(replace(contact, language=run.language), full)


def _differ_only_in(walks: Sequence[Walk], axis: ast.Axis, one: Tried, other: Tried) -> bool:
    name = axis.name.text if axis.name is not None else None
    moved, flags = other.contact, other.flags
    match axis.of:
        case "language":
            moved = replace(moved, language=one.contact.language)
        case "flag":
            meant = {each: on for each, on in one.flags.items() if name in (None, each)}
            flags = {**flags, **meant}
        case "hours":
            moved = replace(moved, instant=one.contact.instant)
    stands = [_other_hours(walks, each.contact, name) for each in (one, other)]
    return (moved, flags) == (one.contact, one.flags) and stands[0] == stands[1]


def _other_hours(walks: Sequence[Walk], contact: Contact, name: str | None) -> list[bool]:
    """Return how all other hours stand that anything asks about where a contact can come."""
    instants = next(
        walk.space.axes.instants
        for walk in walks
        if any(line.address == contact.to for line in walk.space.axes.lines)
    )
    at = instants.class_at(contact.instant)
    assert at is not None
    return [
        bool(bits >> at & 1) for test, bits in instants.tests.items() if name not in (None, test[1])
    ]


def partners(
    center: Center, claim: ast.SameForAll, tried: Tried, random: Random
) -> Iterator[Tried]:
    """Yield contacts that differ only in what a claim names, one of each class of instants."""
    contact = tried.contact
    for axis in claim.axes:
        name = axis.name.text if axis.name is not None else None
        match axis.of:
            case "language":
                for one in center.declared.languages:
                    yield Tried(replace(contact, language=one.tag), tried.flags)
            case "flag":
                for flags in flags_of(center):
                    full = {**dict.fromkeys(center.program.flags, False), **tried.flags}
                    if all(flags[one] == full[one] for one in flags if name not in (None, one)):
                        yield Tried(contact, flags)
            case "hours":
                for instant in instants_of(center, random):
                    others = [each for each in center.program.hours if name not in (None, each)]
                    if all(
                        _open(center, o, instant) == _open(center, o, contact.instant)
                        for o in others
                    ):
                        yield Tried(replace(contact, instant=instant), tried.flags)


def _open(center: Center, hours: str, instant: int) -> tuple[bool, bool]:
    """Return how hours stand, as far as anything asks it."""
    found = opening(center, center.program.hours[hours], instant)
    asked = {
        (node.state == "holiday")
        for one in (*declared_in(center), *center.program.requires)
        for node in nodes_of(one)
        if isinstance(node, ast.HoursTest) and node.hours.text == hours
    }
    closes = any(one.hours.text == hours for one in center.view.after_hours.values())
    return (found.is_open and (closes or False in asked), found.is_holiday and True in asked)


def alike(force: GraphForce, require: ast.Require, one: Tried, other: Tried) -> bool | None:
    """Whether two contacts end alike; True where the requirement is not about both."""
    sides = []
    for tried in (one, other):
        about = About(force, require.when, arrived(force.center, tried.contact, tried.flags))
        if not about.begins():
            return True
        graph = force.draw(tried.contact, tried.flags, 3000)
        if graph is None:
            return None
        sides.append(Sided(graph, about))
    pairs = Pairs(sides[0], sides[1], steps_of(force.center), consistent)
    found = pairs.are_alike()
    return None if pairs.goes_round or (found and pairs.vague) else found


def does_break(judge: Judge, claim: ast.Claim) -> bool:
    if isinstance(claim, ast.ReachesWithin):
        return any(not judge.reaches(goal, claim.keys.value) for goal in claim.goals)
    return judge.breaks(claim)


def says_broken(walks: list[Walk], require: ast.Require, claim: ast.Claim, tried: Tried) -> bool:
    """Whether the prover says that a contact breaks a claim."""
    for found in walks:
        state = state_of(found.space, tried)
        if state is None:
            continue
        for begin in found.begin:
            for contacts in breakers(found, begin, require, claim):
                full = dict.fromkeys(range(len(found.space.axes.sizes)), 0) | state
                rest = ~found.space.arriving & ((1 << len(found.space.axes.sizes)) - 1)
                if lies_in(found.space.sets, found.space.sets.without(contacts, rest), full):
                    return True
    return False


_known: dict[tuple[int, int, int], list[int]] = {}
"""Whom the prover says that a claim is broken by, of the center in hand."""


def breakers(found: Walk, begin: int, require: ast.Require, claim: ast.Claim) -> Iterator[int]:
    key = (id(found), begin, id(claim))
    if key not in _known:
        _known[key] = list(_breakers(found, begin, require, claim))
    return iter(_known[key])


def _breakers(found: Walk, begin: int, require: ast.Require, claim: ast.Claim) -> Iterator[int]:
    meaning = Meaning(found, begin, require.when)
    if not meaning.contacts:
        return
    whole = found.beginning({begin: meaning.contacts})
    bound = bound_walk(meaning) if bounds_of(require.when) else whole
    if isinstance(claim, ast.ReachesWithin):
        yield from (each.contacts for each in unforced(bound, claim))
    elif not isinstance(claim, ast.SameForAll):
        for each in violations(bound, claim):
            yield who_reaches(bound, each.goals, each.allowed)


def check_example(text: str, proof: Proof) -> Iterator[str]:
    """Yield what is wrong with a counterexample."""
    found = proof.counterexample
    assert found is not None
    for scenario in found.scenarios:
        center, outcome = run_written(text, scenario)
        expected = outcome.scenario.expect
        if expected.end == "waiting" and expected.name is None:
            return  # It goes round and round: an error of its own, and then nothing is proven.
        if not outcome.passed or outcome.trace is None:
            yield f"the scenario fails: {[one.message for one in outcome.failures]} {scenario}"
            return
        claim = found.claim
        if isinstance(claim, ast.SameForAll):
            continue
        if isinstance(claim, ast.ReachesWithin):
            pressed = keys_pressed(world_of(outcome.scenario))
            if pressed > claim.keys.value:
                yield f"it presses {pressed} keys: {scenario}"
            if all(comes_to(center, goal, outcome.trace) for goal in claim.goals):
                yield f"it comes there: {scenario}"
        elif not trace_breaks(center, claim, outcome.trace):
            yield f"the scenario does not break it: {scenario}"


def keys_pressed(world: World) -> int:
    """Return how many keys a caller presses; what is no digit is one key."""
    pressed = (key for one in world.inputs if isinstance(one, Press) for key in one.keys)
    return sum(len(key) if key.isdigit() else 1 for key in pressed)


def comes_to(center: Center, goal: ast.Goal, trace: Trace) -> bool:
    """Whether what happened to one contact brought it to a goal."""
    judge = Judge(center, Graph(), About(GraphForce(center), None, None), "voice")
    passed = [Passed(one.kind, one.name, one.span) for one in trace.steps]
    end = Ended(trace.end.kind, trace.end.name, trace.end.by)
    is_there = isinstance(goal, ast.End) and is_end(end, goal)
    return is_there or any(judge.is_at(goal, one, arrived=True) for one in passed)


def trace_breaks(center: Center, claim: ast.Claim, trace: Trace) -> bool:
    """Whether what happened to one contact breaks a claim."""
    events: list[Event] = []
    for step in trace.steps:
        if step.kind == "hear":
            events.append(Heard(step.name))
        elif step.kind in ("rule", "step", "queue"):
            events.append(Passed(step.kind, step.name, step.span))
    end = Ended(trace.end.kind, trace.end.name, trace.end.by)
    graph = Graph(edges={ROOT: Edge(tuple(events), None, end)})
    about = About(GraphForce(center), None, None)
    return Judge(center, graph, about, "voice").breaks(claim)


def one_center(seed: int) -> Tally:
    """Compare one generated center."""
    text, made = make_center(seed)
    tally = compare(text, made, Random(f"contacts {seed}"), 12, 3000)
    if seed % 3 == 0:
        for got in (
            compare_answers(text, made, Random(f"asks {seed}"), 6, 2000),
            compare_ends(made, Random(f"ends {seed}"), 2, 2000),
        ):
            tally.asked += got.compared
            tally.replayed += got.replayed
            tally.differing += got.differing
    return tally


def told(total: Tally) -> Iterator[str]:
    """Yield what was seen, line by line."""
    yield f"{total.centers} centers, requirements: {by_name(total.verdicts)}"
    yield f"{total.contacts} classes of contacts, {total.runs} runs, {total.unfinished} too many"
    yield f"{total.judged} verdicts compared, {total.shown} counterexamples run"
    yield f"{total.asked} answers to questions compared, {total.replayed} witnesses run"


if __name__ == "__main__":
    raise SystemExit(
        run_centers("tests.exact.requirements", __doc__, one_center, told, centers=100)
    )
