"""Plans of generated centers against the interpreter: who is unchanged, and who is not."""

from collections.abc import Iterator
from random import Random

import pytest

from ccdsl.analysis.axes import CALLER, LINE, TIME, Axis
from ccdsl.analysis.compare import Comparison
from ccdsl.analysis.compare_sides import half_of
from ccdsl.analysis.plan import plan
from ccdsl.analysis.plan_records import Plan
from ccdsl.analysis.ways import State, holds_for
from ccdsl.compiler import Compiled
from ccdsl.model.vocabulary import NUMBERED_CHANNELS
from ccdsl.simulate.center import Center
from ccdsl.simulate.world import Contact
from ccdsl.syntax.ast.center import CHANNELS, Channel
from tests.analysis.lucky import luckily, told
from tests.analysis.mutants import linked, mutant
from tests.analysis.small_centers import small_pair
from tests.runtime.tables import compile_files

SEEDS = range(60)
MUTANTS = (1, 3, 7, 10, 11, 14, 20, 22, 23)
CONTACTS, RUNS = 25, 4
_CHANNELS: dict[str, Channel] = {one: one for one in CHANNELS}
_NOT_TRACED = ("queue", "asks", "voicemail", "callback")
"""What is noticed there, like music and labels, is not part of a trace."""


def planned(before: Compiled, after: Compiled) -> Plan:
    halves = [half_of(one.program, one.facts, "in-service") for one in (before, after)]
    return plan([half for half in halves if half is not None])


def arriving(comparison: Comparison, random: Random) -> Iterator[tuple[State, Contact]]:
    """Yield contacts of any class, and how they stand as they arrive."""
    joint = comparison.joint
    axes = joint.lanes[0].space.axes
    lines = list(joint.lines)
    for _ in range(CONTACTS if lines else 0):
        line = random.choice(lines)
        caller = random.randrange(axes.callers.size)
        if line.channel not in NUMBERED_CHANNELS:
            caller = axes.callers.size - 1
        moment = random.randrange(axes.instants.size)
        stretch = random.choice(axes.instants.stretches(1 << moment))
        state = {axes.places[LINE]: lines.index(line), axes.places[CALLER]: caller}
        state[axes.places[TIME]] = moment
        for place in axes.of_kind("flag"):
            state[place] = random.randrange(2)
        number = axes.callers.examples[caller]
        yield (
            state,
            Contact(
                channel=_CHANNELS[line.channel],
                to=line.address,
                caller=number,
                instant=random.randrange(*stretch),
            ),
        )


def check_unchanged(found: Plan, random: Random) -> None:
    """Hold whoever is said to be unchanged to the interpreter, by the same luck on both sides."""
    comparison = found.comparison
    sets = comparison.joint.sets
    changed = sets.union(change.block.contacts for change in found.changes)
    halves = comparison.same.halves
    centers = [Center(program=half.program, view=half.view) for half in halves]
    places = comparison.joint.lanes[0].space.axes.places
    assert found.complete
    for state, contact in arriving(comparison, random):
        flags = {axis.name: bool(state[at]) for axis, at in places.items() if axis.kind == "flag"}
        if holds_for(sets, changed, state):
            continue
        for _ in range(RUNS):
            luck = random.randrange(10**9)
            first, second = (luckily(center, contact, luck, flags) for center in centers)
            assert first == second, (contact, flags, luck)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_said_to_be_unchanged_meets_the_same_whatever_is_chosen(seed: int) -> None:
    check_unchanged(planned(*small_pair(seed)), Random(seed))


