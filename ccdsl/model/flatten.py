"""Treatments and steps to the nodes of a flow."""

from typing import Literal, assert_never

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
    KeyOutcome,
    LanguageNode,
    LookupNode,
    MenuNode,
    NodeId,
    NowhereNode,
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
from ccdsl.syntax import ast

DEFAULT_LISTEN_MS = 5_000
DEFAULT_TRANSFER_RING_MS = 20_000
KEY_ORDER = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "star", "0", "pound")
"""Keys in the order of the telephone."""


class Flattener:
    """Collects the nodes of one flow."""

    def __init__(self) -> None:
        """Begin with no node."""
        self.nodes: dict[NodeId, AnyNode] = {}

    def treatment(self, treatment: ast.Treatment, at: NodeId) -> NodeId:
        """Add a treatment whose first node is called `at`; return that node's id."""
        ids = [at, *(f"{at}.{number}" for number in range(2, len(treatment.actions) + 2))]
        self._exit(treatment.exit, ids[len(treatment.actions)])
        for number, action in enumerate(treatment.actions):
            self._action(action, ids[number], ids[number + 1])
        return at

    def _put(self, node: AnyNode) -> None:
        self.nodes[node.id] = node

    def _action(self, action: ast.Action, at: NodeId, then: NodeId) -> None:
        span = action.span
        match action:
            case ast.Play():
                prompts = tuple(name.text for name in action.prompts)
                self._put(PlayNode(id=at, span=span, prompts=prompts, next=then))
            case ast.SetAttribute():
                name = action.attribute.text
                self._put(SetNode(id=at, span=span, attribute=name, value=action.value, next=then))
            case ast.SetLanguage():
                tag = action.language.tag
                self._put(LanguageNode(id=at, span=span, language=tag, next=then))
            case ast.Record():
                self._put(RecordNode(id=at, span=span, on=action.on, next=then))
            case ast.Call():
                self._put(CallNode(id=at, span=span, script=action.script.text, next=then))
            case ast.Wait():
                self._put(WaitNode(id=at, span=span, ms=action.duration.ms, next=then))
            case ast.When():
                leave = self.treatment(action.treatment, f"{at}.then")
                condition = action.condition
                node = DecisionNode(id=at, span=span, condition=condition, then=leave, next=then)
                self._put(node)
            case _:
                assert_never(action)

    def _exit(self, way: ast.Exit, at: NodeId) -> None:
        span = way.span
        match way:
            case ast.ToQueue():
                priority = way.priority or "normal"
                self._put(QueueNode(id=at, span=span, queue=way.queue.text, priority=priority))
            case ast.ToScript():
                self._put(ScriptNode(id=at, span=span, script=way.script.text))
            case ast.ToAfterHours():
                self._put(AfterHoursNode(id=at, span=span, policy=way.policy.text))
            case ast.ToVoicemail():
                self._put(VoicemailNode(id=at, span=span, voicemail=way.voicemail.text))
            case ast.ToCallback():
                self._callback(way, at)
            case ast.ToTransfer():
                self._transfer(way, at)
            case ast.HangUp():
                self._put(HangUpNode(id=at, span=span))
            case ast.Return():
                self._put(ReturnNode(id=at, span=span))
            case ast.Stay():
                self._put(StayNode(id=at, span=span))
            case ast.ToStep():
                self._jump(way, at)
            case ast.Allocate():
                self._allocate(way, at)
            case ast.NoExit():
                self._put(NowhereNode(id=at, span=span))
            case _:
                assert_never(way)

    def _callback(self, way: ast.ToCallback, at: NodeId) -> None:
        otherwise = self.treatment(way.otherwise, f"{at}.else")
        number = way.number.text if way.number else None
        self._put(
            CallbackNode(
                id=at, span=way.span, queue=way.queue.text, number=number, otherwise=otherwise
            )
        )

    def _transfer(self, way: ast.ToTransfer, at: NodeId) -> None:
        otherwise = self.treatment(way.otherwise, f"{at}.else")
        busy = self.treatment(way.busy, f"{at}.busy") if way.busy else otherwise
        silent = self.treatment(way.no_answer, f"{at}.no-answer") if way.no_answer else otherwise
        to, target = _target(way.target)
        self._put(
            TransferNode(
                id=at,
                span=way.span,
                to=to,
                target=target,
                ring_ms=way.ring.ms if way.ring else DEFAULT_TRANSFER_RING_MS,
                busy=busy,
                no_answer=silent,
                otherwise=otherwise,
            )
        )

    def _jump(self, way: ast.ToStep, at: NodeId) -> None:
        otherwise = self.treatment(way.otherwise, f"{at}.else") if way.otherwise else None
        limit = way.at_most.value if way.at_most else None
        self._put(
            JumpNode(id=at, span=way.span, target=way.step.text, at_most=limit, otherwise=otherwise)
        )

    def _allocate(self, way: ast.Allocate, at: NodeId) -> None:
        shares = tuple(
            (share.percent, self.treatment(share.treatment, f"{at}.share-{number}"))
            for number, share in enumerate(way.shares, 1)
        )
        self._put(AllocateNode(id=at, span=way.span, shares=shares))

    def step(self, step: ast.Step) -> None:
        """Add one step of a script."""
        match step:
            case ast.Plain():
                self.treatment(step.treatment, step.name.text)
            case ast.Menu():
                self._menu(step)
            case ast.Collect():
                self._collect(step)
            case ast.Lookup():
                self._lookup(step)
            case _:
                assert_never(step)

    def _menu(self, menu: ast.Menu) -> None:
        name = menu.name.text
        keys = [
            KeyOutcome(
                key=line.key.keys,
                label=line.label.value,
                store=None,
                target=self.treatment(line.treatment, f"{name}.key-{line.key.keys}"),
                span=line.span,
            )
            for line in menu.keys
        ]
        for line in menu.ranges:
            keys += self._range(line, name)
        self._put(
            MenuNode(
                id=name,
                span=menu.span,
                name=name,
                say=_texts(menu.wordings.say),
                again=_texts(menu.wordings.again),
                sorry=_texts(menu.wordings.sorry),
                listen_ms=menu.listen.ms if menu.listen else DEFAULT_LISTEN_MS,
                repeat=menu.repeat.value if menu.repeat else 0,
                keys=tuple(sorted(keys, key=_key_place)),
                no_input=self.treatment(menu.no_input, f"{name}.no-input"),
                invalid=self.treatment(menu.invalid, f"{name}.invalid"),
            )
        )

    def _range(self, line: ast.KeyRange, name: str) -> list[KeyOutcome]:
        """Return a range of keys one by one; they share their treatment."""
        target = self.treatment(line.treatment, f"{name}.keys-{line.first.text}")
        return [
            KeyOutcome(
                key=str(digit),
                label=str(digit),
                store=line.store.text,
                target=target,
                span=line.span,
            )
            for digit in range(line.first.value, min(line.last.value, 9) + 1)
        ]

    def _collect(self, collect: ast.Collect) -> None:
        name = collect.name.text
        until = collect.digits.until
        self._put(
            CollectNode(
                id=name,
                span=collect.span,
                name=name,
                say=_texts(collect.wordings.say),
                again=_texts(collect.wordings.again),
                sorry=_texts(collect.wordings.sorry),
                listen_ms=collect.listen.ms if collect.listen else DEFAULT_LISTEN_MS,
                repeat=collect.repeat.value if collect.repeat else 0,
                least=collect.digits.least.value,
                most=collect.digits.most.value,
                until=until.keys if until else "pound",
                store=collect.store.text,
                filled=self.treatment(collect.filled, f"{name}.filled"),
                no_input=self.treatment(collect.no_input, f"{name}.no-input"),
                invalid=self.treatment(collect.invalid, f"{name}.invalid"),
            )
        )

    def _lookup(self, lookup: ast.Lookup) -> None:
        name = lookup.name.text
        outcomes = tuple(
            (line.outcome.text, self.treatment(line.treatment, f"{name}.{line.outcome.text}"))
            for line in lookup.outcomes
        )
        source = lookup.source.text
        self._put(
            LookupNode(id=name, span=lookup.span, name=name, source=source, outcomes=outcomes)
        )


def _target(target: ast.TransferTarget) -> tuple[Literal["number", "attribute", "person"], str]:
    match target:
        case ast.Phone():
            return "number", target.number
        case ast.PersonTarget():
            return "person", target.person.text
        case ast.Name():
            return "attribute", target.text
        case _:
            assert_never(target)


def _texts(names: tuple[ast.Name, ...]) -> tuple[str, ...]:
    return tuple(name.text for name in names)


def _key_place(outcome: KeyOutcome) -> tuple[int, str]:
    known = outcome.key in KEY_ORDER
    return (KEY_ORDER.index(outcome.key) if known else len(KEY_ORDER), outcome.key)
