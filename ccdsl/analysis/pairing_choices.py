"""Which choices of two contacts are the same: what is asked of both, and answered alike.

Callers do the same where they press the same key, say nothing, or are wrong; what one menu does
not offer is wrong there. A data source gives both the same, a draw falls on the same percentage,
a transfer comes out alike.
"""

from collections.abc import Iterator, Sequence

from ccdsl.analysis.compare_matching import drawn
from ccdsl.analysis.pairing_keys import Same, same_keys
from ccdsl.analysis.places import WAITING, Label, Move, Place
from ccdsl.analysis.walking import Walk
from ccdsl.model.flow import (
    AllocateNode,
    AnyNode,
    CollectNode,
    LookupNode,
    MenuNode,
    TransferNode,
)

CALLER = "caller"
IN_QUEUE = "queue"
_ASKED = ("key", "silence", "invalid", "filled")
_CHOICES = (
    *(*_ASKED, "lookup", "share", "press", "at-close"),
    *("answered", "waits", "busy", "no-answer", "failed"),
)


def kind_of(walk: Walk, place: Place) -> str:
    """Return what is chosen at a place; "" is nothing."""
    if place.kind == "queue" and place.node in ("", WAITING):
        return IN_QUEUE
    match _node_at(walk, place):
        case MenuNode() | CollectNode():
            return CALLER
        case LookupNode(source=source):
            return f"lookup {source}"
        case AllocateNode():
            return "share"
        case TransferNode():
            return "transfer"
        case _:
            return ""


def is_same_choice(one: Label, other: Label) -> bool:
    """Whether two moves can be made by the same choice of the caller and the world.

    Which rule matches, and whether a queue is closed, is nobody's choice.
    """
    if one.at != other.at:
        return False
    if one.kind in _CHOICES and other.kind in _CHOICES:
        return one == other
    return "at-close" not in (one.kind, other.kind)


def same_choices(walk: Walk, places: tuple[int, int]) -> Iterator[Same] | None:
    """Return the moves from two places, where the same is asked, that the same choice makes.

    None where nobody can say which entries are the same.
    """
    one, other = (_node_at(walk, walk.places[number]) for number in places)
    moves = (walk.moves(places[0]), walk.moves(places[1]))
    match one, other:
        case AllocateNode(), AllocateNode():
            return (Same(*both) for both in drawn(one, other, moves))
        case MenuNode(), MenuNode():
            return same_keys((one, other), moves)
        case ((MenuNode() | CollectNode()), (MenuNode() | CollectNode())):
            return _alike(moves) if _takes(one) == _takes(other) else None
        case _:
            return _alike(moves)


def _node_at(walk: Walk, place: Place) -> AnyNode | None:
    flow = walk.space.center.flows.get(place.flow)
    return flow.nodes.get(place.node) if flow is not None else None


def _takes(node: MenuNode | CollectNode) -> tuple[object, ...] | MenuNode:
    """Return which entries a collect takes, and where it stores them."""
    if isinstance(node, MenuNode):
        return node
    return (node.least, node.most, node.until, node.store, node.repeat)


def _alike(moves: tuple[Sequence[Move], Sequence[Move]]) -> Iterator[Same]:
    for move in moves[0]:
        for match in moves[1]:
            if is_same_choice(move.label, match.label):
                yield Same(move, match)
