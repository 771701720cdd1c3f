"""The moves of contacts: from a place to every place that may come next, and who can go there."""

from collections.abc import Iterator

from ccdsl.analysis.axes import CALLER, Axis
from ccdsl.analysis.going import Going, Rules, Settings
from ccdsl.analysis.guessing import is_garbled
from ccdsl.analysis.places import GO, WAITING, Frame, Label, Place, context_of, end_place
from ccdsl.analysis.queueing import arrive, back_in_line, from_line
from ccdsl.analysis.sets import EVERYTHING
from ccdsl.analysis.spaces import Space
from ccdsl.analysis.values import UNSET
from ccdsl.model.flow import (
    AfterHoursNode,
    AllocateNode,
    AnyNode,
    CallbackNode,
    CallNode,
    CollectNode,
    DecisionNode,
    HangUpNode,
    JumpNode,
    LanguageNode,
    LookupNode,
    MenuNode,
    PlayNode,
    QueueNode,
    RecordNode,
    ReturnNode,
    ScriptNode,
    SetNode,
    StayNode,
    TransferNode,
    VoicemailNode,
    WaitNode,
)
from ccdsl.record import worker
from ccdsl.syntax import ast

_DEEPEST = 32
"""Calls nested deeper are a ring of scripts that call each other, which a rule reports."""


