"""What became of something, where two centers are drawn as one, and how each format shows it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from ccdsl.record import record

Mark = Literal["added", "removed", "changed"]
"""What became of something, where two centers are drawn as one."""

MARKS: tuple[Mark, ...] = get_args(Mark)


@record
class Stroke:
    """How a mark is drawn: the style and width of a line, its colour, and Mermaid's dashes.

    The width is in points; no mark is told from another by its colour alone.
    """

    dot: str
    width: str
    color: str
    dashes: str
    arrow: str


STROKES: Mapping[Mark, Stroke] = MappingProxyType(
    {
        "added": Stroke(dot="bold", width="3", color="#1b6e20", dashes="0", arrow="==>"),
        "removed": Stroke(dot="dotted", width="2", color="#a31515", dashes="2 4", arrow="-.->"),
        "changed": Stroke(dot="dashed", width="2.5", color="#4a3f9f", dashes="9 4", arrow="-->"),
    }
)
