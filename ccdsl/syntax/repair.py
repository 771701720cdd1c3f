"""The smallest edit that lets a stopped parse go on, and the message that says what was wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccdsl.diagnostics import Diagnostic
from ccdsl.source import Source
from ccdsl.syntax import wording
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY, TALLEST, Machine, follow, states_before
from ccdsl.syntax.table import Table

DECLARATIONS = frozenset(
    (
        *("center", "attribute", "data-source", "callers", "holidays", "hours", "flag", "prompt"),
        *("voicemail", "entry", "routing", "queue", "overflow", "after-hours", "script", "roster"),
        *("skill", "role", "team", "shift", "recording", "report", "require", "scenario"),
    )
)
"""The words that begin a declaration."""

_FAR_ENOUGH = 3
"""An edit is believed when this many tokens follow it, or the end."""

_PIECES = ("->", "{", ",", ")", "}", "is", "in", "to", "at", "from", "every", "else", "by", "of")
"""What people leave out most, the likeliest first."""

_STAND_INS = {
    "%STRING": '""',
    "%WORD": "",
    "%INT": "1",
    "%DURATION": "1s",
    "%PERCENT": "100%",
    "%DATE": "2000-01-01",
    "%TIME": "00:00",
    "%SPAN": "00:00-24:00",
    "%PHONE": "+000000",
    "%DAYS": "mon",
}
"""What stands in for a missing piece until the declaration is set aside as broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Put `put` in the place of the tokens from `start` to `end`, and say `finding`."""

    start: int
    end: int
    put: tuple[Token, ...]
    finding: Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The token that cannot follow, and the states it met."""

    at: int
    states: list[int]


def smallest_edit(parser: Machine, source: Source, tokens: Sequence[Token], at: int) -> Edit:
    """Return the edit to make at `tokens[at]`; there always is one, and each makes progress."""
    table = parser.table
    token = tokens[at]
    stop = Stop(at=at, states=states_before(table, tokens[:at]))
    if len(stop.states) > TALLEST:
        return Edit(start=0, end=len(tokens) - 1, put=(), finding=wording.too_deep(source, token))
    if token.key in ("%UNKNOWN", "%OPEN_STRING"):
        return _mend_token(source, tokens, at)
    expected = _expected(table, stop.states)
    for edit in (
        *_other_word(table, source, tokens, stop, expected),
        *_missing_piece(table, source, tokens, stop, expected),
        *_word_too_many(table, source, tokens, stop, expected),
    ):
        return edit
    return _line_less(table, source, tokens, stop, expected)


def _mend_token(source: Source, tokens: Sequence[Token], at: int) -> Edit:
    token = tokens[at]
    finding = wording.bad_token(source, token)
    if token.key == "%OPEN_STRING":
        closed = Token("%STRING", f'{token.text}"', token.start, token.end, is_word=False)
        return Edit(start=at, end=at + 1, put=(closed,), finding=finding)
    return Edit(start=at, end=at + 1, put=(), finding=finding)


def _expected(table: Table, states: Sequence[int]) -> list[str]:
    """Return the keys of all tokens that can really follow, sorted."""
    keys = table.actions[states[-1]]
    return sorted(key for key in keys if follow(table, states, _piece(key, 0)) is not None)


def _piece(key: str, place: int) -> Token:
    """Return a made-up token at a place between two real ones."""
    if key == "%WORD":
        return Token("", "", place, place, is_word=True)
    return Token(key, _STAND_INS.get(key, key), place, place, is_word=key[0].isalpha())


def _goes_on(table: Table, states: Sequence[int], tokens: Sequence[Token]) -> bool:
    """Whether the next tokens follow from these states, far enough to believe it."""
    now: list[int] | None = list(states)
    for token in tokens[:_FAR_ENOUGH]:
        now = follow(table, now or [], token)
        if now is None:
            return False
        if token.key == END_KEY:
            return True
    return True


