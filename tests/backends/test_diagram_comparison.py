"""Two centers in one picture: nothing lost, nothing made up, and told without colour."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from ccdsl.backends.diagram import dot, mermaid, outline
from ccdsl.backends.diagram.comparison import (
    DRAFT,
    compare,
    compare_entry,
    compare_one,
    compared,
    differs,
    nearby,
)
from ccdsl.backends.diagram.comparison.graph import Graph, Way, graph_of, said
from ccdsl.backends.diagram.marks import STROKES, Mark
from ccdsl.backends.diagram.parts import parts_of
from ccdsl.backends.diagram.picture import MOST_NODES, Node, Picture, Sides
from ccdsl.backends.diagram.pictures import whole_pictures
from ccdsl.backends.diagram.world import World, world_of
from tests.backends.drawing import EXAMPLES, compiled_of, example, source
from tests.backends.test_diagram_hostile import HOSTILE
from tests.generated.center import center_files

BEFORE = """
routing inbound version 1 in-service {
  when caller is withheld -> script old
  otherwise -> script ask
}
script ask version 1 in-service {
  start { play hello -> top }
  menu top {
    say hello
    key 1 "One" -> hang-up
    key 2 "Two" -> hang-up
    key 3 "Three" -> hang-up
    key 9 "Again" -> top
    no-input -> hang-up
    invalid -> voicemail box
  }
}
script old version 1 in-service { start { play hello -> hang-up } }
"""


def _world(text: str) -> World:
    return source(text).world


def _compared(after: str, picture: str = "script-ask") -> Picture:
    (found,) = compare_one(_world(BEFORE), _world(after), picture, Sides(before="a", after="b"))
    return found


def _marks(picture: Picture) -> list[str]:
    """Return every mark of a picture, in words."""
    boxes = [f"{node.mark} {node.kind} {node.name}".rstrip() for node in picture.nodes if node.mark]
    changed = [node for node in picture.nodes if node.mark == "changed"]
    lines = [f"{line.mark} {line.text}" for node in changed for line in node.lines if line.mark]
    rows = [f"{row.mark} {row.text}" for node in changed for row in node.outcomes if row.mark]
    return [*boxes, *lines, *rows]


def _lines(picture: Picture) -> list[str]:
    """Return every marked line of a picture, in words."""
    return [
        f"{edge.mark} {picture.node(edge.tail).kind} {picture.said(edge)}: "
        f"{picture.node(edge.head).kind} {picture.node(edge.head).name}".rstrip()
        for edge in picture.edges
        if edge.mark
    ]


class TestMarks:
    def test_a_key_that_leads_elsewhere(self) -> None:
        shown = _compared(BEFORE.replace('"Two" -> hang-up', '"Two" -> voicemail box'))
        assert _marks(shown) == [
            "changed menu top",
            "removed hang-up",
            "added voicemail box",
            "changed 2  Two",
        ]
        assert _lines(shown) == [
            "removed menu 2  Two: hang-up",
            "added menu 2  Two: voicemail box",
        ]

    def test_a_key_more_and_a_key_less(self) -> None:
        shown = _compared(
            BEFORE.replace('key 3 "Three" -> hang-up', 'key 4 "Four" { play hello -> hang-up }')
        )
        assert _marks(shown) == [
            "changed menu top",
            "removed hang-up",
            "added play",
            "added hang-up",
            "removed 3  Three",
            "added 4  Four",
        ]

    def test_a_box_between_two_others_changes_neither(self) -> None:
        shown = _compared(
            BEFORE.replace(
                "play hello -> top", "play hello wait 1s when caller in +1416* -> hang-up -> top"
            )
        )
        assert _marks(shown)[:2] == ["changed play", "added decision"]
        assert "added play : decision" in _lines(shown)
        assert "removed play : menu top" in _lines(shown)
        assert "added decision otherwise: menu top" in _lines(shown)

    def test_what_is_said_otherwise(self) -> None:
        after = BEFORE.replace("say hello", "say hello repeat 2")
        assert _marks(_compared(after)) == [
            "changed menu top",
            "removed listens 5s, asks once",
            "added listens 5s, asks 3 times",
        ]

    def test_a_rule_in_another_place_is_another_rule(self) -> None:
        first = "when caller is withheld -> script old\n"
        rest = "when caller in +1416* -> hang-up\n"
        before = _world(BEFORE.replace(first, first + rest))
        after = _world(BEFORE.replace(first, rest + first))
        (shown,) = compare_one(before, after, "routing-inbound")
        assert [f"{one.mark} {one.text}" for node in shown.nodes for one in node.outcomes] == [
            "added the caller is +1416*",
            "None the caller's number is withheld",
            "removed the caller is +1416*",
            "None otherwise",
        ]

    def test_a_whole_script(self) -> None:
        after = BEFORE.replace("script old", "script new")
        found = {each.name: each for each in compare(_world(BEFORE), _world(after))}
        assert found["script-old"].title.endswith("(removed)")
        assert {node.mark for node in found["script-old"].nodes} == {"removed"}
        assert found["script-new"].title.endswith("(added)")
        assert {edge.mark for edge in found["script-new"].edges} == {"added"}
        assert "changed" in {node.mark for node in found["routing-inbound"].nodes}
        assert "script-ask" not in found

    def test_a_draft_is_no_mark_where_drafts_are_compared(self) -> None:
        for shown in compare(example("harbor").world, example("harbor", "draft").world):
            assert not any(node.is_draft for node in shown.nodes)


_SEEDS = 7
NAMES = (*EXAMPLES, *(f"seed-{seed}" for seed in range(_SEEDS - 1)))


@cache
def _generated(seed: int) -> World:
    compiled = compiled_of(center_files(seed))
    return world_of(compiled.program, compiled.facts, "in-service")


def _two(name: str) -> tuple[World, World]:
    """Return an example's two centers, or two generated ones that have most names in common."""
    if name in EXAMPLES:
        return example(name).world, example(name, "draft").world
    seed = int(name.removeprefix("seed-"))
    return _generated(seed), _generated(seed + 1)


