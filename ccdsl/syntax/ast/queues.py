"""Where contacts wait, and what takes them out again."""

from dataclasses import field
from typing import ClassVar, Literal

from ccdsl.record import record
from ccdsl.source import Span
from ccdsl.syntax.ast.base import Declaration, Versioned
from ccdsl.syntax.ast.treatments import Rule, Treatment
from ccdsl.syntax.ast.values import Duration, Key, Name, Percent, Text, Whole


@record
class SkillNeed:
    """A skill an agent must have, at `level` or above (None: at any level)."""

    skill: Name
    level: Whole | None
    span: Span = field(compare=False)


@record
class LanguageNeed:
    """An agent must speak the contact's language."""

    span: Span = field(compare=False)


@record
class Without:
    """In a `widen` only: drop the need for this skill, or (`language`) for the language."""

    skill: Name
    span: Span = field(compare=False)


Need = SkillNeed | LanguageNeed | Without


@record
class ServiceLevel:
    """The share of contacts to be answered within a time."""

    percent: Percent
    within: Duration
    span: Span = field(compare=False)


@record
class Announcement:
    """What a waiting caller hears; exactly one of `every` and `after` is set."""

    what: Literal["position", "expected-wait"] | Name
    every: Duration | None
    after: Duration | None
    span: Span = field(compare=False)


@record
class Widening:
    """After so long in the queue, other needs."""

    after: Duration
    needs: tuple[Need, ...]
    span: Span = field(compare=False)


@record
class Preference:
    """Offer the contact to one person first, for a while."""

    attribute: Name
    duration: Duration
    span: Span = field(compare=False)


@record
class KeyLine:
    """A key, its label, and what pressing it does."""

    key: Key
    label: Text
    treatment: Treatment
    span: Span = field(compare=False)


@record
class Callbacks:
    """How often and when a call-back of this queue is dialed."""

    tries: Whole
    every: Duration
    during: Name | None
    span: Span = field(compare=False)


@record
class Queue(Declaration):
    """Where contacts wait, as written: a line that is not there is None or empty.

    `like` names the queue whose lines it takes; the model merges them.
    """

    kind: ClassVar[str] = "queue"
    like: Name | None
    title: Text | None
    channels: tuple[Name, ...]
    requires: tuple[Need, ...]
    strategy: Name | None
    ring: Duration | None
    service_level: ServiceLevel | None
    max_waiting: Whole | None
    recheck: Duration | None
    wrap_up: Duration | None
    music: Text | None
    announcements: tuple[Announcement, ...]
    widenings: tuple[Widening, ...]
    prefer: Preference | None
    keys: tuple[KeyLine, ...]
    whisper: Name | None
    greet: Name | None
    shows: tuple[Name, ...]
    callbacks: Callbacks | None
    overflow: Name | None
    after_hours: Name | None
    at_close: Treatment | None
    waits_forever: bool


@record
class Overflow(Versioned):
    """First-match rules that take a contact out of a queue."""

    kind: ClassVar[str] = "overflow"
    rules: tuple[Rule, ...]


@record
class AfterHours(Versioned):
    """First-match rules about one `hours`, ending in `otherwise`."""

    kind: ClassVar[str] = "after-hours"
    hours: Name
    rules: tuple[Rule, ...]
