"""Choices that are asked for even where clause 11 has a default: how queues stand, who stays."""

from ccdsl.simulate.choices import Choices
from ccdsl.simulate.world import Arriving, Input, MissingError, QueueState, Standing, World
from ccdsl.source import Span

_NOWHERE = Span("", 0, 0)


class Inquiry(Choices):
    """Asks how every queue stands, and what the caller does in it.

    `staying` holds how many inputs had been used whenever the caller was said to stay in line.
    """

    def __init__(self, world: World, staying: frozenset[int]) -> None:
        """Begin with everything still to be asked for."""
        super().__init__(world)
        self.staying = staying

    def input_in_line(self, queue: str) -> Input | None:
        """Return the caller's next input without using it; raises MissingError after the last."""
        given = self.next_input()
        if given is None and self.used_inputs not in self.staying:
            raise MissingError(Standing(queue=queue), f"the caller waits in `{queue}`", _NOWHERE)
        return given

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands; raises MissingError for one that nothing is given about."""
        if name not in self.world.queues:
            raise MissingError(Arriving(queue=name), f"`{name}` may stand in any way", _NOWHERE)
        return super().queue(name)
