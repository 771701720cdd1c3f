"""What rules always match: the conditions of an overflow, read in one situation."""

from dataclasses import replace

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.model.cover import Situation, always
from ccdsl.source import Source
from ccdsl.syntax import ast
from ccdsl.syntax.parser import parse

_VOICE = Situation(channel="voice", languages=("en-US", "es-US"), max_waiting=20)
_FULL = replace(_VOICE, full=True)
_WAITED = replace(_VOICE, waited=True)


def _conditions(*texts: str) -> list[ast.Condition]:
    rules = "\n".join(f"when {text} -> hang-up" for text in texts)
    source = Source(path="x.ccdsl", text=f"overflow x version 1 in-service {{\n{rules}\n}}")
    problems = Problems()
    (overflow,) = parse(source, problems).declarations
    assert not problems
    assert isinstance(overflow, ast.Overflow)
    return [rule.condition for rule in overflow.rules if rule.condition is not None]


@pytest.mark.parametrize(
    "texts",
    [
        ("full",),
        ("waiting >= 20",),
        ("waiting > 5",),
        ("full and channel is voice",),
        ("full and hours office is open", "full and hours office is closed"),
        ("full and not (caller in vip)", "caller in vip"),
        ("full and flag snow is on", "flag snow is off"),
        ("full and language is en-US", "full and language is es-US"),
        ("tier is gold", "not tier is gold"),
        ("agents = 0", "agents > 0"),
        ("expected-wait > 3m", "expected-wait <= 3m", "full"),
    ],
)
def test_a_full_queue_always_meets(texts: tuple[str, ...]) -> None:
    assert always(_conditions(*texts), _FULL)


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("waiting > 20",),
        ("waiting = 20",),
        ("full and channel is chat",),
        ("full and hours office is open", "full and hours office is holiday"),
        ("full and tier is gold", "full and tier in silver, bronze"),
        ("full and wait > 3m",),
        ("full and agents > 1", "full and agents < 1"),
        ("expected-wait > 3m", "expected-wait <= 3m"),
        ("full and queue other has full",),
        ("full and language is en-US",),
    ],
)
def test_a_full_queue_may_miss(texts: tuple[str, ...]) -> None:
    assert not always(_conditions(*texts), _FULL)


def test_a_queue_without_a_limit_is_never_full() -> None:
    assert not always(_conditions("full"), replace(_FULL, max_waiting=None))


def test_who_waits_long_enough_passes_every_limit() -> None:
    assert always(_conditions("wait > 3m"), _WAITED)
    assert always(_conditions("wait >= 90m and channel is voice"), _WAITED)
    assert always(_conditions("wait > 3m and full", "wait > 9m and not full"), _WAITED)
    assert not always(_conditions("wait > 3m and agents = 0"), _WAITED)
    assert not always(_conditions("wait > 3m and channel is chat"), _WAITED)
    assert not always(_conditions("agents = 0"), _WAITED)
