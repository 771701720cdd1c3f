"""What conditions ask about: a contact at one moment."""

from collections.abc import Mapping

from ccdsl.runtime.contact import QueueFigures, Value
from ccdsl.runtime.errors import RoutingError


class Now:
    """Everything a condition may ask; made once per contact, so a plain class with slots.

    `at` is UTC seconds; `queue` and `waited` (seconds) are the contact's own queue, once it waits.
    """

    __slots__ = (
        "at",
        "attributes",
        "caller",
        "channel",
        "dialed",
        "entry",
        "flags",
        "language",
        "queue",
        "queues",
        "waited",
    )

    def __init__(  # noqa: PLR0917 - one per subject of a condition, and called for every contact
        self,
        entry: str,
        channel: str,
        dialed: str | None,
        caller: str | None,
        at: int,
        language: str,
        flags: Mapping[str, bool],
        attributes: Mapping[str, Value],
        queues: Mapping[str, QueueFigures],
    ) -> None:
        """Begin outside every queue."""
        self.entry = entry
        self.channel = channel
        self.dialed = dialed
        self.caller = caller
        self.at = at
        self.language = language
        self.flags = flags
        self.attributes = attributes
        self.queues = queues
        self.queue: str | None = None
        self.waited = 0

    def copy(self) -> "Now":
        """Return the same moment, with attributes and figures of its own."""
        copied = Now(
            self.entry,
            self.channel,
            self.dialed,
            self.caller,
            self.at,
            self.language,
            self.flags,
            dict(self.attributes),
            dict(self.queues),
        )
        copied.queue, copied.waited = self.queue, self.waited
        return copied

    def figures(self, queue: str | None) -> QueueFigures:
        """Return how a queue stands; None is the contact's own."""
        name = self.queue if queue is None else queue
        if name is None:
            message = "a figure is asked for and the contact is in no queue"
            raise RoutingError(message)
        found = self.queues.get(name)
        if found is None:
            message = f"how queue `{name}` stands is asked for and not given"
            raise RoutingError(message)
        return found
