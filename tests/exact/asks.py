"""Questions about small centers, by the engine and by brute force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from ccdsl.analysis.answering import Asked, meant_walks, what_happens, who_comes
from ccdsl.analysis.axes import Line
from ccdsl.analysis.claims import goals_of
from ccdsl.analysis.concerning import concerns
from ccdsl.analysis.walking import Walk
from ccdsl.analysis.ways import who_reaches
from ccdsl.compiler import Compiled
from ccdsl.model.walk import walk as nodes_of
from ccdsl.simulate.center import Center
from ccdsl.simulate.judge import Outcome, run_scenario
from ccdsl.syntax import ast
from tests.exact.compare import Tried, contacts_of, lies_in, state_of, walks_of
from tests.exact.graph import Ended, Event, Graph, GraphForce, Passed
from tests.exact.promises import About, Judge, arrived, is_end
from tests.runtime.tables import compile_files

PHONES = ("+12025550199", "+13105550111")
Question = tuple[ast.Condition | None, ast.Goal]


@dataclass
class Answered:
    """How many answers were compared and how many of their contacts run, and what differs."""

    compared: int = 0
    replayed: int = 0
    differing: list[str] = field(default_factory=list)


def questions(made: Compiled) -> list[Question]:
    """Return whom to ask about, and where they come: what the requirements of a center name."""
    return [
        (require.when, node)
        for require in made.program.requires
        for node in nodes_of(require)
        if isinstance(node, ast.End | ast.Place) and getattr(node, "end", "") != "abandoned"
    ]


def compare_answers(text: str, made: Compiled, random: Random, most: int, runs: int) -> Answered:
    """Return where answers and brute force differ about a center, and contacts that do not pass."""
    center = Center(program=made.program, view=made.program.in_service)
    walks, found, asked = walks_of(made), Answered(), questions(made)
    force = GraphForce(center)
    force.also((when for when, _ in asked), PHONES)
    scenarios = [
        (goal, one.scenario)
        for when, goal in asked
        for one in who_comes(walks, center.view, (goal,), when)
    ]
    for tried in contacts_of(center, random, most):
        graph = force.draw(tried.contact, tried.flags, runs)
        if graph is None:
            continue
        for question in asked:
            found.compared += 1
            told = _comes(force, graph, tried, question)
            if told is not _said(walks, question, tried):
                which = "brute force" if told else "engine"
                found.differing.append(f"{question}: said by {which} only for {tried}")
    for goal, scenario in scenarios:
        found.replayed += 1
        found.differing += _misses(text, goal, scenario)
    return found


def _comes(force: GraphForce, graph: Graph, tried: Tried, question: Question) -> bool:
    when, goal = question
    about = About(force, when, arrived(force.center, tried.contact, tried.flags))
    if not about.begins():
        return False
    judge = Judge(force.center, graph, about, tried.contact.channel)
    is_arrival = isinstance(goal, ast.End) and goal.end == "queue"

    def on(event: Event) -> bool | None:
        return True if judge.is_at(goal, event, arrived=True) else None

    return judge.finds(
        on, lambda end: not is_arrival and isinstance(goal, ast.End) and is_end(end, goal)
    )


def _said(walks: Sequence[Walk], question: Question, tried: Tried) -> bool:
    when, goal = question
    for each in walks:
        state = state_of(each.space, tried)
        if state is None or not concerns(each.space.center.side, when, each.space.axes.lines):
            continue
        sets, size = each.space.sets, len(each.space.axes.sizes)
        rest = ~each.space.arriving & ((1 << size) - 1)
        whole = dict.fromkeys(range(size), 0) | state
        for meant in meant_walks(each, when):
            who = who_reaches(meant, goals_of(meant, (goal,), arrived=True))
            if lies_in(sets, sets.without(who, rest), whole):
                return True
    return False


def _misses(text: str, goal: ast.Goal, scenario: str) -> Iterator[str]:
    """Yield what is wrong with the contact that is shown."""
    center, outcome = run_written(text, scenario)
    if outcome.trace is None or not outcome.passed:
        if not outcome.steps or outcome.scenario.expect.end != "waiting":
            said = [one.message for one in outcome.failures]
            yield f"the scenario fails: {said} {scenario[:900]}"
        return
    judge = Judge(center, Graph(), About(GraphForce(center), None, None), "voice")
    passed = (Passed(one.kind, one.name, one.span) for one in outcome.trace.steps)
    if isinstance(goal, ast.End) and goal.end != "queue":
        end = outcome.trace.end
        comes = is_end(Ended(end.kind, end.name, end.by), goal)
    else:
        comes = any(judge.is_at(goal, event, arrived=True) for event in passed)
    if not comes:
        yield f"the scenario does not come there: {scenario[:900]}"


def run_written(text: str, scenario: str) -> tuple[Center, Outcome]:
    """Return what becomes of a scenario that is pasted into a center."""
    made = compile_files({"center.ccdsl": f"{text}\n{scenario}".encode()})
    center = Center(program=made.program, view=made.program.in_service)
    (written,) = made.program.scenarios
    return center, run_scenario(center, written)


def compare_ends(made: Compiled, random: Random, most: int, runs: int) -> Answered:
    """Return where everything that can happen to one contact is told otherwise than it happens."""
    center = Center(program=made.program, view=made.program.in_service)
    walks, found, force = walks_of(made), Answered(), GraphForce(center)
    for tried in contacts_of(center, random, most):
        contact, told = tried.contact, set[str]()
        drawn = [force.draw(contact, flags, runs) for flags in _all_flags(center)]
        graphs = [graph for graph in drawn if graph is not None]
        if len(graphs) < len(drawn):
            continue
        for graph in graphs:
            ends = (edge.end for edge in graph.edges.values() if edge.end is not None)
            told |= {f"{end.kind} {end.by or end.name}".rstrip() for end in ends}
        asked = Asked(
            line=Line(contact.channel, contact.to), caller=contact.caller, instant=contact.instant
        )
        said = {
            "nowhere" if one.end.startswith("nowhere") else one.end
            for one in what_happens(walks, center.view, asked)
        }
        found.compared += len(said | told)
        if contact.caller is None and contact.channel in ("voice", "sms"):
            said &= told  # Nobody in particular is asked about, so others may come elsewhere.
        found.differing += [f"{one}: {sorted(said)} {sorted(told)} {tried}" for one in said ^ told]
    return found


def _all_flags(center: Center) -> list[dict[str, bool]]:
    found: list[dict[str, bool]] = [{}]
    for name in center.program.flags:
        found = [{**one, name: on} for one in found for on in (False, True)]
    return found
