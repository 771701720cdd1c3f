"""The words that the grammar knows, read off its text."""

import re
from collections.abc import Iterator, Mapping

from tests.reference.page import ROOT, is_word

_RULE = re.compile(r"^\??(_?[a-z_]+): *(.*(?:\n +\|.*)*)", re.MULTILINE)
_QUOTED = re.compile(r'"([^"]+)"')
_FIRST = re.compile(r'"([^"]+)"|(_?[a-z_]+)')


def read_grammar() -> str:
    """Return the grammar's rules, without comments and without its classes of words."""
    text = (ROOT / "grammar" / "ccdsl.lark").read_text(encoding="utf-8")
    return re.sub(r"^(//|%|[A-Z]+[.:]).*$", "", text, flags=re.MULTILINE)


def keywords(grammar: str) -> frozenset[str]:
    """Return every word that stands in quotes."""
    return frozenset(text for text in _QUOTED.findall(grammar) if is_word(text))


def declaration_kinds(grammar: str) -> frozenset[str]:
    """Return the kinds of declaration, as they are written."""
    names = re.findall(r"[a-z_]+", _rules(grammar)["declaration"])
    return frozenset(name.replace("_", "-") for name in names)


def first_words(grammar: str) -> Mapping[str, frozenset[str]]:
    """Return the words with which the alternatives of each rule begin, rules in rules included."""
    rules = _rules(grammar)
    return {name: frozenset(_first(name, rules)) for name in rules}


def _rules(grammar: str) -> dict[str, str]:
    return dict(_RULE.findall(grammar))


def _first(name: str, rules: Mapping[str, str]) -> Iterator[str]:
    for alternative in re.split(r"\n +\|| \| ", rules.get(name, "")):
        found = _FIRST.match(alternative.strip())
        if found and found[1] and is_word(found[1]):
            yield found[1]
        elif found and found[2] and found[2] != name:
            yield from _first(found[2], rules)
