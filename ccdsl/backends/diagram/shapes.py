"""The one table of shapes and colours, for every format and for the README."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from ccdsl.record import record

Kind = Literal[
    "entry",
    "start",
    "routing",
    "script",
    "play",
    "set",
    "menu",
    "collect",
    "look-up",
    "decision",
    "shares",
    "limit",
    "call",
    "step",
    "queue",
    "overflow",
    "after-hours",
    "agent",
    "stay",
    "voicemail",
    "callback",
    "transfer",
    "return",
    "hang-up",
    "missing",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@record
class Shape:
    """How one kind of box looks, and what it means.

    `word` stands in every box, so that nobody depends on the colour. `dot` is Graphviz's name of
    the outline, `mermaid` the brackets around a label there; `outline` names the form for people.
    """

    word: str
    meaning: str
    outline: str
    dot: str
    mermaid: tuple[str, str]
    fill: str
    border: str


def _shape(  # noqa: PLR0913 - a row of the table
    word: str, meaning: str, outline: str, dot: str, mermaid: str, colors: tuple[str, str]
) -> Shape:
    opening, closing = mermaid.split("…")
    fill, border = colors
    return Shape(
        word=word,
        meaning=meaning,
        outline=outline,
        dot=dot,
        mermaid=(opening, closing),
        fill=fill,
        border=border,
    )


_GREEN = ("#d9f2d9", "#2e7d32")
_BLUE = ("#dbeafe", "#1d4ed8")
_GREY = ("#f1f3f5", "#5f6b76")
_YELLOW = ("#fff3bf", "#8a6d00")
_VIOLET = ("#eadcff", "#6b3fa0")
_ORANGE = ("#ffe3c7", "#b35400")
_TEAL = ("#d3f2f0", "#0f766e")
_PINK = ("#ffdce6", "#b0285a")
_RED = ("#ffd9d6", "#b3261e")
_WHITE = ("#ffffff", "#5f6b76")

SHAPES: Mapping[Kind, Shape] = MappingProxyType(
    {
        "entry": _shape("ENTRY", "a contact arrives", "hexagon", "hexagon", "{{…}}", _GREEN),
        "start": _shape("START", "where this picture begins", "ellipse", "ellipse", "([…])", _GREEN),
        "routing": _shape("ROUTING", "the first rule that holds decides", "rounded card, a row for each rule", "Mrecord", "[/…\\]", _GREEN),
        "script": _shape("SCRIPT", "the contact goes on in this script", "arrow to the right", "cds", "[[…]]", _VIOLET),
        "play": _shape("PLAY", "the caller hears this to the end", "rounded box", "box-rounded", "(…)", _BLUE),
        "set": _shape("SET", "something is noted; the caller hears nothing", "box", "box", "[…]", _GREY),
        "menu": _shape("MENU", "the caller presses one key", "rounded card, a row for each key", "Mrecord", "[/…\\]", _YELLOW),
        "collect": _shape("COLLECT", "the caller types digits", "card, a row for each outcome", "record", "[/…/]", _YELLOW),
        "look-up": _shape("LOOK UP", "a data source is asked", "card, a row for each outcome", "record", "[(…)]", _TEAL),
        "decision": _shape("DECIDE", "the first row that holds is taken", "card, a row for each condition", "record", "{{…}}", _WHITE),
        "shares": _shape("SHARE OUT", "contacts are split by percentage, drawn anew each time", "card, a row for each share", "record", "[\\…/]", _WHITE),
        "limit": _shape("AT MOST", "goes this way only so many times", "card with two rows", "record", "{{…}}", _WHITE),
        "call": _shape("CALL", "runs another script and comes back", "component", "component", "[[…]]", _VIOLET),
        "step": _shape("GO TO", "goes on at a box that is drawn elsewhere", "plain words", "plaintext", "((…))", _WHITE),
        "queue": _shape("QUEUE", "waits for an agent", "box in depth, or card", "box3d", "[[…]]", _ORANGE),
        "overflow": _shape("OVERFLOW", "leaves the queue by the first rule that holds", "card, a row for each rule", "record", "[\\…\\]", _ORANGE),
        "after-hours": _shape("AFTER HOURS", "is treated as when closed", "folder, or card with a row for each rule", "folder", "[\\…\\]", _GREY),
        "agent": _shape("AGENT", "an agent answers", "double octagon", "doubleoctagon", "(((…)))", _GREEN),
        "stay": _shape("STAY", "keeps waiting in the queue", "ellipse", "ellipse", "([…])", _ORANGE),
        "voicemail": _shape("VOICEMAIL", "leaves a message", "tab", "tab", ">…]", _PINK),
        "callback": _shape("CALL BACK", "ends; an agent calls back", "card with a row, or arrow to the left", "record", ">…]", _TEAL),
        "transfer": _shape("TRANSFER", "is put through", "card, a row for each failure", "Mrecord", ">…]", _TEAL),
        "return": _shape("RETURN", "comes back to the script that called", "arrow to the left", "larrow", "([…])", _VIOLET),
        "hang-up": _shape("HANG UP", "the contact ends", "octagon", "octagon", "((…))", _RED),
        "missing": _shape("MISSING", "nothing is written here", "octagon", "octagon", "((…))", _RED),
    }
)
