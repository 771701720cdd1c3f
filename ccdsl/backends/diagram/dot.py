"""Pictures as Graphviz's language.

Ids say nothing and every text is escaped, so no name can be read as a port, a command or HTML.
Boxes with outcomes are records: each outcome is a field, and its line leaves from there.
"""

from collections.abc import Iterator
from urllib.parse import quote

from ccdsl.backends.diagram.picture import Edge, Node, Picture, Place
from ccdsl.backends.diagram.shapes import SHAPES
from ccdsl.backends.diagram.text import clean, complete, heading, rows_of, wrapped

FONTS = "Helvetica,Arial,sans-serif"
_SAFE = frozenset(" ,.:;!?'()*+-/=_%@…“”·→¿¡")


def render(picture: Picture, links: str = "") -> str:
    """Return the picture in DOT; `links` stands before each source's path in a link."""
    return "\n".join((*_lines(picture, links), ""))


def escaped(text: str) -> str:
    """Return text that means itself in every quoted string of DOT."""
    return "".join(
        char if char.isalnum() or char in _SAFE else f"&#{ord(char)};" for char in clean(text)
    )


def link(place: Place, links: str) -> str:
    """Return the address of a line of source, relative, and no address of anything else."""
    return f"{links}{quote(clean(place.path))}#L{place.line}"


def _lines(picture: Picture, links: str) -> Iterator[str]:
    yield f'digraph "{escaped(picture.name)}" {{'
    yield f'  graph [id="{escaped(picture.name)}" label="{_title(picture)}" labelloc=t labeljust=l'
    yield f'    fontname="{FONTS}" fontsize=16 rankdir=LR ranksep=0.45 nodesep=0.18 splines=true'
    yield '    tooltip=" " bgcolor=white pad=0.2]'
    yield f'  node [fontname="{FONTS}" fontsize=11 margin="0.14,0.07" height=0.3 style=filled]'
    yield f'  edge [fontname="{FONTS}" fontsize=10 color="#4a5560" arrowsize=0.7]'
    for node in picture.nodes:
        yield f"  {_node(node, links)}"
    for number, cluster in enumerate(picture.clusters, 1):
        dashes = "dashed" if cluster.is_draft else "solid"
        yield f"  subgraph cluster_{number} {{"
        yield f'    label="{escaped(cluster.title)}" style="rounded,{dashes}" color="#8795a1"'
        yield f"    {' '.join(cluster.nodes)}"
        yield "  }"
    for number, edge in enumerate(picture.edges, 1):
        yield f"  {_edge(picture, edge, number)}"
    yield "}"


def _title(picture: Picture) -> str:
    return r"\l".join(escaped(row) for row in wrapped(picture.title, 80)) + r"\l"


def _node(node: Node, links: str) -> str:
    shape = SHAPES[node.kind]
    style = "filled,dashed" if node.is_draft else "filled"
    outline = "record" if node.outcomes else shape.dot
    if outline == "box-rounded":
        outline, style = "box", f"{style},rounded"
    if node.outcomes and shape.dot == "Mrecord":
        outline = "Mrecord"
    return (
        f'{node.id} [id="{node.id}" class="{node.kind}" shape={outline} style="{style}" '
        f'fillcolor="{shape.fill}" color="{shape.border}" label="{_label(node)}" '
        f'tooltip="{escaped_lines(complete(node))}" URL="{escaped(link(node.place, links))}"]'
    )


def escaped_lines(text: str) -> str:
    """Return text of several lines for a quoted string."""
    return "&#10;".join(escaped(line) for line in text.split("\n"))


def _label(node: Node) -> str:
    head = wrapped(heading(node), rows=2)
    if node.step:
        head += wrapped(f"step {node.step}", rows=1)
    body = [row for line in node.lines for row in rows_of(line)]
    if not node.outcomes:
        return r"\n".join(escaped(row) for row in (*head, *body))
    fields = ["".join(escaped(row) + r"\l" for row in (*head, *body))]
    for number, outcome in enumerate(node.outcomes):
        rows = "".join(escaped(row) + r"\l" for row in wrapped(outcome.text, rows=3))
        fields.append(f"<o{number}> {rows}")
    return "|".join(fields)


def _edge(picture: Picture, edge: Edge, number: int) -> str:
    port = "" if edge.outcome is None else f":o{edge.outcome}:e"
    tip = escaped(picture.said(edge)) or " "
    return f'{edge.tail}{port} -> {edge.head} [id="e{number}" tooltip="{tip}"]'
