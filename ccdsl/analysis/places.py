"""Where a contact can be, and how it can come from one place to another."""

from typing import NamedTuple

from ccdsl.analysis.asking import Context
from ccdsl.model.facts import FlowKey
from ccdsl.model.flow import NodeId
from ccdsl.record import worker

WAITING = "~"
"""The node of a place in line."""


class Stay(NamedTuple):
    """A contact in line: since when at the earliest (milliseconds after it came to the queue).

    `told` says that `at-close` was taken, `due` that the rules of that same test are still to be
    tested, `spent` what the treatment it is in has waited so far.
    """

    queue: str
    since: int
    told: bool = False
    due: bool = False
    spent: int = 0


class Frame(NamedTuple):
    """An open `call script`: where it comes back to."""

    kind: str
    name: str
    node: NodeId


class Place(NamedTuple):
    """A node of a flow on a channel and in a language, with the calls that are open.

    Node "" is where the rules of a routing or an after-hours policy are tested, or where a contact
    arrives in a queue; `WAITING` is in line. Of kind `end`, `name` is the kind of end and `node`
    its name. `stay` is kept where the contact may come back to its line.
    """

    kind: str
    name: str
    node: NodeId
    channel: str
    language: str
    calls: tuple[Frame, ...] = ()
    stay: Stay | None = None

    @property
    def flow(self) -> FlowKey:
        """The flow it lies in."""
        return (self.kind, self.name)


def context_of(place: Place) -> Context:
    """Return where a condition at a place outside queues is asked."""
    return Context(place.channel, place.language)


def end_place(kind: str, name: str) -> Place:
    """Return the place where contacts end so, whatever they are."""
    return Place("end", kind, name, "", "")


class Label(NamedTuple):
    """What happens on a move, for witnesses and for people.

    `kind` is one of `rule none when else share key silence invalid filled lookup answered busy
    no-answer failed at-close press waited end` and `go`. `number` counts rules and shares from 1;
    `at` is the time in queue of a test (milliseconds), `queue` the line it is about.
    `name` of a key is the key; where it has blanks, all answers in order, `-` for none.
    """

    kind: str
    name: str = ""
    number: int = 0
    at: int = 0
    queue: str = ""


GO = Label("go")


@worker
class Move:
    """A move from a place to another.

    `guard` are the contacts that can make it; `look` the same before how queues stand is left out,
    so that one may choose a state. `sets` are variables and the atoms they may be set to.
    """

    source: int
    target: int
    guard: int
    look: int
    label: Label
    sets: tuple[tuple[int, int], ...] = ()
    heard: tuple[str, ...] = ()
