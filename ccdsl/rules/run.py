"""Running the rules: what is asked when, what is kept quiet, and in which order it is said."""

from collections.abc import Iterable, Iterator

from ccdsl.diagnostics import Diagnostic, Problems, Severity
from ccdsl.model.facts import Facts
from ccdsl.model.program import Program
from ccdsl.model.settings import Settings
from ccdsl.model.vocabulary import SUBJECTS
from ccdsl.rules import RULES
from ccdsl.rules.ignores import without_ignored
from ccdsl.source import Span

_MEANT_SUBJECTS = frozenset(f"did you mean `{word}`?" for word in SUBJECTS)
_AS_ATTRIBUTE = ("CC002", "CC007")
_OPERATOR = len(" >= ")


def judge(
    program: Program, facts: Facts, problems: Problems, settings: Settings
) -> tuple[Diagnostic, ...]:
    """Return everything there is to say, sorted by place, ignored findings left out.

    A declaration whose text is wrong is spoken of only by its text errors; what is absent is
    judged only when the whole is there; requirements and scenarios only when nothing is an error.
    """
    found = list(problems)
    found += _run(program, facts, proof=False)
    found = _without_hidden(found)
    if not any(one.severity is Severity.ERROR for one in found):
        found += _run(program, facts, proof=True)
    kept = without_ignored(program, found, settings)
    return tuple(sorted(dict.fromkeys(kept), key=lambda one: one.sort_key))


def _without_hidden(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return what does not merely follow from something else that was found."""
    codes = {one.code for one in found}
    hidden = {code for rule in RULES if rule.code in codes for code in rule.hides}
    misread = [one.span for one in found if one.code == "CC101" and one.help in _MEANT_SUBJECTS]
    return [one for one in found if one.code not in hidden and not _follows(one, misread)]


def _follows(one: Diagnostic, misread: Iterable[Span]) -> bool:
    """Whether a text error stands right behind a misspelt subject, and follows from it.

    A misspelt `wait` reads like an attribute, so that `> 3m` behind it cannot be read.
    """
    return one.code in _AS_ATTRIBUTE and any(
        one.span.path == span.path and 0 <= one.span.start - span.end <= _OPERATOR
        for span in misread
    )


def _run(program: Program, facts: Facts, *, proof: bool) -> Iterator[Diagnostic]:
    for rule in RULES:
        if rule.proof is not proof or (rule.whole and not program.is_whole):
            continue
        for finding in rule.run(program, facts):
            if not program.is_broken(finding.span):
                yield finding
