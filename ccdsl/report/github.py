"""Workflow commands, which GitHub Actions turns into annotations of the changed files."""

from collections.abc import Iterator

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.report.display import visible
from ccdsl.report.findings import Findings

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(findings: Findings) -> str:
    """Return one command for each finding, nothing if there is none."""
    return "".join(f"{_command(findings, found)}\n" for found in findings.diagnostics)


def _command(findings: Findings, found: Diagnostic) -> str:
    properties = ",".join(
        f"{name}={visible(value).translate(_IN_PROPERTY)}"
        for name, value in _properties(findings, found)
    )
    message = "\n".join(visible(line) for line in _lines(findings, found))
    return f"::{_COMMANDS[found.severity]} {properties}::{message.translate(_IN_MESSAGE)}"


def _properties(findings: Findings, found: Diagnostic) -> Iterator[tuple[str, str]]:
    """Yield the place and the title; columns only within one line, as GitHub demands."""
    region = findings.region(found.span)
    yield "file", findings.hosted_path(found.span)
    yield "line", str(region.line)
    yield "endLine", str(region.end_line)
    if region.line == region.end_line:
        yield "col", str(region.column)
        yield "endColumn", str(region.end_column)
    rule = findings.rules.get(found.code)
    yield "title", found.code if rule is None else f"{found.code} {rule.title}"


def _lines(findings: Findings, found: Diagnostic) -> Iterator[str]:
    yield found.message
    for label in found.labels:
        region = findings.region(label.span)
        yield f"{findings.hosted_path(label.span)}:{region.line}: {label.text}"
    if found.help is not None:
        yield from f"help: {found.help}".splitlines()
