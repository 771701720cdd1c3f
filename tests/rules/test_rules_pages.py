"""The pages' examples: what a page says happens does happen, on the line that it marks."""

import re
import textwrap

import pytest

from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.model.csv_numbers import read_numbers
from ccdsl.model.people import read_roster
from ccdsl.model.settings import read_settings
from ccdsl.rules import RULES
from ccdsl.rules.rule import Rule
from ccdsl.source import Source
from tests.rules.projects import MAIN, ROSTER, compiled

_EXAMPLE = re.compile(r"Example:\n(?P<text>.*?)\n\n?Use instead:", re.DOTALL)
_IN_WORDS = {
    "CC001": "a byte that is not UTF-8 cannot stand in a page",
    "CC012": "sixty-five brackets are no example",
    "CC017": "so many mistakes are no example",
    "CC227": "thousands of rules are no example: tests/rules/test_rules_undecided.py",
    "CC705": "thousands of rules are no example: tests/analysis/test_undecided.py",
    "CC703": "its scenario runs in the tour",
    **dict.fromkeys(
        (f"CC{number}" for number in range(503, 513)),
        "a release comes before it: tests/rules/test_rules_locked.py",
    ),
}
_YAML = ("CC020", "CC021", "CC022", "CC023", "CC026")


def _example(rule: Rule) -> tuple[str, int]:
    """Return the example of a page, and the line that it marks."""
    found = _EXAMPLE.search(rule.page)
    assert found is not None
    text = textwrap.dedent(found["text"])
    marked = [at for at, line in enumerate(text.splitlines(), 1) if f"# {rule.code}" in line]
    assert len(marked) == 1
    return text, marked[0]


def _said(rule: Rule, text: str) -> list[tuple[str, int]]:
    """Return (code, line) of everything that is said about an example."""
    problems = Problems()
    if rule.code in _YAML:
        read_roster(ROSTER, text.encode(), problems)
    elif rule.code in ("CC024", "CC025"):
        bare = re.sub(r" +# CC\d{3}$", "", text, flags=re.MULTILINE)
        read_numbers("data/numbers.csv", bare.encode(), problems)
    elif rule.code == "CC030":
        read_settings("ccdsl.yaml", text.encode(), problems)
    else:
        return _of_project(rule, text)
    source = Source(path="", text=text)
    return [(one.code, source.position(one.span.start).line) for one in problems]


def _of_project(rule: Rule, text: str) -> list[tuple[str, int]]:
    if rule.code == "CC611":
        beside, path, text_of_project = {ROSTER: text}, ROSTER, ""
    else:
        beside, path, text_of_project = {}, MAIN, text
    staffed = rule.code == "CC611" or "roster " in text
    around = ("staff.ccdsl", "base.ccdsl") if staffed else ("base.ccdsl",)
    around = () if rule.code == "CC104" else around
    info = rule.severity is Severity.INFO
    result = compiled(text_of_project, around=around, beside=beside, info=info)
    source = Source(path=path, text=text)
    return [
        (one.code, source.position(one.span.start).line)
        for one in result.diagnostics
        if one.span.path == path
    ]


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.code not in _IN_WORDS],
    ids=lambda rule: rule.code,
)
def test_the_example_is_found_where_it_says(rule: Rule) -> None:
    text, line = _example(rule)
    assert (rule.code, line) in _said(rule, text), _said(rule, text)


_SHOWN = (
    *("CC204", "CC205", "CC207", "CC209", "CC210", "CC211", "CC212", "CC216", "CC221", "CC228"),
    *("CC404", "CC406", "CC407", "CC408", "CC418", "CC419"),
)
"""Rules that are about contacts who come somewhere: one of them is shown."""
_NEXT_LINE = re.compile(r", (?=(?:press|silence|waits|leaves|given|with|language)\b)")


@pytest.mark.parametrize("code", _SHOWN)
def test_a_contact_is_shown_that_a_scenario_could_name(code: str) -> None:
    rule = next(rule for rule in RULES if rule.code == code)
    text, _ = _example(rule)
    around = ("staff.ccdsl", "base.ccdsl") if "roster " in text else ("base.ccdsl",)
    found = compiled(
        text, around=around, beside={}, info=rule.severity is Severity.INFO
    ).diagnostics
    (told,) = (one for one in found if one.code == code)
    assert told.help is not None
    _, _, shown = told.help.partition("for example: ")
    assert shown, told.help
    scenario = f'scenario "shown" {{\n{_NEXT_LINE.sub(chr(10), shown)}\nexpect hang-up\n}}\n'
    again = compiled(text, around=around, beside={"scenario.ccdsl": scenario}).diagnostics
    assert [one for one in again if one.span.path == "scenario.ccdsl"] in ([], _failing(again))


def _failing(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return what says that a scenario comes to something else than it expects."""
    return [one for one in diagnostics if one.code == "CC703"]