def _other_word(
    table: Table, source: Source, tokens: Sequence[Token], stop: Stop, expected: Sequence[str]
) -> Iterator[Edit]:
    """A misspelt keyword."""
    at = stop.at
    token = tokens[at]
    words = [key for key in expected if key[0].isalpha()]
    near = wording.nearest(token.text, words) if token.is_word else None
    if near is None:
        return
    put = Token(near, near, token.start, token.end, is_word=True)
    if _goes_on(table, stop.states, [put, *tokens[at + 1 : at + 3]]):
        finding = wording.other_word(source, token, near, expected)
        yield Edit(start=at, end=at + 1, put=(put,), finding=finding)


def _missing_piece(
    table: Table, source: Source, tokens: Sequence[Token], stop: Stop, expected: Sequence[str]
) -> Iterator[Edit]:
    """A piece left out before this token."""
    at = stop.at
    if at == 0:
        return
    place = tokens[at - 1].end
    new_line = "\n" in source.text[place : tokens[at].start]
    if "version" in expected and not new_line:
        pieces = [_piece(key, place) for key in ("version", "%INT", "draft")]
        if _goes_on(table, stop.states, [*pieces, tokens[at]]):
            finding = wording.no_version(source, tokens, at)
            yield Edit(start=at, end=at, put=tuple(pieces), finding=finding)
    candidates = [key for key in _PIECES if key in expected]
    candidates += [key for key in _STAND_INS if key in expected]
    for key in candidates:
        piece = _piece(key, place)
        if _goes_on(table, stop.states, [piece, *tokens[at : at + _FAR_ENOUGH]]):
            finding = wording.missing_piece(source, tokens, at, key)
            yield Edit(start=at, end=at, put=(piece,), finding=finding)


def _word_too_many(
    table: Table, source: Source, tokens: Sequence[Token], stop: Stop, expected: Sequence[str]
) -> Iterator[Edit]:
    """A token that has no business here."""
    at = stop.at
    token = tokens[at]
    if token.key in ("{", "}", END_KEY):
        return
    rest = tokens[at + 1 : at + 1 + _FAR_ENOUGH]
    same_line = "\n" not in source.text[token.end : rest[0].start]
    if (same_line or not token.is_word) and _goes_on(table, stop.states, rest):
        finding = wording.unexpected(source, tokens, at, expected)
        yield Edit(start=at, end=at + 1, put=(), finding=finding)


def _line_less(
    table: Table, source: Source, tokens: Sequence[Token], stop: Stop, expected: Sequence[str]
) -> Edit:
    """Drop the line that stopped, or the unfinished one before it."""
    at = stop.at
    finding = wording.unexpected(source, tokens, at, expected)
    if tokens[at].key == END_KEY:
        start, _ = _line(source, tokens, at - 1)
        return Edit(start=start, end=at, put=(), finding=finding)
    start, end = _line(source, tokens, at)
    if start == at > 0 and tokens[at - 1].key not in ("{", "}") and "}" not in expected:
        before, _ = _line(source, tokens, at - 1)
        if before > 0:
            finding = wording.unfinished(source, tokens, at, expected)
            return Edit(start=before, end=at, put=(), finding=finding)
    if start == 0 and end < len(tokens) - 1 and at > 0:
        start = at
    return Edit(start=start, end=max(end, start + 1), put=(), finding=finding)


def _line(source: Source, tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the token range of the line of `tokens[at]`, with the whole of a block it opens."""
    start = at
    while start and "\n" not in source.text[tokens[start - 1].end : tokens[start].start]:
        start -= 1
    end, depth = start, 0
    while tokens[end].key != END_KEY:
        token = tokens[end]
        if end > start and depth <= 0 and "\n" in source.text[tokens[end - 1].end : token.start]:
            break
        if token.key == "}" and depth <= 0 and end > at:
            break
        depth += (token.key == "{") - (token.key == "}")
        end += 1
    return start, end
