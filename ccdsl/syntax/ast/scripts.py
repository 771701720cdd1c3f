"""IVR scripts: steps, menus, collects and look-ups."""

from dataclasses import field
from typing import ClassVar

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.base import Versioned
from ccdsl.syntax.ast.queues import KeyLine
from ccdsl.syntax.ast.treatments import Treatment
from ccdsl.syntax.ast.values import Duration, Key, Name, Whole


@record
class Plain:
    """A step that asks nothing; `start` is one whose name is `start`."""

    name: Name
    treatment: Treatment
    span: Span = field(compare=False)


@record
class Wordings:
    """What a menu or a collect says; `again` on a repeat, `sorry` before it after a wrong entry."""

    say: tuple[Name, ...]
    again: tuple[Name, ...]
    sorry: tuple[Name, ...]


@record
class KeyRange:
    """The one-digit keys `first` to `last`, stored in an attribute."""

    first: Whole
    last: Whole
    store: Name
    treatment: Treatment
    span: Span = field(compare=False)


@record
class Menu:
    """A step that waits for one key."""

    name: Name
    wordings: Wordings
    listen: Duration | None
    repeat: Whole | None
    keys: tuple[KeyLine, ...]
    ranges: tuple[KeyRange, ...]
    no_input: Treatment
    invalid: Treatment
    span: Span = field(compare=False)


@record
class DigitsLine:
    """How many digits a collect takes, and the key that ends them (None: pound)."""

    least: Whole
    most: Whole
    until: Key | None
    span: Span = field(compare=False)


@record
class Collect:
    """A step that waits for several digits."""

    name: Name
    wordings: Wordings
    listen: Duration | None
    repeat: Whole | None
    digits: DigitsLine
    store: Name
    filled: Treatment
    no_input: Treatment
    invalid: Treatment
    span: Span = field(compare=False)


@record
class OutcomeLine:
    """What one outcome of a look-up does."""

    outcome: Name
    treatment: Treatment
    span: Span = field(compare=False)


@record
class Lookup:
    """A step that asks a data source."""

    name: Name
    source: Name
    outcomes: tuple[OutcomeLine, ...]
    span: Span = field(compare=False)


Step = Plain | Menu | Collect | Lookup


@record
class Script(Versioned):
    """An IVR script; the step called `start` comes first in time, wherever it is written."""

    kind: ClassVar[str] = "script"
    steps: tuple[Step, ...]
