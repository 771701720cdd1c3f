"""The cases: text, with a comment on every line about which something is said."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from ccdsl.diagnostics import Severity
from ccdsl.rules import RULES
from ccdsl.source import Source, Span
from tests.rules.projects import HERE, MAIN, ROSTER, compiled, surroundings

_SECTION = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"# (error|warning|info): \[(CC\d{3})\]")
_WHOLE = {rule.code for rule in RULES if rule.whole}
_INFO = {rule.code for rule in RULES if rule.severity is Severity.INFO}

Said = tuple[str, int, str, str]
"""A path, a line, a severity and a code."""


class Case(NamedTuple):
    """One section of a file of cases: a source, what is behind its fence, and data files."""

    title: str
    text: str
    words: list[str]
    beside: dict[str, str]


def _cases(path: Path) -> Iterator[Case]:
    text = path.read_text(encoding="utf-8")
    titles = list(_SECTION.finditer(text))
    for number, title in enumerate(titles):
        end = titles[number + 1].start() if number + 1 < len(titles) else len(text)
        blocks = [
            (match["info"].split(), match["text"])
            for match in _BLOCK.finditer(text, title.end(), end)
        ]
        beside = {_path(info): each for info, each in blocks if info[0] != "ccdsl"}
        for info, each in blocks:
            if info[0] == "ccdsl":
                yield Case(f"{path.stem} {title['title']}", each, info[1:], beside)


def _path(info: list[str]) -> str:
    return ROSTER if info[0] == "yaml" else info[1]


_ALL = [case for path in sorted((HERE / "cases").glob("*.md")) for case in _cases(path)]


@pytest.mark.parametrize("case", _ALL, ids=[case.title for case in _ALL])
def test_exactly_what_is_expected_is_said(case: Case) -> None:
    about = case.title[:5]
    around = surroundings(case.words)
    result = compiled(case.text, around=around, beside=case.beside, info=about in _INFO)
    kept_quiet = set() if "whole" in case.words else _WHOLE - {about}
    said = sorted(
        (one.span.path, _line(result.program.sources, one.span), one.severity.value, one.code)
        for one in result.diagnostics
        if one.code not in kept_quiet
    )
    messages = [f"{one.code} {one.message} ({one.help})" for one in result.diagnostics]
    assert said == sorted(_expected(case)), messages


def _line(sources: Mapping[str, Source], span: Span) -> int:
    return sources[span.path].position(span.start).line if span.path in sources else 0


def _expected(case: Case) -> Iterator[Said]:
    for path, text in {MAIN: case.text, **case.beside}.items():
        for number, line in enumerate(text.splitlines(), 1):
            for severity, code in _EXPECTED.findall(line):
                yield path, number, severity, code


def _marks(case: Case) -> str:
    return " ".join(f"[{code}]" for _, _, _, code in _expected(case))


def test_every_rule_that_judges_has_cases_that_fire_and_that_do_not() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in (HERE / "cases").glob("*.md")}
    silent = {case.title[:5] for case in _ALL if f"[{case.title[:5]}]" not in _marks(case)}
    for rule in RULES:
        if rule.check is not None and rule.code in files:
            assert f"[{rule.code}]" in files[rule.code], f"{rule.code} never fires"
            assert rule.code in silent, f"{rule.code} has no silent case"
