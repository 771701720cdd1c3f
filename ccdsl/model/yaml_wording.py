"""What is said about text that is not YAML, in an administrator's words."""

from ruamel.yaml.error import MarkedYAMLError

from ccdsl.diagnostics import Label, Problems
from ccdsl.source import Source, Span

_QUOTE_IT = 'a text that holds `: `, ` #` or begins with a sign is written in quotes: "…"'
_UNCLOSED = "the text that begins here has no closing quote"
_NO_COLON = "there is no `:` after this key"
_NEAR = "look at the line before, too"
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("character '\\t'", "a tab cannot stand here", "indent with spaces"),
    ("cannot start any token", "this sign cannot begin a value", _QUOTE_IT),
    ("mapping values are not allowed", "this `:` cannot stand here", _QUOTE_IT),
    ("could not find expected ':'", _NO_COLON, "write `key: value`"),
    (
        "sequence entries are not allowed",
        "a list cannot begin here",
        "begin `- ` in a line of its own",
    ),
    ("unexpected end of stream", _UNCLOSED, "end it with the quote it begins with"),
    ("unexpected document separator", _UNCLOSED, "end it with the quote it begins with"),
    ("unknown escape character", "this `\\` means nothing here", "write `\\\\` for a backslash"),
    ("expected ',' or ']'", "a `,` or the closing `]` is missing before this", _NEAR),
    ("expected ',' or '}'", "a `,` or the closing `}` is missing before this", _NEAR),
    (
        "expected <block end>",
        "this does not line up with what it belongs to",
        "indent it like its neighbours",
    ),
    ("expected '<document start>'", "the value ends before this", _QUOTE_IT),
    ("expected alphabetic", "this sign cannot begin a value", _QUOTE_IT),
    ("expected the node content", "a value is missing before this", _NEAR),
)


def syntax(source: Source, problems: Problems, error: MarkedYAMLError) -> None:
    """Record that a text is not YAML, at the place where it stops making sense."""
    problem = error.problem or ""
    otherwise = ("this cannot be read as YAML", f"the YAML reader says: {problem}")
    message, help_ = next(
        ((message, help_) for part, message, help_ in _WORDS if part in problem), otherwise
    )
    start = _index(source, error.problem_mark)
    began = _index(source, error.context_mark)
    if message in (_UNCLOSED, _NO_COLON):
        start = began
    labels = []
    if error.context_mark is not None and began != start:
        labels = [Label(span=_sign(source, began), text="it belongs to what begins here")]
    problems.error("CC020", message, _sign(source, start), help=help_, labels=labels)


def _index(source: Source, mark: object) -> int:
    index = getattr(mark, "index", 0)
    return min(index, len(source.text)) if isinstance(index, int) else 0


def _sign(source: Source, at: int) -> Span:
    """Return the place of one character; at a line's end, and the text's, an empty one."""
    is_end = source.text[at : at + 1] in ("", "\n", "\r")
    return Span(source.path, at, at if is_end else at + 1)