@pytest.mark.parametrize("seed", MUTANTS)
def test_so_it_is_in_larger_centers_with_every_channel(seed: int) -> None:
    before, after = mutant(seed)
    check_unchanged(plan((linked(before), linked(after))), Random(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_witness_of_every_change_meets_something_else(seed: int) -> None:
    pair = small_pair(seed)
    centers = [Center(program=one.program, view=one.program.in_service) for one in pair]
    for change in planned(*pair).changes:
        assert change.because
        first, second = change.before.witness, change.after.witness
        assert first is not None
        assert second is not None
        assert first.contact == second.contact
        if change.before.noticed[0] in _NOT_TRACED:
            assert change.before.noticed != change.after.noticed or change.answer
            continue
        ways = [
            told(center, one.trace.steps, one.contact)
            for center, one in zip(centers, (first, second), strict=True)
        ]
        assert ways[0] != ways[1]


@pytest.mark.parametrize("seed", range(6))
def test_a_center_is_the_same_as_itself(seed: int) -> None:
    before, _ = small_pair(seed)
    again, _ = small_pair(seed)
    found = planned(before, again)
    assert found.changes == ()
    assert found.changed_classes == 0
    assert found.every_class > 0


def test_the_same_is_said_every_time() -> None:
    first, second = (planned(*small_pair(4)) for _ in range(2))
    assert [one.block.words for one in first.changes] == [one.block.words for one in second.changes]
    assert [one.because for one in first.changes] == [one.because for one in second.changes]


def test_the_classes_of_the_calendar_are_counted_exactly() -> None:
    found = planned(*small_pair(3))
    axes = found.comparison.joint.lanes[0].space.axes
    flags = sum(1 for axis in axes.places if axis == Axis("flag", axis.name))
    each = axes.instants.size << flags
    voice = sum(1 for line in axes.lines if line.channel == "voice")
    whole = each * (voice * axes.callers.size + len(axes.lines) - voice)
    assert found.every_class == whole


TWO_LINES = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-01-01 to 2026-12-31 on-failure -> hang-up
}
prompt hello { de-DE "Hallo." }
entry line { voice +4930111111 routing all }
ADDED
routing all version 1 in-service { otherwise { play hello -> hang-up } }
"""


@pytest.mark.parametrize("taken_away", [True, False])
def test_an_entry_that_shares_a_routing_comes_and_goes(taken_away: bool) -> None:
    added = "entry more { voice +4930111112 routing all }"
    pair = [
        compile_files({"center.ccdsl": TWO_LINES.replace("ADDED", each).encode()})
        for each in ((added, "") if taken_away else ("", added))
    ]
    (change,) = planned(*pair).changes
    assert change.block.words == "calling +4930111112"
    noticed = [change.before.noticed, change.after.noticed]
    if not taken_away:
        noticed.reverse()
    assert noticed == [("arrives", "more"), ("no line",)]


LOOKS_UP = """
center c {
  timezone Europe/Berlin languages de-DE
  calendar 2026-01-01 to 2026-12-31 on-failure -> hang-up
}
prompt hello { de-DE "Hallo." }
attribute urgent yes-no
data-source crm { takes caller gives urgent outcomes found, missing MORE }
voicemail box { channels voice greeting hello }
entry line { voice +4930111111 routing all }
routing all version 1 in-service { otherwise -> script s }
script s version 1 in-service {
  start { play hello -> customer }
  lookup customer {
    from crm
    found   -> voicemail box
    missing -> voicemail box
    LEADS
    failed  -> voicemail box
  }
}
"""


def test_a_new_outcome_of_a_look_up_is_told_by_what_it_leads_to() -> None:
    before, after = (
        compile_files({"center.ccdsl": LOOKS_UP.replace(*more).replace(*leads).encode()})
        for more, leads in (
            (("MORE", ""), ("LEADS", "")),
            (("MORE", ", blocked"), ("LEADS", "blocked -> hang-up")),
        )
    )
    (change,) = planned(before, after).changes
    assert change.answer == "lookup blocked"
    assert change.knows == (False, True)
    assert change.before.witness is not None
    assert change.after.witness is not None
    ends = [each.witness.trace.end.kind for each in (change.before, change.after) if each.witness]
    assert ends == ["voicemail", "hang-up"]
    assert change.after.witness.world.lookups[0].outcome == "blocked"
