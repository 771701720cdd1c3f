"""Queues that stand differently at each look, and change while a contact waits in them."""

import pytest

from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import Run, conduct, simulate
from ccdsl.simulate.trace import Trace
from ccdsl.simulate.why import ExplainedRun
from ccdsl.simulate.world import (
    ChoiceError,
    Contact,
    Input,
    Later,
    Press,
    QueueState,
    Waits,
    World,
)
from tests.simulate.centers import MONDAY, center_of

QUEUES = """
attribute sure yes-no
hours office { mon-fri 08:00-18:00 }
hours night { mon-fri 20:00-22:00 }
voicemail box { channels voice notify "a@b.example" }
queue desk {
  channels voice recheck 20s max-waiting 5 overflow spill after-hours shut
  at-close -> stay
  key 1 "Who is there?" { when queue desk has agents > 1 -> voicemail box -> stay }
  key 2 "Elsewhere?" { when queue back has agents > 1 -> voicemail box -> stay }
  key 3 "Hold on" { wait 50s -> stay }
}
queue back { channels voice recheck 30s wait forever }
queue far { channels voice recheck 30s overflow beyond wait forever }
queue night_desk {
  channels voice recheck 30s after-hours asleep at-close -> stay wait forever
}
after-hours shut version 1 in-service { hours office otherwise -> voicemail box }
after-hours asleep version 1 in-service {
  hours night
  when queue night_desk has agents > 1 -> queue back
  when queue night_desk has waiting > 3 and queue night_desk has agents < 2 -> hang-up
  otherwise -> voicemail box
}
overflow spill version 1 in-service {
  when full -> hang-up
  when wait > 44s and waiting > 1 -> queue back
  when queue back has available > 1 -> queue back
}
overflow beyond version 1 in-service {
  when wait > 40s and queue back has available > 1 -> queue back
}
"""
DESK = "otherwise -> queue desk"
BUSY = QueueState(available=0)


def center(routing: str = DESK) -> Center:
    return center_of(f"{QUEUES} routing main version 1 in-service {{ {routing} }}")


def run_in(center: Center, *inputs: Input, **queues: tuple[QueueState, ...]) -> Trace:
    contact = Contact(channel="voice", to="+18005550100", caller=None, instant=MONDAY)
    return simulate(center, contact, World(inputs=inputs, queues=queues))


def ended(trace: Trace) -> tuple[str, int]:
    """Return how a contact ended and when, in seconds."""
    return str(trace.end), trace.steps[-1].at // 1_000


def busy_then(*changes: tuple[int, QueueState], first: QueueState = BUSY) -> QueueState:
    """Return a queue with nobody free that stands otherwise after so many seconds."""
    later = tuple(Later(after_ms=seconds * 1_000, state=state) for seconds, state in changes)
    return QueueState(
        agents=first.agents,
        available=first.available,
        waiting=first.waiting,
        wait=first.wait,
        closes=first.closes,
        later=later,
    )


def test_a_state_is_in_force_until_the_next_one() -> None:
    full = QueueState(available=0, waiting=5)
    state = busy_then((20, full), (40, BUSY))
    assert [state.at(ms) for ms in (0, 19_999)] == [state, state]
    assert [state.at(ms) for ms in (20_000, 39_999)] == [full, full]
    assert state.at(40_000) == BUSY


@pytest.mark.parametrize(
    ("changes", "end", "seconds"),
    [
        (((30, QueueState(waiting=5, available=0)),), "hang-up", 40),
        (((40, QueueState(waiting=5, available=0)),), "hang-up", 40),
        (((41, QueueState(waiting=5, available=0)),), "hang-up", 45),
        (((30, QueueState()),), "queue desk", 30),
        (((30, QueueState(waiting=5)),), "queue desk", 30),
        (((40, QueueState(waiting=5)),), "hang-up", 40),
        (((30, QueueState(wait=50_000)),), "queue desk", 50),
        (((30, QueueState(wait=50_000)), (50, BUSY), (60, QueueState())), "queue desk", 60),
        (((30, QueueState(wait=50_000)), (49, BUSY), (60, QueueState())), "queue desk", 60),
        (((30, QueueState(wait=50_000)), (50, QueueState(waiting=1))), "queue desk", 50),
        (((30, QueueState(available=0, waiting=2)),), "queue back", 45),
        (((30, QueueState(available=0, waiting=2)), (44, QueueState())), "queue desk", 44),
    ],
)
def test_changes_are_met_by_tests_and_by_agents(
    changes: tuple[tuple[int, QueueState], ...], end: str, seconds: int
) -> None:
    assert ended(run_in(center(), desk=(busy_then(*changes),))) == (end, seconds)


