"""Running the rules: what is asked when, what is kept quiet, and in which order it is said."""

from collections.abc import Iterable, Iterator

from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.settings import Settings
from ccdsl.model.vocabulary import SUBJECTS
from ccdsl.rules import RULES
from ccdsl.rules.ignores import without_ignored
from ccdsl.rules.rule import Rule
from ccdsl.source import Span

_MEANT_SUBJECTS = frozenset(f"did you mean `{word}`?" for word in SUBJECTS)
_DECIDES_WHO_COMES = frozenset(
    (
        *("CC106", "CC110", "CC112", "CC114", "CC116", "CC117", "CC202", "CC205", "CC220"),
        *("CC301", "CC302", "CC303", "CC304", "CC305", "CC310", "CC401"),
    )
)
"""Mistakes after which nobody can tell who comes where, so that rules that yield say nothing."""
_AS_ATTRIBUTE = ("CC002", "CC007")
_OPERATOR = len(" >= ")


def judge(
    program: Program,
    facts: Facts,
    problems: Problems,
    settings: Settings,
    *,
    info: bool = False,
    proofs: bool = True,
) -> tuple[Diagnostic, ...]:
    """Return everything there is to say, sorted by place, ignored findings left out.

    A declaration whose text is wrong is spoken of only by its text errors; what is absent is
    judged only when the whole is there; requirements and scenarios only when nothing is an error,
    and only if `proofs` says so: they may take longest, and not everybody wants to know.
    What is only information is worked out when it is asked for, and last: nothing else that is
    said may hang on it.
    """
    rules = [rule for rule in RULES if rule.severity is not Severity.INFO]
    found = [*problems, *_run(program, facts, (rule for rule in rules if not rule.proof))]
    proven: list[Diagnostic] = []
    if proofs and not any(one.severity is Severity.ERROR for one in _without_hidden(found)):
        proven += _run(program, facts, (rule for rule in rules if rule.proof))
    if info:
        found += _run(program, facts, (one for one in RULES if one.severity is Severity.INFO))
    said = [*_without_hidden(found), *_without_hidden(proven)]
    kept = without_ignored(program, said, settings)
    return tuple(sorted(dict.fromkeys(kept), key=lambda one: one.sort_key))


def _without_hidden(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return what does not merely follow from something else that was found."""
    codes = {one.code for one in found}
    hidden = {code for rule in RULES if rule.code in codes for code in rule.hides}
    misread = [one.span for one in found if one.code == "CC101" and one.help in _MEANT_SUBJECTS]
    said = [one for one in found if one.code not in hidden and not _follows(one, misread)]
    yielding = {rule.code for rule in RULES if rule.yields}
    if not codes.isdisjoint(_DECIDES_WHO_COMES):
        return [one for one in said if one.code not in yielding]
    firm = [one.span for one in said if one.code not in yielding and one.severity is Severity.ERROR]
    return [one for one in said if one.code not in yielding or not _holds(one.span, firm)]


def _holds(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of the other places lies in a place."""
    return any(
        other.path == span.path and span.start <= other.start and other.end <= span.end
        for other in others
    )


def _follows(one: Diagnostic, misread: Iterable[Span]) -> bool:
    """Whether a text error stands right behind a misspelt subject, and follows from it.

    A misspelt `wait` reads like an attribute, so that `> 3m` behind it cannot be read.
    """
    return one.code in _AS_ATTRIBUTE and any(
        one.span.path == span.path and 0 <= one.span.start - span.end <= _OPERATOR
        for span in misread
    )


def _run(program: Program, facts: Facts, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.whole and not program.is_whole:
            continue
        for finding in rule.run(program, facts):
            if not program.is_broken(finding.span):
                yield finding
