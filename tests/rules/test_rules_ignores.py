"""Ignores: what they silence, what they do not, and what is said about idle ones."""

from datetime import date

import pytest

from ccdsl.compiler import compile_project
from ccdsl.model.files import MemoryFiles
from ccdsl.model.settings import Settings
from tests.rules.projects import HERE, MAIN, TODAY

_SHARES = """
routing inbound version 1 in-service {{
  otherwise {{
    {above}
    allocate {{{behind}
      80% -> queue help
    }}
  }}
}}
"""


def _said(text: str, settings: Settings | None = None, today: date = TODAY) -> list[str]:
    base = (HERE / "base.ccdsl").read_text(encoding="utf-8")
    base = base[: base.index("routing inbound version")] + base[base.index("queue help {") :]
    files = MemoryFiles(contents={"base.ccdsl": base.encode(), MAIN: text.encode()})
    result = compile_project(files, settings or Settings(), today)
    quiet = ("CC105", "CC218")
    return [one.code for one in result.diagnostics if one.code not in quiet]


def test_without_an_ignore_it_is_said() -> None:
    assert _said(_SHARES.format(above="", behind="")) == ["CC203"]


@pytest.mark.parametrize(
    ("above", "behind"),
    [
        ("", "  # ccdsl: ignore[CC203] more to come"),
        ("# ccdsl: ignore[CC203] more to come", ""),
        ("# ccdsl: ignore[CC214, CC203] more to come", ""),
    ],
)
def test_an_ignore_silences_its_line_or_the_next(above: str, behind: str) -> None:
    assert _said(_SHARES.format(above=above, behind=behind)) == []


def test_an_ignore_of_another_rule_silences_nothing_and_is_told() -> None:
    text = _SHARES.format(above="# ccdsl: ignore[CC214] no", behind="")
    assert _said(text) == ["CC014", "CC203"]


def test_an_ignore_behind_a_line_leaves_the_next_alone() -> None:
    text = _SHARES.format(above="play hello  # ccdsl: ignore[CC203] no", behind="")
    assert _said(text) == ["CC014", "CC203"]


@pytest.mark.parametrize(
    "directive", ["# ccdsl: ignore", "# ccdsl: ignore[shares]", "# ccdsl: ignore[CC799]"]
)
def test_an_ignore_names_its_rule(directive: str) -> None:
    assert _said(_SHARES.format(above=directive, behind="")) == ["CC015", "CC203"]


def test_text_errors_are_never_ignored() -> None:
    assert "CC007" in _said("skill Typing  # ccdsl: ignore[CC007] we like capitals\n")


def test_the_settings_ignore_everywhere() -> None:
    text = _SHARES.format(above="", behind="")
    assert _said(text, Settings(ignore=("CC203",))) == []
    assert _said(text, Settings(ignore=("CC214",))) == ["CC203"]
