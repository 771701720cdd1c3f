"""What is said about text that does not parse, in an administrator's words."""

from collections.abc import Sequence

from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.source import Source, Span
from ccdsl.syntax.lexer import Token

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
_MOST_LISTED = 16


def nearest(word: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that `word` is most likely a slip for, or None."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    found = get_close_matches(word.lower(), candidates, n=1, cutoff=0.7)
    return found[0] if found else None


def describe(key: str) -> str:
    """Return a token's key in words."""
    return _CLASSES.get(key) or f"`{key}`"


def any_of(keys: Sequence[str]) -> str:
    """Return "A, B or C" for what may stand somewhere, without saying anything twice."""
    named = "%NAME" in keys or "%LANGUAGE" in keys or "%ZONE" in keys or "%COUNTRY" in keys
    words = [describe(key) for key in keys if not (key == "%WORD" and named)]
    words = list(dict.fromkeys(words))
    if len(words) > _MOST_LISTED:
        words = [*words[: _MOST_LISTED - 1], "…"]
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}" if words else "nothing more"


def _error(
    code: str, message: str, span: Span, help_: str | None, labels: tuple[Label, ...] = ()
) -> Diagnostic:
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, span=span, help=help_, labels=labels
    )


def _at(source: Source, token: Token) -> Span:
    return Span(source.path, token.start, token.end)


def _gap(source: Source, tokens: Sequence[Token], at: int) -> Span:
    """Return the place just after the token before `tokens[at]`."""
    end = tokens[at - 1].end
    return Span(source.path, end, end)


def _found(token: Token) -> str:
    return "the file ends" if token.key == "%END" else f"found `{token.text}`"


def other_word(source: Source, token: Token, near: str, expected: Sequence[str]) -> Diagnostic:
    """Say that a keyword is misspelt."""
    del expected
    return _error(
        "CC002", f"`{token.text}` is not known here", _at(source, token), f"did you mean `{near}`?"
    )


def missing_piece(source: Source, tokens: Sequence[Token], at: int, key: str) -> Diagnostic:
    """Say that something was left out before a token."""
    before, token = tokens[at - 1], tokens[at]
    if key == "}":
        return _unclosed(source, tokens, at)
    return _error(
        "CC002",
        f"{describe(key)} is missing after `{before.text}`",
        _gap(source, tokens, at) if token.key == "%END" else _at(source, before),
        f"write {describe(key)} here" + (f", before `{token.text}`" if token.text else ""),
    )


def _unclosed(source: Source, tokens: Sequence[Token], at: int) -> Diagnostic:
    """Say which bracket is open where it should be closed."""
    depth = 0
    for index in range(at - 1, -1, -1):
        depth += (tokens[index].key == "}") - (tokens[index].key == "{")
        if depth < 0:
            token = tokens[at]
            until = "the end" if token.key == "%END" else f"`{token.text}`"
            return _error(
                "CC003",
                "this `{` is never closed",
                _at(source, tokens[index]),
                f"write `}}` before {until}",
                (Label(span=_at(source, token), text="it should be closed before this"),)
                if token.text
                else (),
            )
    return _error("CC003", "a `}` is missing", _gap(source, tokens, at), None)


def no_version(source: Source, tokens: Sequence[Token], at: int) -> Diagnostic:
    """Say that a versioned declaration has no version."""
    kind, name = tokens[at - 2].text, tokens[at - 1].text
    return _error(
        "CC002",
        f"{kind} `{name}` has no version",
        _at(source, tokens[at - 1]),
        f"write `{kind} {name} version 1 draft {{`",
    )


def unexpected(
    source: Source, tokens: Sequence[Token], at: int, expected: Sequence[str]
) -> Diagnostic:
    """Say that a token cannot stand where it stands, and what can."""
    token = tokens[at]
    if token.key == "%END":
        return _error(
            "CC002",
            f"the declaration ends after `{tokens[at - 1].text}`, too early",
            _at(source, tokens[at - 1]),
            f"expected {any_of(expected)}",
        )
    if at == 0 and token.key == "}":
        return _error("CC003", "this `}` closes nothing", _at(source, token), "delete it")
    if at == 0:
        near = nearest(token.text, expected) if token.is_word else None
        way_out = f"did you mean `{near}`?" if near else "`ccdsl explain CC002` lists them"
        return _error("CC002", f"`{token.text}` does not begin a declaration", _at(source, token), way_out)
    return _error(
        "CC002",
        f"`{token.text}` cannot stand here, after `{tokens[at - 1].text}`",
        _at(source, token),
        f"expected {any_of(expected)}",
    )


def unfinished(
    source: Source, tokens: Sequence[Token], at: int, expected: Sequence[str]
) -> Diagnostic:
    """Say that a line ends too early."""
    before = tokens[at - 1]
    return _error(
        "CC002",
        f"this line ends after `{before.text}`, too early",
        _at(source, before),
        f"expected {any_of(expected)}",
    )


def too_deep(source: Source, token: Token) -> Diagnostic:
    """Say that something is nested too deep."""
    return _error(
        "CC012",
        "this is nested too deep",
        _at(source, token),
        "move the inner steps into a script or a step of their own",
    )


_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb'"


def bad_token(source: Source, token: Token) -> Diagnostic:
    """Say what is wrong with characters that make no token."""
    span = _at(source, token)
    if token.key == "%OPEN_STRING":
        return _error("CC004", "this text has no closing quote", span, 'end it with `"` on this line')
    if token.text[0] in _QUOTES:
        return _error("CC005", f"`{token.text[0]}` is not a quote here", span, 'write `"…"` around a text')
    if token.text[0] in "+0123456789":
        return _error(
            "CC005",
            f"`{token.text}` is neither a number, a time nor a name",
            span,
            "numbers are written like `30s`, `08:00-17:00`, `+18005550100`; names begin with a letter",
        )
    return _error("CC005", f"`{token.text}` means nothing here", span, "delete it")
