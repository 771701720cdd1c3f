"""The formatter: one way to write each thing, nothing lost, the same again."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccdsl.diagnostics import Problems
from ccdsl.resources import read_resource
from ccdsl.source import Source
from ccdsl.syntax import print_structure, printer
from ccdsl.syntax.printer import PrinterError, format_source
from tests.fuzz.shapes import seeded, valid
from tests.syntax.sources import EXAMPLES, TEXTS, parsed, tour

_PATH = "a.ccdsl"


def formatted(text: str) -> str:
    """Format a text that parses."""
    result = format_source(Source(path=_PATH, text=text), Problems())
    assert result is not None
    return result


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert formatted(path.read_text(encoding="utf-8")) == expected
    assert formatted(expected) == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_examples_are_printed_faithfully_and_only_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    once = formatted(text)
    _assert_same(text, once)
    assert formatted(once) == once


def test_the_tour_hardly_changes() -> None:
    text = tour()
    once = formatted(text)
    _assert_same(text, once)
    kept = set(once.splitlines()) & set(text.splitlines())
    assert len([line for line in text.splitlines() if line not in kept]) <= 14


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0))
def test_parse_after_print_is_the_same_and_printing_twice_is_printing_once(seed: int) -> None:
    text = valid(seeded(seed))
    once = formatted(text)
    _assert_same(text, once)
    assert formatted(once) == once
    assert all(
        line == line.rstrip() and "\t" not in line.split("#")[0].split('"')[0]
        for line in once.splitlines()
    )


def _assert_same(text: str, printed: str) -> None:
    before, after = parsed(text)[0], parsed(printed)[0]
    assert after.declarations == before.declarations
    assert [one.text.rstrip(" \t") for one in after.comments] == [
        one.text.rstrip(" \t") for one in before.comments
    ]


def test_line_ends_and_a_last_line_end() -> None:
    assert formatted("skill a\r\nskill b\rskill c") == "skill a\nskill b\nskill c\n"
    assert formatted("") == ""
    assert formatted("# only this  ") == "# only this\n"
    assert formatted("\n\n\n") == ""


def test_what_does_not_parse_is_not_printed() -> None:
    said = Problems()
    assert format_source(Source(path=_PATH, text="queue a {\n  chanels voice\n}\n"), said) is None
    assert [one.code for one in said] == ["CC002"]


def test_what_parses_is_printed_whatever_else_is_wrong() -> None:
    said = Problems()
    text = "center c {timezone UTC}"
    assert format_source(Source(path=_PATH, text=text), said) == "center c {\n  timezone UTC\n}\n"
    assert not said


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (["skill b"], "mean something else"),
        (["skill a"], "lose a comment"),
        (["skill a", "# why", "center"], "be wrong in another way"),
    ],
)
def test_it_checks_itself(monkeypatch: pytest.MonkeyPatch, bad: list[str], what: str) -> None:
    monkeypatch.setattr(printer, "lines_of", lambda *_: bad)
    with pytest.raises(PrinterError, match=what):
        format_source(Source(path=_PATH, text="skill a # why\n"), Problems())


def test_whatever_stands_in_brackets_has_a_line_of_its_own() -> None:
    grammar = read_resource("grammar/ccdsl.lark")
    repeated = set(re.findall(r'"\{" (\w+)\* "\}"', grammar))
    assert repeated
    known = print_structure.STATEMENTS
    assert all(one.endswith("_line") or one in known for one in repeated)
