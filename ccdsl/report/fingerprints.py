"""Names for findings that stay the same when lines move."""

from collections import Counter
from hashlib import sha256

from ccdsl.diagnostics import Diagnostic
from ccdsl.report.findings import Findings, encodable, extent_in

_MOST_CHARACTERS = 400


def fingerprints(findings: Findings) -> tuple[str, ...]:
    """Return one unique name, 32 hexadecimal digits, for each finding, in their order.

    A name comes from the code, the marked line and the marked words, whatever their spacing,
    and the number of like findings before; not from line numbers or the path.
    """
    seen: Counter[str] = Counter()
    names = []
    for found in findings.diagnostics:
        identity = "\0".join((found.code, *_marked(findings, found)))
        seen[identity] += 1
        names.append(_digest(f"{identity}\0{seen[identity]}"))
    return tuple(names)


def _marked(findings: Findings, found: Diagnostic) -> tuple[str, str]:
    """Return the line a finding is on and what it marks there; its path if there is no text."""
    source = findings.sources.get(found.span.path)
    if source is None:
        return found.span.path, ""
    extent = extent_in(source.text, found.span)
    number, column = source.position(extent.start)
    line = source.line(number)
    words = line[column - 1 : column - 1 + extent.end - extent.start]
    around = line[max(0, column - _MOST_CHARACTERS) : column + _MOST_CHARACTERS]
    return _normal(around), _normal(words[:_MOST_CHARACTERS])


def _normal(text: str) -> str:
    return " ".join(text.split())


def _digest(text: str) -> str:
    return sha256(encodable(text).encode()).hexdigest()[:32]
