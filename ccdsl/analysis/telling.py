"""A way as a contact and a world: what the caller does and what the world chooses, in order."""

from dataclasses import field, replace

from ccdsl.analysis.answered import Moments, answered
from ccdsl.analysis.axes import CALLER, LINE, TIME, Axis
from ccdsl.analysis.pairing_keys import SILENT
from ccdsl.analysis.places import WAITING, Move, Place, Stay
from ccdsl.analysis.plausible import instant_of
from ccdsl.analysis.samples import sample, typed
from ccdsl.analysis.standing import Figures, Line, figures_of, standing
from ccdsl.analysis.ways import State, Way
from ccdsl.model.flow import CollectNode, DecisionNode, LookupNode, MenuNode
from ccdsl.record import record, worker
from ccdsl.simulate.world import (
    Contact,
    Input,
    Leaves,
    LookupResult,
    Press,
    QueueState,
    Share,
    Silence,
    Transfer,
    TransferOutcome,
    Waits,
)
from ccdsl.syntax.ast import Channel

_SECOND = 1_000
_KEYS = (*"0123456789", "star", "pound")
Look = dict[str, QueueState]


@record
class Named:
    """A caller and an instant (UTC seconds) that are asked about; None is any of the class.

    So is a language in which a contact comes; None is its entry's.
    """

    caller: str | None = None
    instant: int | None = None
    language: str | None = None


NOBODY = Named()


