"""Why conditions do not hold: the first part that fails, and how that stands instead."""

from dataclasses import replace

import pytest

from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import conduct
from ccdsl.simulate.why import ExplainedRun, Missed
from ccdsl.simulate.world import ChoiceError, Contact, QueueState, World
from tests.simulate.centers import MONDAY, center_of

AROUND = """
attribute tier one-of gold, silver
attribute code digits 4 to 4 secret
attribute size number
callers known { +1303* }
flag flood { may boss }
role boss may flip-flags
skill talk
holidays feast { 2026-12-25 }
hours office { mon-fri 08:00-18:00 except feast }
entry other { voice +18005550101 routing main }
queue desk { channels voice requires talk max-waiting 9 overflow spill }
overflow spill version 1 in-service { when %s -> hang-up when full -> hang-up }
routing main version 1 in-service { when %s -> hang-up otherwise -> queue desk }
"""


def missed(routing: str, overflow: str, state: QueueState | None = None) -> list[Missed]:
    center = center_of(AROUND % (overflow, routing))
    contact = Contact(
        channel="voice",
        to="+18005550100",
        caller="+13105550199",
        instant=MONDAY,
        attributes={"tier": "silver", "code": "1234"},
    )
    world = World(queues={"desk": (state,)} if state else {})
    run = ExplainedRun(center, contact, Choices(world))
    conduct(run)
    return run.missed


def part(center: Center, one: Missed) -> str:
    return center.program.sources["main.ccdsl"].text[one.part.start : one.part.end]


@pytest.mark.parametrize(
    ("condition", "failed", "why"),
    [
        ("caller is withheld", "caller is withheld", "the caller is +13105550199"),
        ("caller in known", "caller in known", "the caller is +13105550199"),
        ("dialed is +18005550101", "dialed is +18005550101", "the dialed is +18005550100"),
        ("entry is other", "entry is other", "the entry is line"),
        ("channel is chat", "channel is chat", "the channel is voice"),
        ("language is es-US", "language is es-US", "the language is en-US"),
        ("tier is gold", "tier is gold", "tier is silver"),
        ("code is 9999", "code is 9999", "code is ••••"),
        ("size > 3", "size > 3", "size is not set"),
        ("flag flood is on", "flag flood is on", "flood is off"),
        ("hours office is closed", "hours office is closed", "office is open"),
        ("hours office is holiday", "hours office is holiday", "it is not a holiday of office"),
        ("not hours office is open", "not hours office is open", "office is open"),
        ("channel is voice and tier is gold", "tier is gold", "tier is silver"),
        (
            "tier is gold or size > 3",
            "tier is gold or size > 3",
            "tier is silver, size is not set",
        ),
        ("not (tier is silver and channel is voice)", "not (tier is silver and channel is voice)",
         "tier is silver, the channel is voice"),
        ("not queue desk has agents > 0", "not queue desk has agents > 0", "agents is 1"),
        ("queue desk has agents > 0, waiting > 4", "waiting > 4", "waiting is 0"),
        ("queue desk has available > 1", "available > 1", "available is 1"),
    ],
)  # fmt: skip
def test_why_a_rule_does_not_match(condition: str, failed: str, why: str) -> None:
    first, *_ = missed(condition, "agents > 9")
    center = center_of(AROUND % ("agents > 9", condition))
    assert (part(center, first), first.why) == (failed, why)
    assert first.before == 1


@pytest.mark.parametrize(
    ("condition", "state", "why"),
    [
        ("expected-wait > 5m", QueueState(), "expected-wait is not known"),
        ("expected-wait > 5m", QueueState(expected_wait=90_000), "expected-wait is 1m30s"),
        ("wait > 5m", QueueState(wait=60_000), "wait is 0s"),
        ("full and agents > 9", QueueState(waiting=9), "agents is 1"),
    ],
)
def test_why_an_overflow_does_not_take_a_contact(
    condition: str, state: QueueState, why: str
) -> None:
    assert why in [one.why for one in missed("tier is gold", condition, state)]


def test_how_full_a_line_is() -> None:
    found = missed("tier is gold", "agents > 9", QueueState(waiting=8))
    assert found[-1].why == "8 of 9 are waiting"


def test_a_wait_is_tested_at_its_limit() -> None:
    found = missed("tier is gold", "wait > 1m and channel is chat", QueueState(available=0))
    waits = [one.why for one in found if one.why != "0 of 9 are waiting"][1:]
    assert waits == ["wait is 0s", "the channel is voice"]


def test_a_program_without_a_center_cannot_be_run() -> None:
    program = replace(center_of(AROUND % ("agents > 9", "tier is gold")).program, center=None)
    with pytest.raises(ValueError, match="without a center"):
        _ = Center(program=program, view=program.in_service).declared


def test_a_policy_for_everybody_may_still_take_nobody() -> None:
    """What no checked project has is said rather than guessed."""
    text = "routing main version 1 in-service { when channel is chat -> hang-up }"
    center = center_of(text)
    contact = Contact(channel="voice", to="+18005550100", caller=None, instant=MONDAY)
    with pytest.raises(ChoiceError, match="no rule takes this contact"):
        conduct(ExplainedRun(center, contact, Choices(World())))
    stays = center_of("routing main version 1 in-service { otherwise -> stay }")
    with pytest.raises(ChoiceError, match="there is no queue to stay in"):
        conduct(ExplainedRun(stays, contact, Choices(World())))
