"""Bytes to text."""

import pytest

from ccdsl.diagnostics import Problems
from ccdsl.syntax.decode import decode
from ccdsl.syntax.parser import parse

_PATH = "a.ccdsl"


def test_reads_utf8_without_its_mark() -> None:
    problems = Problems()
    assert decode(_PATH, "\ufeffskill ñ".encode(), problems).text == "skill ñ"
    assert not problems


@pytest.mark.parametrize(
    ("data", "at", "message"),
    [
        (b"skill \xff", 6, "the byte 0xFF here is not UTF-8 text"),
        ("é".encode() + b"\xe9", 1, "the byte 0xE9 here is not UTF-8 text"),
        (b"\xef\xbb\xbfa\xc3", 1, "the byte 0xC3 here is not UTF-8 text"),
        ("skill a".encode("utf-16"), 0, "this file is in UTF-16"),
    ],
)
def test_says_where_the_text_breaks_off(data: bytes, at: int, message: str) -> None:
    problems = Problems()
    source = decode(_PATH, data, problems)
    (found,) = problems
    assert (found.code, found.message, found.span.start) == ("CC001", message, at)
    assert found.span.end <= len(source.text)


def test_says_nothing_more_about_what_is_no_text() -> None:
    problems = Problems()
    source = decode(_PATH, b"queue \xff {\n  chanels voice\n}\n", problems)
    file = parse(source, problems)
    assert [one.code for one in problems] == ["CC001"]
    assert file.broken == (source.whole,)
    assert file.loose == frozenset()
