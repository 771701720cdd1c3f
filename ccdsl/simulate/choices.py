"""What the caller and the world choose, handed out in order, each once."""

from ccdsl.simulate.world import (
    ChoiceError,
    Input,
    LookupResult,
    MissingError,
    QueueState,
    Share,
    Transfer,
    Waits,
    World,
)
from ccdsl.syntax import ast

_PLAIN = (QueueState(),)


class Choices:
    """Hands out a world's choices, and knows at the end which were never asked for."""

    def __init__(self, world: World) -> None:
        """Begin with everything still to be asked for."""
        self.world = world
        self.used_inputs = 0
        self.used_shares = 0
        self.used_transfers = 0
        self.used_lookups: set[int] = set()
        self.used_looks: dict[str, int] = {}
        self._seen: dict[str, QueueState] = {}
        self.unfinished: Waits | None = None

    def next_input(self) -> Input | None:
        """Return the caller's next input without using it, or None after the last."""
        inputs = self.world.inputs
        return inputs[self.used_inputs] if self.used_inputs < len(inputs) else None

    def take_input(self, step: ast.Menu | ast.Collect) -> Input:
        """Use the caller's next input, which a step waits for."""
        if self.unfinished is not None:
            self._check_wait()
        given = self.next_input()
        if given is None:
            raise MissingError(
                step,
                f"`{step.name.text}` waits for the caller, and nothing is given",
                step.name.span,
                "give `press …` or `silence`",
            )
        self.used_inputs += 1
        return given

    def input_in_line(self, queue: str) -> Input | None:
        """Return the caller's next input without using it; None is a caller who stays in line."""
        del queue
        return self.next_input()

    def use_input(self) -> None:
        """Use the caller's next input."""
        self.used_inputs += 1

    def lookup(self, step: ast.Lookup) -> LookupResult:
        """Use the next result given for the data source of a step."""
        source = step.source.text
        for number, given in enumerate(self.world.lookups):
            if given.source == source and number not in self.used_lookups:
                self.used_lookups.add(number)
                return given
        raise MissingError(
            step,
            f"the look-up at `{source}` has no result given",
            step.name.span,
            f"give `given lookup {source} OUTCOME`",
        )

    def share(self, allocate: ast.Allocate) -> int:
        """Use the next share given; return its index from 0."""
        branches, span = len(allocate.shares), allocate.span
        if self.used_shares >= len(self.world.shares):
            raise MissingError(
                allocate,
                f"no share is given, and this `allocate` has {branches}",
                span,
                "give `given share 1`",
            )
        given: Share = self.world.shares[self.used_shares]
        self.used_shares += 1
        if not 1 <= given.number <= branches:
            raise ChoiceError(
                f"there is no share {given.number}: this `allocate` has {branches}",
                given.span,
                f"give a share from 1 to {branches}",
            )
        return given.number - 1

    def transfer(self, way: ast.ToTransfer) -> Transfer:
        """Use the next transfer given."""
        if self.used_transfers >= len(self.world.transfers):
            raise MissingError(
                way,
                "nothing is given about how this transfer comes out",
                way.span,
                "give `given transfer answered`, `busy`, `no-answer` or `failed`",
            )
        self.used_transfers += 1
        return self.world.transfers[self.used_transfers - 1]

    def look(self) -> None:
        """Begin a look: from here to the next one, every queue stands in one way.

        A look is one test of the rules of a routing or an after-hours policy, one `when`, or one
        arrival in a queue with everything that is tested while the contact waits there.
        """
        if self._seen:
            self._seen = {}

    def queue(self, name: str) -> QueueState:
        """Return how a queue stands in this look; the first time uses its next state, if any."""
        state = self._seen.get(name)
        if state is None:
            states = self.world.queues.get(name, _PLAIN)
            used = self.used_looks.get(name, 0)
            self.used_looks[name] = used + 1
            state = self._seen[name] = states[used] if used < len(states) else states[-1]
        return state

    def _check_wait(self) -> None:
        """Raise ChoiceError for a wait that lasts longer than the contact was in its queue."""
        if self.unfinished is not None:
            raise ChoiceError(
                "the contact has left the queue before this is over",
                self.unfinished.span,
                "give a shorter wait",
            )

    def check_all_met(self) -> None:
        """Raise ChoiceError for the first choice that was given and never asked for."""
        world = self.world
        self._check_wait()
        given = self.next_input()
        if given is not None:
            raise ChoiceError("the contact has ended before this", given.span, "delete it")
        for number, lookup in enumerate(world.lookups):
            if number not in self.used_lookups:
                raise ChoiceError(f"`{lookup.source}` is never looked up", lookup.span, "delete it")
        if self.used_shares < len(world.shares):
            raise ChoiceError(
                "no `allocate` is met", world.shares[self.used_shares].span, "delete it"
            )
        if self.used_transfers < len(world.transfers):
            span = world.transfers[self.used_transfers].span
            raise ChoiceError("no transfer is met", span, "delete it")
        for name, states in world.queues.items():
            used = self.used_looks.get(name, 0)
            if not used:
                raise ChoiceError(f"queue `{name}` is never met", states[0].span, "delete it")
            if used < len(states):
                message = f"nothing asks any more how queue `{name}` stands"
                raise ChoiceError(message, states[used].span, "delete it")
