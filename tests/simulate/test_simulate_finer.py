"""Finer points of the interpreter: seconds, waits in treatments, secrets, names of two kinds."""

from ccdsl.scenarios.running import run_tests
from ccdsl.simulate.center import Center
from ccdsl.simulate.judge import Outcome
from tests.simulate.centers import compiled

CENTER = """
attribute pin digits 1 to 1 secret
roster "people.yaml"
role boss may answer handles 1 voice
skill talk
team all { lead ana queues desk, exact }
voicemail box { channels voice notify "a@b.example" }
hours office { mon-fri 08:00-18:00 }
routing main version 1 in-service { otherwise -> script top }
routing shut version 1 in-service {
  when hours office is closed -> after-hours shut
  otherwise -> hang-up
}
after-hours shut version 1 in-service { hours office otherwise -> voicemail box }
entry other { voice +18005550101 routing shut }
script top version 1 in-service {
  start { play hello -> ask }
  menu ask {
    say again
    key 0 "Desk" -> queue desk
    key 9 "Exactly" -> queue exact
    keys 1 to 5 store pin -> hang-up
    no-input -> hang-up
    invalid -> hang-up
  }
}
queue desk { channels voice requires talk overflow late key 1 "Stay" { wait 90s -> stay } }
queue exact { channels voice requires talk overflow exact }
overflow late version 1 in-service {
  when wait > 1500ms and waiting > 3 -> voicemail box
  when wait > 3m -> hang-up
}
overflow exact version 1 in-service { when wait >= 1500ms -> voicemail box }
"""
PEOPLE = "people:\n  - {id: ana, name: Ana, role: boss, skills: {talk: true}}\n"
CALL = "dial +18005550100 from +13105550199 at 2026-11-23 09:30"


def ran(lines: str) -> Outcome:
    program = compiled(f'{CENTER} scenario "it" {{ {lines} }}', people_yaml=PEOPLE).program
    assert program.is_whole
    center = Center(program=program, view=program.in_service)
    (outcome,) = run_tests(center.program, center.view).outcomes
    return outcome


def last_at(outcome: Outcome) -> int:
    return outcome.steps[-1].at


def test_a_limit_between_two_seconds_holds_at_the_next_whole_one() -> None:
    nobody = "has available 0, waiting 9 expect voicemail box"
    over = ran(f"{CALL} press 0 given queue desk {nobody}")
    exact = ran(f"{CALL} press 9 given queue exact {nobody}")
    assert over.passed
    assert exact.passed
    assert (last_at(over), last_at(exact)) == (2_000, 2_000)


def test_what_a_treatment_waits_counts_as_waited_in_the_queue() -> None:
    nobody = "given queue desk has available 0"
    late = ran(f"{CALL} press 0 waits 2m press 1 {nobody} expect hang-up")
    assert late.passed
    assert last_at(late) == 240_000
    gone = ran(f"{CALL} press 0 waits 1m press 1 waits 10s leaves {nobody} expect abandoned")
    assert gone.passed
    assert last_at(gone) == 160_000


def test_time_never_runs_back() -> None:
    outcome = ran(
        f"{CALL} press 0 waits 1m press 1 given queue desk has available 0 expect hang-up"
    )
    times = [step.at for step in outcome.steps]
    assert times == sorted(times)


def test_a_secret_key_is_masked_where_it_is_pressed_too() -> None:
    outcome = ran(f"{CALL} press 3 expect hang-up")
    shown = [(step.name, step.detail) for step in outcome.steps if step.kind in ("press", "set")]
    assert shown == [("•", ""), ("pin", "•")]


def test_a_routing_is_no_after_hours_policy_of_the_same_name() -> None:
    dialed = "dial +18005550101 from withheld at"
    by_day = f"{dialed} 2026-11-23 09:30 does not pass after-hours shut expect hang-up"
    at_night = f"{dialed} 2026-11-23 19:00 passes after-hours shut expect voicemail box"
    assert ran(by_day).passed
    assert ran(at_night).passed


def test_an_attribute_is_given_one_value() -> None:
    outcome = ran(f"{CALL} with pin 1, pin 2 silence expect hang-up")
    (failure,) = outcome.failures
    assert failure.message == "`pin` is given two values"
    assert ran(f"{CALL} with pin 1, pin 1 silence expect hang-up").passed
