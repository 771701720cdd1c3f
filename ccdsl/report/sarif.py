"""SARIF 2.1.0, for code scanning: one run, with the rules that found something."""

import json
import re
from urllib.parse import quote

from ccdsl import __version__
from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.report.findings import Findings, RuleInfo, encodable, extent_in
from ccdsl.report.fingerprints import fingerprints
from ccdsl.source import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "ccdslMarkedText/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(findings: Findings) -> str:
    """Return the findings as one SARIF log in ASCII.

    Columns count UTF-16 code units, the one way that also readers use who ignore `columnKind`.
    """
    rules = _rules(findings)
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    driver = {
        "name": "ccdsl",
        "version": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    names = fingerprints(findings)
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": [
            _result(findings, found, indexes, name)
            for found, name in zip(findings.diagnostics, names, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(findings: Findings) -> list[RuleInfo]:
    """Return the known rules of the codes found, in the order of their codes."""
    codes = sorted({found.code for found in findings.diagnostics})
    return [findings.rules[code] for code in codes if code in findings.rules]


def _rule(rule: RuleInfo) -> dict[str, object]:
    page = encodable(rule.page)
    return {
        "id": encodable(rule.code),
        "name": encodable(rule.name),
        "shortDescription": {"text": encodable(rule.title)},
        "fullDescription": {"text": encodable(rule.title)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "help": {"text": page, "markdown": page},
    }


def _result(
    findings: Findings, found: Diagnostic, indexes: dict[str, int], name: str
) -> dict[str, object]:
    index = {"ruleIndex": indexes[found.code]} if found.code in indexes else {}
    text = found.message if found.help is None else f"{found.message}\nhelp: {found.help}"
    return {
        "ruleId": encodable(found.code),
        **index,
        "level": _LEVELS[found.severity],
        "message": {"text": _plain(text)},
        "locations": [{"physicalLocation": _location(findings, found.span)}],
        "relatedLocations": [
            {
                "id": number,
                "physicalLocation": _location(findings, label.span),
                "message": {"text": _plain(label.text)},
            }
            for number, label in enumerate(found.labels, start=1)
        ],
        "partialFingerprints": {_FINGERPRINT: name},
    }


def _plain(text: str) -> str:
    """Return `text` as a SARIF message that is not taken for a placeholder or a link.

    Only what could be taken so is escaped: many readers show an escape as it is written.
    """
    text = re.sub(r"\{(\d+)\}", r"{{\1}}", encodable(text))
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if "](" in text else text


def _location(findings: Findings, span: Span) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": quote(findings.hosted_path(span), safe="/")},
        "region": _region(findings, span),
    }


def _region(findings: Findings, span: Span) -> dict[str, int]:
    region = findings.region(span)
    start, end = region.column, region.end_column
    source = findings.sources.get(span.path)
    if source is not None:
        extent = extent_in(source.text, span)
        start, end = source.utf16_column(extent.start), source.utf16_column(extent.end)
    return {
        "startLine": region.line,
        "startColumn": start,
        "endLine": region.end_line,
        "endColumn": end,
    }
