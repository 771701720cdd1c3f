"""The marks of a merge in a source: one message, whatever stands between them."""

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.source import Source
from ccdsl.syntax.parser import parse

_OURS = "script hello version 2 in-service {\n  start { -> queue help }\n}\n"
_THEIRS = "script hello version 2 in-service {\n  start { -> hang-up }\n"


def _said(text: str) -> list[tuple[str, str, str]]:
    """Return the code, the message and the text of every finding."""
    problems = Problems()
    parse(Source(path="a.ccdsl", text=text), problems)
    return [(one.code, one.message, text[one.span.start : one.span.end]) for one in problems]


@pytest.mark.parametrize("line", ["\n", "\r\n"])
@pytest.mark.parametrize("base", ["", "||||||| 1a2b3c\nskill x\n"])
@pytest.mark.parametrize("times", [1, 3])
def test_a_conflict_is_one_mistake(line: str, base: str, times: int) -> None:
    text = f"<<<<<<< HEAD\n{_OURS}{base}=======\n{_THEIRS}>>>>>>> winter\n}}\n" * times
    message = "these are the marks of a merge: `HEAD` and `winter` differ here"
    assert _said(text.replace("\n", line)) == [("CC002", message, "<<<<<<< HEAD")]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> winter", "<<<<<<<"])
def test_one_that_was_left_over(mark: str) -> None:
    assert _said(f"{_OURS}{mark}\n") == [("CC002", "this is a mark of a merge", mark)]


def test_nothing_is_guessed_about_the_rest() -> None:
    problems = Problems()
    file = parse(Source(path="a.ccdsl", text=f"{_OURS}>>>>>>> x\n"), problems)
    assert file.declarations == ()
    assert file.broken == (file.source.whole,)


@pytest.mark.parametrize(
    "text", ["# <<<<<<< HEAD\n", "# =======\n", 'prompt x { en-US "<<<<<<< a" }\n']
)
def test_what_only_looks_like_one(text: str) -> None:
    assert _said(f"{text}{_OURS}") == []
