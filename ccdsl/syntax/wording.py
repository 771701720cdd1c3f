"""What is said about text that does not parse, in an administrator's words."""

from collections.abc import Iterable, Sequence

from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.source import Source, Span
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.site import Site

_CLASSES = {
    "%WORD": "a name",
    "%NAME": "a name",
    "%LANGUAGE": "a language such as `en-US`",
    "%ZONE": "a time zone such as `America/New_York`",
    "%COUNTRY": "a country such as `US`",
    "%STRING": "a text in quotes",
    "%INT": "a whole number",
    "%PHONE": "a telephone number such as `+18005550100`",
    "%PREFIX": "a prefix such as `+1212*`",
    "%DATE": "a date such as `2026-12-25`",
    "%TIME": "a time such as `08:00`",
    "%SPAN": "a span of time such as `08:00-17:00`",
    "%DURATION": "a length of time such as `30s`",
    "%PERCENT": "a percentage such as `80%`",
    "%DAYS": "days such as `mon-fri`",
    "%END": "the end of the file",
}
_NAMES = frozenset(("%NAME", "%LANGUAGE", "%ZONE", "%COUNTRY"))
_CONDITION = frozenset(("(", "not", "caller", "dialed", "channel"))
_DESTINATION = frozenset(("voicemail", "callback", "transfer", "hang-up", "stay", "return"))
_VOWELS = "aeiou"
_LONGEST = 40
_MOST_LISTED = 30


def nearest(word: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that `word` is most likely a slip for, or None."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    if len(word) > _LONGEST:
        return None
    found = get_close_matches(word.lower(), candidates, n=1, cutoff=0.7)
    return found[0] if found else None


def describe(key: str) -> str:
    """Return a token's key in words."""
    return _CLASSES.get(key) or f"`{key}`"


def any_of(keys: Sequence[str]) -> str:
    """Return "A, B or C" for what may stand somewhere, without saying anything twice."""
    named = not _NAMES.isdisjoint(keys)
    words = [describe(key) for key in keys if not (key == "%WORD" and named)]
    return _listed(list(dict.fromkeys(words)))


def _listed(words: Sequence[str]) -> str:
    if len(words) > _MOST_LISTED:
        words = [*words[: _MOST_LISTED - 1], "…"]
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}" if words else "nothing more"


def expectation(keys: Iterable[str]) -> str:
    """Return what may stand somewhere, conditions and destinations by their common names."""
    left = set(keys)
    words: list[str] = []
    if left >= _CONDITION:
        words.append("a condition such as `channel is voice`")
        left = set()
    elif left >= _DESTINATION:
        words.append("a destination such as `queue NAME`, `voicemail NAME` or `hang-up`")
        left = set()
    return _listed([*words, any_of(sorted(left))] if left else words)


