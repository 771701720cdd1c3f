"""A project with one finding of each kind a rendering must cope with."""

from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.report.findings import Findings, RuleInfo
from ccdsl.source import Source, Span

ROUTING = """\
# Harbor Mutual
center harbor {
  title "Harbor"
}

entry main {
\tsays es-US "señor 日本語 e\u0301 👩\u200d🔧 ❤\ufe0f" bad
  when caller in vip -> queue gold
  # a comment between
  when caller in vip and hours support is open -> queue silver
  otherwise -> queue bronze
}

queue gold {
  priority high
  priority low
  teams claims, life
  title "Gold"
  hold  "sea.wav"
}
"""
LONG = f'title "{"lorem ipsum " * 200}WRONG {"dolor sit " * 200}"\n'
HOSTILE = (
    'prompt x {\r\n  en-US "\x1b[31mred\x07 \u202eback\u202c ]]> <script> ::error::no %0A"\r\n}\r\n'
)
ROSTER = "people:\n  - name: Ann\n    role: agent\n"
SOURCES = {
    path: Source(path=path, text=text)
    for path, text in {
        "routing.ccdsl": ROUTING,
        "long.ccdsl": LONG,
        "a b/ñ,1:2%.ccdsl": HOSTILE,
        "people/roster.yaml": ROSTER,
    }.items()
}
RULES = {
    "CC204": RuleInfo(
        code="CC204",
        name="unreachable-rule",
        title="Rule can never match",
        severity=Severity.ERROR,
        page="Why: earlier rules take all its contacts.\n\nUse instead: put it first.\n",
    ),
    "CC101": RuleInfo(
        code="CC101",
        name="unknown-name",
        title="Name is not declared",
        severity=Severity.ERROR,
        page="Why: nothing has this name.\n",
    ),
}


def at(path: str, words: str, *, to: str | None = None) -> Span:
    """Return the span of the first `words` in a file, up to the end of the first `to` after."""
    text = SOURCES[path].text
    start = text.index(words)
    last = words if to is None else to
    return Span(path, start, text.index(last, start) + len(last))


def found(
    code: str,
    severity: Severity,
    message: str,
    span: Span,
    *labels: tuple[Span, str],
    advice: str | None = None,
) -> Diagnostic:
    """Return one finding."""
    return Diagnostic(
        code=code,
        severity=severity,
        message=message,
        span=span,
        help=advice,
        labels=tuple(Label(span=place, text=text) for place, text in labels),
    )


def findings(*diagnostics: Diagnostic, base: str = "") -> Findings:
    """Return `diagnostics` as the findings of the sample project."""
    return Findings(
        diagnostics=tuple(sorted(diagnostics, key=lambda each: each.sort_key)),
        sources=SOURCES,
        rules=RULES,
        project="harbor",
        base=base,
    )


_R = "routing.ccdsl"
_H = "a b/ñ,1:2%.ccdsl"
DEAD_RULE = found(
    "CC204",
    Severity.ERROR,
    "this rule can never match",
    at(_R, "when caller in vip and hours", to="silver"),
    (at(_R, "when caller in vip"), "every contact that line 10 is for leaves here"),
    advice="move it above line 8, or delete it",
)
WIDE = found(
    "CC102",
    Severity.ERROR,
    "`日本語` is no language",
    at(_R, "日本語"),
    (at(_R, "es-US"), "the language is said here"),
    (at(_R, "❤\ufe0f"), "and a heart"),
)
AFTER_WIDE = found(
    "CC101",
    Severity.ERROR,
    "there is no `bad`",
    at(_R, "bad"),
    advice="did you mean `vip`?",
)
BLOCK = found(
    "CC405",
    Severity.WARNING,
    "queue `gold` is never used by anything that a contact reaches",
    at(_R, "queue gold {", to="}\n"),
    (at(_R, "priority high"), "first priority"),
    (at(_R, "priority low"), "second priority"),
    advice="name it in a rule,\nor delete it",
)
NESTED = found(
    "CC210",
    Severity.INFO,
    "blocks within blocks",
    at(_R, "center", to="bronze"),
    (at(_R, "entry main {", to="bronze\n}"), "inner one"),
    (at(_R, "in vip", to="hours"), "crossing"),
)
ELSEWHERE = found(
    "CC601",
    Severity.WARNING,
    "nobody in team `claims` may answer",
    at(_R, "claims"),
    (at("people/roster.yaml", "role: agent"), "this role lacks the right `answer`"),
    (Span("people/none.yaml", 3, 9), "and there is no second roster"),
)
END_OF_FILE = found(
    "CC002",
    Severity.ERROR,
    "the block is not closed",
    Span(_R, len(ROUTING), len(ROUTING)),
    (Span(_R, ROUTING.index("{"), ROUTING.index("{") + 1), "it begins here"),
    advice="close it with `}`",
)
FAR = found(
    "CC003",
    Severity.ERROR,
    "`WRONG` is not a word",
    at("long.ccdsl", "WRONG"),
    (at("long.ccdsl", "title"), "far to the left"),
    (Span("long.ccdsl", len(LONG) - 2, len(LONG)), "far to the right"),
)
INJECTED = found(
    "CC004",
    Severity.ERROR,
    "no \x1b[31m`]]>`\n::error file=x::<script>alert(1)</script>, 100% & {0} [x](y)",
    at(_H, "back"),
    (at(_H, "\r\n"), "line\x1bend"),
    advice="first\r\n::warning::second",
)
MISSING = found(
    "CC005", Severity.ERROR, "the file is missing", Span("gone.ccdsl", 5, 9), advice="create it"
)
SAME_PLACE = found(
    "CC406",
    Severity.INFO,
    "teams are listed twice",
    at(_R, "teams"),
    (at(_R, "teams"), "said of the same place"),
    (at(_R, "claims, life"), "beside it"),
)
ALL = findings(
    DEAD_RULE,
    WIDE,
    AFTER_WIDE,
    BLOCK,
    NESTED,
    ELSEWHERE,
    END_OF_FILE,
    FAR,
    INJECTED,
    MISSING,
    SAME_PLACE,
)
