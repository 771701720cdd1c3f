"""Pictures as Graphviz's language.

Ids say nothing and every text is escaped before it is quoted, so no name can be read as a port, a
command or HTML.
Boxes with outcomes are records: each outcome is a field, and its line leaves from there.
"""

from urllib.parse import quote

from graphviz import Digraph

from ccdsl.backends.diagram.marks import STROKES, Mark
from ccdsl.backends.diagram.picture import Cluster, Edge, Node, Picture, Place, depth
from ccdsl.backends.diagram.shapes import SHAPES, Shape
from ccdsl.backends.diagram.text import clean, complete, heading, rows_of, said, wrapped

FONTS = "Helvetica"
_SAFE = frozenset(" ,.:;!?'()*+-/=_%@")


def render(picture: Picture, links: str = "", prefix: str = "") -> str:
    """Return the picture in DOT; `links` stands before each source's path in a link.

    `prefix` stands before the ids that an SVG gets, so that several fit on one page.
    """
    source: str = _graph(picture, links, prefix).source
    return source.replace("\t", "  ")


def escaped(text: str) -> str:
    """Return text that means itself in every quoted string of DOT."""
    return "".join(_escaped(char) for char in clean(text))


def _escaped(char: str) -> str:
    # Graphviz reads some numbers beyond ASCII wrongly, and a backslash's number as a backslash.
    if char == "\\":
        return "\\\\"
    return char if char.isalnum() or char in _SAFE or not char.isascii() else f"&#{ord(char)};"


def link(place: Place, links: str) -> str:
    """Return the address of a line of source, relative, and no address of anything else."""
    return f"{links}{quote(clean(place.path))}#L{place.line}"


def _graph(picture: Picture, links: str, prefix: str) -> Digraph:
    # A center's lines carry no words, so they need more room to be told apart.
    ranks = "0.9" if picture.kind == "center" else "0.45"
    graph = Digraph(
        escaped(picture.name),
        graph_attr={
            "id": f"{prefix}g",
            "label": _title(picture),
            "labelloc": "t",
            "labeljust": "l",
            "fontname": FONTS,
            "fontsize": "16",
            "rankdir": "LR",
            "ranksep": ranks,
            "nodesep": "0.18",
            "splines": "true",
            "tooltip": " ",
            "bgcolor": "white",
            "pad": "0.2",
        },
        node_attr={
            "fontname": FONTS,
            "fontsize": "11",
            "margin": "0.16,0.07",
            "height": "0.3",
            "style": "filled",
        },
        edge_attr={"fontname": FONTS, "fontsize": "10", "color": "#4a5560", "arrowsize": "0.7"},
    )
    for node in picture.nodes:
        graph.node(node.id, _label(node), **_node(node, links, prefix))
    for number, cluster in enumerate(picture.clusters, 1):
        graph.subgraph(_cluster(cluster, number, prefix))
    graph.subgraph(_legend(picture, prefix))
    for number, edge in enumerate(picture.edges, 1):
        port = "" if edge.outcome is None else f":o{edge.outcome}:e"
        tip = escaped(_tip(picture, edge)) or " "
        attributes = {"id": f"{prefix}e{number}", "tooltip": tip, **_marked_line(edge)}
        graph.edge(f"{edge.tail}{port}", f"{edge.head}:w", **attributes)
    return graph


def _marked_line(edge: Edge) -> dict[str, str]:
    """Return how a line is drawn that only one of two centers has."""
    if edge.mark is None:
        return {}
    stroke = STROKES[edge.mark]
    head = "onormal" if edge.mark == "removed" else "normal"
    return {
        "style": stroke.dot,
        "penwidth": stroke.width,
        "color": stroke.color,
        "arrowhead": head,
        "class": edge.mark,
    }


def _tip(picture: Picture, edge: Edge) -> str:
    text = picture.said(edge)
    return f"{edge.mark}: {text}" if edge.mark and text else edge.mark or text


def _cluster(cluster: Cluster, number: int, prefix: str) -> Digraph:
    dashes = "dashed" if cluster.is_draft else "solid"
    graph = Digraph(
        f"cluster_{number}",
        graph_attr={
            "id": f"{prefix}c{number}",
            "label": escaped(cluster.title),
            "fontsize": "13",
            "style": f"rounded,{dashes}",
            "color": "#8795a1",
        },
    )
    for node in cluster.nodes:
        graph.node(node)
    return graph


