"""Text for pictures: what no format can carry taken out, long lines wrapped and shortened."""

from ccdsl.backends.diagram.picture import Line, Node, Place
from ccdsl.backends.diagram.shapes import SHAPES

WIDTH = 34
"""Characters in a row of a box."""


def clean(text: str) -> str:
    """Return text without what XML, Graphviz or a terminal cannot carry."""
    return "".join(char if _is_carried(char) else "\ufffd" for char in text)


def _is_carried(char: str) -> bool:
    code = ord(char)
    is_control = code < 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029)
    is_bidi = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return not (is_control or is_bidi or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE)


def wrapped(text: str, width: int = WIDTH, rows: int = 2) -> list[str]:
    """Return text in at most `rows` rows of at most `width` characters; `…` says that it goes on."""
    left = " ".join(clean(text).split())
    found: list[str] = []
    while left and len(found) < rows:
        found.append(_row(left, width))
        left = left[len(found[-1]) :].lstrip()
    if left:
        found[-1] = found[-1][: width - 1].rstrip() + "…"
    return found or [""]


def _row(text: str, width: int) -> str:
    """Return as many of the first words as fit into a row; a word that is too long is cut."""
    if len(text) <= width:
        return text
    cut = text.rfind(" ", 1, width + 1)
    return text[:cut] if cut > 0 else text[:width]


def heading(node: Node) -> str:
    """Return what stands first in a box: its kind's word and its name."""
    return f"{SHAPES[node.kind].word} {node.name}".rstrip()


def rows_of(line: Line, width: int = WIDTH) -> list[str]:
    """Return a line as a picture shows it."""
    return wrapped(line.text, width, line.rows)


def complete(node: Node) -> str:
    """Return everything a box says, for a tooltip."""
    step = [f"step {node.step}"] if node.step else []
    lines = [heading(node), *step, *(line.text for line in node.lines)]
    return "\n".join(clean(text) for text in (*lines, *(way.text for way in node.outcomes)))


def at(place: Place) -> str:
    """Return a place as people write it: `scripts.ccdsl:14`."""
    return f"{clean(place.path)}:{place.line}"
