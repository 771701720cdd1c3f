"""A contact in a world is written as a scenario that says the same world again."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.run import simulate
from ccdsl.simulate.trace import Trace
from ccdsl.simulate.world import Contact, Later, QueueState, World
from ccdsl.simulate.written import Written, write_scenario
from ccdsl.syntax import ast
from tests.simulate.centers import MONDAY, center_of
from tests.syntax.sources import parsed

CENTER = center_of("""
queue claims {
  channels voice recheck 30s max-waiting 9 overflow spill
  after-hours shut at-close -> stay wait forever
}
hours office { mon-fri 08:00-18:00 }
after-hours shut version 1 in-service { hours office otherwise -> hang-up }
overflow spill version 1 in-service { when full -> hang-up }
routing main version 1 in-service {
  when queue claims has agents > 90 -> hang-up
  otherwise -> queue claims
}
""")
CONTACT = Contact(channel="voice", to="+18005550100", caller=None, instant=MONDAY)


def text_of(world: World) -> str:
    trace: Trace = simulate(CENTER, CONTACT, world, strict=False)
    return write_scenario(CENTER, Written(title="it", contact=CONTACT, world=world, trace=trace))


def read(text: str) -> ast.Scenario:
    file, problems = parsed(text)
    assert not problems.found
    (scenario,) = file.declarations
    assert isinstance(scenario, ast.Scenario)
    return scenario


def test_looks_and_changes_are_lines_in_their_order() -> None:
    first = QueueState(available=0, waiting=2, closes=300_000)
    later = (Later(after_ms=120_000, state=replace(first, waiting=6, closes=None)),)
    second = QueueState(agents=0)
    back = (Later(after_ms=30_000, state=replace(second, agents=2)),)
    states = (replace(first, later=later), replace(second, later=back), QueueState())
    assert [line.split() for line in text_of(World(queues={"claims": states})).splitlines()[2:-2]
    ] == [line.split() for line in (
        "given queue claims has available 0, waiting 2",
        "given queue claims has waiting 6 after 2m",
        "given queue claims closes at 5m",
        "given queue claims then has agents 0",
        "given queue claims has agents 2 after 30s",
        "given queue claims then has agents 1",
    )]  # fmt: skip


_FIGURE = st.none() | st.integers(0, 9)
_TIME = st.none() | st.integers(0, 90).map(lambda seconds: seconds * 1_000)
_NAMES = ("agents", "available", "waiting", "expected_wait", "wait")


def state_of(figures: Mapping[str, int]) -> QueueState:
    return QueueState(
        agents=figures.get("agents"),
        available=figures.get("available"),
        waiting=figures.get("waiting"),
        expected_wait=figures.get("expected_wait"),
        wait=figures.get("wait"),
    )


@st.composite
def figures(draw: st.DrawFn) -> dict[str, int]:
    """Draw figures that can be together, or nothing."""
    drawn = {name: draw(_TIME if name.endswith("wait") else _FIGURE) for name in _NAMES}
    known = {name: value for name, value in drawn.items() if value is not None}
    return {} if state_of(known).contradiction else known


@st.composite
def states(draw: st.DrawFn) -> QueueState:
    """Draw how a queue stands at a look, and its changes."""
    known = draw(figures())
    first = replace(state_of(known), closes=draw(_TIME))
    later: list[Later] = []
    for after_ms in sorted(draw(st.sets(st.integers(1, 300_000), max_size=3))):
        new = {**known, **draw(figures())}
        if new != known and state_of(new).contradiction is None:
            known = new
            later.append(Later(after_ms=after_ms, state=state_of(known)))
    return replace(first, later=tuple(later))


def plain(state: QueueState) -> QueueState:
    """Return a state with the agents that it has anyway, as a later look may have to say."""
    return replace(
        state,
        agents=state.staffed,
        later=tuple(replace(one, state=plain(one.state)) for one in state.later),
    )


@given(st.lists(states(), min_size=1, max_size=3).map(tuple))
def test_what_is_written_is_read_as_the_same_world(queue: tuple[QueueState, ...]) -> None:
    world = World(queues={"claims": queue})
    scenario = read(text_of(world))
    found = world_of(scenario).queues.get("claims", (QueueState(),))
    assert tuple(map(plain, found)) == tuple(map(plain, queue))
    assert contact_of(CENTER.program, scenario) == CONTACT
    trace = simulate(CENTER, CONTACT, world_of(scenario), strict=False)
    assert trace == simulate(CENTER, CONTACT, world, strict=False)
