"""What a layout gives, made into a picture that names its boxes to screen readers too."""

import re
from html import escape

from ccdsl.backends.diagram.marks import Mark
from ccdsl.backends.diagram.picture import Picture
from ccdsl.backends.diagram.text import clean, complete, heading

_TITLED = re.compile(r'(<g id="([^"]*)" class="[^"]*">\s*<title>)[^<]*(</title>)')


def named(svg: str, picture: Picture, prefix: str = "") -> str:
    """Return an SVG laid out from the picture's DOT, each part with its words as its title."""
    titles = _titles(picture)

    def title(found: re.Match[str]) -> str:
        words = titles.get(found[2].removeprefix(prefix), "")
        return f"{found[1]}{escape(words)}{found[3]}"

    shown = f'<svg role="img" aria-label="{escape(clean(picture.title))}"'
    return _TITLED.sub(title, svg).replace("<svg", shown, 1)


def _titles(picture: Picture) -> dict[str, str]:
    nodes = {node.id: node for node in picture.nodes}
    edges = {
        f"e{number}": _line(
            heading(nodes[edge.tail]), picture.said(edge), heading(nodes[edge.head]), edge.mark
        )
        for number, edge in enumerate(picture.edges, 1)
    }
    return {
        "g": clean(picture.title),
        "legend": "Legend",
        **{name: complete(node) for name, node in nodes.items()},
        **{f"c{number}": clean(each.title) for number, each in enumerate(picture.clusters, 1)},
        **edges,
    }


def _line(tail: str, outcome: str, head: str, mark: Mark | None) -> str:
    text = clean(f"{tail}, {outcome}: {head}" if outcome else f"{tail}: {head}")
    return f"{mark}: {text}" if mark else text
