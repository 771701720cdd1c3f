"""Whether a contact that is shown keeps to the `when` of its requirement, look by look."""

from collections.abc import Iterator
from contextlib import suppress

from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.given import contact_of, world_of
from ccdsl.simulate.run import Run, conduct
from ccdsl.simulate.world import ChoiceError, QueueState, World
from ccdsl.syntax import ast
from tests.exact.graph import GraphForce, Stands
from tests.exact.promises import About, arrived
from tests.runtime.tables import compile_files


class Noted(Choices):
    """Choices that remember how queues stood in every look."""

    def __init__(self, world: World) -> None:
        """Begin before the first look."""
        super().__init__(world)
        self.looks: list[dict[str, QueueState]] = []

    def look(self) -> None:
        """Begin a look."""
        super().look()
        self.looks.append({})

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands."""
        found = self.looks[-1][name] = super().queue(name)
        return found


def strays(force: GraphForce, text: str, require: ast.Require, scenario: str) -> Iterator[str]:
    """Yield the moments at which the contact of a scenario is none that a requirement is about."""
    made = compile_files({"center.ccdsl": f"{text}\n{scenario}".encode()})
    (read,) = made.program.scenarios
    center = Center(program=made.program, view=made.program.in_service)
    world, contact = world_of(read), contact_of(made.program, read)
    choices, ended = Noted(world), ""
    run = Run(center, contact, choices)
    with suppress(ChoiceError):
        ended = conduct(run, strict=False).end.kind
    about = About(force, require.when, arrived(force.center, contact, dict(world.flags)))
    for event in _events(run, choices, answered=ended == "queue"):
        if not about.lets(event):
            yield f"the requirement is not about it, at {event}: {scenario}"
            return


def _events(run: Run, choices: Noted, *, answered: bool) -> Iterator[Stands]:
    lines = {id(line.state): line for line in run.lines}
    for look in choices.looks:
        line = next((lines[id(state)] for state in look.values() if id(state) in lines), None)
        if line is None:
            yield Stands(tuple(_figures(look, 0)))
            continue
        changes = {one.after_ms for state in look.values() for one in state.later}
        is_last = answered and line is run.lines[-1]
        for at in sorted({at for at in {0} | changes if at < line.waited}):
            yield Stands(tuple(_figures(look, at)), line.queue.name, at)
        left = tuple(_figures(look, line.waited))
        yield Stands(left, line.queue.name, line.waited, answered=is_last)


def _figures(look: dict[str, QueueState], at: int) -> Iterator[tuple[tuple[str, str], int | None]]:
    for name, begun in look.items():
        state = begun.at(at)
        yield (name, "agents"), state.staffed
        yield (name, "available"), state.free
        yield (name, "waiting"), state.ahead
        yield (name, "expected-wait"), state.expected_wait
