"""The messages about text that does not parse: what, where, and what to do about it."""

from collections.abc import Sequence

from ccdsl.diagnostics import Diagnostic, Label
from ccdsl.source import Source, Span
from ccdsl.syntax.lexer import Token
from ccdsl.syntax.site import Site
from ccdsl.syntax.wording import any_of, describe, error, expectation, nearest, quoted, span_of

_NOUNS = {
    "holidays": "a list of holidays",
    "callers": "a list of callers",
    "hours": "opening hours",
    "after-hours": "an after-hours policy",
    "overflow": "an overflow policy",
    "require": "a requirement",
}
_ACTIONS = frozenset(("->", "play", "set", "record", "call", "wait", "when", "allocate"))
_VOWELS = "aeiou"


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


def not_or_in(site: Site, message: str, help_: str) -> Diagnostic:
    """Say that a test is not written as tests are."""
    first = site.tokens[site.at - 2]
    return error("CC002", message, span_of(site.source, first, site.token), help_)


def missing_piece(site: Site, key: str) -> Diagnostic:
    """Say that something was left out before a token."""
    before, token = site.before, site.token
    if before.text == key:
        message = f"a name is missing before `{key}`"
        return error("CC002", message, span_of(site.source, before), "write it here")
    if site.is_new_line and site.is_complete:
        message = f"`{key}` is missing before {quoted(token.text)}"
        return error("CC002", message, span_of(site.source, token), f"write `{key}` here")
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


def no_version_word(site: Site, number: str) -> Diagnostic:
    """Say that a version's number stands without the word."""
    message = f"{quoted(site.token.text)} is not a version"
    span = span_of(site.source, site.token)
    return error("CC002", message, span, f"write `version {number}`")


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
    ends = (*site.starters, "}", "%END")
    goes_on = [key for key in site.expected if key not in ends]
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
    if kind == "script" and site.token.key in _ACTIONS:
        message = f"{word} stands outside of any step"
        lead, rest = "", "write it into `start { … }`, or into `step NAME { … }`"
    elif kind == "block":
        message, rest = f"{word} is not an action", f"steps begin with {any_of(site.starters)}"
    elif kind == "allocate":
        message, rest = f"{word} is not a share", "shares are written like `80% -> queue NAME`"
    else:
        message = f"{word} is not a line of {_NOUNS.get(kind) or _a(kind)}"
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


def missing_commas(site: Site) -> Diagnostic:
    """Say that a list lacks commas."""
    return error(
        "CC002",
        f"`,` is missing after {quoted(site.before.text)}",
        span_of(site.source, site.before),
        "write `,` between the parts of a list",
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
