"""Steps: what a platform is to do with a contact, one after the other.

The last step of a batch is a `Question`, which an event answers, or the `End`. Times are in
milliseconds where a name ends in `_ms`, else in whole seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ccdsl.runtime.contact import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the table and in the source a step stands: `script main_menu`, node `top`."""

    kind: str
    name: str
    node: str
    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One prompt in the contact's language, attributes filled in; `audio` is its file, or None."""

    prompt: str
    language: str
    text: str
    audio: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, and where it comes from."""

    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play(Step):
    """Say prompts to the end; the caller cannot interrupt."""

    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAttribute(Step):
    """An attribute was set; a secret one's value is not told."""

    attribute: str
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLanguage(Step):
    """The contact's language was changed."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Step):
    """Start or stop recording the script."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Step):
    """Let time pass."""

    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Step):
    """Say prompts and wait for one key; answered by `Press`, `Reply` or `Silence`.

    `recorded` says whether a running recording of the script goes on here.
    """

    name: str
    say: tuple[Saying, ...]
    listen_ms: int
    keys: tuple[tuple[str, str], ...]
    attempt: int
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Step):
    """Say prompts and wait for `least` to `most` digits and the key `until`; answered likewise."""

    name: str
    say: tuple[Saying, ...]
    listen_ms: int
    least: int
    most: int
    until: str
    attempt: int
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Step):
    """Ask a data source; answered by `Found`. `takes` is what to ask with: it may hold secrets."""

    name: str
    source: str
    takes: Mapping[str, Value | None] = field(repr=False)
    gives: tuple[str, ...]
    outcomes: tuple[str, ...]
    timeout_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocate(Step):
    """Draw one of the shares, given in percent; answered by `Share`."""

    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Step):
    """Put the contact through to a number or a person; answered by `Transferred`."""

    to: Literal["number", "person"]
    target: str
    ring_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(Step):
    """The contact arrives in a queue that is open; answered by `Figures`: how the queue stands."""

    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a waiting caller hears: a prompt, `position` or `expected-wait`; when, in ms."""

    what: Saying | Literal["position", "expected-wait"]
    every_ms: int | None
    after_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(Step):
    """The contact waits; answered by `Answered`, `Waited`, or on voice a `Press` of one of `keys`.

    `waited` is seconds since it came; `check_at` is when, counted so, `Waited` is due. `needs` are
    skills with their level (None: any), `language` among them for the contact's own. `prefer` is
    whom to offer it first and until when.
    """

    queue: str
    title: str
    priority: str
    waited: int
    check_at: int
    needs: Mapping[str, int | None]
    strategy: str
    ring_ms: int
    prefer: tuple[Value, int] | None
    music: str | None
    announcements: tuple[Announcement, ...]
    keys: tuple[tuple[str, str], ...]
    whisper: Saying | None
    shows: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Step):
    """The contact has ended at `name`: a queue, box, number or person; `number` is to be dialed."""

    kind: Literal["queue", "voicemail", "callback", "transfer", "hang-up", "abandoned"]
    name: str
    number: str | None = None


Question = Menu | Collect | Lookup | Allocate | Transfer | Arrive | Queued
"""Steps that need the outside."""
AnyStep = Play | SetAttribute | SetLanguage | Record | Wait | Question | End
