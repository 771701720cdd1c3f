"""The smallest edit that lets a stopped parse go on, and the message that says what was wrong."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ccdsl.source import Source
from ccdsl.syntax import messages, wording
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY, TALLEST, follow
from ccdsl.syntax.malformed import malformed
from ccdsl.syntax.site import STAND_INS, Edit, Site, begins_line, piece
from ccdsl.syntax.slips import slips

_SIGNS = ("->", "{", ",", ")", "}")
_PIECES = (*_SIGNS, "is", "in", "to", "at", "from", "every", "else", "by", "of", "key")
"""What people leave out most, the likeliest first."""

_VERSION = re.compile(r"[vV]?([0-9]{1,9})")
_STATES = frozenset(("draft", "in-service", "retired"))


def smallest_edit(site: Site) -> Edit:
    """Return the edit to make; there always is one, and each makes progress."""
    if len(site.states) > TALLEST:
        finding = messages.too_deep(site)
        return Edit(start=0, end=len(site.tokens) - 1, put=(), finding=finding, loses=True)
    for repair in (
        slips,
        malformed,
        _other_word,
        _trailing_comma,
        _word_before,
        _destination_before,
        _not_or_in,
        _header,
        _bare_steps,
        _missing_commas,
        _missing_piece,
        _wrong_kind,
        _word_too_many,
    ):
        for edit in repair(site):
            return edit
    return _line_less(site)


def _other_word(site: Site) -> Iterator[Edit]:
    """A misspelt keyword."""
    token = site.token
    words = [key for key in site.expected if key[0].isalpha()]
    near = wording.nearest(token.text, words) if token.is_word else None
    if near is None:
        return
    put = (Token(near, near, token.start, token.end, is_word=True),)
    if site.goes_on(put, site.at + 1):
        finding = messages.other_word(site, near)
        yield Edit(start=site.at, end=site.at + 1, put=put, finding=finding)


def _trailing_comma(site: Site) -> Iterator[Edit]:
    """A comma that ends its line, so that the next line's keyword was taken for a name."""
    first = site.at
    while first and not begins_line(site.source, site.tokens, first):
        first -= 1
    if first == 0 or site.tokens[first - 1].key != ",":
        return
    undone = _without(site, first - 1)
    if undone is not None and undone.goes_on((), first):
        finding = messages.trailing_comma(site, first - 1)
        yield Edit(start=first - 1, end=first, put=(), finding=finding)


def _word_before(site: Site) -> Iterator[Edit]:
    """A misspelt keyword that was taken for a name, so that what follows it cannot stand."""
    if site.at == 0 or not site.before.is_word or site.is_new_line:
        return
    undone = _without(site, site.at - 1)
    if undone is None:
        return
    words = [key for key in undone.expected if key[0].isalpha()]
    near = wording.nearest(site.before.text, words)
    put = (Token(near or "", near or "", site.before.start, site.before.end, is_word=True),)
    if near not in (None, site.before.text) and undone.goes_on(put, site.at):
        finding = messages.other_word(undone, near or "")
        yield Edit(start=site.at - 1, end=site.at, put=put, finding=finding)


def _destination_before(site: Site) -> Iterator[Edit]:
    """A misspelt kind of destination, taken for a step, and the name after it for an outcome."""
    at, tokens = site.at, site.tokens
    if at < len(("->", "queue", "claims")) or tokens[at - 3].key != "->":
        return
    word = tokens[at - 2]
    undone = _without(site, at - 2) if word.is_word and site.before.is_word else None
    if undone is None:
        return
    near = wording.nearest(word.text, [key for key in undone.expected if key[0].isalpha()])
    put = (Token(near or "", near or "", word.start, word.end, is_word=True), site.before)
    if near not in (None, word.text) and undone.goes_on(put, at):
        finding = messages.other_word(undone, near or "")
        yield Edit(start=at - 2, end=at, put=put, finding=finding)


