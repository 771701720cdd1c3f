"""Rules that nobody leaves by: as many as brute force finds, and for the reason that is told."""

from collections.abc import Iterator
from random import Random

import pytest

from ccdsl.analysis import asking as conditions
from ccdsl.analysis.chains import lines_of
from ccdsl.analysis.comers import First, asking, by_context
from ccdsl.analysis.examining import examine
from ccdsl.analysis.judging import Judging
from ccdsl.analysis.sets import Sets
from ccdsl.analysis.witness import replay
from ccdsl.compiler import Compiled
from ccdsl.model.flow import DecisionNode
from ccdsl.model.tested import Dead
from ccdsl.simulate.center import Center
from ccdsl.source import Span
from ccdsl.syntax import ast
from tests.analysis.walks import small
from tests.exact import force
from tests.exact.compare import contacts_of
from tests.exact.force import Force, ForcedRun, Passed
from tests.exact.small import center_text
from tests.runtime.tables import compile_files

SEEDS = range(12)
MOST = 150
RUNS = 4_000


class _Watched(ForcedRun):
    """Notes also which rules are for a contact, whether it leaves by them or not."""

    def first_match(
        self, rules: tuple[ast.Rule, ...], name: ast.Name, queue: str | None = None, waited: int = 0
    ) -> ast.Treatment | None:
        found = super().first_match(rules, name, queue, waited)
        self.by_rules = True
        for rule in rules:
            if rule.condition is not None and not _is_about_queues(rule.condition):
                if self.holds(rule.condition, rule.span, queue, waited):
                    self.passed.add(("meant", rule.span))
                self.passed.add(("tested", rule.span))
        self.by_rules = False
        return found


def _is_about_queues(condition: ast.Condition) -> bool:
    return any(
        isinstance(one, ast.Figure | ast.Full | ast.QueueTest)
        for one in conditions.tests_in(condition)
    )


def _made(seed: int) -> Compiled:
    text = center_text(seed, figures=seed % 4 != 0)
    return compile_files({"center.ccdsl": text.encode()})


def _passed(made: Compiled) -> Passed:
    """Return what all contacts of a center can come through; skip what takes too long."""
    center = Center(program=made.program, view=made.program.in_service)
    tried, found = Force(center), Passed()
    contacts = contacts_of(center, Random(0), 100_000)
    if len(contacts) > MOST:
        pytest.skip("too many contacts to try them all")
    for one in contacts:
        passed = tried.passes(one.contact, one.flags, RUNS)
        if passed is None:
            pytest.skip("too many choices to try them all")
        found |= passed
    return found


def _in_service(made: Compiled) -> list[Dead]:
    flows = made.examined.centers["in-service"].flows
    drafts = [
        flow.declaration.span
        for key, flow in made.examined.centers["draft"].flows.items()
        if flow is not flows.get(key)
    ]
    return [one for one in made.facts.tested.dead if not any(_holds(d, one.span) for d in drafts)]


def _holds(span: Span, inner: Span) -> bool:
    return span.path == inner.path and span.start <= inner.start < span.end


def _rules(made: Compiled, passed: Passed) -> Iterator[tuple[Span, bool]]:
    """Yield the rules that are tested, and whether somebody leaves by each."""
    center = made.examined.centers["in-service"]
    for asked in (asking(walk, None) for walk in center.walks):
        for key in asked.rules:
            for line in lines_of(center.flows[key]):
                if line.condition is not None:
                    yield line.span, ("at", line.span) in passed


