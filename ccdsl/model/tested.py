"""What analyses find out about rules and conditions: whom they are for, and whom they take."""

from collections.abc import Sequence
from dataclasses import field
from typing import Literal, Protocol

from ccdsl.record import record, worker
from ccdsl.source import Span
from ccdsl.syntax import ast

FlowKey = tuple[str, str]
"""A flow's kind and name."""


class Contacts(Protocol):
    """Some contacts, as they arrive; what is said of them is worked out when it is asked for."""

    def words(self) -> tuple[str, ...]:
        """Return who they are, in few blocks, the largest part of the calendar first."""
        ...

    def share(self) -> int | None:
        """Return the share of the calendar at which one may arrive, in millionths, if known."""
        ...

    def example(self) -> str:
        """Return one of them as a scenario says it, once it was replayed; "" if none is shown."""
        ...


@worker
class Together:
    """Contacts of several parts of a center, or of both centers."""

    parts: Sequence[Contacts]

    def words(self) -> tuple[str, ...]:
        """Return who they are; () where it takes too many words for some."""
        said = [part.words() for part in self.parts]
        return tuple(dict.fromkeys(one for each in said for one in each)) if all(said) else ()

    def share(self) -> int | None:
        """Return None: how often one of them may arrive is known of each part alone."""
        return None

    def example(self) -> str:
        """Return the first that can be shown."""
        return next((shown for part in self.parts if (shown := part.example())), "")


@record
class Dead:
    """A rule or a `when` that no contact leaves by, in a flow that contacts come to.

    `span` is its place without what it does, `line` all of it.

    `why` is `covered` where earlier ones take everybody it is for, `gone` where others have taken
    them before it could match, `never` where no contact at all satisfies its condition, `absent`
    where none of those that come here does. `earlier` are the few that take them all, or some of
    them and how many `more` there are; `sooner` says that others take some of them even before.
    `instead` is what becomes of them other than what it says itself, of `some` or all of them;
    `contacts` to whom that happens. `parts` is what cannot hold (together), or what nobody who
    comes here satisfies.
    """

    flow: FlowKey
    span: Span
    line: Span
    condition: ast.Condition
    why: Literal["covered", "gone", "never", "absent"]
    earlier: tuple[Span, ...] = ()
    more: int = 0
    sooner: bool = False
    instead: tuple[ast.Treatment, ...] = ()
    some: bool = False
    parts: tuple[ast.Condition, ...] = ()
    contacts: Contacts | None = field(default=None, compare=False, repr=False)


@record
class Overlap:
    """A rule that takes somebody, but not all it is for: earlier ones treat some of them otherwise.

    `earlier` are the first rules that take some, with `more` behind them.
    """

    flow: FlowKey
    span: Span
    earlier: tuple[Span, ...]
    more: bool
    contacts: Contacts = field(compare=False, repr=False)


@record
class ClosedQueue:
    """A line that sends somebody into a queue that is closed at that instant.

    It is a rule of an after-hours policy, or (`flag` is its name) taken because a flag is on.
    """

    flow: FlowKey
    span: Span
    flag: str
    queue: str
    contacts: Contacts = field(compare=False, repr=False)


@record
class Closing:
    """A queue in which somebody may be waiting when its hours close.

    `span` is the `at-close` line, `hours` what closes; `ends` are how such contacts may end then:
    kinds with names.
    """

    queue: str
    span: Span
    hours: str
    ends: tuple[tuple[str, str], ...]
    contacts: Contacts = field(compare=False, repr=False)


@record
class Untaken:
    """A list of rules that takes not everybody who comes to it; `span` is its name."""

    span: Span
    contacts: Contacts = field(compare=False, repr=False)


class Tested(Protocol):
    """What is known of rules and conditions; each kind is looked for when it is first asked for."""

    @property
    def dead(self) -> tuple[Dead, ...]:
        """The rules and `when` actions that nobody leaves by, each once."""
        ...

    @property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The rules that earlier ones keep from some whom they are for, each once."""
        ...

    @property
    def closed(self) -> tuple[ClosedQueue, ...]:
        """The lines that send somebody into a queue that is closed then."""
        ...

    @property
    def closings(self) -> tuple[Closing, ...]:
        """The queues in which somebody may be waiting when their hours close."""
        ...

    @property
    def untaken(self) -> tuple[Untaken, ...]:
        """The lists of rules to which somebody comes whom none of them takes."""
        ...

    @property
    def undecided(self) -> tuple[str, ...]:
        """The entries whose contacts are too many to tell what is wrong."""
        ...