@worker
class Told:
    """What a way says: `looks` are how queues stand, look by look.

    Of the inputs, those in `optional` only say how long the caller waits; they are needed where
    something follows. With `leaves` the caller hangs up where the way stops.
    """

    way: Way
    inputs: list[Input] = field(default_factory=list)
    optional: set[int] = field(default_factory=set)
    lookups: list[LookupResult] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    looks: list[Look | Line] = field(default_factory=list)
    line: Line | None = None
    number: int = 0
    named: Named = NOBODY
    leaves: bool = False

    def tell(self) -> None:
        """Go along the way."""
        for number, move in enumerate(self.way.moves):
            place = self.way.walk.places[move.source]
            self.number = number
            self._look(place, move, self.way.states[number])
            self._choice(place, move, number)
        if self.leaves:
            self.inputs.append(Leaves())
        while self.inputs and len(self.inputs) - 1 in self.optional:
            self.inputs.pop()

    def _figures(self, move: Move, state: State, waits: str = "") -> Figures:
        space = self.way.walk.space
        return figures_of(space.axes, space.sets, move.look, state, waits=waits)

    def _look(self, place: Place, move: Move, state: State) -> None:
        """Note how queues stand where a move asks for it."""
        flow = self.way.walk.space.center.flows.get(place.flow)
        node = flow.nodes.get(place.node) if flow is not None else None
        if place.kind == "queue" and not place.node:
            waits = move.label.kind == "waits"
            figures = self._figures(move, state, place.name if waits else "")
            self.line = Line(place.name, figures, waits)
            self.looks.append(self.line)
        elif place.node == WAITING or move.label.kind == "stays" or _is_due(place, move):
            self._in_line(place, move, state)
        elif (not place.node and place.kind != "end") or isinstance(node, DecisionNode):
            figures = self._figures(move, state)
            self.looks.append({name: standing(each) for name, each in figures.items()})

    def _in_line(self, place: Place, move: Move, state: State) -> None:
        """Let time pass in line until the moment of a move, and note how queues stand then."""
        line, label = self.line, move.label
        if line is None:
            return
        if place.node != WAITING and place.stay is not None:
            self._back(line, place.stay, move, state)
            return
        match label.kind:
            case "answered":
                waited = max(line.waited, label.at)
                answer = answered(self.way.walk, move, state, waited, self._clock(line))
                self._pass(answer.at)
                figures = self._figures(replace(move, look=answer.look), state)
                line.change(line.waited, figures, waits=False)
            case "waited" | "rule":
                self._pass(self._moment(line, label.at))
                waits = label.kind == "waited"
                figures = self._figures(move, state, line.queue if waits else "")
                line.change(line.waited, figures, waits=waits)
            case "at-close":
                self._pass(self._moment(line, label.at))
                line.closes = line.waited
            case _:
                self._pass(max(line.waited, label.at, self._in_time()), needed=True)

    def _in_time(self) -> int:
        """Return when to press a key so that the contact is in line when the way says."""
        for move in self.way.moves[self.number + 1 :]:
            place = self.way.walk.places[move.source]
            if place.stay is None:
                return 0
            if move.label.kind == "stays" and place.stay.spent:
                return move.label.at - place.stay.spent
            if place.node == WAITING and move.label.kind == "waited" and self.line is not None:
                # Nothing is tested between the key and that moment.
                return self._clock(self.line).after_tests(move.label.at)
            if place.node == WAITING and move.label.kind != "press":
                return 0
        return 0

    def _back(self, line: Line, stay: Stay, move: Move, state: State) -> None:
        """Note that a contact is back in line, where rules that are due are tested at once."""
        line.waited += stay.spent
        if stay.due:
            waits = move.label.kind == "stays"
            figures = self._figures(move, state, line.queue if waits else "")
            line.change(line.waited, figures, waits=waits)

    def _clock(self, line: Line) -> Moments:
        center = self.way.walk.space.center
        clock = center.clock(center.program.queues[line.queue])
        return Moments(clock.recheck, clock.limits)

    def _moment(self, line: Line, at: int) -> int:
        """Return when a test is made: as the way says, or at a recheck where that has passed."""
        return at if at > line.waited else self._clock(line).recheck_after(line.waited)

    def _pass(self, moment: int, *, needed: bool = False) -> None:
        """Let the caller wait in line until a moment."""
        line = self.line
        if line is None:
            return
        if moment > line.waited:
            if not needed:
                self.optional.add(len(self.inputs))
            self.inputs.append(Waits(ms=moment - line.waited))
        line.waited = max(line.waited, moment)

    def _choice(self, place: Place, move: Move, number: int) -> None:
        """Note what the caller or the world chooses."""
        label = move.label
        match label.kind:
            case "key" | "silence" | "invalid" | "filled":
                self._answer(place, move, self.way.states[number + 1])
            case "press":
                self.inputs.append(Press(keys=(label.name,)))
            case "share":
                self.shares.append(Share(number=label.number))
            case "lookup":
                self._look_up(place, move, self.way.states[number + 1])
            case "answered" | "busy" | "no-answer" | "failed" if not label.queue:
                outcomes: dict[str, TransferOutcome] = {
                    "answered": "answered",
                    "busy": "busy",
                    "no-answer": "no-answer",
                    "failed": "failed",
                }
                self.transfers.append(Transfer(outcome=outcomes[label.kind]))
            case _:
                pass

    def _answer(self, place: Place, move: Move, after: State) -> None:
        space = self.way.walk.space
        node = space.center.flows[place.flow].nodes[place.node]
        if not isinstance(node, MenuNode | CollectNode):
            return
        times = node.repeat + 1
        if " " in move.label.name:
            self.inputs += [_answer(each) for each in move.label.name.split()]
            return
        match move.label.kind:
            case "silence":
                self.inputs += [Silence()] * times
            case "invalid":
                wrong = Press(keys=(move.label.name or _wrong_key(node),))
                self.inputs += [*[Silence()] * node.repeat, wrong]
            case "key":
                self.inputs.append(Press(keys=(move.label.name,)))
            case _:
                if isinstance(node, CollectNode):
                    self.inputs.append(Press(keys=(typed(space, node, after), node.until)))

    def _look_up(self, place: Place, move: Move, after: State) -> None:
        space = self.way.walk.space
        node = space.center.flows[place.flow].nodes[place.node]
        if not isinstance(node, LookupNode):
            return
        source = space.center.program.data_sources[node.source]
        gives = source.gives if move.label.name == source.outcomes[0].text else ()
        values = {}
        for name in gives:
            variable = space.axes.places.get(Axis("attribute", name.text))
            atom = after[variable] if variable is not None else None
            values[name.text] = sample(space, name.text, atom)
        result = LookupResult(source=node.source, outcome=move.label.name, values=values)
        self.lookups.append(result)

    def contact(self) -> Contact:
        """Return the contact that goes this way."""
        space, state = self.way.walk.space, self.way.states[0]
        line = space.axes.lines[state[space.axes.places[LINE]]]
        caller = space.axes.callers.examples[state[space.axes.places[CALLER]]]
        return Contact(
            channel=_channel(line.channel),
            to=line.address,
            caller=self.named.caller or caller,
            instant=self._instant(state[space.axes.places[TIME]]),
            language=self.named.language,
        )

    def _instant(self, atom: int) -> int:
        named = self.named.instant
        return named if named is not None else instant_of(self.way.walk.space, atom)

    def flags(self) -> dict[str, bool]:
        """Return the flags that are on."""
        places, state = self.way.walk.space.axes.places, self.way.states[0]
        on = (axis.name for axis, place in places.items() if axis.kind == "flag" and state[place])
        return dict.fromkeys(on, True)


def _is_due(place: Place, move: Move) -> bool:
    return place.stay is not None and move.label.kind == "rule"


def _answer(told: str) -> Input:
    """Return one of several answers that are told one by one."""
    return Silence() if told == SILENT else Press(keys=(told,))


def _wrong_key(node: MenuNode | CollectNode) -> str:
    """Return a key that is no choice; two together, which never are, where all are taken."""
    if isinstance(node, CollectNode):
        return "star" if node.until != "star" else "pound"
    taken = {one.key for one in node.keys}
    return next((key for key in _KEYS if key not in taken), "99")


def _channel(name: str) -> Channel:
    channels: dict[str, Channel] = {
        "voice": "voice",
        "chat": "chat",
        "email": "email",
        "sms": "sms",
        "social": "social",
    }
    return channels[name]
