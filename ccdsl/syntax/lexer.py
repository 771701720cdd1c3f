"""Text to tokens: total, so that no input is ever refused, and blind to context.

A word's token carries its own text as its key: whether it is a keyword or a name is the parser's
to decide, state by state. Every other class of token has a key that begins with `%`; days of the
week are words too, since a skill may be called `sat`.
"""

import re
from typing import NamedTuple

from ccdsl.record import record


class Token(NamedTuple):
    """One token: what the parser looks it up by, its text, and where it lies in the source."""

    key: str
    text: str
    start: int
    end: int
    is_word: bool


class Comment(NamedTuple):
    """A comment with its `#`, without its line end."""

    text: str
    start: int
    end: int


@record
class Lexed:
    """All tokens of a text in order, and its comments beside them."""

    tokens: tuple[Token, ...]
    comments: tuple[Comment, ...]


_EDGE = r"(?![\w%+*/.]|-(?!>)|:\w)"
_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
_CLASSES = (
    ("DAYS", rf"{_DAY}(?:-{_DAY})?(?![\w./+-])"),
    ("WORD", r"[^\W\d]\w*(?:[-./+]\w+)*"),
    ("STRING", r'"(?:\\.|[^"\\\r\n])*"'),
    ("PUNCTUATION", r"->|>=|<=|[{}(),><=]"),
    ("PREFIX", r"\+[0-9]+\*" + _EDGE),
    ("PHONE", r"\+[0-9]+" + _EDGE),
    ("DATE", r"[0-9]{4}-[0-9]{2}-[0-9]{2}" + _EDGE),
    ("SPAN", r"[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}" + _EDGE),
    ("TIME", r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?" + _EDGE),
    ("DURATION", r"(?:[0-9]+(?:ms|[smhdw]))+" + _EDGE),
    ("PERCENT", r"[0-9]+(?:\.[0-9]+)?%" + _EDGE),
    ("INT", r"[0-9]+" + _EDGE),
    ("COMMENT", r"#[^\r\n]*"),
    ("OPEN_STRING", r'"(?:\\.|[^"\\\r\n])*'),
    ("UNKNOWN", r"\+?\w[^\s\"#{}(),><=]*|[^\w\s\"#{}(),><=]+|[^ \t\r\n]"),
)
_MASTER = re.compile(r"[ \t\r\n]*(?:" + "|".join(f"({pattern})" for _, pattern in _CLASSES) + ")")
_KEYS = (None, *(f"%{name}" for name, _ in _CLASSES))
_DAYS, _WORD, _PUNCTUATION, _COMMENT = (
    _KEYS.index(f"%{name}") for name in ("DAYS", "WORD", "PUNCTUATION", "COMMENT")
)


def lex(text: str) -> Lexed:
    """Return every token and comment of `text`; what fits no class becomes a `%UNKNOWN` token."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    push = tokens.append
    make = tuple.__new__
    for match in _MASTER.finditer(text):
        index = match.lastindex or 0
        word = match[index]
        start, end = match.span(index)
        if index == _WORD:
            push(make(Token, (word, word, start, end, True)))
        elif index == _PUNCTUATION:
            push(make(Token, (word, word, start, end, False)))
        elif index == _COMMENT:
            comments.append(Comment(word, start, end))
        else:
            push(make(Token, (_KEYS[index], word, start, end, index == _DAYS)))
    return Lexed(tokens=tuple(tokens), comments=tuple(comments))
