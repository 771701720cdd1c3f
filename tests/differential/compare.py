"""One contact through both, and what differs."""

from dataclasses import dataclass
from random import Random

from ccdsl.compiler import Compiled
from ccdsl.model.program import Which
from ccdsl.runtime import RoutingTable
from ccdsl.simulate.center import Center
from ccdsl.simulate.choices import Choices
from ccdsl.simulate.run import Run, conduct
from ccdsl.simulate.world import ChoiceError, Contact, World
from tests.differential.chooser import Chooser
from tests.differential.contacts import Contacts
from tests.differential.lines import Line, Places, of_interpreter, of_runtime
from tests.differential.player import Player
from tests.runtime.tables import artifact


@dataclass(frozen=True)
class Pair:
    """One center as the interpreter has it, and as the table has it."""

    center: Center
    table: RoutingTable
    places: Places
    contacts: Contacts


@dataclass(frozen=True)
class Outcome:
    """The two traces of one contact; `error` is what stopped one of them."""

    contact: Contact
    world: World
    told: list[Line]
    decided: list[Line]
    error: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return bool(self.error) or self.told != self.decided

    def __str__(self) -> str:
        """Return both traces beside each other, from shortly before the first difference."""
        rows = [f"{self.contact}", f"{self.world}", self.error]
        length = max(len(self.told), len(self.decided))
        left = [str(tuple(line)) for line in self.told] + [""] * (length - len(self.told))
        right = [str(tuple(line)) for line in self.decided] + [""] * (length - len(self.decided))
        for one, other in zip(left, right, strict=True):
            rows.append(f"  {one}" if one == other else f"I {one}\nR {other}")
        return "\n".join(rows)


def pair_of(made: Compiled, which: Which = "in-service") -> Pair:
    """Return one center of a compiled project without errors, ready for both."""
    program = made.program
    view = program.in_service if which == "in-service" else program.draft
    center = Center(program=program, view=view)
    table = RoutingTable.from_text(artifact(made, "routing-table.json", which))
    return Pair(center, table, Places(center), Contacts(center, table))


def compare_random(pair: Pair, random: Random) -> Outcome:
    """Return what both make of a random contact in a world chosen as it is asked for."""
    contact = pair.contacts.make(random)
    chooser = Chooser(pair.table, random)
    decided = of_runtime(chooser.play(contact))
    return _told(pair, contact, chooser.chosen, decided)


def compare_given(pair: Pair, contact: Contact, world: World) -> Outcome:
    """Return what both make of a contact in a world given beforehand."""
    decided = of_runtime(Player(pair.table, world).play(contact))
    return _told(pair, contact, world, decided)


def _told(pair: Pair, contact: Contact, world: World, decided: list[Line]) -> Outcome:
    """Run the interpreter; every choice must be used up."""
    run = Run(pair.center, contact, Choices(world))
    error = ""
    try:
        conduct(run, strict=False)
    except ChoiceError as raised:
        error = raised.message
    told = of_interpreter(run.steps, pair.places)
    choices = run.choices
    used = (
        choices.used_inputs,
        len(choices.used_lookups),
        choices.used_shares,
        choices.used_transfers,
    )
    given = (len(world.inputs), len(world.lookups), len(world.shares), len(world.transfers))
    if not error and used != given:
        error = f"of {given} inputs, look-ups, shares and transfers, {used} were used"
    return Outcome(contact, world, told, decided, error)
