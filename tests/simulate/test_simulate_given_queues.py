"""What a scenario says about queues: the states it stands for, and the mistakes in it."""

from dataclasses import replace

import pytest

from ccdsl.simulate.given_queues import queues_of
from ccdsl.simulate.judge import Outcome, run_scenario
from ccdsl.simulate.world import ChoiceError, Later, QueueState
from ccdsl.source import Span
from ccdsl.syntax import ast
from tests.simulate.centers import center_of
from tests.syntax.sources import parsed

CENTER = """
voicemail box { channels voice notify "a@b.example" }
queue claims { channels voice recheck 20s max-waiting 5 overflow spill wait forever }
queue then { channels voice wait forever }
overflow spill version 1 in-service { when full -> voicemail box }
routing main version 1 in-service {
  when queue claims has available > 5 -> hang-up
  otherwise -> queue claims
}
"""
CALL = "dial +18005550100 from withheld at 2026-11-23 09:30"


def given(lines: str) -> dict[str, tuple[QueueState, ...]]:
    file, problems = parsed(f'scenario "it" {{\n{CALL}\n{lines}\nexpect hang-up\n}}\n')
    assert not problems.found
    (scenario,) = file.declarations
    assert isinstance(scenario, ast.Scenario)
    return queues_of(scenario.givens)


def ran(lines: str) -> tuple[Outcome, str]:
    center = center_of(f'{CENTER}\nscenario "it" {{\n{CALL}\n{lines}\n}}\n')
    (scenario,) = center.program.scenarios
    return run_scenario(center, scenario), center.program.sources["main.ccdsl"].text


def later(seconds: int, state: QueueState) -> Later:
    return Later(after_ms=seconds * 1_000, state=state)


def test_every_look_has_its_state_and_its_changes() -> None:
    found = given("""
    given queue claims has available 0, waiting 2
    given queue claims has waiting 6 after 2m
    given queue claims then has agents 0
    given queue claims has agents 2 after 30s
    """)
    assert found == {
        "claims": (
            QueueState(
                available=0, waiting=2, later=(later(120, QueueState(available=0, waiting=6)),)
            ),
            QueueState(agents=0, later=(later(30, QueueState(agents=2)),)),
        )
    }


def test_changes_stand_on_each_other_in_the_order_of_time() -> None:
    (state,) = given("""
    given queue claims has waiting 3, wait 5s after 2m
    given queue claims has agents 4, expected-wait 1m after 1m
    given queue claims has available 2 after 2m
    """)["claims"]
    first = QueueState(agents=4, expected_wait=60_000)
    second = replace(first, waiting=3, wait=5_000, available=2)
    assert state == QueueState(later=(later(60, first), later(120, second)))


def test_a_closing_belongs_to_the_look_before_it() -> None:
    lines = "given queue claims closes at 1m given queue claims then has agents 1"
    assert [state.closes for state in given(lines)["claims"]] == [60_000, None]
    lines = "given queue claims then has agents 1 given queue claims closes at 1m"
    assert [state.closes for state in given(lines)["claims"]] == [None, 60_000]
    lines = "given queue claims has waiting 1 after 1s given queue claims closes at 1m"
    (state,) = given(lines)["claims"]
    assert state == QueueState(closes=60_000, later=(later(1, QueueState(waiting=1)),))


def test_a_first_look_may_be_as_ever() -> None:
    assert given("given queue then then has agents 0") == {
        "then": (QueueState(), QueueState(agents=0))
    }


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "given queue claims has waiting 1 after 1m given queue claims has waiting 2 after 60s",
            "queue `claims` is given two values of `waiting`",
        ),
        (
            "given queue claims then has waiting 1 given queue claims has waiting 2",
            "queue `claims` is given two values of `waiting`",
        ),
        (
            "given queue claims has agents 2, available 2 given queue claims has agents 1 after 1m",
            "queue `claims` contradicts itself: 2 are available, and 1 staffed",
        ),
        (
            "given queue claims has agents 2 given queue claims then has available 2",
            "queue `claims` contradicts itself: 2 are available, and 1 staffed",
        ),
    ],
)
def test_figures_that_contradict(lines: str, message: str) -> None:
    with pytest.raises(ChoiceError) as raised:
        given(lines)
    assert raised.value.message == message


def test_a_scenario_with_all_of_it() -> None:
    outcome, _ = ran("""
    given queue claims has available 0
    given queue claims then has available 0, waiting 2
    given queue claims has waiting 5 after 50s
    expect voicemail box
    """)
    assert outcome.passed
    assert outcome.steps[-1].at == 60_000


@pytest.mark.parametrize(
    ("lines", "message", "place"),
    [
        (
            "given queue claims then has waiting 1\ngiven queue claims then has waiting 2",
            "nothing asks any more how queue `claims` stands",
            "given queue claims then has waiting 2",
        ),
        (
            "given queue claims has waiting 1 after 1m",
            "the contact is gone before queue `claims` changes",
            "given queue claims has waiting 1 after 1m",
        ),
        (
            """given queue claims then has available 0
            given queue claims has waiting 5 after 1m
            given queue claims has agents 1 after 61s""",
            "the contact is gone before queue `claims` changes",
            "given queue claims has agents 1 after 61s",
        ),
        (
            "given queue then then has waiting 1",
            "queue `then` is never met",
            "given queue then then has waiting 1",
        ),
    ],
)
def test_what_is_never_met_fails_at_its_line(lines: str, message: str, place: str) -> None:
    outcome, text = ran(f"{lines}\nexpect voicemail box")
    (failure,) = outcome.failures
    assert failure.message == message
    span: Span = failure.span
    assert text[span.start : span.end] == place
