"""All pictures on one page that needs nothing else: to pan, zoom, search and follow a path."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources

from ccdsl.backends.diagram import outline
from ccdsl.backends.diagram.dot import link
from ccdsl.backends.diagram.picture import Node, Picture, PictureKind
from ccdsl.backends.diagram.svg import named
from ccdsl.backends.diagram.text import at, clean, complete, marked_heading

_GROUPS: dict[PictureKind, str] = {
    "center": "The whole center",
    "entry": "Entries",
    "routing": "Routings",
    "script": "Scripts",
    "queue": "Queues",
    "after-hours": "After hours",
}


def prefix_of(number: int) -> str:
    """Return what stands before the ids of the picture of that number, from 0."""
    return f"p{number}"


def page(title: str, pictures: Sequence[Picture], svgs: Sequence[str], links: str = "") -> str:
    """Return the page; `svgs` are laid out from the pictures' DOT with `prefix_of` their numbers.

    `links` stands before each source's path in a link.
    """
    script, style = _resource("page.js"), _resource("page.css")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_hash(script)}'"
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en">',
            f'<head><meta charset="utf-8"><title>{escape(clean(title))}</title>',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            f"<style>{style}</style></head>",
            f"<body><header><h1>{escape(clean(title))}</h1>{_CONTROLS}</header>",
            f'<nav aria-label="Pictures">{"".join(_list(pictures))}</nav>',
            "<main>",
            *(_section(*each) for each in zip(range(len(svgs)), pictures, svgs, strict=True)),
            "</main>",
            _ASIDE,
            f'<script type="application/json" id="data">{_data(pictures, links)}</script>',
            f"<script>{script}</script></body></html>",
            "",
        )
    )


_CONTROLS = (
    '<form role="search" id="search"><label>Search <input type="search" id="query"></label></form>'
    '<div id="buttons"><button type="button" id="in" aria-label="Zoom in">+</button>'
    '<button type="button" id="out" aria-label="Zoom out">&minus;</button>'
    '<button type="button" id="fit">Fit</button>'
    '<button type="button" id="clear">Clear path</button></div>'
    '<p id="status" role="status"></p>'
)
_ASIDE = (
    '<aside id="chosen" aria-label="The chosen box" aria-live="polite"><p>Choose a box to light '
    "up every way to it and from it. Drag to move, scroll or press + and - to zoom, 0 to fit, "
    "Escape to clear.</p></aside>"
)


def _resource(name: str) -> str:
    return resources.files("ccdsl.backends.diagram").joinpath(name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _list(pictures: Sequence[Picture]) -> Iterator[str]:
    """Write the list of pictures, kind by kind."""
    for kind, group in _GROUPS.items():
        members = [each for each in pictures if each.kind == kind]
        if members:
            yield f"<h2>{group}</h2><ul>"
            for each in members:
                draft = ' class="draft"' if each.is_draft else ""
                yield f'<li{draft}><a href="#{escape(each.name)}">{_short(each)}</a></li>'
            yield "</ul>"


def _short(picture: Picture) -> str:
    """Return a title as HTML, without what is understood: that a version is in service."""
    return escape(re.sub(r", version \d+, in service", "", clean(picture.title), count=1))


def _section(number: int, picture: Picture, svg: str) -> str:
    drawn = named(svg[svg.index("<svg") :], picture, prefix_of(number))
    words = escape(outline.render(picture))
    return (
        f'<section data-picture="{number}" aria-labelledby="t{number}">'
        f'<h2 id="t{number}">{escape(clean(picture.title))}</h2>'
        f'<div class="stage" tabindex="0" role="group" aria-label="The picture">{drawn}</div>'
        f"<details><summary>The same in words</summary><pre>{words}</pre></details></section>"
    )


def _data(pictures: Sequence[Picture], links: str) -> str:
    """Return what the script needs to know, so written that it cannot end its element."""
    known = [
        {
            "name": picture.name,
            "title": clean(picture.title),
            "nodes": {node.id: _node(node, links) for node in picture.nodes},
            "edges": [[edge.tail, edge.head] for edge in picture.edges],
        }
        for picture in pictures
    ]
    written = json.dumps(known, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _node(node: Node, links: str) -> dict[str, str]:
    return {
        "head": clean(marked_heading(node)),
        "text": complete(node),
        "at": at(node.place),
        "href": link(node.place, links),
        "opens": node.opens,
        "leads": node.leads,
    }
