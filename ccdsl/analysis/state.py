"""Where a contact is, and what is known of it there."""

from typing import NamedTuple

from ccdsl.model.flow import NodeId


class Frame(NamedTuple):
    """An open `call script`: the node that made it, and the queue its flow was entered from."""

    kind: str
    name: str
    node: NodeId
    queue: str


class Place(NamedTuple):
    """A node of a flow, or (kind `queue`, node "") the arrival in a queue.

    `entry` is kept while a routing decides; `queue` while the lines of a queue do.
    """

    kind: str
    name: str
    node: NodeId
    channel: str
    language: str
    entry: str
    queue: str
    calls: tuple[Frame, ...]


class Fact(NamedTuple):
    """What holds on every way to a place, and what on some.

    `certain` and `heard` hold on every way, `possible` and `recording` on some; `silent` says that
    on some way nothing was played or said, `noticed` that a recording was announced on every way.
    """

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()
    recording: bool = False
    silent: bool = True
    noticed: bool = False

    def join(self, other: "Fact") -> "Fact":
        """Return what still holds when both ways lead here."""
        return Fact(
            self.certain & other.certain,
            self.possible | other.possible,
            self.heard & other.heard,
            self.recording or other.recording,
            self.silent or other.silent,
            self.noticed and other.noticed,
        )

    def setting(self, *attributes: str) -> "Fact":
        """Return the fact after attributes were set."""
        return self._replace(
            certain=self.certain.union(attributes), possible=self.possible.union(attributes)
        )

    def hearing(self, *prompts: str) -> "Fact":
        """Return the fact after prompts were heard."""
        return self._replace(heard=self.heard.union(prompts), silent=self.silent and not prompts)
