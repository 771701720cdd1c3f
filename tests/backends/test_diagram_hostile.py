"""Text in labels, prompts and titles breaks no format."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Literal

import pytest

from ccdsl.backends.diagram import dot, html, mermaid, outline, svg
from ccdsl.drawing.renderers import available, draw

from .drawing import Drawn, pictures, source

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><!-- & --> ]]>",
    "tel:+33 <Sales> {a|b} port:n",
    "back\\\\slash \\\\N \\\\l \\\\",
    'say \\"end\\" & &amp; &#34; #quot; #35;',
    "end",
    "`md` **b** _i_ 1. x",
    "- list",
    "مرحبا \u202eabc 🙂👩\u200d👧 日本語",
    "w" * 400,
    "many words " * 60,
)
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = ("svg", "g", "a", "title", "text", "polygon", "polyline", "path", "ellipse")


def center_saying(text: str) -> Drawn:
    # A prompt's `{name}` speaks an attribute; elsewhere braces mean nothing.
    said = text.replace("{", "(").replace("}", ")")
    return source(
        f"""
routing inbound version 1 in-service {{ title "{text}" otherwise -> script ask }}
prompt said {{ en-US "{said}" }}
script ask version 1 in-service {{
  title "{text}"
  start {{ play said -> top }}
  menu top {{
    say said
    key 1 "{text}" -> voicemail box
    key star "end" -> hang-up
    no-input -> hang-up
    invalid -> hang-up
  }}
}}
"""
    )


def _meant(text: str) -> str:
    """Return a text without the escapes of the language, as a picture may show it."""
    return text.replace('\\"', '"').replace("\\\\", "\\").replace("\u202e", "\ufffd")


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_dot_says_it_in_quotes(text: str) -> None:
    for each in pictures(center_saying(text)):
        for line in dot.render(each).splitlines():
            strings = re.findall(r'"[^"]*"', line)
            rest = re.sub(r'"[^"]*"', '""', line)
            assert '"' not in rest.replace('""', "")
            assert re.fullmatch(r"[\w \[\]{}=;:>.,-]*", rest.replace('""', "")), line
            for string in strings:
                assert re.fullmatch(r"(\\[ln\\]|<o\d+> |[^\\<>{}])*", string), string


@pytest.mark.parametrize("renderer", ["dot", "embedded"])
def test_svg_says_it_whole(renderer: Literal["dot", "embedded"]) -> None:
    if renderer not in available():
        pytest.skip(f"{renderer} is not installed")
    chosen = [(text, each) for text in HOSTILE for each in pictures(center_saying(text))]
    drawn = draw([dot.render(each) for _, each in chosen], renderer)
    for laid, (text, each) in zip(drawn.svgs, chosen, strict=True):
        root = ET.fromstring(svg.named(laid, each))  # noqa: S314 - our own
        tags = {element.tag for element in root.iter()}
        assert tags <= {f"{SVG}{name}" for name in ELEMENTS}
        links = [element.get(HREF, "") for element in root.iter()]
        assert all(re.fullmatch(r"(a\.ccdsl#L\d+)?", link) for link in links)
        if each.kind == "script":
            titles = "\n".join(title.text or "" for title in root.iter(f"{SVG}title"))
            assert _meant(text).strip() in titles
            rows = _joined(row.text or "" for row in root.iter(f"{SVG}text"))
            assert _joined([_meant(text)])[:50] in rows


def _joined(texts: Iterable[str]) -> str:
    return re.sub(r"\s", "", "".join(texts))


def test_mermaid_says_it_in_labels(text: str) -> None:
    for each in pictures(center_saying(text)):
        for line in mermaid.render(each).splitlines():
            plain = re.sub(r'"[^"]*"', '""', line)
            assert not re.search(r"<|`|\\\\", plain)
            for label in re.findall(r'"([^"]*)"', line):
                assert re.fullmatch(r"(<br/>|#\d+;|[^<>`\\{}|\"#&;])*", label), label
                assert not re.match(r"\d+[.)] |[-+*] ", label)


def test_html_has_only_its_own_elements(text: str) -> None:
    chosen = pictures(center_saying(text))
    page = html.page(text, chosen, ["<svg></svg>"] * len(chosen))
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<Sales>" not in page
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    known = json.loads(data[1])
    said = "\n".join(node["text"] for each in known for node in each["nodes"].values())
    assert _meant(text) in said


def test_outline_keeps_it_on_its_line(text: str) -> None:
    for each in pictures(center_saying(text)):
        written = outline.render(each)
        assert all(line.isprintable() or "\u200d" in line for line in written.split("\n"))
        if each.kind == "script":
            assert f"key 1, {_meant(text)}" in written
