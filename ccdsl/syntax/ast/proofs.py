"""What must hold, and what it says about where contacts go and how they end."""

from dataclasses import field
from typing import ClassVar, Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.base import Declaration
from ccdsl.syntax.ast.conditions import Condition
from ccdsl.syntax.ast.values import Name, Phone, Whole


@record
class Applies:
    """Counts only where this version, or a later (`since`) or earlier (`until`), is in service."""

    word: Literal["since", "until"]
    of: Literal["script", "routing", "overflow", "after-hours"]
    name: Name
    version: Whole
    span: Span = field(compare=False)


EndKind = Literal["queue", "voicemail", "callback", "transfer", "hang-up", "abandoned", "waiting"]


@record
class End:
    """A way a contact ends; without a name, any of its kind."""

    end: EndKind
    name: Name | Phone | None
    span: Span = field(compare=False)


@record
class Place:
    """Something a contact can go through: a script, one of its steps, a queue or a policy."""

    of: Literal["script", "queue", "after-hours"]
    name: Name
    step: Name | None
    span: Span = field(compare=False)


@record
class Ends:
    """`never` any of these ends, or `always` one of them."""

    always: bool
    ends: tuple[End, ...]
    span: Span = field(compare=False)


@record
class Passes:
    """The contact goes through every one of these places, or through none of them."""

    never: bool
    places: tuple[Place, ...]
    span: Span = field(compare=False)


@record
class Only:
    """No end of these kinds but these: `only voicemail general` leaves other kinds free."""

    ends: tuple[End, ...]
    span: Span = field(compare=False)


Goal = End | Place
"""Somewhere a contact comes to; a queue is always an `End` here, named or not."""


@record
class HearsBefore:
    """On every path to one of these goals, each of these prompts was heard before.

    A queue is reached when an agent answers, so that its notice may be one of the prompts.
    """

    prompts: tuple[Name, ...]
    goals: tuple[Goal, ...]
    span: Span = field(compare=False)


@record
class ReachesWithin:
    """To each of these goals leads a sequence of at most `keys` keys, whatever the world chooses.

    A queue is reached on arrival: nobody can press a key that makes an agent answer.
    """

    goals: tuple[Goal, ...]
    keys: Whole
    span: Span = field(compare=False)


@record
class Axis:
    """What two contacts may differ in; without a name, in any hours, or in any flag."""

    of: Literal["hours", "flag", "language"]
    name: Name | None
    span: Span = field(compare=False)


@record
class SameForAll:
    """Contacts that differ only in one of these end alike for the same choices."""

    axes: tuple[Axis, ...]
    span: Span = field(compare=False)


Claim = Ends | Only | Passes | HearsBefore | ReachesWithin | SameForAll


@record
class Require(Declaration):
    """What must hold for every contact that satisfies `when`; its name is its title."""

    kind: ClassVar[str] = "require"
    applies: tuple[Applies, ...]
    when: Condition | None
    claims: tuple[Claim, ...]