def test_a_change_between_two_tests_that_is_undone_takes_nobody() -> None:
    state = busy_then((21, QueueState(available=0, waiting=5)), (39, BUSY))
    assert run_in(center(), desk=(state,)).end.kind == "waiting"


def test_tests_without_changes_come_as_ever() -> None:
    """No recheck is made where nothing has changed: what is written down stays the same."""
    trace = run_in(center(), desk=(QueueState(available=0, closes=50_000),))
    waits = [(step.kind, step.at) for step in trace.steps if step.kind in ("wait", "at-close")]
    assert waits == [("wait", 0), ("wait", 45_000), ("at-close", 60_000), ("wait", 60_000)]
    assert run_in(center(), desk=(QueueState(),)).steps == run_in(center()).steps


def test_a_closing_beside_a_change() -> None:
    state = busy_then((50, QueueState(available=0, waiting=5)), first=QueueState(
        available=0, closes=10_000))  # fmt: skip
    trace = run_in(center(), desk=(state,))
    assert ended(trace) == ("hang-up", 60)
    assert [step.at for step in trace.steps if step.kind == "at-close"] == [20_000]


def test_changes_pass_while_a_treatment_waits() -> None:
    state = busy_then((15, QueueState()), (40, QueueState(available=0, waiting=5)))
    trace = run_in(center(), Waits(ms=10_000), Press(keys=("3",)), desk=(state,))
    assert ended(trace) == ("hang-up", 80)


def test_each_look_has_the_next_state() -> None:
    routing = "when queue desk has agents > 1 -> hang-up otherwise -> queue desk"
    states = (QueueState(), BUSY, QueueState(agents=2))
    inputs = (Waits(ms=10_000), Press(keys=("1",)))
    assert ended(run_in(center(routing), *inputs, desk=states)) == ("voicemail box", 10)


def test_the_last_state_stays() -> None:
    routing = "when queue desk has agents > 1 -> hang-up otherwise -> queue desk"
    states = (QueueState(), BUSY)
    inputs = (Waits(ms=10_000), Press(keys=("1",)), Press(keys=("1",)), Waits(ms=100_000))
    assert ended(run_in(center(routing), *inputs, desk=states)) == ("waiting desk", 110)


def test_after_a_look_of_its_own_the_line_is_as_it_was() -> None:
    """The first look is the arrival's, the second the key's; the line goes on in the first."""
    states = (busy_then((30, QueueState())), QueueState(agents=1))
    trace = run_in(center(), Waits(ms=10_000), Press(keys=("1",)), desk=states)
    assert ended(trace) == ("queue desk", 30)


def test_one_look_asks_often_and_sees_one_state() -> None:
    routing = """
    when queue desk has agents > 1 -> hang-up
    when queue desk has agents > 1 or queue desk has waiting > 4 -> voicemail box
    otherwise -> queue back
    """
    states = (QueueState(), QueueState(waiting=9))
    with pytest.raises(ChoiceError, match="nothing asks any more how queue `desk` stands"):
        run_in(center(routing), desk=states)


def test_a_queue_that_is_not_asked_about_keeps_its_next_state() -> None:
    routing = """
    when sure is yes and queue desk has agents > 0 -> hang-up
    otherwise -> queue desk
    """
    assert ended(run_in(center(routing), desk=(QueueState(wait=7_000),))) == ("queue desk", 7)


