"""The shape of flows in `routing-table.json`: conditions, nodes and rules."""

from typing import Literal, NotRequired, TypeAlias, TypedDict

NodeId: TypeAlias = str
Scalar: TypeAlias = str | int


class Source(TypedDict):
    """Where something is written."""

    path: str
    line: int


class Version(TypedDict):
    """Which version of something this is."""

    number: int
    state: str


_Words = TypedDict("_Words", {"in": list[Scalar], "is": str, "not": "Condition"}, total=False)


class Condition(_Words, total=False):
    """A condition in normal form: `all`, `any`, `not`, or one test."""

    all: list["Condition"]
    any: list["Condition"]
    test: Literal[
        "caller",
        "dialed",
        "withheld",
        "entry",
        "channel",
        "language",
        "attribute",
        "hours",
        "flag",
        "figure",
        "full",
    ]
    numbers: list[str]
    prefixes: list[str]
    lists: list[str]
    attribute: str
    compare: str
    value: int
    hours: str
    flag: str
    queue: str
    figure: str


class Key(TypedDict):
    """One key of a menu or of a queue."""

    key: str
    label: str
    to: NodeId
    store: NotRequired[str]


class Share(TypedDict):
    """One branch of an `allocate`."""

    percent: str
    to: NodeId


class Node(TypedDict, total=False):
    """One node; which fields it has, `do` says."""

    do: str
    line: int
    path: str
    next: NodeId
    then: NodeId
    otherwise: NodeId
    no_input: NodeId
    invalid: NodeId
    filled: NodeId
    busy: NodeId
    no_answer: NodeId
    when: Condition
    prompts: list[str]
    attribute: str
    value: Scalar
    language: str
    on: bool
    ms: int
    script: str
    say: list[str]
    again: list[str]
    sorry: list[str]
    listen_ms: int
    repeat: int
    keys: list[Key]
    least: int
    most: int
    until: str
    store: str
    source: str
    outcomes: dict[str, NodeId]
    shares: list[Share]
    to: str
    at_most: int
    queue: str
    priority: str
    policy: str
    voicemail: str
    number: str
    target: str
    ring_ms: int


class Rule(TypedDict):
    """One first-match rule; without `when` it is `otherwise`."""

    when: NotRequired[Condition]
    to: NodeId
    line: int
    path: NotRequired[str]


class Flow(TypedDict):
    """What all flows share: a script, a routing, an overflow, a policy, a queue, the center."""

    name: str
    source: Source
    digest: str
    nodes: dict[NodeId, Node]
    version: NotRequired[Version]
    rules: NotRequired[list[Rule]]
