"""Queues and voicemails take the channels that come to them."""

from collections.abc import Iterator
from typing import NamedTuple

from ccdsl.diagnostics import Label, Severity
from ccdsl.model.facts import Facts, Visit
from ccdsl.model.flow import AnyNode, CallbackNode, QueueNode, VoicemailNode
from ccdsl.model.program import Program
from ccdsl.rules.contacts import contacts_of, with_contacts
from ccdsl.rules.live import arrives, contacts, visited
from ccdsl.rules.once import also_here
from ccdsl.rules.rule import Finding, rule
from ccdsl.rules.words import listed
from ccdsl.source import Span
from ccdsl.syntax import ast

_Box = tuple[str, str, tuple[ast.Name, ...], Span]
"""A kind, a name, the channels it lists, and the place that says so."""


class _Loss(NamedTuple):
    """A step that leads to a box, and the visits of the contacts that it does not take."""

    node: AnyNode
    box: _Box
    lost: list[Visit]


@rule("CC408", Severity.ERROR)
def channel_not_taken(program: Program, facts: Facts) -> Iterator[Finding]:
    """Queue or voicemail does not take the channel.

    Why: a queue takes only the channels it lists, and a voicemail without a `channels` line takes
    voice only. A contact on another channel that is sent there would be lost.
    Example:
        entry website {
          chat     "help.example"
          routing  chats
        }
        queue calls {
          channels voice
          wait forever
        }
        routing chats version 1 in-service {
          otherwise -> queue calls    # CC408
        }
    Use instead: add the channel to its `channels`, or send those contacts elsewhere.
    """
    lost_at: dict[tuple[str, str, bool, tuple[str, ...]], list[_Loss]] = {}
    for _, node, visits in visited(facts):
        box = _box(program, node)
        if box is None:
            continue
        taken = {name.text for name in box[2]} or {"voice"}
        if isinstance(node, CallbackNode):
            lost = list(visits) if "voice" not in taken else []
        else:
            lost = [visit for visit in visits if visit.channel not in taken]
        if lost:
            channels = tuple(sorted({visit.channel for visit in lost}))
            key = (*box[:2], isinstance(node, CallbackNode), channels)
            lost_at.setdefault(key, []).append(_Loss(node, box, lost))
    for first, *others in lost_at.values():
        yield _finding(program, first, others)


def _box(program: Program, node: AnyNode) -> _Box | None:
    match node:
        case QueueNode(queue=name) | CallbackNode(queue=name) if name in program.queues:
            queue = program.queues[name]
            if not queue.written.channels:
                return None
            box = ("queue", name, queue.written.channels, queue.declared.name.span)
        case VoicemailNode(voicemail=name) if name in program.voicemails:
            voicemail = program.voicemails[name]
            box = ("voicemail", name, voicemail.channels, voicemail.name.span)
        case _:
            return None
    is_known = program.unresolved.isdisjoint(channel.span for channel in box[2])
    return box if is_known and not program.is_broken(box[3]) else None


def _finding(program: Program, loss: _Loss, others: list[_Loss]) -> Finding:
    """Return one finding for all places: one line too few is one mistake, wherever it shows."""
    node, (kind, name, names, span), lost = loss
    every = [visit for one in (loss, *others) for visit in one.lost]
    taken = [each.text for each in names] or ["voice"]
    if isinstance(node, CallbackNode):
        return Finding(
            message=f"queue `{name}` does not take `voice`, so nobody there calls back",
            span=node.span,
            help=with_contacts("name a queue that takes calls", contacts_of(every)),
            labels=(
                Label(span=_channels(names, span), text=f"it takes only {listed(taken)}"),
                *also_here([one.node.span for one in others]),
            ),
        )
    channels = tuple(dict.fromkeys(visit.channel for visit in lost))
    who = " and ".join(contacts(channel) for channel in channels)
    return Finding(
        message=f"{who} come here, and {kind} `{name}` does not take {listed(channels, 'or')}",
        span=node.span,
        help=with_contacts(
            f"add {listed(channels)} to its `channels`, or send them elsewhere: "
            f"`when channel is {channels[0]} -> …`",
            contacts_of(every),
        ),
        labels=(
            Label(span=_channels(names, span), text=f"it takes only {listed(taken)}"),
            *arrives(program, lost[0]),
            *also_here([one.node.span for one in others]),
        ),
    )


def _channels(names: tuple[ast.Name, ...], otherwise: Span) -> Span:
    return names[0].span.to(names[-1].span) if names else otherwise
