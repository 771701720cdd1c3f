"""GitLab's Code Quality report, shown beside merge requests."""

import json

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.report.findings import Findings, encodable
from ccdsl.report.fingerprints import fingerprints

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(findings: Findings) -> str:
    """Return the findings as one JSON list in ASCII."""
    names = fingerprints(findings)
    issues = [
        _issue(findings, found, name)
        for found, name in zip(findings.diagnostics, names, strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"


def _issue(findings: Findings, found: Diagnostic, name: str) -> dict[str, object]:
    region = findings.region(found.span)
    advice = "" if found.help is None else f" (help: {found.help})"
    return {
        "description": encodable(f"{found.message}{advice}"),
        "check_name": encodable(found.code),
        "fingerprint": name,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": findings.hosted_path(found.span),
            "lines": {"begin": region.line, "end": region.end_line},
        },
    }
