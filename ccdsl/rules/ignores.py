"""`# ccdsl: ignore[CC123] reason`: findings that an administrator has answered for."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.model.program import Program
from ccdsl.model.settings import Settings
from ccdsl.record import record
from ccdsl.rules import RULES
from ccdsl.rules.answerable import is_answerable
from ccdsl.source import Source, Span
from ccdsl.syntax.parser import File

_DIRECTIVE = re.compile(r"#\s*ccdsl:\s*ignore\b(?:\[(?P<codes>[^\]]*)\])?(?P<reason>.*)")
_CODE = re.compile(r"CC\d{3}\Z")
_CODES = frozenset(rule.code for rule in RULES)
_NOT_ALWAYS = frozenset(rule.code for rule in RULES if rule.severity is Severity.INFO)
"""Codes that are not looked for at every check, so that nobody can say that they are idle."""
_BEYOND_RULES = "CC800"


@record
class _Ignore:
    """One directive: the codes it silences, on its own line and on the next line with source."""

    codes: tuple[str, ...]
    lines: tuple[int, ...]
    span: Span


def without_ignored(
    program: Program, found: Sequence[Diagnostic], settings: Settings
) -> Iterator[Diagnostic]:
    """Yield what is neither ignored in place nor in the settings, and the ignores that are unused.

    What nobody can answer for is not ignored, whoever asks for it.
    """
    ignores = {file.source.path: list(_ignores(file)) for file in program.files}
    used: set[Span] = set()
    for one in found:
        if one.severity is Severity.ERROR and not is_answerable(one.code):
            yield one
            continue
        hit = _hit(one, ignores.get(one.span.path, ()), program)
        if hit is not None:
            used.add(hit.span)
        elif one.code not in settings.ignore:
            yield one
    idle = _idle(program, ignores.values(), used)
    yield from (one for one in idle if one.code not in settings.ignore)


def _ignores(file: File) -> Iterator[_Ignore]:
    for comment in file.comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            continue
        codes = tuple(code.strip() for code in (match["codes"] or "").split(","))
        yield _Ignore(
            codes=codes,
            lines=_lines(file, comment.start),
            span=Span(file.source.path, comment.start, comment.end),
        )


def _lines(file: File, at: int) -> tuple[int, ...]:
    """Return the lines a directive speaks of: its own, or, alone, the next token's too."""
    own = file.source.position(at).line
    alone = not file.source.line(own).split("#", 1)[0].strip()
    if not alone:
        return (own,)
    following = next((token.start for token in file.tokens if token.start > at), None)
    return (own,) if following is None else (own, file.source.position(following).line)


def _is_code(code: str) -> bool:
    """Whether a code is one of the rules', or has the form of one that a back-end may have."""
    return _CODE.match(code) is not None and (code >= _BEYOND_RULES or code in _CODES)


def _hit(one: Diagnostic, ignores: Iterable[_Ignore], program: Program) -> _Ignore | None:
    source: Source | None = program.sources.get(one.span.path)
    if source is None:
        return None
    line = source.position(one.span.start).line
    return next((each for each in ignores if line in each.lines and one.code in each.codes), None)


def _idle(
    program: Program, ignores: Iterable[Sequence[_Ignore]], used: set[Span]
) -> Iterator[Diagnostic]:
    """Yield the ignores that cannot silence anything, and those that have nothing to silence."""
    for ignore in (one for each in ignores for one in each):
        firm = [code for code in ignore.codes if not is_answerable(code)]
        if not all(map(_is_code, ignore.codes)):
            way_out = "write `# ccdsl: ignore[CC204] why`"
            yield _said("CC015", "this ignore names no rule", ignore, way_out)
        elif firm:
            message = f"`{firm[0]}` cannot be ignored: nothing can be built where it is found"
            yield _said("CC015", message, ignore, "mend what it reports, and delete the comment")
        elif ignore.span not in used and program.is_whole and _NOT_ALWAYS.isdisjoint(ignore.codes):
            message = f"nothing here is ignored by `{', '.join(ignore.codes)}`"
            yield _said("CC014", message, ignore, "delete the comment")


def _said(code: str, message: str, ignore: _Ignore, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=code, severity=Severity.WARNING, message=message, span=ignore.span, help=way_out
    )
