"""The shape of `routing-table.json`, as far as it is needed to decide."""

from typing import Literal, NotRequired, TypedDict

from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.shape_flows import Flow, Key, NodeId, Scalar, Source

FORMAT = 1


class Calendar(TypedDict):
    """The instants that the table knows."""

    first: str
    last: str
    utc: list[str]


class Center(Flow):
    """The center and what it does when a step fails."""

    languages: list[str]
    on_failure: NodeId
    calendar: Calendar


class Entry(TypedDict):
    """Where contacts arrive."""

    name: str
    source: Source
    channel: str
    addresses: list[str]
    language: str
    set: dict[str, Scalar]
    routing: str


class Policy(Flow):
    """An after-hours policy."""

    hours: str


class Need(TypedDict):
    """What an agent must have."""

    skill: NotRequired[str]
    level: NotRequired[int]
    language: NotRequired[bool]


class Widening(TypedDict):
    """All needs after so long."""

    after_ms: int
    needs: list[Need]


class Announcement(TypedDict):
    """What a waiting caller hears, and when."""

    say: NotRequired[str]
    prompt: NotRequired[str]
    every_ms: NotRequired[int]
    after_ms: NotRequired[int]


class Preference(TypedDict):
    """Whom to offer the contact first, and for how long."""

    attribute: str
    for_ms: int


class Queue(Flow):
    """Where contacts wait."""

    title: str
    channels: list[str]
    needs: list[Need]
    widen: list[Widening]
    strategy: str
    ring_ms: int
    recheck_ms: int
    announcements: list[Announcement]
    shows: list[str]
    keys: list[Key]
    max_waiting: NotRequired[int]
    prefer: NotRequired[Preference]
    music: NotRequired[str]
    whisper: NotRequired[str]
    greet: NotRequired[str]
    overflow: NotRequired[str]
    after_hours: NotRequired[str]
    at_close: NotRequired[NodeId]


class OpenSpan(TypedDict):
    """One span of opening hours."""

    date: str
    local: str
    utc: list[list[str]]


class Listed(TypedDict):
    """Holidays in a row."""

    first: str
    last: str
    utc: list[str]


class Hours(TypedDict):
    """Opening hours over the calendar."""

    name: str
    open: list[OpenSpan]
    listed: list[Listed]


class Callers(TypedDict):
    """A list of callers; prefixes end in `*`."""

    name: str
    numbers: list[str]
    prefixes: list[str]


class Attribute(TypedDict):
    """A typed fact about a contact."""

    name: str
    type: Literal["one-of", "digits", "number", "yes-no", "phone", "person", "text"]
    secret: bool
    values: NotRequired[list[str]]
    length: NotRequired[list[int]]


class DataSource(TypedDict):
    """A look-up."""

    name: str
    takes: list[str]
    gives: list[str]
    outcomes: list[str]
    timeout_ms: int


class Wording(TypedDict):
    """What a prompt says in one language."""

    text: str
    audio: NotRequired[str]


class Prompt(TypedDict):
    """What is said."""

    name: str
    wordings: dict[str, Wording]


class Voicemail(TypedDict):
    """A box for messages."""

    name: str
    max_ms: int
    greeting: NotRequired[str]


class Pause(TypedDict):
    """A step that is not recorded."""

    script: str
    step: str


class Recording(TypedDict):
    """What is recorded."""

    name: str
    queues: list[str]
    pauses: list[Pause]
    notice: NotRequired[str]


class Named(TypedDict):
    """Anything of which only the name is needed."""

    name: str


class Person(TypedDict):
    """Somebody who can be called."""

    id: str
    name: str
    extension: NotRequired[str]


class Table(TypedDict):
    """The whole file."""

    format: int
    edition: int
    view: str
    center: Center
    entries: list[Entry]
    routings: list[Flow]
    scripts: list[Flow]
    queues: list[Queue]
    overflows: list[Flow]
    after_hours: list[Policy]
    hours: list[Hours]
    flags: list[Named]
    callers: list[Callers]
    attributes: list[Attribute]
    data_sources: list[DataSource]
    prompts: list[Prompt]
    voicemails: list[Voicemail]
    recordings: list[Recording]
    people: list[Person]


_SECTIONS = tuple(name for name in Table.__annotations__ if name not in ("format", "edition"))


def check_shape(value: object) -> None:
    """Raise RoutingError unless a value is a table of the format that is known here.

    The schema says the rest; this is only what tells a wrong or foreign file from a table.
    """
    if not isinstance(value, dict) or "format" not in value:
        message = "this is not a routing table"
        raise RoutingError(message)
    if value["format"] != FORMAT:
        message = f"this routing table has format {value['format']!r}; {FORMAT} is known here"
        raise RoutingError(message)
    missing = [name for name in _SECTIONS if name not in value]
    if missing:
        message = f"this routing table has no `{missing[0]}`"
        raise RoutingError(message)
