"""What there is to cover, what is covered, and scenarios for the rest."""

import pytest

from ccdsl.scenarios.choosing import ExpressionError, read_expression
from ccdsl.scenarios.coverage import items_of
from ccdsl.scenarios.next_best import suggest
from ccdsl.scenarios.running import changes, coverage_of, run_tests
from ccdsl.simulate.center import Center
from tests.simulate.centers import compiled, project

CENTER = """
flag flood { may boss }
role boss may flip-flags
skill talk
attribute tier one-of gold, silver
attribute size number
data-source crm { takes caller gives tier, size outcomes found, missing }
callers known { +1303* }
hours office { mon-fri 08:00-18:00 }
voicemail box { channels voice greeting bye notify "a@b.example" }
routing main version 1 in-service {
  when flag flood is on -> hang-up
  when caller in known -> queue desk
  when hours office is closed -> voicemail box
  otherwise -> script top
}
queue desk {
  channels voice requires talk max-waiting 3
  key 1 "Call me" -> callback desk else -> stay
  overflow spill after-hours shut at-close -> stay
}
overflow spill version 1 in-service {
  when full -> voicemail box
  when waiting >= 2 and expected-wait > 10m -> voicemail box
  when wait > 5m -> script top
}
after-hours shut version 1 in-service { hours office otherwise -> hang-up }
script top version 1 in-service {
  start { play hello -> ask }
  menu ask {
    say again sorry sorry repeat 1
    key 1 "Desk" -> queue desk
    key 2 "Find" -> find
    key 3 "Again" -> ask
    no-input -> hang-up
    invalid -> voicemail box
  }
  lookup find {
    from crm
    found { when tier is gold and size >= 10 -> queue desk -> split }
    missing -> find at-most 1 else -> hang-up
    failed -> ring
  }
  step split { allocate { 30% -> queue desk 70% -> hang-up } }
  step ring {
    -> transfer +18005550199 busy -> hang-up no-answer -> queue desk else -> voicemail box
  }
}
script never version 1 in-service { start { play hello -> hang-up } }
"""
SCENARIO = """
scenario "Two" {
  dial +18005550100 from +13105550199 at 2026-11-23 09:30
  press 2
  given lookup crm found tier gold, size 12
  expect queue desk
}
"""


def test_items_are_rules_keys_outcomes_exits_and_prompts_each_once() -> None:
    program = compiled(CENTER).program
    items = items_of(program, program.in_service)
    assert {item.kind for item in items} == {"rule", "key", "outcome", "exit", "prompt"}
    assert len({(item.owner, item.name, item.span) for item in items}) == len(items)
    named = {f"{item.owner}: {item.name}" for item in items if item.owner == "queue desk"}
    assert named >= {f"queue desk: {what}" for what in ("answered", "closed", "full", "at-close")}
    rules = [item.name for item in items if item.kind == "rule" and item.owner == "routing main"]
    assert rules == ["rule 1", "rule 2", "rule 3", "rule 4"]


def test_a_scenario_covers_what_its_contact_goes_through_and_nothing_else() -> None:
    program = compiled(CENTER + SCENARIO).program
    coverage = coverage_of(run_tests(program, program.in_service))
    covered = {f"{item.owner}: {item.name}" for item in coverage.items if coverage.count(item)}
    assert covered - {name for name in covered if name.endswith("exit")} == {
        "routing main: rule 4",
        "queue desk: answered",
        "script top: prompt hello",
        "script top: prompt again",
        "script top: key 2 “Find”",
        "script top: find found",
        "script top: when",
    }
    assert 0 < coverage.percent < 50


def test_a_scenario_about_a_version_that_is_not_there_is_left_out() -> None:
    text = CENTER + SCENARIO.replace("dial", "since script gone version 1 dial")
    program = compiled(text).program
    tests = run_tests(program, program.in_service)
    assert (tests.outcomes, len(tests.elsewhere)) == ((), 1)


def test_nothing_to_cover_is_covered_wholly() -> None:
    program = compiled("").program
    assert coverage_of(run_tests(program, program.in_service)).percent == 100


def test_suggestions_cover_everything_that_a_contact_can_come_to() -> None:
    """Joint figures, flags, holidays, waits, at-close and withheld numbers are all found."""
    made = compiled(CENTER + SCENARIO)
    program = made.program
    center = Center(program=program, view=program.in_service)
    coverage = coverage_of(run_tests(program, program.in_service))
    found = suggest(center, coverage, made.facts.calendars, 100)
    missed = {f"{item.owner}: {item.name}" for item in found.not_found}
    assert missed == {"script never: exit", "script never: prompt hello"}
    again = compiled(CENTER + SCENARIO + "".join(one.text for one in found.scenarios)).program
    tests = run_tests(again, again.in_service)
    assert len(tests.outcomes) == 1 + len(found.scenarios)
    assert not tests.failed
    left = {f"{item.owner}: {item.name}" for item in coverage_of(tests).missing}
    assert left == missed


def test_the_first_suggestion_covers_the_most() -> None:
    made = compiled(CENTER + SCENARIO)
    program = made.program
    center = Center(program=program, view=program.in_service)
    coverage = coverage_of(run_tests(program, program.in_service))
    found = suggest(center, coverage, made.facts.calendars, 100).scenarios
    sizes = [len(one.covers) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len(suggest(center, coverage, made.facts.calendars, 2).scenarios) == 2


def test_without_a_budget_nothing_is_found_and_everything_is_said_to_be_missing() -> None:
    made = compiled(CENTER)
    program = made.program
    center = Center(program=program, view=program.in_service)
    coverage = coverage_of(run_tests(program, program.in_service))
    found = suggest(center, coverage, made.facts.calendars, 5, budget=0)
    assert not found.scenarios
    assert found.not_found == coverage.missing


@pytest.mark.parametrize("name", ["harbor", "rules-engine", "community-phones", "emergency-ivr"])
@pytest.mark.parametrize("which", ["in_service", "draft"])
def test_suggestions_for_the_examples_pass_when_pasted(name: str, which: str) -> None:
    made = project(f"examples/{name}")
    program = made.program
    view = program.in_service if which == "in_service" else program.draft
    tests = run_tests(program, view)
    coverage = coverage_of(tests)
    found = suggest(tests.center, coverage, made.facts.calendars, 3, budget=1_500)
    assert found.scenarios
    for one in found.scenarios:
        assert one.covers
        assert one.text.startswith('scenario "')


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("claims", True),
        ("CLAIMS and snow", True),
        ("claims and not snow", False),
        ("not (holiday or bills)", True),
        ('"on a snow"', True),
        ("holiday or claims", True),
        ("holiday", False),
    ],
)
def test_expression(expression: str, meant: bool) -> None:
    assert read_expression(expression).matches("Claims on a snow day") is meant


@pytest.mark.parametrize("expression", ["", "claims and", "(claims", "claims)", "or", "not", "a b"])
def test_an_expression_that_cannot_be_read(expression: str) -> None:
    with pytest.raises(ExpressionError):
        read_expression(expression)


def test_what_a_draft_changes() -> None:
    text = (
        CENTER.replace("routing main version 1", "routing main version 2")
        + SCENARIO
        + """
    script top version 2 draft { start { play bye -> hang-up } }
    scenario "Known" {
      dial +18005550100 from +13035550199 at 2026-11-23 09:30
      expect queue desk
    }
    """
    )
    program = compiled(text).program
    (changed,) = changes(program)
    assert changed.before.scenario.name.text == "Two"
    assert str(changed.before.trace and changed.before.trace.end) == "queue desk"
    assert changed.after.trace is None
