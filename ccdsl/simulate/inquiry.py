"""Choices that are asked for even where clause 11 has a default: how queues stand, who stays."""

from collections.abc import Sequence
from dataclasses import replace

from ccdsl.record import record
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import Run, conduct
from ccdsl.simulate.trace import Step
from ccdsl.simulate.world import (
    NOWHERE,
    Arriving,
    ChoiceError,
    Input,
    MissingError,
    QueueState,
    Standing,
    Waits,
    World,
)

Stays = frozenset[tuple[int, str]]
"""Where the caller stays in line: how many inputs came before, and the queue."""


@record
class Told:
    """A world as far as it has been told."""

    world: World
    stays: Stays = frozenset()


class Inquiry(Choices):
    """Asks how every queue stands, and what the caller does in it."""

    def __init__(self, told: Told) -> None:
        """Begin with everything still to be asked for."""
        super().__init__(told.world)
        self.stays = told.stays

    def input_in_line(self, queue: str) -> Input | None:
        """Return the caller's next input without using it; raises MissingError after the last."""
        given = self.next_input()
        if given is None and (self.used_inputs, queue) not in self.stays:
            raise MissingError(Standing(queue=queue), f"the caller waits in `{queue}`", NOWHERE)
        return given

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands; raises MissingError for one that nothing is given about."""
        if name not in self.world.queues:
            raise MissingError(Arriving(queue=name), f"`{name}` may stand in any way", NOWHERE)
        return super().queue(name)


def stay(told: Told, run: Run, queue: str) -> Told:
    """Return what is told once the caller of `run` stays in line until something else happens.

    What the caller does after that must not be taken for something done in this line: if there is
    more to choose, the time spent here is said.
    """
    staying = replace(told, stays=told.stays | {(run.choices.used_inputs, queue)})
    again = Run(run.center, run.contact, Inquiry(staying))
    try:
        conduct(again)
    except MissingError as missing:
        spent = _spent(missing.steps[len(run.steps) :], queue)
        inputs = (*told.world.inputs, Waits(ms=spent))
        return replace(told, world=replace(told.world, inputs=inputs))
    except ChoiceError:
        # Whoever runs the contact with this is told what is wrong.
        return staying
    return staying


def _spent(steps: Sequence[Step], queue: str) -> int:
    """Return how long a contact went on waiting, in milliseconds."""
    spent = 0
    for step in steps:
        if step.kind in ("queue", "step"):
            break
        if step.kind == "wait" and step.name == queue:
            spent += int(step.detail)
    return spent