def quoted(text: str) -> str:
    """Return text in backticks, shortened where it is too long to be read."""
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[:_LONGEST]}…`"


def error(
    code: str, message: str, span: Span, help_: str | None, labels: tuple[Label, ...] = ()
) -> Diagnostic:
    """Return an error."""
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, span=span, help=help_, labels=labels
    )


def span_of(source: Source, first: Token, last: Token | None = None) -> Span:
    """Return the place of a token, or from one to another."""
    return Span(source.path, first.start, (last or first).end)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in _VOWELS else f"a {noun}"


def other_word(site: Site, near: str) -> Diagnostic:
    """Say that a keyword is misspelt, or is another language's."""
    return error(
        "CC002",
        f"{quoted(site.token.text)} is not known here",
        span_of(site.source, site.token),
        f"did you mean `{near}`?",
    )


def missing_piece(site: Site, key: str) -> Diagnostic:
    """Say that something was left out before a token."""
    before, token = site.before, site.token
    at_end = token.key == "%END"
    gap = Span(site.source.path, before.end, before.end)
    return error(
        "CC002",
        f"{describe(key)} is missing after {quoted(before.text)}",
        gap if at_end else span_of(site.source, before),
        f"write {describe(key)} here" + ("" if at_end else f", before {quoted(token.text)}"),
    )


def unclosed(source: Source, tokens: Sequence[Token], opened: int, at: int) -> Diagnostic:
    """Say that the bracket `opened` is open at `at`, where it should be closed."""
    before = tokens[at - 1]
    label = Label(span=span_of(source, before), text="it should be closed after this")
    return error(
        "CC003",
        "this `{` is never closed",
        span_of(source, tokens[opened]),
        f"write `}}` on a line of its own after {quoted(before.text)}",
        (label,) if before is not tokens[opened] else (),
    )


def closed_early(source: Source, tokens: Sequence[Token], opened: int, at: int) -> Diagnostic:
    """Say that a bracket closes what goes on after it."""
    label = Label(span=span_of(source, tokens[opened]), text="what is begun here goes on after it")
    return error(
        "CC003", "this `}` is one too many", span_of(source, tokens[at]), "delete it", (label,)
    )


def no_version(site: Site) -> Diagnostic:
    """Say that a versioned declaration has no version."""
    kind, name = site.tokens[site.at - 2].text, site.before.text
    return error(
        "CC002",
        f"{kind} {quoted(name)} has no version",
        span_of(site.source, site.before),
        f"write `{kind} {name} version 1 draft {{`",
    )


def no_state(site: Site) -> Diagnostic:
    """Say that a version does not say whether it is in service."""
    number = quoted(site.before.text)
    return error(
        "CC002",
        f"version {number} does not say whether it is in service",
        span_of(site.source, site.before),
        f"write `draft`, `in-service` or `retired` after {number}",
    )


def wrong_kind(site: Site, keys: Sequence[str], instead: str | None) -> Diagnostic:
    """Say that something of one kind stands where another is needed."""
    before, token = quoted(site.before.text), quoted(site.token.text)
    hint = f"write {quoted(instead)}" if instead else None
    if token.startswith('`"') and "%WORD" in keys and before in ("`play`", "`say`", "`again`"):
        hint = "put the text into a `prompt` and write the prompt's name here"
    if site.is_new_line:
        message = f"{token} cannot begin a line here"
        return error("CC002", message, span_of(site.source, site.token), hint)
    return error(
        "CC002",
        f"after {before} comes {expectation(keys)}, not {token}",
        span_of(site.source, site.token),
        hint,
    )


def unquoted(site: Site, end: int, text: str) -> Diagnostic:
    """Say that a text stands without its quotes, or with others."""
    first, last = site.tokens[site.at], site.tokens[end - 1]
    span, help_ = span_of(site.source, first, last), f"write {quoted(text)}"
    if last.key == "%OPEN_STRING":
        return error("CC004", "this text has no opening quote", span, help_)
    if first.key == "%UNKNOWN":
        return error("CC005", f"`{first.text[0]}` is not a quote here", span, help_)
    return error("CC002", "this text is not in quotes", span, help_)


def unexpected(site: Site) -> Diagnostic:
    """Say that a token cannot stand where it stands, and what can."""
    token, span = site.token, span_of(site.source, site.token)
    if token.key == "%END":
        return _ends_early(site)
    if site.at == 0:
        return _no_declaration(site)
    if site.is_complete and site.is_new_line:
        return _no_line(site)
    message = f"{quoted(token.text)} cannot stand here, after {quoted(site.before.text)}"
    return error("CC002", message, span, _what_else(site))


def _what_else(site: Site) -> str:
    """Return what can stand in the place of a token on its line."""
    token, before = site.token, site.before
    if "{" in site.expected and token.is_word and before.is_word and site.container is None:
        return f"a name is one word, as in {quoted(f'{before.text}_{token.text}')}"
    if not site.is_complete:
        return f"expected {expectation(site.expected)}"
    goes_on = [key for key in site.expected if key not in site.starters and key != "}"]
    if goes_on:
        return f"expected {expectation(goes_on)}, or a new line"
    return "the line is complete without it: delete it, or begin a new line"


def _ends_early(site: Site) -> Diagnostic:
    return error(
        "CC002",
        f"the declaration ends after {quoted(site.before.text)}, too early",
        span_of(site.source, site.before),
        f"expected {expectation(site.expected)}",
    )


def _no_declaration(site: Site) -> Diagnostic:
    token, span = site.token, span_of(site.source, site.token)
    if token.key == "}":
        return error("CC003", "this `}` closes nothing", span, "delete it")
    near = nearest(token.text, site.expected) if token.is_word else None
    lead = f"did you mean `{near}`? " if near else ""
    return error(
        "CC002",
        f"{quoted(token.text)} does not begin a declaration",
        span,
        f"{lead}declarations begin with {any_of(site.expected)}",
    )


def _no_line(site: Site) -> Diagnostic:
    """Say that a line does not belong into its block, and which do."""
    kind = (site.container or "").replace("_", "-")
    near = nearest(site.token.text, site.starters) if site.token.is_word else None
    lead = f"did you mean `{near}`? " if near else ""
    word = quoted(site.token.text)
    if kind == "block":
        message, rest = f"{word} is not an action", f"steps begin with {any_of(site.starters)}"
    elif kind == "allocate":
        message, rest = f"{word} is not a share", "shares are written like `80% -> queue NAME`"
    else:
        message = f"{word} is not a line of {_a(kind)}"
        rest = f"its lines begin with {any_of(site.starters)}"
    return error("CC002", message, span_of(site.source, site.token), lead + rest)


def unfinished(site: Site) -> Diagnostic:
    """Say that a line ends too early."""
    return error(
        "CC002",
        f"this line ends after {quoted(site.before.text)}, too early",
        span_of(site.source, site.before),
        f"expected {expectation(site.expected)}",
    )


def trailing_comma(site: Site, at: int) -> Diagnostic:
    """Say that a comma ends a list."""
    comma, next_ = site.tokens[at], site.tokens[at + 1]
    return error(
        "CC002",
        f"nothing follows this `,`: {quoted(next_.text)} begins a new line",
        span_of(site.source, comma),
        "delete it, or name one more",
    )


def too_deep(site: Site) -> Diagnostic:
    """Say that something is nested too deep."""
    return error(
        "CC012",
        "this is nested too deep",
        span_of(site.source, site.token),
        "move the inner steps into a script or a step of their own",
    )


def too_many(first: Span) -> Diagnostic:
    """Say that from here on no more mistakes are shown."""
    return error(
        "CC017",
        "there are more mistakes from here on than are shown",
        first,
        "mend the ones above, and check again",
    )
