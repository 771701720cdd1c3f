"""Conditions in words."""

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.model.words import duration, words
from ccdsl.source import Source
from ccdsl.syntax import ast
from ccdsl.syntax.parser import parse


def _condition(text: str) -> ast.Condition:
    problems = Problems()
    source = f"overflow o version 1 draft {{ when {text} -> hang-up }}"
    (declared,) = parse(Source(path="a.ccdsl", text=source), problems).declarations
    assert not problems, list(problems)
    assert isinstance(declared, ast.Overflow)
    condition = declared.rules[0].condition
    assert condition is not None
    return condition


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("caller is withheld", "the caller's number is withheld"),
        ("not caller is withheld", "the caller's number is not withheld"),
        ("caller in vip, +1646555*", "the caller is in vip or +1646555*"),
        ("dialed is +18005550100", "the dialed number is +18005550100"),
        ("entry in a, b, c", "the entry is a, b or c"),
        ("channel is chat", "the channel is chat"),
        ("language is es-US", "the language is es-US"),
        ("tier is gold or balance >= 10000", "tier is gold or balance is at least 10000"),
        ("hours office is closed", "office is closed"),
        ("hours office is holiday", "it is a holiday of office"),
        ("not hours office is holiday", "it is not a holiday of office"),
        ("flag snow is on", "flag snow is on"),
        ("agents = 0", "no agents"),
        ("available > 0", "some agents available"),
        ("waiting > 25", "more than 25 waiting"),
        ("full or wait > 90s", "a full line or a wait of more than 1m30s"),
        (
            "queue q has agents >= 2, expected-wait < 3m",
            "queue q has at least 2 agents and an expected wait of less than 3m",
        ),
        ("not full", "not (a full line)"),
        ("not (tier is gold and flag snow is off)", "tier is not gold or flag snow is not off"),
        ("tier is gold and (full or agents = 0)", "tier is gold and (a full line or no agents)"),
    ],
)
def test_a_condition_in_words(written: str, said: str) -> None:
    assert words(_condition(written)) == said


@pytest.mark.parametrize(
    ("ms", "said"), [(0, "0s"), (500, "500ms"), (90_000, "1m30s"), (604_800_000, "1w")]
)
def test_a_length_of_time(ms: int, said: str) -> None:
    assert duration(ms) == said
