"""The parser against Lark's own, and against every way of spoiling a text."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, logger
from lark.exceptions import UnexpectedInput

from ccdsl.resources import read_resource
from ccdsl.syntax.lexer import lex
from tests.fuzz.shapes import (
    mutated,
    noise,
    seeded,
    valid,
    with_token_twice,
    without_token,
    words,
)
from tests.fuzz.trial import trial
from tests.syntax.sources import EXAMPLES, ROOT, parsed, tour

_DEEP = 200
_REFUSED = frozenset(("CC001", "CC002", "CC003", "CC004", "CC005", "CC012", "CC017"))
"""The codes of text that the grammar does not accept."""


@pytest.fixture(scope="module")
def lark() -> Lark:
    """Lark's own parser of the same grammar."""
    grammar = read_resource("grammar/ccdsl.lark")
    return Lark(grammar, start="file", parser="lalr", lexer="contextual", strict=False)


def _accepts(lark: Lark, text: str) -> bool:
    try:
        lark.parse(text)
    except UnexpectedInput:
        return False
    return True


def _accepted(text: str) -> bool:
    _, problems = parsed(text)
    return not any(one.code in _REFUSED for one in problems)


def test_accepts_the_examples_as_lark_does(lark: Lark) -> None:
    assert EXAMPLES
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        assert _accepts(lark, text), path
        assert _accepted(text), path


def test_accepts_the_tour_as_lark_does(lark: Lark) -> None:
    text = tour()
    assert _accepts(lark, text)
    _, problems = parsed(text)
    assert not problems.found


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(min_value=0))
def test_accepts_what_lark_accepts(lark: Lark, seed: int) -> None:
    text = valid(seeded(seed))
    assert _accepts(lark, text)
    assert _accepted(text)


def test_a_day_is_a_name_even_where_a_merged_state_could_go_on_with_days(lark: Lark) -> None:
    """The one place known where Lark's lexer, which trusts merged states, is stricter."""
    text = "shift a {\n  mon 08:00-09:00 mon\n}\n"
    assert _accepted(text)
    assert not _accepts(lark, text)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(min_value=0))
def test_accepts_nothing_that_lark_refuses(lark: Lark, seed: int) -> None:
    """A token less or more: Lark's lexer knows what can come, ours does not; none is laxer."""
    random = seeded(seed)
    text = valid(random)
    at = random.randrange(len(lex(text).tokens))
    for spoilt in (without_token(text, at), with_token_twice(text, at)):
        if _accepted(spoilt):
            assert _accepts(lark, spoilt)


def test_the_grammar_has_no_conflicts() -> None:
    """Lark resolves shift-reduce conflicts silently; here there are none to resolve."""
    assert _conflicts('start: "a" start "b" start | "a" start | "c"')
    assert not _conflicts(read_resource("grammar/ccdsl.lark"), "file", "declaration")


def test_the_table_is_the_same_under_any_hash_seed() -> None:
    script = (
        "import hashlib, json\n"
        "from ccdsl.resources import read_resource\n"
        "from ccdsl.syntax.table import compile_grammar\n"
        "table = json.dumps(compile_grammar(read_resource('grammar/ccdsl.lark')))\n"
        "print(hashlib.sha256(table.encode()).hexdigest())\n"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(made) == 1


def _conflicts(grammar: str, *start: str) -> list[str]:
    seen: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        Lark(grammar, start=list(start or ("start",)), parser="lalr", debug=True)
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
    return [line for line in seen if "Shift/Reduce" in line]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_spoilt_examples_raise_nothing(path: Path) -> None:
    """A sample of every prefix, deletion and duplication; the fuzz command tries them all."""
    text = path.read_text(encoding="utf-8")
    random = seeded(text)
    for _ in range(4):
        trial(text[: random.randrange(len(text))].encode())
        at = random.randrange(len(lex(text).tokens))
        trial(without_token(text, at).encode())
        trial(with_token_twice(text, at).encode())


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0))
def test_spoilt_texts_raise_nothing(seed: int) -> None:
    random = seeded(seed)
    trial(mutated(random, valid(random)).encode())
    trial(words(random).encode())
    trial(noise(random))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_raises_nothing(text: str) -> None:
    trial(text.encode("utf-8", "replace"))


def test_every_character_is_in_a_token_a_comment_or_space() -> None:
    for text in (valid(seeded(seed)) + "\0 “x” é\u200b+1" for seed in range(50)):
        lexed = lex(text)
        kept = sorted((*lexed.tokens, *lexed.comments), key=lambda one: one.start)
        assert all(text[one.start : one.end] == one.text for one in kept)
        ends = [0, *(one.end for one in kept)]
        starts = [*(one.start for one in kept), len(text)]
        assert "".join(text[a:b] for a, b in zip(ends, starts, strict=True)).strip(" \t\r\n") == ""


def test_keywords_are_names_where_no_keyword_can_stand() -> None:
    file, problems = parsed("skill queue\nskill mon\nqueue chat {\n  channels voice, chat\n}\n")
    assert not problems.found
    assert [one.name.text for one in file.declarations] == ["queue", "mon", "chat"]


def test_deep_nesting_is_a_finding() -> None:
    text = (
        "script s version 1 draft { start "
        + "{ when full " * _DEEP
        + "-> stay"
        + " }" * _DEEP
        + "}"
    )
    _, problems = parsed(text)
    assert [one.code for one in problems] == ["CC012"]
    _, problems = parsed("routing r version 1 draft { when " + "not " * 1_000 + "full -> stay }")
    assert [one.code for one in problems] == ["CC012"]
