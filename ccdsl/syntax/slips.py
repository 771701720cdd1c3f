"""What people write who know other languages, or a form, or a letter: and what they mean by it."""

from collections.abc import Iterator

from ccdsl.source import Span
from ccdsl.syntax import messages, wording
from ccdsl.syntax.site import Edit, Site, piece

_WORDS = {
    **dict.fromkeys(("if", "elif", "elsif", "elseif", "case"), ("when",)),
    **dict.fromkeys(("else", "default"), ("otherwise",)),
    **dict.fromkeys(("goto", "go", "jump", "then", "route", "send"), ("->",)),
    **dict.fromkeys(("string", "str"), ("text",)),
    **dict.fromkeys(("enum", "choice", "list"), ("one-of",)),
    **dict.fromkeys(("bool", "boolean"), ("yes-no",)),
    **dict.fromkeys(("int", "integer", "decimal", "float"), ("number",)),
    **dict.fromkeys(("say", "speak", "prompt"), ("play", "say")),
    **dict.fromkeys(("sleep", "pause", "delay"), ("wait",)),
    **dict.fromkeys(("live", "active", "production", "published", "released"), ("in-service",)),
    **dict.fromkeys(("new", "wip", "dev", "development"), ("draft",)),
    **dict.fromkeys(("old", "archived", "deleted"), ("retired",)),
    **dict.fromkeys(("equals", "eq"), ("is", "=")),
    **dict.fromkeys(("disconnect", "exit", "end"), ("hang-up",)),
    **dict.fromkeys(("can", "allow", "allows", "rights", "permissions"), ("may",)),
    "skills": ("requires",),
    "on": ("at",),
    "extends": ("like",),
}
_SYMBOLS = {
    **dict.fromkeys(("=>", "→", "⇒", "➔", "➜", "\u2013>", "\u2014>", "-->", "==>"), ("->",)),
    "==": ("is", "="),
    "=": ("is", "->", ""),
    ":": ("", "is"),
    ":=": ("", "is"),
    ";": ("",),
    **dict.fromkeys(("&&", "&"), ("and",)),
    **dict.fromkeys(("||", "|"), ("or",)),
    "!": ("not",),
    "*": ("star",),
    "≥": (">=",),
    "≤": ("<=",),
    **dict.fromkeys(("-", "\u2013", "•"), ("",)),
}
_COMMENTS = ("//", "/*", "--", "*/", "<!--")
_BRACKETS = {"(": ")", "[": "]"}
_COMPARISONS = {"=>": ">=", "=<": "<="}
_LONGEST_SYMBOL = 3
_OTHERS = frozenset(("=", ">", "<", "%UNKNOWN"))


def slips(site: Site) -> Iterator[Edit]:
    """Yield the edits that make of another language's word or sign the one meant."""
    yield from _comment(site)
    yield from _comparison(site)
    yield from _symbol(site)
    yield from _bracketed(site)
    yield from _key(site)
    yield from _word(site)


def _comment(site: Site) -> Iterator[Edit]:
    token = site.token
    if token.key == "%UNKNOWN" and token.text.startswith(_COMMENTS):
        sign = next(sign for sign in _COMMENTS if token.text.startswith(sign))
        end = site.end_of_line(site.at)
        last = site.tokens[end - 1]
        span = wording.span_of(site.source, token, last)
        message = f"a comment begins with `#`, not with `{sign}`"
        finding = wording.error("CC005", message, span, "write `#`")
        yield Edit(start=site.at, end=end, put=(), finding=finding)


def _comparison(site: Site) -> Iterator[Edit]:
    """`=>` where a figure is compared: the parser has taken the `=` already."""
    at = site.at
    if at == 0 or site.before.end != site.token.start:
        return
    both = site.before.text + site.token.text
    put = _COMPARISONS.get(both)
    if put is not None:
        span = wording.span_of(site.source, site.before, site.token)
        message = f"`{both}` is not known here"
        finding = wording.error("CC002", message, span, f"did you mean `{put}`?")
        yield Edit(start=at - 1, end=at + 1, put=(piece(put, span.start),), finding=finding)


def _symbol(site: Site) -> Iterator[Edit]:
    for text, end in _signs(site):
        for key in _SYMBOLS.get(text, ()):
            put = (piece(key, site.token.start),) if key else ()
            if (not key or key in site.expected) and site.goes_on(put, end):
                span = wording.span_of(site.source, site.token, site.tokens[end - 1])
                hint = f"write `{key}`" if key else "delete it"
                finding = wording.error("CC005", f"`{text}` means nothing here", span, hint)
                yield Edit(start=site.at, end=end, put=put, finding=finding)


def _signs(site: Site) -> Iterator[tuple[str, int]]:
    """Yield the signs that begin at the token, the longest first, and where each ends."""
    tokens, at = site.tokens, site.at
    end = at
    while end < at + _LONGEST_SYMBOL and tokens[end].key in _OTHERS:
        if end > at and tokens[end].start != tokens[end - 1].end:
            break
        end += 1
    for stop in range(end, at, -1):
        yield "".join(token.text for token in tokens[at:stop]), stop


def _bracketed(site: Site) -> Iterator[Edit]:
    """`[voice, chat]`: a list needs no brackets."""
    at, tokens = site.at, site.tokens
    close = _BRACKETS.get(site.token.text)
    if close is None or site.is_new_line:
        return
    line = range(at + 1, site.end_of_line(at))
    end = next((end for end in line if tokens[end].text == close), at)
    put = tuple(tokens[at + 1 : end])
    if end > at and site.goes_on(put, end + 1):
        span = wording.span_of(site.source, site.token, tokens[end])
        finding = wording.error("CC005", "a list stands without brackets", span, "delete them")
        yield Edit(start=at, end=end + 1, put=put, finding=finding)


def _key(site: Site) -> Iterator[Edit]:
    """`key #`: the rest of the line has become a comment."""
    at, text = site.at, site.source.text
    if at == 0 or not {"star", "pound"} <= set(site.expected) or site.starters == site.expected:
        return
    gap = text[site.before.end : site.token.start].lstrip(" \t")
    if site.before.key == "key" and gap.startswith("#"):
        start = text.index("#", site.before.end)
        span = Span(site.source.path, start, start + 1)
        finding = wording.error(
            "CC002", "`#` begins a comment: it is no key", span, "write `pound` for the key"
        )
        yield Edit(start=at - 1, end=at, put=(), finding=finding, loses=True)


def _word(site: Site) -> Iterator[Edit]:
    if not site.token.is_word:
        return
    after = site.tokens[site.at + 1]
    if (site.token.key, after.text) == ("in", "service") and "in-service" in site.expected:
        put = (piece("in-service", site.token.start),)
        span = wording.span_of(site.source, site.token, after)
        finding = wording.error("CC002", "`in service` is one word", span, "write `in-service`")
        yield Edit(start=site.at, end=site.at + 2, put=put, finding=finding)
    is_else_if = (site.token.key, after.text) == ("else", "if")
    end = site.at + 1 + is_else_if
    for word in ("when",) if is_else_if else _WORDS.get(site.token.text.lower(), ()):
        put = (piece(word, site.token.start),)
        if word in site.expected and site.goes_on(put, end):
            yield Edit(start=site.at, end=end, put=put, finding=messages.other_word(site, word))