def _legend(picture: Picture, prefix: str) -> Digraph:
    """Return what each kind of box in the picture means, in rows no longer than the picture."""
    kinds = picture.kinds()
    columns = min(depth(picture), len(kinds))
    graph = Digraph(
        "cluster_legend",
        graph_attr={
            "id": f"{prefix}legend",
            "label": "Legend",
            "labeljust": "l",
            "fontsize": "11",
            "style": "dotted",
            "color": "#8795a1",
        },
        node_attr={"fontsize": "9", "margin": "0.08,0.04"},
    )
    for number, kind in enumerate(kinds):
        shape = SHAPES[kind]
        label = r"\n".join((shape.word, *map(escaped, wrapped(shape.meaning, 26))))
        outline = _outline(shape, is_draft=False)
        key = {"id": f"{prefix}k{number}", "class": "legend", "tooltip": " "}
        graph.node(f"k{number}", label, **key, **outline)
        if number % columns:
            graph.edge(f"k{number - 1}", f"k{number}", style="invis")
    _marks(graph, picture, prefix)
    return graph


def _marks(graph: Digraph, picture: Picture, prefix: str) -> None:
    """Add what each mark in the picture means to its legend."""
    shape = SHAPES["set"]
    for number, (mark, meaning) in enumerate(picture.marks()):
        label = r"\n".join((mark.upper(), *map(escaped, wrapped(meaning, 26))))
        outline = {**_outline(shape, is_draft=False), **_marked(mark), "fillcolor": "white"}
        key = {"id": f"{prefix}m{number}", "class": f"legend {mark}", "tooltip": " "}
        graph.node(f"m{number}", label, **key, **outline)
        if number:
            graph.edge(f"m{number - 1}", f"m{number}", style="invis")


def _marked(mark: Mark) -> dict[str, str]:
    """Return the outline of what is marked; its colour only repeats what the line says."""
    stroke = STROKES[mark]
    return {"style": f"filled,{stroke.dot}", "penwidth": stroke.width, "color": stroke.color}


def _outline(shape: Shape, *, is_draft: bool, is_card: bool = False) -> dict[str, str]:
    """Return the attributes of a box's outline: a draft's is dashed, a card's has fields."""
    name, style = shape.dot, "filled,dashed" if is_draft else "filled"
    if is_card and name != "Mrecord":
        name = "record"
    if name == "box-rounded":
        name, style = "box", f"{style},rounded"
    margin = {"margin": "0.2,0.11"} if name == "cds" else {}
    return {
        "shape": name,
        "style": style,
        **margin,
        "fillcolor": shape.fill,
        "color": shape.border,
    }


def _title(picture: Picture) -> str:
    return r"\l".join(escaped(row) for row in wrapped(picture.title, 90)) + r"\l"


def _node(node: Node, links: str, prefix: str) -> dict[str, str]:
    return {
        "id": f"{prefix}{node.id}",
        "class": f"{node.kind} {node.mark}" if node.mark else node.kind,
        **_outline(SHAPES[node.kind], is_draft=node.is_draft, is_card=bool(node.outcomes)),
        **_mark_of(node),
        "tooltip": escaped_lines(complete(node)),
        "URL": escaped(link(node.place, links)),
    }


def _mark_of(node: Node) -> dict[str, str]:
    if node.mark is None:
        return {}
    marked = _marked(node.mark)
    name = SHAPES[node.kind].dot
    if name == "box-rounded":
        return {**marked, "style": f"{marked['style']},rounded"}
    return {**marked, "shape": "box"} if name == "plaintext" else marked


def escaped_lines(text: str) -> str:
    """Return text of several lines for a quoted string."""
    return "&#10;".join(escaped(line) for line in text.split("\n"))


def _label(node: Node) -> str:
    head = [node.mark.upper()] if node.mark else []
    head += wrapped(heading(node), rows=2)
    if node.step:
        head += wrapped(f"step {node.step}", rows=1)
    body = [row for line in node.lines for row in rows_of(line)]
    if not node.outcomes:
        return r"\n".join(escaped(row) for row in (*head, *body))
    fields = ["".join(escaped(row) + r"\l" for row in (*head, *body))]
    for number, outcome in enumerate(node.outcomes):
        rows = "".join(escaped(row) + r"\l" for row in wrapped(said(outcome), rows=3))
        fields.append(f"<o{number}> {rows}")
    return "|".join(fields)
