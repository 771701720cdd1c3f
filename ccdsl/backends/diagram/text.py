"""Text for pictures: what no format can carry taken out, long lines wrapped and shortened."""

from unicodedata import category

from ccdsl.backends.diagram.picture import Line, Node, Outcome, Place
from ccdsl.backends.diagram.shapes import SHAPES

WIDTH = 34
"""Characters in a row of a box."""


_UNCARRIED = frozenset(
    "\ufffe\uffff\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""What is no character, breaks a line, or turns the text after it round."""


def clean(text: str) -> str:
    """Return text without what XML, Graphviz or a terminal cannot carry."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_carried(char) else "\ufffd" for char in text)


def _is_carried(char: str) -> bool:
    return char not in _UNCARRIED and category(char) not in ("Cc", "Cs")


def wrapped(text: str, width: int = WIDTH, rows: int = 2) -> list[str]:
    """Return text in at most `rows` rows of `width` characters; `…` says that it goes on."""
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


def marked_heading(node: Node) -> str:
    """Return what stands first in a box, after what became of it."""
    return f"{node.mark.upper()} {heading(node)}" if node.mark else heading(node)


def said(part: Line | Outcome) -> str:
    """Return what a line or a row of a box says, after what became of it."""
    return f"{part.mark}: {part.text}" if part.mark else part.text


def rows_of(line: Line, width: int = WIDTH) -> list[str]:
    """Return a line as a picture shows it."""
    return wrapped(said(line), width, line.rows)


def complete(node: Node) -> str:
    """Return everything a box says, for a tooltip."""
    step = [f"step {node.step}"] if node.step else []
    lines = [marked_heading(node), *step, *map(said, node.lines)]
    return "\n".join(clean(text) for text in (*lines, *map(said, node.outcomes)))


def at(place: Place) -> str:
    """Return a place as people write it: `scripts.ccdsl:14`."""
    return f"{clean(place.path)}:{place.line}"
