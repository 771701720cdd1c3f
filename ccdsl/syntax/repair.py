"""The smallest edit that lets a stopped parse go on, and the message that says what was wrong."""

from collections.abc import Iterator, Sequence

from ccdsl.source import Source
from ccdsl.syntax import wording
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.machine import END_KEY, TALLEST, follow
from ccdsl.syntax.malformed import malformed
from ccdsl.syntax.site import STAND_INS, Edit, Site, begins_line, piece
from ccdsl.syntax.slips import slips

DECLARATIONS = frozenset(
    (
        *("center", "attribute", "data-source", "callers", "holidays", "hours", "flag", "prompt"),
        *("voicemail", "entry", "routing", "queue", "overflow", "after-hours", "script", "roster"),
        *("skill", "role", "team", "shift", "recording", "report", "require", "scenario"),
    )
)
"""The words that begin a declaration."""

_PIECES = ("->", "{", ",", ")", "}", "is", "in", "to", "at", "from", "every", "else", "by", "of")
"""What people leave out most, the likeliest first."""

_STATES = frozenset(("draft", "in-service", "retired"))


def smallest_edit(site: Site) -> Edit:
    """Return the edit to make; there always is one, and each makes progress."""
    if len(site.states) > TALLEST:
        finding = wording.too_deep(site)
        return Edit(start=0, end=len(site.tokens) - 1, put=(), finding=finding, loses=True)
    for repair in (
        slips,
        malformed,
        _other_word,
        _trailing_comma,
        _header,
        _bare_steps,
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
        finding = wording.other_word(site, near)
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
        finding = wording.trailing_comma(site, first - 1)
        yield Edit(start=first - 1, end=first, put=(), finding=finding)


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
    if "version" in site.expected:
        put = tuple(piece(key, place) for key in ("version", "%INT", "draft"))
        if site.goes_on(put, site.at):
            yield Edit(start=site.at, end=site.at, put=put, finding=wording.no_version(site))
    if _STATES <= set(site.expected):
        put = (piece("draft", place),)
        for end in (site.at, site.at + 1):
            if site.goes_on(put, end):
                yield Edit(start=site.at, end=end, put=put, finding=wording.no_state(site))


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
        finding = wording.missing_piece(site, "{")
        yield Edit(start=site.at, end=end, put=put, finding=finding)


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
            finding = wording.missing_piece(site, key)
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
                finding = wording.wrong_kind(site, site.expected, instead)
                yield Edit(start=site.at, end=site.at + 1, put=put, finding=finding)


def _instead(token: Token, key: str) -> str | None:
    """Return what was most likely meant, as the kind that is needed."""
    inner = token.text[1:-1] if token.key == "%STRING" else token.text
    match token.key, key:
        case "%INT", "%DURATION":
            return f"{inner}s"
        case "%INT", "%PERCENT":
            return f"{inner}%"
        case "%INT" | "%STRING", "%PHONE" if inner.removeprefix("+").isdecimal() and inner.isascii():
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
        finding = wording.unexpected(site)
        yield Edit(start=at, end=at + 1, put=(), finding=finding, loses=True)


def _line_less(site: Site) -> Edit:
    """Drop the line that stopped, or the unfinished one before it."""
    at, tokens = site.at, site.tokens
    if site.token.key == END_KEY:
        start, _ = _line(site.source, tokens, at - 1)
        return Edit(start=start, end=at, put=(), finding=wording.unexpected(site), loses=True)
    start, end = _line(site.source, tokens, at)
    if start == at > 0 and site.before.key not in ("{", "}") and not site.is_complete:
        before, _ = _line(site.source, tokens, at - 1)
        if before > 0:
            finding = wording.unfinished(site)
            return Edit(start=before, end=at, put=(), finding=finding, loses=True)
    if start == 0 and end < len(tokens) - 1 and at > 0:
        start = at
    finding = wording.unexpected(site)
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
