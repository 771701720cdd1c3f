"""What pictures show: order, merging, guards, and where lines do not go."""

from ccdsl.backends.diagram.picture import Picture
from ccdsl.backends.diagram.pictures import entry_pictures
from ccdsl.backends.diagram.shapes import Kind

from .drawing import EXAMPLES, example, picture, pictures, source

MENU = """
attribute number digits 1 to 1
routing inbound version 1 in-service { otherwise -> script ask }
script ask version 1 in-service {
  start { play hello wait 2s -> top }
  menu top {
    say hello
    key pound "Hash" -> hang-up
    key 0 "Nought" -> top
    key 9 "Nine" -> hang-up
    key star "Star" -> voicemail box
    keys 1 to 3 store number -> other
    no-input -> hang-up
    invalid -> voicemail box
  }
  step other {
    when number is 1 -> hang-up
    when number is 2 -> voicemail box
    -> hang-up
  }
}
"""


def _node(shown: Picture, kind: Kind) -> list[str]:
    node = next(each for each in shown.nodes if each.kind == kind)
    return [outcome.text for outcome in node.outcomes]


def test_keys_are_in_the_order_of_the_telephone() -> None:
    shown = picture(source(MENU), "script-ask")
    assert _node(shown, "menu") == [
        "1 into number, 2 into number, 3 into number",
        "9  Nine",
        "*  Star",
        "0  Nought",
        "#  Hash",
        "silence",
        "invalid",
    ]


def test_steps_without_a_choice_are_one_box_and_decisions_another() -> None:
    shown = picture(source(MENU), "script-ask")
    play = next(each for each in shown.nodes if each.kind == "play")
    assert [line.text for line in play.lines] == ["hello: “Hello.”", "wait 2s"]
    assert _node(shown, "decision") == ["number is 1", "number is 2", "otherwise"]


def test_no_line_leads_back() -> None:
    for name in EXAMPLES:
        for shown in pictures(example(name)):
            if shown.kind != "center":
                assert not _has_ring(shown), shown.name


def _has_ring(shown: Picture) -> bool:
    """Take away boxes that nothing leads to, until none is left; a ring never goes."""
    edges = {(edge.tail, edge.head) for edge in shown.edges}
    left = {node.id for node in shown.nodes}
    while free := left - {head for tail, head in edges if tail in left}:
        left -= free
    return bool(left)


def test_a_way_back_is_said_in_a_box_that_leads_there() -> None:
    shown = picture(source(MENU), "script-ask")
    back = next(node for node in shown.nodes if node.kind == "step")
    assert back.name == "top"
    assert shown.node(back.leads).kind == "menu"


def test_an_entry_leaves_out_rules_that_its_contacts_never_take() -> None:
    drawn = source(
        """
entry chats { chat "test.example" routing inbound }
routing inbound version 1 in-service {
  when channel is chat -> voicemail talk
  when entry is line and caller is withheld -> hang-up
  when dialed is +18005550100 -> voicemail box
  otherwise -> hang-up
}
voicemail talk { channels chat notify "box@test.example" }
"""
    )
    (line,) = entry_pictures(drawn.world, "line")
    (chats,) = entry_pictures(drawn.world, "chats")
    assert _node(line, "routing") == [
        "the entry is line and the caller's number is withheld",
        "the dialed number is +18005550100",
    ]
    assert _node(chats, "routing") == ["the channel is chat"]


def test_every_box_links_to_its_line() -> None:
    for name in EXAMPLES:
        drawn = example(name)
        for shown in pictures(drawn):
            for node in shown.nodes:
                text = drawn.compiled.program.sources[node.place.path].line(node.place.line)
                assert text.strip()
                if node.kind == "menu":
                    assert text.strip().startswith(f"menu {node.name}")


def test_what_a_box_opens_is_a_picture() -> None:
    for name in EXAMPLES:
        shown = pictures(example(name))
        names = {each.name for each in shown}
        assert len(names) == len(shown)
        assert {node.opens for each in shown for node in each.nodes if node.opens} <= names