def _not_or_in(site: Site) -> Iterator[Edit]:
    """`is voice, chat`, and `is not voice`."""
    at, tokens = site.at, site.tokens
    if at < len(("channel", "is", "not")) or tokens[at - 2].key != "is":
        return
    undone = _without(site, at - 2)
    subject = tokens[at - 3].text
    if site.token.key == "," and undone is not None:
        put = (piece("in", tokens[at - 2].start), site.before)
        if undone.goes_on(put, at):
            finding = messages.not_or_in(site, "several values are tested with `in`", "write `in`")
            yield Edit(start=at - 2, end=at, put=put, finding=finding)
    if site.before.key == "not" and undone is not None:
        hint = f"write {wording.quoted(f'not {subject} is {site.token.text}')}"
        finding = messages.not_or_in(site, "`not` stands before what it denies", hint)
        yield Edit(start=at - 1, end=at, put=(), finding=finding)


def _without(site: Site, at: int) -> Site | None:
    """Return the site just before a token on a stack not yet reduced, or None where unknown."""
    states = _rewind(site, at)
    if states is None:
        return None
    return Site(table=site.table, source=site.source, tokens=site.tokens, at=at, states=states)


def _rewind(site: Site, at: int) -> list[int] | None:
    """Return the states before `tokens[at]`, walked anew from the innermost open bracket."""
    depth, first = 0, at
    while first and depth <= 0 and at - first < _FARTHEST_BACK:
        first -= 1
        depth += (site.tokens[first].key == "{") - (site.tokens[first].key == "}")
    if depth <= 0:
        return None
    opened = site.open_states
    states: list[int] | None = list(opened) if opened else None
    for token in site.tokens[first + 1 : at]:
        states = follow(site.table, states, token) if states else None
    return states


_FARTHEST_BACK = 2_000


def _header(site: Site) -> Iterator[Edit]:
    """A version that is not there, or does not say where it stands."""
    if site.at == 0 or site.is_new_line:
        return
    place = site.before.end
    number = _VERSION.fullmatch(site.token.text)
    if "version" in site.expected and site.before.key == "version":
        finding = messages.missing_piece(site, "version")
        put = (piece("version", place),)
        yield Edit(start=site.at, end=site.at, put=put, finding=finding)
    if "version" in site.expected and number:
        worded = (piece("version", place), piece("%INT", site.token.start, number[1]))
        if site.goes_on(worded, site.at + 1):
            finding = messages.no_version_word(site, number[1])
            yield Edit(start=site.at, end=site.at + 1, put=worded, finding=finding)
    if "version" in site.expected:
        header = tuple(piece(key, place) for key in ("version", "%INT", "draft"))
        if site.goes_on(header, site.at):
            yield Edit(start=site.at, end=site.at, put=header, finding=messages.no_version(site))
    if _STATES.issubset(site.expected):
        state = (piece("draft", place),)
        for end in (site.at, site.at + (site.token.key != END_KEY)):
            if site.goes_on(state, end):
                yield Edit(start=site.at, end=end, put=state, finding=messages.no_state(site))


def _bare_steps(site: Site) -> Iterator[Edit]:
    """One step on the line of what it belongs to, without brackets."""
    if "{" not in site.expected or site.is_new_line or site.at == 0:
        return
    end = site.at
    while site.tokens[end].key not in ("{", "}", END_KEY):
        end += 1
        if begins_line(site.source, site.tokens, end):
            break
    opened, closed = piece("{", site.before.end), piece("}", site.tokens[end - 1].end)
    put = (opened, *site.tokens[site.at : end], closed)
    if end > site.at and site.tokens[end].key != "{" and site.goes_on(put, end):
        finding = messages.missing_piece(site, "{")
        yield Edit(start=site.at, end=end, put=put, finding=finding)


def _missing_commas(site: Site) -> Iterator[Edit]:
    """A list written with spaces only."""
    at, end = site.at, site.rest_of_line(site.at)
    if "," not in site.expected or site.is_new_line or not site.token.is_word:
        return
    put: list[Token] = []
    for before, token in pairwise(site.tokens[at - 1 : end]):
        if before.is_word and token.is_word:
            put.append(piece(",", before.end))
        put.append(token)
    if end > at and site.goes_on(put, end):
        finding = messages.missing_commas(site)
        yield Edit(start=at, end=end, put=tuple(put), finding=finding)


