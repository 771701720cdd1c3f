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


def _shape(
    word: str, meaning: str, *, outline: str, dot: str, mermaid: str, colors: tuple[str, str]
) -> Shape:
    """Return a row of the table; `mermaid` has `…` where the label stands."""
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
        "entry": _shape(
            "ENTRY",
            "a contact arrives",
            outline="hexagon",
            dot="hexagon",
            mermaid="{{…}}",
            colors=_GREEN,
        ),
        "start": _shape(
            "START",
            "where this picture begins",
            outline="ellipse",
            dot="ellipse",
            mermaid="([…])",
            colors=_GREEN,
        ),
        "routing": _shape(
            "ROUTING",
            "the first rule that holds decides",
            outline="rounded card, a row for each rule",
            dot="Mrecord",
            mermaid="[/…\\]",
            colors=_GREEN,
        ),
        "script": _shape(
            "SCRIPT",
            "the contact goes on in this script",
            outline="arrow to the right",
            dot="cds",
            mermaid="[[…]]",
            colors=_VIOLET,
        ),
        "play": _shape(
            "PLAY",
            "the caller hears this to the end",
            outline="rounded box",
            dot="box-rounded",
            mermaid="(…)",
            colors=_BLUE,
        ),
        "set": _shape(
            "SET",
            "something is noted; the caller hears nothing",
            outline="box",
            dot="box",
            mermaid="[…]",
            colors=_GREY,
        ),
        "menu": _shape(
            "MENU",
            "the caller presses one key",
            outline="rounded card, a row for each key",
            dot="Mrecord",
            mermaid="[/…\\]",
            colors=_YELLOW,
        ),
        "collect": _shape(
            "COLLECT",
            "the caller types digits",
            outline="card, a row for each outcome",
            dot="record",
            mermaid="[/…/]",
            colors=_YELLOW,
        ),
        "look-up": _shape(
            "LOOK UP",
            "a data source is asked",
            outline="card, a row for each outcome",
            dot="record",
            mermaid="[(…)]",
            colors=_TEAL,
        ),
        "decision": _shape(
            "DECIDE",
            "the first row that holds is taken",
            outline="card, a row for each condition",
            dot="record",
            mermaid="{{…}}",
            colors=_WHITE,
        ),
        "shares": _shape(
            "SHARE OUT",
            "contacts are split by percentage, drawn anew each time",
            outline="card, a row for each share",
            dot="record",
            mermaid="[\\…/]",
            colors=_WHITE,
        ),
        "limit": _shape(
            "AT MOST",
            "goes this way only so many times",
            outline="card with two rows",
            dot="record",
            mermaid="{{…}}",
            colors=_WHITE,
        ),
        "call": _shape(
            "CALL",
            "runs another script and comes back",
            outline="component",
            dot="component",
            mermaid="[[…]]",
            colors=_VIOLET,
        ),
        "step": _shape(
            "GO TO",
            "goes on at a box that is drawn elsewhere",
            outline="plain words",
            dot="plaintext",
            mermaid="((…))",
            colors=_WHITE,
        ),
        "queue": _shape(
            "QUEUE",
            "waits for an agent",
            outline="box in depth, or card",
            dot="box3d",
            mermaid="[[…]]",
            colors=_ORANGE,
        ),
        "overflow": _shape(
            "OVERFLOW",
            "leaves the queue by the first rule that holds",
            outline="card, a row for each rule",
            dot="record",
            mermaid="[\\…\\]",
            colors=_ORANGE,
        ),
        "after-hours": _shape(
            "AFTER HOURS",
            "is treated as when closed",
            outline="folder, or card with a row for each rule",
            dot="folder",
            mermaid="[\\…\\]",
            colors=_GREY,
        ),
        "agent": _shape(
            "AGENT",
            "an agent answers",
            outline="double octagon",
            dot="doubleoctagon",
            mermaid="(((…)))",
            colors=_GREEN,
        ),
        "stay": _shape(
            "STAY",
            "keeps waiting in the queue",
            outline="ellipse",
            dot="ellipse",
            mermaid="([…])",
            colors=_ORANGE,
        ),
        "voicemail": _shape(
            "VOICEMAIL", "leaves a message", outline="tab", dot="tab", mermaid=">…]", colors=_PINK
        ),
        "callback": _shape(
            "CALL BACK",
            "ends; an agent calls back",
            outline="card with a row, or arrow to the left",
            dot="record",
            mermaid=">…]",
            colors=_TEAL,
        ),
        "transfer": _shape(
            "TRANSFER",
            "is put through",
            outline="card, a row for each failure",
            dot="Mrecord",
            mermaid=">…]",
            colors=_TEAL,
        ),
        "return": _shape(
            "RETURN",
            "comes back to the script that called",
            outline="arrow to the left",
            dot="larrow",
            mermaid="([…])",
            colors=_VIOLET,
        ),
        "hang-up": _shape(
            "HANG UP",
            "the contact ends",
            outline="octagon",
            dot="octagon",
            mermaid="((…))",
            colors=_RED,
        ),
        "missing": _shape(
            "MISSING",
            "nothing is written here",
            outline="octagon",
            dot="octagon",
            mermaid="((…))",
            colors=_RED,
        ),
    }
)


def markdown() -> str:
    """Return the table in Markdown, for the README."""
    rows = [
        f"| {shape.word} | {shape.meaning} | {shape.outline} | `{shape.fill}` | `{shape.border}` |"
        for shape in SHAPES.values()
    ]
    head = ("| box | what it means | form | fill | border |", "|---|---|---|---|---|")
    return "\n".join((*head, *rows, ""))
