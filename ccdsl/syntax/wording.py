"""What is said about text that does not parse, in an administrator's words."""

from collections.abc import Iterable, Sequence

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
_NAMES = frozenset(("%NAME", "%LANGUAGE", "%ZONE", "%COUNTRY"))
_CONDITION = frozenset(("(", "not", "caller", "dialed", "channel"))
_DESTINATION = frozenset(("voicemail", "callback", "transfer", "hang-up", "stay", "return"))
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
