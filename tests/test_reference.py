"""The reference says what the language is: its examples compile, and no word is left out."""

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.model.bindings import read_bindings
from ccdsl.model.csv_numbers import read_numbers
from ccdsl.model.people import read_roster
from ccdsl.model.settings import read_settings
from tests.reference.generated import formatted, index_words, places, renew
from tests.reference.grammar import declaration_kinds, first_words, keywords, read_grammar
from tests.reference.page import Block, blocks, read_page, sections
from tests.reference.project import declarations, errors, expected, found, shop

PAGE = read_page()
BLOCKS = blocks(PAGE)
_BINDINGS = "bindings/production.yaml"
EXAMPLES = [block for block in BLOCKS if block.kind == "ccdsl"]
MISTAKES = [block for block in BLOCKS if block.kind == "ccdsl-error"]


def _line(block: Block) -> str:
    return f"line {block.line}"


def test_every_kind_of_declaration_has_an_example_and_a_section() -> None:
    kinds = declaration_kinds(read_grammar())
    shown = {one.kind for block in EXAMPLES for one in declarations(block.text)}
    assert shown == kinds
    assert kinds <= {section.title for section in sections(PAGE)}


def test_the_page_shows_mistakes() -> None:
    assert len({code for block in MISTAKES for _, code in expected(block)}) > 5


def test_all_examples_of_the_shop_compile_together() -> None:
    assert [(one.span.path, one.code, one.message) for one in errors(shop(BLOCKS))] == []


@pytest.mark.parametrize(
    "block", [block for block in EXAMPLES if block.mark == "whole project"], ids=_line
)
def test_a_whole_project_compiles(block: Block) -> None:
    assert errors({"center.ccdsl": block.text}) == ()


def test_examples_are_part_of_the_shop_or_whole() -> None:
    assert {block.mark for block in EXAMPLES} == {"", "whole project"}


@pytest.mark.parametrize("block", MISTAKES, ids=_line)
def test_a_mistake_is_found_where_the_page_says(block: Block) -> None:
    assert expected(block)
    assert found(block, shop(BLOCKS)) == expected(block)


@pytest.mark.parametrize("block", EXAMPLES, ids=_line)
def test_examples_are_written_as_fmt_writes_them(block: Block) -> None:
    assert formatted(block) == block.text


def test_the_files_on_the_page_are_right() -> None:
    contents = {path: text.encode() for path, text in shop(BLOCKS).items()}
    problems = Problems()
    settings = read_settings("ccdsl.yaml", contents["ccdsl.yaml"], problems)
    roster = read_roster("people/roster.yaml", contents["people/roster.yaml"], problems)
    numbers = read_numbers("data/trade.csv", contents["data/trade.csv"], problems)
    bindings = read_bindings(_BINDINGS, contents[_BINDINGS], problems)
    assert list(problems) == []
    assert set(bindings.endpoints) <= {person.id for person in roster.people}
    assert settings.environments == ("production",)
    assert len(roster.people) == 5
    assert len(numbers) == 2


def test_every_word_is_explained() -> None:
    told = sections(PAGE)
    assert [word for word in index_words() if not places(word, told)] == []


_SECTION_OF = {
    **{
        f"{kind}_line": kind.replace("_", "-")
        for kind in (
            *("center", "data_source", "callers", "hours", "flag", "voicemail", "entry"),
            *("routing", "queue", "overflow", "after_hours", "script", "menu", "collect"),
            *("lookup", "team", "shift", "recording", "report", "require", "scenario"),
        )
    },
    "attribute_type": "attribute",
    "wording": "prompt",
    "need": "widen",
    "item": "Actions",
    "destination": "Ways out",
    "target": "Ways out",
    "test": "Conditions",
    "figure": "Conditions",
    "negation": "Conditions",
    "recipient": "report",
    "end": "require",
    "place": "require",
    "given_figure": "scenario",
    "transfer_outcome": "scenario",
}


def test_every_body_of_lines_has_its_section() -> None:
    bodies = {rule for rule in first_words(read_grammar()) if rule.endswith("_line")}
    shared = {"wording_line", "key_line"}
    assert bodies - shared == {rule for rule in _SECTION_OF if rule.endswith("_line")}


@pytest.mark.parametrize("rule", _SECTION_OF)
def test_every_line_is_explained_where_it_belongs(rule: str) -> None:
    section = next(each for each in sections(PAGE) if each.title == _SECTION_OF[rule])
    words = first_words(read_grammar())[rule]
    assert words or rule in {"shift_line", "wording"}
    assert words - section.explained() - section.mentioned() == frozenset()


def test_the_grammar_has_words() -> None:
    words = keywords(read_grammar())
    assert {"queue", "at-most", "no-input", "holiday", "given", "widen"} <= words
    assert not {"file-name", "level", "declare"} & words


def test_contents_and_index_are_up_to_date() -> None:
    assert renew(PAGE) == PAGE, "run `python -m tests.reference`"


def test_links_lead_somewhere() -> None:
    anchors = [section.anchor for section in sections(PAGE)]
    linked = {part.split(")")[0] for part in PAGE.split("](#")[1:]}
    assert len(anchors) == len(set(anchors))
    assert linked <= set(anchors)
