"""Large centers: no picture has over 200 boxes, and all formats stay within their limits."""

import time
from dataclasses import replace

import pytest

from ccdsl.backends.diagram import dot, mermaid
from ccdsl.backends.diagram.parts import parts_of
from ccdsl.backends.diagram.picture import MOST_LINES, MOST_NODES, Picture, renamed
from ccdsl.backends.diagram.pictures import entry_pictures
from ccdsl.backends.diagram.scripts import draw_script
from ccdsl.drawing.renderers import DrawingError, available, draw

from .drawing import Drawn, pictures, source


def _script(number: int, steps: int) -> str:
    """Write a script of some menus, each of which leads to the next."""
    menus = "".join(
        f"""
  menu m{each} {{
    say hello
    key 1 "Next" -> {f"m{each + 1}" if each + 1 < steps else "m0"}
    key 2 "Other" -> script s{number + 1}
    key 9 "Again" -> m{each // 2}
    no-input -> voicemail box
    invalid -> hang-up
  }}"""
        for each in range(steps)
    )
    return f"script s{number} version 1 in-service {{ start {{ play hello -> m0 }} {menus} }}\n"


def _last(number: int) -> str:
    return f"script s{number} version 1 in-service {{ start {{ play hello -> hang-up }} }}\n"


def _center(scripts: int, steps: int) -> Drawn:
    rules = "\n".join(
        f"when caller is +1212555{number:04} -> script s{number % scripts}" for number in range(250)
    )
    routing = f"routing inbound version 1 in-service {{ {rules}\n otherwise -> script s0 }}\n"
    body = "".join(_script(number, steps) for number in range(scripts))
    return source(routing + body + _last(scripts))


@pytest.fixture(scope="module")
def thousand() -> Drawn:
    return _center(scripts=20, steps=12)


def _boxes(drawn: str) -> int:
    return drawn.count(" fillcolor=")


def test_no_picture_has_over_200_boxes(thousand: Drawn) -> None:
    drawn = [dot.render(each) for each in pictures(thousand)]
    assert sum(map(_boxes, drawn)) > 1000
    assert max(map(_boxes, drawn)) <= MOST_NODES


def test_an_entry_shows_what_fits_and_names_the_rest(thousand: Drawn) -> None:
    shown = entry_pictures(thousand.world, "line")
    assert all(_boxes(dot.render(each)) <= MOST_NODES for each in shown)
    opened = {node.opens for each in shown for node in each.nodes}
    assert "script-s19" in opened


def test_a_large_script_is_drawn_in_parts() -> None:
    drawn = _center(scripts=1, steps=150)
    whole = draw_script(drawn.world, drawn.world.view.scripts["s0"])
    parts = parts_of(whole)
    assert len(parts) > 1
    assert [part.name for part in parts[:2]] == ["script-s0", "script-s0.2"]
    _covers(whole, parts)


def test_a_picture_with_many_lines_is_drawn_in_parts() -> None:
    drawn = _center(scripts=1, steps=60)
    whole = draw_script(drawn.world, drawn.world.view.scripts["s0"])
    parts = parts_of(whole, lines=20)
    assert len(parts) > 1
    for part in parts:
        assert len({(edge.tail, edge.head) for edge in part.edges}) <= 20
    _covers(whole, parts)


def _covers(whole: Picture, parts: tuple[Picture, ...]) -> None:
    """Every box is in one part, and every line leads to its box or to a connector that names it."""
    own = {node.id for node in whole.nodes}
    home = {node.id: part.name for part in parts for node in part.nodes if node.id in own}
    assert home.keys() == own
    assert sum(1 for part in parts for node in part.nodes if node.id in own) == len(own)
    found = set()
    for part in parts:
        nodes = {node.id: node for node in part.nodes}
        for edge in part.edges:
            head = nodes[edge.head]
            real = edge.head.removeprefix("to_")
            assert head.id in own or head.opens == home[real]
            found.add((edge.tail, edge.outcome, real))
    assert found == {(edge.tail, edge.outcome, edge.head) for edge in whole.edges}


def test_mermaid_stays_within_what_github_renders(thousand: Drawn) -> None:
    for each in pictures(thousand):
        written = mermaid.render(each)
        assert len(written) < mermaid.MOST_CHARACTERS
        assert written.count("-->") <= MOST_LINES


def test_all_pictures_are_laid_out_sooner_than_one_of_everything(thousand: Drawn) -> None:
    if "dot" not in available():
        pytest.skip("dot is not installed")
    drawn = [dot.render(each) for each in pictures(thousand)]
    began = time.perf_counter()
    draw(drawn, "dot")
    apart = time.perf_counter() - began
    # One picture with every line takes minutes: it need not be waited for.
    with pytest.raises(DrawingError, match="took longer"):
        draw([dot.render(_whole(thousand))], "dot", limit_s=apart)


def _whole(drawn: Drawn) -> Picture:
    """Return one picture of everything, in which each end and each step is one box."""
    flows = [
        renamed(draw_script(drawn.world, script), f"s{number}x")
        for number, script in enumerate(drawn.world.view.scripts.values())
    ]
    begins = {each.name: each.nodes[0].id for each in flows}
    ends: dict[tuple[str, str], str] = {}
    same: dict[str, str] = {}
    for node in (node for each in flows for node in each.nodes):
        end = begins.get(node.opens, ends.setdefault((node.kind, node.name), node.id))
        is_end = not node.outcomes and node.kind not in ("start", "play")
        same[node.id] = node.leads or (end if is_end else node.id)
    nodes = [node for each in flows for node in each.nodes if same[node.id] == node.id]
    edges = [replace(edge, head=same[edge.head]) for each in flows for edge in each.edges]
    return replace(flows[0], nodes=tuple(nodes), edges=tuple(dict.fromkeys(edges)))
