"""Pictures as Mermaid flowcharts, within what GitHub renders.

Every character that Mermaid, Markdown or HTML could read is written as its number, and ids say
nothing, so that no name is taken for a word of the language such as `end`.
"""

import re
from collections.abc import Iterator, Sequence

from ccdsl.backends.diagram.marks import STROKES, Mark
from ccdsl.backends.diagram.picture import Node, Picture
from ccdsl.backends.diagram.shapes import SHAPES, Kind
from ccdsl.backends.diagram.text import clean, heading, said, wrapped

MOST_CHARACTERS = 50_000
"""GitHub draws no text that is longer (`maxTextSize`)."""

_WIDTHS = (34, 22, 12, 6)
_SAFE = frozenset(" ,:.-()!?=%@…“”·→¿¡/'")
_LIST = re.compile(r"(\d*)([-.)+])")


def render(picture: Picture) -> str:
    """Return a flowchart; in a very wordy picture the boxes say less."""
    written = ""
    for width in _WIDTHS:
        written = "\n".join((*_lines(picture, width), ""))
        if len(written) < MOST_CHARACTERS:
            break
    return written


def document(pictures: Sequence[Picture]) -> str:
    """Return Markdown with a flowchart for each picture, under its title."""
    return "\n".join(
        f"## {markdown(picture.title)}\n\n```mermaid\n{render(picture)}```\n"
        for picture in pictures
    )


def markdown(text: str) -> str:
    """Return text that means itself in a heading of Markdown."""
    return "".join(char if _is_plain(char) else f"&#{ord(char)};" for char in clean(text))


def escaped(text: str) -> str:
    """Return text that means itself in a quoted label."""
    return "".join(char if _is_plain(char) else f"#{ord(char)};" for char in clean(text))


def _row(text: str) -> str:
    """Return a row of a label; one that begins like a list is no list."""
    begin = _LIST.match(text)
    if begin is None:
        return escaped(text)
    return f"{begin[1]}#{ord(begin[2])};{escaped(text[begin.end() :])}"


def _is_plain(char: str) -> bool:
    return char.isalnum() or char in _SAFE


def _lines(picture: Picture, width: int) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  accTitle: {''.join(c if _is_plain(c) else ' ' for c in clean(picture.title))}"
    for node in picture.nodes:
        yield f"  {_node(node, width)}"
    for number, cluster in enumerate(picture.clusters, 1):
        yield f'  subgraph s{number}["{escaped(cluster.title)}"]'
        yield from (f"    {_id(name)}" for name in cluster.nodes)
        yield "  end"
    yield from _edges(picture, width)
    yield from _legend(picture)
    for kind in picture.kinds():
        yield f"  classDef {_class(kind)} {_style(kind)}"
    if any(node.is_draft for node in picture.nodes):
        yield "  classDef draft stroke-dasharray:5 4"
    for mark, _ in picture.marks():
        stroke = STROKES[mark]
        dashes = f"stroke-width:{stroke.width}px,stroke-dasharray:{stroke.dashes}"
        yield f"  classDef {mark} {dashes},stroke:{stroke.color}"


def _id(name: str) -> str:
    return f"n_{name}"


def _class(kind: Kind) -> str:
    return f"k_{kind.replace('-', '_')}"


def _style(kind: Kind) -> str:
    shape = SHAPES[kind]
    return f"fill:{shape.fill},stroke:{shape.border},color:#111111"


def _node(node: Node, width: int) -> str:
    opening, closing = SHAPES[node.kind].mermaid
    rows = [node.mark.upper()] if node.mark else []
    rows += wrapped(heading(node), width, 2)
    if node.step:
        rows += wrapped(f"step {node.step}", width, 1)
    if width > _WIDTHS[-1]:
        rows += [row for line in node.lines for row in wrapped(said(line), width, line.rows)]
    label = "<br/>".join(_row(row) for row in rows)
    also = node.mark or ("draft" if node.is_draft else "")
    more = f"\n  class {_id(node.id)} {also}" if also else ""
    return f'{_id(node.id)}{opening}"{label}"{closing}:::{_class(node.kind)}{more}'


def _edges(picture: Picture, width: int) -> Iterator[str]:
    """Write the lines; outcomes of one box that lead to the same share one."""
    texts: dict[tuple[str, str, Mark | None], list[str]] = {}
    for edge in picture.edges:
        texts.setdefault((edge.tail, edge.head, edge.mark), []).append(picture.said(edge))
    for (tail, head, mark), each in texts.items():
        text = "; ".join(text for text in each if text)
        if mark:
            text = f"{mark}: {text}" if text else mark
        label = "<br/>".join(_row(row) for row in wrapped(text, width, 4))
        arrow = STROKES[mark].arrow if mark else "-->"
        label = f'|"{label}"|' if label else ""
        yield f"  {_id(tail)} {arrow}{label} {_id(head)}"


def _legend(picture: Picture) -> Iterator[str]:
    # Boxes without lines stand one below the other in this direction.
    yield '  subgraph legend["Legend"]'
    yield "    direction LR"
    for kind in picture.kinds():
        shape = SHAPES[kind]
        opening, closing = shape.mermaid
        text = f"{escaped(shape.word)}<br/>{escaped(shape.meaning)}"
        yield f'    l_{_class(kind)}{opening}"{text}"{closing}:::{_class(kind)}'
    for mark, meaning in picture.marks():
        yield f'    m_{mark}["{mark.upper()}<br/>{escaped(meaning)}"]:::{mark}'
    yield "  end"
    for mark, _ in picture.marks():
        yield f"  style m_{mark} fill:#ffffff,color:#111111"
