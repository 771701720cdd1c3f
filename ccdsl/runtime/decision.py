"""A decision: the first rule at once, and the way on, event by event."""

from collections.abc import Mapping, Sequence

from ccdsl.runtime.answers import take
from ccdsl.runtime.contact import QueueFigures, Value
from ccdsl.runtime.contents import Contents
from ccdsl.runtime.events import Event
from ccdsl.runtime.journey import Journey
from ccdsl.runtime.log import Note
from ccdsl.runtime.nodes import pass_node
from ccdsl.runtime.now import Now
from ccdsl.runtime.rule import Rule
from ccdsl.runtime.saved import read_journey, read_rule, write_journey
from ccdsl.runtime.state import Spot, State
from ccdsl.runtime.steps import AnyStep, End, Place


class Decision:
    """What happens to one contact.

    `rule` is the rule that took it. `treatment` is what to do with it first; `steps` what to do
    since the last event. Both end with a question to the outside, or with the end of the contact.
    A decision is not to be shared between threads.
    """

    __slots__ = ("_contents", "_journey", "_now", "_treatment", "rule")

    def __init__(self, contents: Contents, now: Now, rule: Rule) -> None:
        """Take the rule that takes the contact; its treatment is worked out when asked for."""
        self.rule = rule
        self._contents = contents
        self._now = now
        self._journey: Journey | None = None
        self._treatment: tuple[AnyStep, ...] = ()

    @property
    def treatment(self) -> tuple[AnyStep, ...]:
        """The first steps, up to the first that needs the outside; empty after `resume`."""
        self._begun()
        return self._treatment

    @property
    def steps(self) -> tuple[AnyStep, ...]:
        """The steps since the last event; at first the treatment, empty after `resume`."""
        return tuple(self._begun().steps)

    @property
    def log(self) -> tuple[Note, ...]:
        """Everything that happened since the last event; at first since the arrival."""
        return tuple(self._begun().notes)

    @property
    def end(self) -> End | None:
        """How the contact has ended, or None while it has not."""
        steps = self._begun().steps
        last = steps[-1] if steps else None
        return last if isinstance(last, End) else None

    @property
    def language(self) -> str:
        """The language the contact is spoken to in."""
        return self._begun().now.language

    @property
    def attributes(self) -> dict[str, Value]:
        """What is known of the contact; secret values are among it."""
        return dict(self._begun().attributes)

    def next(
        self, event: Event, queues: Mapping[str, QueueFigures] | None = None
    ) -> tuple[AnyStep, ...]:
        """Return what to do after an event; `queues` is how queues stand now, where that is known.

        Raises RoutingError for an event that does not answer what was asked, and for a value that
        does not fit; the decision is then as it was, and may be told another event.
        """
        journey = self._begun()
        before = write_journey(self.rule, journey)
        steps, notes = journey.steps, journey.notes
        try:
            journey.tell(queues or {})
            take(journey, event)
        except Exception:
            self._journey = read_journey(self._contents, before)
            self._journey.steps, self._journey.notes = steps, notes
            raise
        return tuple(journey.steps)

    def to_json(self) -> str:
        """Return the contact's state as text, to be taken up by `RoutingTable.resume`.

        It holds what the contact has told, secrets included: keep it as you keep the call itself.
        """
        return write_journey(self.rule, self._begun())

    def _begun(self) -> Journey:
        journey = self._journey
        if journey is None:
            journey = Journey(self._contents, self._now, State(), pass_node)
            _note_arrival(journey, self.rule)
            journey.go(Spot(("routing", self.rule.routing), self.rule.node))
            self._journey, self._treatment = journey, tuple(journey.steps)
        return journey


def _note_arrival(journey: Journey, rule: Rule) -> None:
    """Write into the log at which entry the contact arrived, and which rule took it."""
    entry = journey.contents.entries[journey.now.entry]
    path, line = entry["source"]["path"], entry["source"]["line"]
    place = Place(kind="entry", name=entry["name"], node="", path=path, line=line)
    journey.note("arrive", entry["name"], place)
    for attribute, value in entry["set"].items():
        journey.note_set(attribute, str(value), place)
    routing, node = rule.routing, rule.node
    place = Place(kind="routing", name=routing, node=node, path=rule.path, line=rule.line)
    journey.note("rule", routing, place, str(rule.number))


def read_decision(contents: Contents, rules: Sequence[Rule], text: str) -> Decision:
    """Return what `Decision.to_json` wrote; raises RoutingError where it does not fit the table."""
    rule, journey = read_rule(rules, text), read_journey(contents, text)
    decision = Decision(contents, journey.now, rule)
    decision._journey = journey  # noqa: SLF001 - it is this class's own
    return decision
