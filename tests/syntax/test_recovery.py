"""What an administrator is told about text that does not parse."""

import pytest

from tests.syntax.recovery_cases import Section, said, sections
from tests.syntax.sources import EXAMPLES, parsed

FEWEST = 60


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.title)
def test_says_what_is_wrong(section: Section) -> None:
    assert said(section.source) == section.expected


def test_there_are_enough_cases() -> None:
    assert len(sections()) >= FEWEST
    assert len({section.title for section in sections()}) == len(sections())


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.title)
def test_line_ends_make_no_difference(section: Section) -> None:
    for end in ("\r\n", "\r"):
        assert said(section.source.replace("\n", end)) == section.expected


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.title)
def test_the_neighbours_are_saved(section: Section) -> None:
    file, _ = parsed(f"skill first\n{section.source}\nskill last\n")
    names = {one.name.text for one in file.declarations}
    assert {"first", "last"} <= names


def test_every_mistake_of_a_file_is_said_once() -> None:
    """All sources of one declaration each, one after the other, say what each says alone."""
    blocks = [one for one in sections() if one.source.count("\n}\n") == 1]
    alone = [one for one in blocks if one.source[0].isalpha()]
    together, expected = "", []
    for section in alone:
        _, problems = parsed(section.source)
        expected += [(one.code, one.message) for one in problems]
        together += section.source
    _, problems = parsed(together)
    found = [(one.code, one.message) for one in problems]
    assert sorted(found) == sorted(expected)


def test_too_many_mistakes_end_with_a_word() -> None:
    _, problems = parsed("queue a {\n  chanels voice\n}\n" * 300)
    assert [one.code for one in problems].count("CC002") == 200
    assert problems.found[-1].code == "CC017"


def test_too_many_mistakes_in_one_declaration_end_with_a_word() -> None:
    file, problems = parsed("queue a {\n" + "  chanels voice\n" * 300 + "}\nskill b\n")
    assert problems.found[-1].code == "CC017"
    assert [one.name.text for one in file.declarations] == ["b"]


def test_examples_have_no_mistakes() -> None:
    assert EXAMPLES
    for path in EXAMPLES:
        _, problems = parsed(path.read_text(encoding="utf-8"))
        assert not problems.found, path