def _missing_piece(site: Site) -> Iterator[Edit]:
    """A piece left out before this token."""
    if site.at == 0:
        return
    candidates = [key for key in _PIECES if key in site.expected]
    if not site.is_complete:
        candidates += [key for key in STAND_INS if key in site.expected]
    for key in candidates:
        put = (piece(key, site.before.end),)
        if site.goes_on(put, site.at):
            finding = messages.missing_piece(site, key)
            yield Edit(start=site.at, end=site.at, put=put, finding=finding)


def _wrong_kind(site: Site) -> Iterator[Edit]:
    """A number where a name is needed, a text where a telephone number is, and so on."""
    token = site.token
    if site.at == 0 or token.key in ("{", "}", END_KEY):
        return
    for key in STAND_INS:
        instead = _instead(token, key)
        is_likely = instead and site.is_new_line and key in site.starters
        if key in site.expected and (is_likely or not site.is_complete):
            put = (piece(key, token.start, instead),)
            if site.goes_on(put, site.at + 1):
                finding = messages.wrong_kind(site, site.expected, instead)
                yield Edit(start=site.at, end=site.at + 1, put=put, finding=finding)


def _instead(token: Token, key: str) -> str | None:
    """Return what was most likely meant, as the kind that is needed."""
    inner = token.text[1:-1] if token.key == "%STRING" else token.text
    match token.key, key:
        case "%INT", "%DURATION":
            return f"{inner}s"
        case "%INT", "%PERCENT":
            return f"{inner}%"
        case "%INT" | "%STRING", "%PHONE" if inner.isascii() and inner.lstrip("+").isdecimal():
            return "+" + inner.removeprefix("+")
        case "%STRING", "%WORD" if inner.isidentifier() and inner.isascii():
            return inner
        case _, "%STRING" if token.key != "%STRING":
            return f'"{inner}"'
    return None


def _word_too_many(site: Site) -> Iterator[Edit]:
    """A token that has no business here."""
    at, token = site.at, site.token
    if token.key in ("{", "}", END_KEY) or (site.is_new_line and not site.is_complete):
        return
    same_line = not begins_line(site.source, site.tokens, at + 1)
    if (same_line or not site.is_new_line) and site.goes_on((), at + 1):
        finding = messages.unexpected(site)
        yield Edit(start=at, end=at + 1, put=(), finding=finding, loses=True)


def _line_less(site: Site) -> Edit:
    """Drop the line that stopped, or the unfinished one before it."""
    at, tokens = site.at, site.tokens
    if site.token.key == END_KEY:
        start, _ = _line(site.source, tokens, at - 1)
        return Edit(start=start, end=at, put=(), finding=messages.unexpected(site), loses=True)
    start, end = _line(site.source, tokens, at)
    if start == at > 0 and site.before.key not in ("{", "}") and not site.is_complete:
        before, _ = _line(site.source, tokens, at - 1)
        if before > 0:
            finding = messages.unfinished(site)
            return Edit(start=before, end=at, put=(), finding=finding, loses=True)
    if start == 0 and end < len(tokens) - 1 and at > 0:
        start = at
    if site.container == "script":
        while tokens[end].key not in (END_KEY, "}", *site.starters):
            _, end = _line(site.source, tokens, end)
    finding = messages.unexpected(site)
    return Edit(start=start, end=max(end, start + 1), put=(), finding=finding, loses=True)


def _line(source: Source, tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the token range of the line of `tokens[at]`, with the whole of a block it opens."""
    start = at
    while not begins_line(source, tokens, start):
        start -= 1
    end, depth = start, 0
    while tokens[end].key != END_KEY:
        token = tokens[end]
        if end > start and depth <= 0 and begins_line(source, tokens, end):
            break
        if token.key == "}" and depth <= 0 and end > at:
            break
        depth += (token.key == "{") - (token.key == "}")
        end += 1
    return start, end
