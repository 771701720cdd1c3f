"""The machine-readable form of a check, as `schemas/diagnostics.schema.json` says."""

import json

from ccdsl.diagnostics import Diagnostic, Label, Severity
from ccdsl.report.findings import Findings, encodable
from ccdsl.source import Span


def render(findings: Findings) -> str:
    """Return the findings as one JSON document in ASCII."""
    document = {
        "format": 1,
        "diagnostics": [_diagnostic(findings, found) for found in findings.diagnostics],
        "summary": {severity.value: findings.count(severity) for severity in Severity},
    }
    return json.dumps(document, indent=2) + "\n"


def _diagnostic(findings: Findings, found: Diagnostic) -> dict[str, object]:
    return {
        "code": encodable(found.code),
        "severity": found.severity.value,
        "message": encodable(found.message),
        **_place(findings, found.span),
        "help": None if found.help is None else encodable(found.help),
        "labels": [_label(findings, label) for label in found.labels],
    }


def _label(findings: Findings, label: Label) -> dict[str, object]:
    return {"message": encodable(label.text), **_place(findings, label.span)}


def _place(findings: Findings, span: Span) -> dict[str, object]:
    return dict(findings.region(span)._asdict())