def test_the_policy_of_a_closed_queue_is_a_look_of_its_own() -> None:
    routing = "otherwise -> queue night_desk"
    states = (QueueState(), QueueState(agents=2))
    assert str(run_in(center(routing), night_desk=states).end) == "queue back"
    states = (QueueState(), QueueState(waiting=4))
    assert str(run_in(center(routing), night_desk=states).end) == "hang-up"


def test_another_queue_in_a_rule_changes_with_the_time_in_this_line() -> None:
    both = QueueState(agents=2, available=2)
    back = busy_then((30, both), first=QueueState(agents=2, available=0))
    trace = run_in(center(), desk=(BUSY,), back=(back, QueueState()))
    assert ended(trace) == ("queue back", 40)
    routing = "otherwise -> queue far"
    back = busy_then((30, both))
    assert ended(run_in(center(routing), far=(BUSY,), back=(back, QueueState()))) == (
        "queue back",
        41,
    )
    back = busy_then((30, both), (40, BUSY))
    assert str(run_in(center(routing), far=(BUSY,), back=(back,)).end) == "waiting far"


def test_another_queue_is_asked_about_once_in_the_look_of_an_arrival() -> None:
    """The rules of the line ask about `back` at the arrival; the key's look is the second."""
    states = (QueueState(), QueueState(agents=2), QueueState(wait=5_000))
    inputs = (Waits(ms=10_000), Press(keys=("2",)))
    with pytest.raises(ChoiceError, match="nothing asks any more"):
        run_in(center(), *inputs, desk=(BUSY,), back=states)
    assert str(run_in(center(), *inputs, desk=(BUSY,), back=states[:2]).end) == "voicemail box"


@pytest.mark.parametrize("seconds", [30, 45])
def test_a_change_that_is_never_come_to(seconds: int) -> None:
    gone = busy_then((seconds, BUSY), first=QueueState(wait=29_000))
    with pytest.raises(ChoiceError, match="gone before queue `desk` changes"):
        run_in(center(), desk=(gone,))
    routing = "when queue desk has agents > 1 -> hang-up otherwise -> queue back"
    with pytest.raises(ChoiceError, match="gone before queue `desk` changes"):
        run_in(center(routing), desk=(gone,))


def test_a_change_is_come_to_in_any_of_the_lines() -> None:
    change = busy_then((30, QueueState()))
    routing = "when queue desk has agents > 1 -> hang-up otherwise -> queue desk"
    assert ended(run_in(center(routing), desk=(change,))) == ("queue desk", 30)


class Counted(Choices):
    """Choices that write down when a look begins and what is asked in it."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.asked: list[str] = []

    def look(self) -> None:
        self.asked.append("look")
        super().look()

    def queue(self, name: str) -> QueueState:
        self.asked.append(name)
        return super().queue(name)


def test_when_looks_begin_and_what_is_asked() -> None:
    routing = "when queue desk has agents > 1 -> hang-up otherwise -> queue desk"
    contact = Contact(channel="voice", to="+18005550100", caller=None, instant=MONDAY)
    inputs = (Waits(ms=1_000), Press(keys=("1",)), Press(keys=("2",)), Waits(ms=90_000))
    choices = Counted(World(inputs=inputs, queues={"desk": (BUSY,)}))
    conduct(Run(center(routing), contact, choices))
    assert choices.asked == ["look", "desk", "look", "desk", "back", "look", "desk",
                             "look", "back"]  # fmt: skip


def test_explaining_asks_about_nothing_else() -> None:
    """What an explanation would look at must not use up how a queue stands later."""
    routing = """
    when sure is yes and queue desk has agents > 1 or queue back has agents > 1 -> hang-up
    otherwise -> queue desk
    """
    contact = Contact(channel="voice", to="+18005550100", caller=None, instant=MONDAY)
    world = World(queues={"desk": (QueueState(wait=7_000), QueueState(wait=9_000))})
    explained = ExplainedRun(center(routing), contact, Choices(world))
    trace = conduct(explained, strict=False)
    assert trace == simulate(center(routing), contact, world, strict=False)
    assert ended(trace) == ("queue desk", 7)
    assert explained.missed[0].why == "sure is not set, agents is 1"
