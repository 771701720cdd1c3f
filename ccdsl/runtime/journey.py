"""A contact's way through the table, from one question to the next."""

from collections.abc import Callable, Iterable, Mapping

from ccdsl.runtime.contact import QueueFigures, Value
from ccdsl.runtime.contents import Contents
from ccdsl.runtime.errors import RoutingError
from ccdsl.runtime.log import Note, NoteKind
from ccdsl.runtime.now import Now
from ccdsl.runtime.shape_flows import Node, Rule
from ccdsl.runtime.state import Spot, State
from ccdsl.runtime.steps import AnyStep, End, Place, Play, Saying
from ccdsl.runtime.values import check_value
from ccdsl.runtime.wording import say

_MOST_NODES = 10_000
"""A contact that passes so many nodes between two questions goes round for ever."""


class Journey:
    """One contact on its way: what is asked of it, where it is, the steps since the last event."""

    def __init__(self, contents: Contents, now: Now, state: State, walk: "Walk") -> None:
        """Take over a contact, copied, for it changes from here on; `walk` passes one node."""
        self.contents = contents
        self.now = now.copy()
        self.state = state
        self.attributes: dict[str, Value] = dict(now.attributes)
        self.now.attributes = self.attributes
        self.steps: list[AnyStep] = []
        self.notes: list[Note] = []
        self._walk = walk

    def note(self, kind: NoteKind, name: str, place: Place, detail: str = "") -> None:
        """Write into the log what happens."""
        at = self.state.clock_ms
        self.notes.append(Note(kind=kind, name=name, detail=detail, place=place, at_ms=at))

    def node(self, spot: Spot) -> Node:
        """Return what a node does."""
        return self.contents.flows[spot.flow]["nodes"][spot.node]

    def place(self, spot: Spot) -> Place:
        """Return where a node stands."""
        flow, node = self.contents.flows[spot.flow], self.node(spot)
        kind, name = spot.flow
        path = node.get("path", flow["source"]["path"])
        return Place(kind=kind, name=name, node=spot.node, path=path, line=node["line"])

    def line_place(self, queue: str) -> Place:
        """Return where a queue stands."""
        source = self.contents.queues[queue]["source"]
        return Place(kind="queue", name=queue, node="", path=source["path"], line=source["line"])

    def sayings(self, prompts: Iterable[str], place: Place) -> tuple[Saying, ...]:
        """Return prompts as the contact hears them now, and take them for heard."""
        said = tuple(self.word(prompt) for prompt in prompts)
        for saying in said:
            self.note("hear", saying.prompt, place)
            self.state.heard.add(saying.prompt)
        return said

    def word(self, prompt: str) -> Saying:
        """Return a prompt in the contact's language."""
        return say(self.contents.prompts[prompt], self.now.language, self.attributes)

    def play(self, prompts: Iterable[str], place: Place) -> None:
        """Play prompts, if there are any."""
        said = self.sayings(prompts, place)
        if said:
            self.steps.append(Play(place=place, sayings=said))

    def set(self, attribute: str, value: Value, place: Place) -> None:
        """Set an attribute; raises RoutingError for a value that does not fit."""
        self.attributes[attribute] = check_value(self.contents, attribute, value)
        self.note_set(attribute, str(value), place)

    def note_set(self, attribute: str, value: str, place: Place) -> None:
        """Write into the log that an attribute was set; a secret value is masked."""
        is_secret = self.contents.attributes[attribute]["secret"]
        self.note("set", attribute, place, "•" * len(value) if is_secret else value)

    def end(self, end: End) -> None:
        """End the contact."""
        self.note("end", end.name, end.place, end.kind)
        self.steps.append(end)
        self.state.spot = None
        self.state.in_line = False
        self.state.ended = True

    def go(self, spot: Spot | None) -> None:
        """Walk from a node until something has to be asked, or the contact has ended."""
        self.state.spot = None
        for _ in range(_MOST_NODES):
            if spot is None:
                return
            spot = self._walk(self, spot)
        kind, name = spot.flow if spot else ("", "")
        message = f"the contact goes round and round in {kind} `{name}`"
        raise RoutingError(message)

    def ask(self, spot: Spot) -> None:
        """Stop at a node until an event answers it."""
        self.state.spot = spot

    def first_match(self, kind: str, name: str) -> Spot | None:
        """Return where the first rule that matches begins."""
        flow = self.contents.flows[kind, name]
        rules: list[Rule] = flow.get("rules", [])
        for number, rule in enumerate(rules, 1):
            when = rule.get("when")
            if when is None or self.contents.test(when)(self.now):
                path = rule.get("path", flow["source"]["path"])
                place = Place(kind=kind, name=name, node=rule["to"], path=path, line=rule["line"])
                self.note("rule", name, place, str(number))
                return Spot((kind, name), rule["to"])
        return None

    def tell(self, queues: Mapping[str, QueueFigures]) -> None:
        """Take how queues stand now."""
        self.now.queues = {**self.now.queues, **queues}


Walk = Callable[[Journey, Spot], Spot | None]
"""Does what a node says; returns the node after it, or None where something is asked or ended."""