@pytest.mark.parametrize("seed", SEEDS)
def test_rules_that_nobody_leaves_by_are_those_of_brute_force(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(force, "ForcedRun", _Watched)
    made = _made(seed)
    passed = _passed(made)
    dead = {one.line: one for one in _in_service(made)}
    for span, is_taken in _rules(made, passed):
        assert (span in dead) is not is_taken
    for span, one in dead.items():
        if ("tested", span) in passed:
            is_covered = one.why == "covered"
            assert is_covered is (("meant", span) in passed), one


@pytest.mark.parametrize("seed", SEEDS)
def test_a_when_that_is_called_dead_is_never_left_by(seed: int) -> None:
    made = _made(seed)
    passed = _passed(made)
    dead = {one.line for one in _in_service(made)}
    for flow in made.examined.centers["in-service"].flows.values():
        for node in flow.nodes.values():
            if isinstance(node, DecisionNode) and node.span in dead:
                then = flow.nodes[node.then]
                assert ("at", then.span) not in passed


@pytest.mark.parametrize("seed", range(60))
def test_the_few_take_everybody_and_none_of_them_is_spare(seed: int) -> None:
    made = _made(seed)
    center = made.examined.centers["in-service"]
    dead = {one.span: one for one in _in_service(made) if one.why == "covered" and not one.more}
    for asked in (asking(walk, None) for walk in center.walks):
        sets = asked.walk.space.sets
        for key, comers in asked.rules.items():
            lines = lines_of(center.flows[key])
            firsts = by_context(asked.walk, center.flows[key], comers).values()
            for number, line in enumerate(lines, 1):
                if line.head not in dead:
                    continue
                told = [n for n, one in enumerate(lines, 1) if one.head in dead[line.head].earlier]
                assert told
                assert max(told) < number
                left = [_left(sets, first, number, told) for first in firsts]
                assert not any(left)
                for spare in told:
                    rest = [n for n in told if n != spare]
                    assert any(_left(sets, first, number, rest) for first in firsts)


def _left(sets: Sets, first: First, number: int, told: list[int]) -> int:
    found = first.meant(number)
    for each in told:
        found = sets.less(found, first.holds[each - 1])
    return found


SEVERAL = """
routing inbound version 1 in-service {
  when hours office is closed -> voicemail box
  when flag snow is on -> queue help
  when caller in vip and flag snow is off -> queue help
  when caller in vip -> queue help
  when hours office is open and flag snow is on -> voicemail box
  otherwise -> queue help
}
"""


def test_what_would_be_done_alike_is_told_apart() -> None:
    made = small(SEVERAL)
    first, second = made.facts.tested.dead
    text = made.program.sources["main.ccdsl"].text
    assert [text[one.start : one.end] for one in first.earlier] == [
        "when flag snow is on",
        "when caller in vip and flag snow is off",
    ]
    assert (len(first.instead), first.some, first.sooner) == (1, True, True)
    assert [text[one.start : one.end] for one in second.earlier] == ["when flag snow is on"]
    assert (len(second.instead), second.some) == (1, False)
    assert second.contacts is not None
    assert second.contacts.example().endswith(", given flag snow is on")


def test_overlaps_are_weighed_exactly() -> None:
    text = """
    hours half { mon-sun 00:00-12:00 }
    routing inbound version 1 in-service {
      when hours half is open -> voicemail box
      when caller in vip -> queue help
      otherwise -> queue help
    }
    """
    made = small(text)
    (overlap,) = made.facts.tested.overlaps
    # The hour that a morning loses in spring, another gains in autumn.
    assert overlap.contacts.share() == 500_000
    assert overlap.contacts.words() == ("while hours half is open, callers in vip",)


def test_a_budget_that_is_used_up_is_told() -> None:
    made = small(SEVERAL)
    examined = examine(made.program)
    for walk in examined.centers["in-service"].walks:
        walk.space.sets.budget = 0
    judging = Judging(examined)
    assert judging.dead == ()
    assert judging.undecided == ("front", "website")


def test_examples_are_replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    made = small(SEVERAL)
    shown: list[object] = []

    def watched(*given: object, lead: bool) -> object:
        shown.append(replay(*given, lead=lead))
        return shown[-1]

    monkeypatch.setattr("ccdsl.analysis.witness.replay", watched)
    for dead in made.facts.tested.dead:
        assert dead.contacts is not None
        assert dead.contacts.example()
    assert len(shown) == 2


COVERED_IN_LINE = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-01-01 to 2026-12-31 on-failure -> hang-up
}
prompt hello { de-DE "Hallo." }
voicemail box { channels voice greeting hello }
voicemail late { channels voice greeting hello }
entry line { voice +4930111111 routing all }
routing all version 1 in-service { otherwise -> queue desk }
queue desk { title "Desk" channels voice wait forever recheck 30s overflow away }
overflow away version 1 in-service {
  when waiting > 5 and wait > 20s -> voicemail box
  when waiting > 7 and wait > 40s -> voicemail late
}
"""


def test_who_is_shown_is_somebody_whom_the_rule_is_for() -> None:
    """Behind more than 7 others, after more than 40 seconds; so the earlier rule takes them."""
    (dead,) = compile_files({"center.ccdsl": COVERED_IN_LINE.encode()}).facts.tested.dead
    assert dead.contacts is not None
    assert dead.contacts.example().endswith(
        "given queue desk has available 0, waiting 0, "
        "given queue desk has available 1, waiting 8, wait 41s after 41s"
    )