@cache
def _both(name: str) -> tuple[Picture, ...]:
    return compared(*_two(name))


def _whole(world: World) -> dict[str, Picture]:
    return {each.name: each for each in whole_pictures(replace(world, is_apart=True))}


def _contents(graph: Graph, gone: Mark) -> Counter[object]:
    """Return what a picture says of one of its centers: its boxes with their rows and ways."""

    def goal(way: Way) -> object:
        target = graph[way.target].node if isinstance(way.target, str) else way.target
        return _kept(target, gone)

    def goals(ways: tuple[Way, ...]) -> frozenset[object]:
        return frozenset(goal(way) for way in ways if way.mark != gone)

    return Counter(
        (
            _kept(box.node, gone),
            tuple(
                (outcome.text, goals(ways))
                for outcome, ways in zip(box.node.outcomes, box.rows, strict=True)
                if outcome.mark != gone
            ),
            goals(box.onward),
        )
        for box in graph.values()
        if box.node.mark != gone
    )


def _kept(node: Node, gone: Mark) -> object:
    lines = tuple(line for line in node.lines if line.mark != gone)
    return said(replace(node, lines=lines))


@pytest.mark.parametrize("name", NAMES)
def test_each_of_the_two_centers_is_there_whole(name: str) -> None:
    old, new = map(_whole, _two(name))
    for shown in _both(name):
        graph = graph_of(shown)
        sides: tuple[tuple[dict[str, Picture], Mark], ...] = ((old, "added"), (new, "removed"))
        for there, gone in sides:
            expected = _contents(graph_of(there[shown.name]), gone) if shown.name in there else {}
            assert _contents(graph, gone) == expected, shown.name


@pytest.mark.parametrize("name", NAMES)
def test_a_center_does_not_differ_from_itself(name: str) -> None:
    world, _ = _two(name)
    alone = _whole(world)
    for shown in compared(world, world):
        assert not differs(shown)
        as_drawn = alone[shown.name]
        plain = tuple(replace(node, is_draft=False) for node in as_drawn.nodes)
        if shown.kind != "center":  # There, which of many lines is told in words may differ.
            assert outline.render(shown) == outline.render(replace(as_drawn, nodes=plain))


