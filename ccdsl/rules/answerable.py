"""Which findings an administrator may answer for, and which nobody can ignore."""

from collections.abc import Iterator

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.model.settings import Settings
from ccdsl.rules import RULES

_ANSWERABLE_ERRORS = frozenset(
    (
        *("CC204", "CC224", "CC225", "CC206", "CC207", "CC221", "CC229"),
        *("CC405", "CC406", "CC407", "CC418"),
        *("CC601", "CC602", "CC603", "CC604", "CC605", "CC606", "CC608"),
        *("CC701", "CC702", "CC703", "CC704", "CC705"),
    )
)
"""Errors of judgement: they leave everything that a routing table says whole.

Any other error means that something is not there, or is said in two ways; a table made of it would
say what nobody wrote. So an error is not to be ignored unless it stands here.
"""

_GUARDS = frozenset(rule.code for rule in RULES if "CC503" <= rule.code <= "CC512")
"""What speaks of the lock and the archive: nobody answers for it, and the center is whole."""

_UNDECIDED = frozenset(("CC227",))
"""What says that an answer is not known: nobody answers for it, and the center is whole."""

_LEAVES_WHOLE = _GUARDS | _UNDECIDED

_FIRM = frozenset(rule.code for rule in RULES if rule.severity is Severity.ERROR)


def is_answerable(code: str) -> bool:
    """Return whether a finding of that code may be ignored."""
    return code in _ANSWERABLE_ERRORS or code not in _FIRM


def is_whole(found: tuple[Diagnostic, ...]) -> bool:
    """Return whether findings are such that a center can still be drawn as it is written."""
    return all(
        one.severity is not Severity.ERROR or is_answerable(one.code) or one.code in _LEAVES_WHOLE
        for one in found
    )


def refused_ignores(settings: Settings) -> Iterator[Diagnostic]:
    """Yield the codes in the settings that cannot be ignored."""
    for code, place in zip(settings.ignore, settings.ignore_places, strict=False):
        if not is_answerable(code):
            yield Diagnostic(
                code="CC030",
                severity=Severity.ERROR,
                message=f"`{code}` cannot be ignored: nothing can be built where it is found",
                span=place,
                help=f"take it out, and mend what it reports; `ccdsl explain {code}` says how",
            )
