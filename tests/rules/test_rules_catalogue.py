"""The catalogue as a whole: every code has its page, and is there once."""

import re
from pathlib import Path

import pytest

import ccdsl
from ccdsl.rules import RULES
from ccdsl.rules.rule import Rule

_CODE = re.compile(r'"(CC\d{3})"')
_PARTS = re.compile(
    r"(?P<title>[^\n]+)\.\n\nWhy: .+?\n\n?Example:\n.+?\n\n?Use instead: .+\Z", re.DOTALL
)


def _used() -> set[str]:
    package = Path(ccdsl.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))]
    return {code for text in texts for code in _CODE.findall(text)}


def test_every_code_that_is_used_has_one_page() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    below = {code for code in _used() if code < "CC800"}
    assert below <= set(codes), sorted(below - set(codes))


def test_there_are_as_many_rules_as_were_promised() -> None:
    assert len(RULES) >= 45


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_page_says_why_shows_and_says_what_to_do(rule: Rule) -> None:
    assert _PARTS.match(rule.page), rule.page
    assert f"# {rule.code}" in rule.page
    assert rule.name == rule.name.lower()


def test_names_of_rules_are_their_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_a_module_is_named_by_its_code() -> None:
    folder = Path(ccdsl.__file__).parent / "rules"
    for path in sorted(folder.glob("cc[0-9]*.py")):
        code = path.stem[:5].upper()
        assert f'"{code}"' in path.read_text(encoding="utf-8"), path.name