@worker
class Mover:
    """Finds the moves from the places of one space."""

    space: Space
    rules: Rules

    def from_place(self, place: Place, among: int) -> Iterator[Going]:
        """Yield every move from a place; `among` are the contacts whom rules may be about."""
        if place.kind == "end":
            return
        if place.node == WAITING:
            yield from from_line(self.rules, place)
        elif place.node:
            flow = self.space.center.flows[place.flow]
            yield from self._from_node(place, flow.nodes[place.node])
        elif place.kind == "queue":
            yield from arrive(self.rules, place)
        else:
            yield from self._from_rules(place, among)

    def _from_rules(self, place: Place, among: int) -> Iterator[Going]:
        """Yield the moves by the rules of a routing or an after-hours policy."""
        flow = self.space.center.flows.get(place.flow)
        if flow is None:
            return
        # More contacts may come to a policy later, and its moves are not asked for again.
        among = among if place.kind == "routing" else EVERYTHING
        program = self.space.center.program
        taken, left = self.rules.taken(place.flow, flow.rules, context_of(place), among)
        for number, (rule, who) in enumerate(zip(flow.rules, taken, strict=True), 1):
            if who:
                label = Label("rule", flow.name, number)
                yield Going(place._replace(node=rule.target), label, who)
        if left and not any(is_garbled(rule.condition, program) for rule in flow.rules):
            yield Going(end_place("nowhere", flow.name), Label("none", flow.name), left)

    def _from_node(self, place: Place, node: AnyNode) -> Iterator[Going]:
        """Yield the moves from a node of a flow."""
        match node:
            case PlayNode(prompts=prompts):
                yield Going(place._replace(node=node.next), GO, heard=prompts)
            case SetNode():
                sets = self._literal(node)
                yield Going(place._replace(node=node.next), GO, sets=sets)
            case LanguageNode():
                yield Going(place._replace(node=node.next, language=node.language), GO)
            case RecordNode():
                yield Going(place._replace(node=node.next), GO)
            case WaitNode(ms=ms):
                stay = place.stay._replace(spent=place.stay.spent + ms) if place.stay else None
                yield Going(place._replace(node=node.next, stay=stay), GO)
            case DecisionNode(condition=condition):
                if is_garbled(condition, self.space.center.program):
                    return
                holds, fails = self.rules.decided(condition, context_of(place))
                yield Going(place._replace(node=node.then), Label("when"), holds)
                yield Going(place._replace(node=node.next), Label("else"), fails)
            case AllocateNode(shares=shares):
                for number, (_, target) in enumerate(shares, 1):
                    yield Going(place._replace(node=target), Label("share", number=number))
            case MenuNode() | CollectNode() | LookupNode():
                yield from self._asking(place, node)
            case JumpNode():
                yield from self._jump(place, node)
            case CallbackNode() | TransferNode():
                yield from self._connecting(place, node)
            case VoicemailNode(voicemail=name):
                box = self.space.center.program.voicemails.get(name)
                greeting = (box.greeting.text,) if box is not None and box.greeting else ()
                yield Going(end_place("voicemail", name), Label("end"), heard=greeting)
            case HangUpNode():
                yield Going(end_place("hang-up", ""), Label("end"))
            case _:
                yield from self._leaving(place, node)

    def _literal(self, node: SetNode) -> Settings:
        values = self.space.axes.attributes.get(node.attribute)
        if values is None:
            return _unknown(self.space, node.attribute)
        return _one(self.space, node.attribute, values.literal(node.value))

    def _asking(self, place: Place, node: MenuNode | CollectNode | LookupNode) -> Iterator[Going]:
        if isinstance(node, LookupNode):
            yield from self._look_up(place, node)
            return
        repeated = (node.again or node.say) if node.repeat else ()
        silence = Going(
            place._replace(node=node.no_input), Label("silence"), heard=(*node.say, *repeated)
        )
        # After silence nothing is said to be sorry for: a last wrong key is too late for that.
        wrong = Going(
            place._replace(node=node.invalid), Label("invalid"), heard=(*node.say, *repeated)
        )
        if isinstance(node, MenuNode):
            for key in node.keys:
                sets = self._digits(key.store, key.key) if key.store else ()
                label = Label("key", key.key)
                yield Going(place._replace(node=key.target), label, sets=sets, heard=node.say)
        else:
            yield from self._typing(place, node)
        yield silence
        yield wrong

    def _typing(self, place: Place, node: CollectNode) -> Iterator[Going]:
        sets = typing(self.space, node, node.most)
        if sets is not None:
            target = place._replace(node=node.filled)
            yield Going(target, Label("filled"), sets=sets, heard=node.say)

    def _digits(self, attribute: str, text: str) -> Settings:
        values = self.space.axes.attributes.get(attribute)
        if values is None:
            return _unknown(self.space, attribute)
        return _one(self.space, attribute, values.typed(text))

    def _look_up(self, place: Place, node: LookupNode) -> Iterator[Going]:
        program = self.space.center.program
        source = program.data_sources.get(node.source)
        if source is None or program.is_broken(source.name.span):
            return
        known = [one.text for one in source.outcomes]
        others = (*known[1:], "failed")
        for outcome, target in node.outcomes:
            sets = () if outcome in others else self._given(source)
            yield Going(place._replace(node=target), Label("lookup", outcome), sets=sets)

    def _given(self, source: ast.DataSource) -> Settings:
        """Return what is set when a look-up finds something."""
        axes, names = self.space.axes, [one.text for one in source.gives]
        return _unknown(self.space, *names) or tuple(
            (axes.places[Axis("attribute", name)], axes.attributes[name].any_value)
            for name in names
            if name in axes.attributes
        )

    def _jump(self, place: Place, node: JumpNode) -> Iterator[Going]:
        target = place._replace(node=node.target)
        if node.at_most is None or node.otherwise is None:
            yield Going(target, GO)
            return
        axis = Axis("jump", f"{place.kind} {place.name}", node.id)
        counter = self.space.axes.places[axis]
        for done in range(node.at_most):
            counted = self.space.sets.where(counter, 1 << done)
            yield Going(target, GO, counted, ((counter, 2 << done),))
        used_up = self.space.sets.where(counter, 1 << node.at_most)
        yield Going(place._replace(node=node.otherwise), GO, used_up)

    def _connecting(self, place: Place, node: CallbackNode | TransferNode) -> Iterator[Going]:
        """Yield the moves of a call-back or a transfer: they end, or cannot be made."""
        sets = self.space.sets
        if isinstance(node, CallbackNode):
            dialable = self._has_number(node.number)
            yield Going(end_place("callback", node.queue), Label("end"), dialable)
            without = sets.complement(dialable)
            yield Going(place._replace(node=node.otherwise), GO, without)
            return
        ready = EVERYTHING if node.to != "attribute" else self._has_number(node.target)
        yield Going(end_place("transfer", node.target), Label("answered"), ready)
        yield Going(place._replace(node=node.busy), Label("busy"), ready)
        yield Going(place._replace(node=node.no_answer), Label("no-answer"), ready)
        yield Going(place._replace(node=node.otherwise), Label("failed"), ready)
        yield Going(place._replace(node=node.otherwise), GO, sets.complement(ready))

    def _has_number(self, attribute: str | None) -> int:
        """Return the contacts that have a number to dial: the caller's, or in an attribute."""
        axes = self.space.axes
        if attribute is None:
            return self.space.sets.where(axes.places[CALLER], axes.callers.with_number)
        if attribute not in axes.attributes:
            return EVERYTHING
        return self.space.sets.where(axes.places[Axis("attribute", attribute)], ~UNSET)

    def _leaving(self, place: Place, node: AnyNode) -> Iterator[Going]:
        """Yield the moves to another flow, or back from one."""
        flows = self.space.center.flows
        here = Frame(place.kind, place.name, place.node)
        outside = place if place.calls else place._replace(stay=None)
        match node:
            case CallNode(script=script) if len(place.calls) < _DEEPEST:
                called = place._replace(calls=(*place.calls, here))
                yield from self._begin(called, script, Label("call", script))
            case ScriptNode(script=script):
                yield from self._begin(outside, script, GO)
            case AfterHoursNode(policy=policy) if ("after-hours", policy) in flows:
                target = outside._replace(kind="after-hours", name=policy, node="")
                yield Going(target, GO)
            case QueueNode(queue=queue) if ("queue", queue) in flows:
                yield Going(Place("queue", queue, "", place.channel, place.language), GO)
            case ReturnNode() if place.calls:
                frame = place.calls[-1]
                caller = flows[(frame.kind, frame.name)].nodes[frame.node]
                if isinstance(caller, CallNode):
                    back = place._replace(
                        kind=frame.kind, name=frame.name, node=caller.next, calls=place.calls[:-1]
                    )
                    yield Going(back, Label("return"))
            case StayNode() if place.stay is not None:
                yield from back_in_line(self.rules, place, place.stay)
            case _:
                return

    def _begin(self, place: Place, script: str, label: Label) -> Iterator[Going]:
        flow = self.space.center.flows.get(("script", script))
        if flow is not None and "start" in flow.steps:
            target = place._replace(kind="script", name=script, node=flow.steps["start"])
            yield Going(target, label)


def typing(space: Space, node: CollectNode, most: int) -> Settings | None:
    """Return what may be set by so many digits at most; None where nothing can be entered so."""
    values = space.axes.attributes.get(node.store)
    if values is None:
        return _unknown(space, node.store)
    typed = values.digits(node.least, most, space.center.program.extensions)
    return _one(space, node.store, typed) if typed else None


def _one(space: Space, attribute: str, bits: int) -> Settings:
    """Return that a declared attribute is set to one of some values."""
    return ((space.axes.places[Axis("attribute", attribute)], bits),)


def _unknown(space: Space, *attributes: str) -> Settings:
    """Return what is set where an attribute is that nobody declares: it may mean any."""
    axes = space.axes
    if space.center.program.attributes.keys() >= set(attributes):
        return ()
    return tuple(
        (axes.places[Axis("attribute", name)], values.any_value)
        for name, values in axes.attributes.items()
    )
