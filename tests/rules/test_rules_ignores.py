"""Ignores: what they silence, what they do not, and what is said about idle ones."""

from datetime import date

import pytest

from ccdsl.compiler import compile_project
from ccdsl.diagnostics import Problems, Severity
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings, read_settings
from ccdsl.rules import RULES
from ccdsl.rules.answerable import is_answerable, refused_ignores
from tests.rules.projects import HERE, MAIN, TODAY

_DEAD = """
routing inbound version 1 in-service {{
  when caller in vip -> queue help{first}
  {above}
  when caller in vip and hours office is open -> voicemail box{behind}
  otherwise -> queue help
}}
"""
_SHARES = """
routing inbound version 1 in-service {
  otherwise {
    # ccdsl: ignore[CC203] more to come
    allocate {
      80% -> queue help
    }
  }
}
"""


def _dead(first: str = "", above: str = "", behind: str = "") -> str:
    return _DEAD.format(first=first, above=above, behind=behind)


def _said(text: str, settings: Settings | None = None, today: date = TODAY) -> list[str]:
    base = (HERE / "base.ccdsl").read_text(encoding="utf-8")
    base = base[: base.index("routing inbound version")] + base[base.index("queue help {") :]
    files = MemoryFiles(contents={"base.ccdsl": base.encode(), MAIN: text.encode()})
    result = compile_project(files, settings or Settings(), today)
    quiet = ("CC105", "CC218")
    return [one.code for one in result.diagnostics if one.code not in quiet]


def test_without_an_ignore_it_is_said() -> None:
    assert _said(_dead()) == ["CC204"]


@pytest.mark.parametrize(
    ("above", "behind"),
    [
        ("", "  # ccdsl: ignore[CC204] more to come"),
        ("# ccdsl: ignore[CC204] more to come", ""),
        ("# ccdsl: ignore[CC207, CC204] more to come", ""),
    ],
)
def test_an_ignore_silences_its_line_or_the_next(above: str, behind: str) -> None:
    assert _said(_dead(above=above, behind=behind)) == []


def test_an_ignore_of_another_rule_silences_nothing_and_is_told() -> None:
    assert _said(_dead(above="# ccdsl: ignore[CC207] no")) == ["CC014", "CC204"]


def test_an_ignore_behind_a_line_leaves_the_next_alone() -> None:
    assert _said(_dead(first="  # ccdsl: ignore[CC204] no")) == ["CC014", "CC204"]


@pytest.mark.parametrize("directive", ["# ccdsl: ignore", "# ccdsl: ignore[shares]"])
def test_an_ignore_names_its_rule(directive: str) -> None:
    assert _said(_dead(above=directive)) == ["CC015", "CC204"]


def test_text_errors_are_never_ignored() -> None:
    text = "skill Typing  # ccdsl: ignore[CC007] we like capitals\n"
    assert {"CC007", "CC015"} <= set(_said(text))
    assert "CC007" in _said(text, Settings(ignore=("CC007",)))


def test_what_makes_a_table_impossible_is_never_ignored() -> None:
    assert _said(_SHARES) == ["CC015", "CC203"]
    assert "CC203" in _said(_SHARES, Settings(ignore=("CC203",)))


def test_the_settings_ignore_everywhere() -> None:
    assert _said(_dead(), Settings(ignore=("CC204",))) == []
    assert _said(_dead(), Settings(ignore=("CC207",))) == ["CC204"]
    idle = _dead(above="# ccdsl: ignore[CC207] no")
    assert _said(idle, Settings(ignore=("CC014", "CC204"))) == []


def test_warnings_can_be_ignored_and_few_errors() -> None:
    warnings = [rule.code for rule in RULES if rule.severity is not Severity.ERROR]
    assert all(map(is_answerable, warnings))
    errors = [rule.code for rule in RULES if rule.severity is Severity.ERROR]
    assert not any(is_answerable(code) for code in errors if code < "CC200")
    assert is_answerable("CC204")


def test_the_settings_say_so_where_they_ask_for_too_much() -> None:
    text = b"edition: 1\nchecks:\n  ignore: [CC105, CC101, CC001]\n"
    problems = Problems()
    refused = list(refused_ignores(read_settings("ccdsl.yaml", text, problems)))
    assert not problems
    assert [text[one.span.start : one.span.end] for one in refused] == [b"CC101", b"CC001"]
    assert [one.code for one in refused] == ["CC030", "CC030"]
