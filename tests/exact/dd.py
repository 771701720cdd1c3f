"""Who can come where by another implementation, on binary decision diagrams (dd, with CUDD).

The diagrams hold concrete values, and say of every place of a center (rules, steps, queues, the
time in line, ends) which contacts can come there. `python -m tests.exact.dd` compares that, and
every rule of the routings by itself, with the engine's answers about generated centers.

Left out are callers who leave, `on-failure`, what is said where, and the draft center. How sources
are read, `like` followed and treatments flattened to nodes both sides share.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from random import Random
from re import Match, sub
from typing import TypeVar

from ccdsl.analysis.asking import Context
from ccdsl.analysis.walking import Walk
from ccdsl.compiler import Compiled
from ccdsl.syntax import ast
from tests.exact.compare import walks_of
from tests.exact.diagrams import BDD
from tests.exact.engine import Engine, node_of, where_is
from tests.exact.reaching import Reaching, Spot
from tests.exact.running import Counted, by_name, run_centers
from tests.exact.small import center_text
from tests.generated.center import center_files
from tests.runtime.tables import compile_files

Key = TypeVar("Key", bound=Hashable)


@dataclass
class Result(Counted):
    """What was compared at one center, or at all.

    `unfinished` are walks that the engine gave up, `never` nodes that nobody comes to; `places` by
    kind where anybody can come, and `classes` of contacts, one for each place where they can come.
    `stands` are places with open calls and times in line, `states` the classes there, with
    attributes and counted jumps as far as those matter any more.
    """

    small: int = 0
    rules: int = 0
    dead: int = 0
    impossible: int = 0
    unfinished: int = 0
    never: int = 0
    places: dict[str, int] = field(default_factory=dict)
    classes: int = 0
    stands: int = 0
    states: int = 0


def compare(made: Compiled, random: Random) -> Result:
    """Return where the engine and the oracle differ about a center."""
    oracle = Reaching(made, random)
    oracle.follow()
    comparison = _Comparison(oracle, Result(1))
    for walked in walks_of(made):
        if not walked.complete:
            comparison.result.unfinished += 1
            continue
        engine = Engine(walked, oracle)
        for name in dict.fromkeys(entry.routing.text for entry in walked.space.entries):
            comparison.routing(engine, name)
        comparison.places(engine)
        comparison.standing(engine)
    met = {node_of(spot) for spot in oracle.come}
    nodes = ((*key, node) for key, flow in oracle.flows.items() for node in flow.nodes)
    comparison.result.never = sum(node not in met for node in nodes)
    return comparison.result


@dataclass
class _Comparison:
    """Every rule of a routing, and every place."""

    oracle: Reaching
    result: Result

    def routing(self, engine: Engine, name: str) -> None:
        """Compare the rules of a routing."""
        walked = engine.walk
        flow = walked.space.center.flows[("routing", name)]
        judged = self.oracle.rules(self.oracle.center.view.routings[name])
        for number, (rule, (taken, holds)) in enumerate(zip(flow.rules, judged, strict=True), 1):
            here = f"rule {number} of {name}"
            goals = {
                at: walked.come[at]
                for at, place in walked.reached()
                if (place.kind, place.name, place.node) == ("routing", name, rule.target)
            }
            possible = self._possible(walked, name, rule.condition)
            none = self.oracle.coded.bdd.false
            self._same(f"{here}: whether anybody satisfies it", possible, holds != none)
            self.result.rules += 1
            self.result.dead += not goals
            self.result.impossible += not possible
            self._who(here, engine.who(goals), self.oracle.arriving(taken))

    def _possible(self, walked: Walk, name: str, condition: ast.Condition | None) -> bool:
        """Whether, by the engine, a condition holds of anybody who begins at a routing."""
        space = walked.space
        for number, who in walked.begin.items():
            at = walked.places[number]
            guard = space.guards.of(condition, Context(at.channel, at.language))
            can = walked.rules.possible((condition,), who, Context("", ""))
            if at.name == name and space.sets.both(can, guard):
                return True
        return False

    def places(self, engine: Engine) -> None:
        """Compare who can come to every node and every end."""
        oracle, false = self.oracle, self.oracle.coded.bdd.false
        said, come = engine.places(), self._come(engine, node_of)
        for node in sorted(said.keys() | come.keys()):
            mine = oracle.arriving(come.get(node, false))
            self._who(f"{node}", said.get(node, false), mine)
            self.result.places[node[0]] = self.result.places.get(node[0], 0) + 1
            self.result.classes += oracle.coded.count(mine, oracle.arrival)

    def standing(self, engine: Engine) -> None:
        """Compare how contacts stand there: in which language, with which attributes and counts.

        The calls that are open, and the time in line, are told apart.
        """
        oracle, false = self.oracle, self.oracle.coded.bdd.false
        said = engine.stands(oracle.clocks)
        come = self._come(engine, lambda spot: where_is(spot, oracle.clocks))
        for where in sorted(said.keys() | come.keys(), key=repr):
            stands, kept = said.get(where, (false, set()))
            axes = [*kept, *(["language"] if where[0] != "end" else [])]
            mine = engine.told_apart(oracle.only(come.get(where, false), axes), kept)
            self._who(f"{where} with all that is set", oracle.only(stands, axes), mine)
            self.result.stands += 1
            self.result.states += oracle.coded.count(mine, axes)

    def _come(self, engine: Engine, called: Callable[[Spot], Key]) -> dict[Key, object]:
        """Return, by the oracle, how the contacts of a walk come where."""
        found, here = dict[Key, object](), engine.everybody()
        false = self.oracle.coded.bdd.false
        for spot, contacts in self.oracle.come.items():
            who = contacts & here
            if who != false:
                key = called(spot)
                found[key] = found.get(key, false) | who
        return found

    def _who(self, about: str, engine: object, oracle: object) -> None:
        """Compare two sets of contacts; a contact is told where they differ."""
        coded = self.oracle.coded
        for which, more in (("engine", engine & ~oracle), ("oracle", oracle & ~engine)):
            if more != coded.bdd.false:
                cell = coded.a_cell(more & self.oracle.valid, coded.values)
                shown = {
                    axis: coded.values[axis][at]
                    for axis, at in cell.items()
                    if axis not in self.oracle.figures
                }
                self.result.differing.append(f"{about}: only by the {which}, such as {shown}")

    def _same(self, about: str, engine: bool, oracle: bool) -> None:
        if engine is not oracle:
            self.result.differing.append(f"{about}: {engine} by the engine, {oracle} by the oracle")


def at_odd_times(text: str, random: Random) -> str:
    """Return a small center that waits, tests and rechecks at times that no grid holds.

    Whoever runs contacts one by one must have them on one: diagrams cut time where it matters.
    """

    def other(found: Match[str]) -> str:
        odd = random.choice((1, 999, 1_001, 20_500, 30_001, random.randrange(1, 200_000)))
        return f"{found[1]}{max(odd, 20_001 if found[1].startswith('recheck') else 0)}ms"

    return sub(r"\b(wait |wait >=? |recheck )\d+m?s\b", other, text)


def one_center(seed: int) -> Result:
    """Compare one generated center, and a small one, where more happens in line."""
    random = Random(f"dd {seed}")
    found = compare(compile_files(center_files(seed)), random)
    text = at_odd_times(center_text(seed, figures=seed % 4 != 0), random)
    found.add(compare(compile_files({"center.ccdsl": text.encode()}), random))
    found.centers, found.small = 1, 1
    return found


def told(total: Result) -> Iterator[str]:
    """Yield what was seen, line by line."""
    yield f"{total.centers} centers and {total.small} small ones by {BDD.__module__}"
    yield f"{total.rules} rules of routings"
    yield f"{total.dead} never match, of which nobody satisfies {total.impossible}"
    yield f"{sum(total.places.values())} places: {by_name(total.places)}"
    yield f"{total.classes} classes of contacts at them; nobody comes to {total.never} nodes"
    yield f"{total.stands} places with calls and times in line, {total.states} classes there"
    yield f"{total.unfinished} walks that the engine gave up are left out"


if __name__ == "__main__":
    raise SystemExit(run_centers("tests.exact.dd", __doc__, one_center, told, centers=200))