@pytest.mark.parametrize("name", NAMES)
def test_no_picture_is_too_large_and_all_have_every_format(name: str) -> None:
    for shown in (*compare(*_two(name)), *compare(*_two(name), near=True)):
        legend = len(shown.kinds()) + len(shown.marks())
        assert len(shown.nodes) + legend <= MOST_NODES
        for mark, _ in shown.marks():
            assert mark.upper() in dot.render(shown)
            assert f"classDef {mark} " in mermaid.render(shown)
            assert f"{mark.capitalize()} means " in outline.render(shown)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_near_a_difference_has_every_difference(name: str) -> None:
    for shown in _both(name):
        near = nearby(shown)
        assert [node for node in near.nodes if node.mark] == [
            node if node.leads in {one.id for one in near.nodes} else replace(node, leads="")
            for node in shown.nodes
            if node.mark
        ]
        assert [edge for edge in near.edges if edge.mark] == [
            edge for edge in shown.edges if edge.mark
        ]
        assert {edge.tail for edge in near.edges} <= {node.id for node in near.nodes}


def test_nearby_leaves_out_what_is_far() -> None:
    shown = _compared(BEFORE.replace('"Two" -> hang-up', '"Two" -> voicemail box'))
    assert [node.kind for node in shown.nodes][:2] == ["start", "play"]
    assert [node.kind for node in nearby(shown).nodes][:2] == ["play", "menu"]


def test_an_entry_with_all_that_it_reaches() -> None:
    before, after = example("harbor").world, example("harbor", "draft").world
    (shown,) = compare_entry(before, after, "main_line")
    assert differs(shown)
    assert any("draft version 4" in cluster.title for cluster in shown.clusters)
    (same,) = compare_entry(before, before, "main_line")
    assert not differs(same)


def test_a_picture_in_parts_keeps_its_marks() -> None:
    before, after = example("harbor").world, example("harbor", "draft").world
    (shown,) = compare_one(before, after, "script-main_menu")
    parts = parts_of(shown, room=8)
    assert len(parts) > 1
    assert {edge.mark for part in parts for edge in part.edges} >= {"added", "removed"}
    assert all(part.compares == DRAFT for part in parts)


class TestWithoutColour:
    def test_every_marked_box_says_its_word_and_has_its_line(self) -> None:
        (shown,) = compare_one(
            example("harbor").world, example("harbor", "draft").world, "script-main_menu"
        )
        written = dot.render(shown)
        assert {node.mark for node in shown.nodes} == {None, "added", "removed", "changed"}
        for node in shown.nodes:
            (line,) = re.findall(rf"^  {node.id} \[.*", written, re.MULTILINE)
            styles = re.findall(r'style="?([a-z,]+)', line)
            assert bool(node.mark) == ("penwidth" in line)
            if node.mark:
                assert re.search(rf'label="?{node.mark.upper()}', line)
                assert STROKES[node.mark].dot in styles[0]

    def test_no_two_marks_look_alike(self) -> None:
        strokes = STROKES.values()
        assert len({each.dot for each in strokes}) == len(strokes)
        assert len({each.dashes for each in strokes}) == len(strokes)

    def test_the_legend_says_what_they_mean(self) -> None:
        shown = _compared(BEFORE.replace('"Two" -> hang-up', '"Two" -> voicemail box'))
        assert shown.marks() == (
            ("added", "thick: only b"),
            ("removed", "dotted: only a"),
            ("changed", "dashed: its words or its ways differ"),
        )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    after = BEFORE.replace('"Two"', f'"{text}"')
    shown = _compared(after)
    for written in (dot.render(shown), mermaid.render(shown)):
        assert "<script>" not in written
    assert "\nadded: " in f"\n{outline.render(shown)}".replace("  ", "")


def test_nothing_differs_between_a_center_and_itself() -> None:
    assert compare(example("harbor").world, example("harbor").world) == ()
