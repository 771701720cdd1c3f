"""JUnit XML, which most build servers show: a suite for each file, a case for each finding.

An error is a failed case. Warnings and information are passed cases that say something, as
they do not fail a check by themselves.
"""

from collections.abc import Iterator
from itertools import groupby

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.report.display import visible
from ccdsl.report.findings import Findings
from ccdsl.report.text import block

_NAME = "ccdsl check"
_IN_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def render(findings: Findings) -> str:
    """Return the findings as one XML document; a clean run is one passed case."""
    project = findings.project or _NAME
    suites = "".join(_suites(findings)) or _suite(project, [_case(_NAME, project, "")])
    failed = findings.count(Severity.ERROR)
    total = max(len(findings.diagnostics), 1)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="{_xml(_NAME)}" tests="{total}" failures="{failed}" errors="0">\n'
        f"{suites}</testsuites>\n"
    )


def _suites(findings: Findings) -> Iterator[str]:
    """Yield the suites in the order of the files' first findings."""
    for path, group in groupby(findings.diagnostics, key=lambda found: found.span.path):
        found = tuple(group)
        failed = sum(1 for each in found if each.severity is Severity.ERROR)
        yield _suite(path or ".", [_finding(findings, each) for each in found], failed)


def _suite(name: str, cases: list[str], failed: int = 0) -> str:
    counts = f'tests="{len(cases)}" failures="{failed}" errors="0" skipped="0" time="0"'
    return f'  <testsuite name="{_xml(name)}" {counts}>\n{"".join(cases)}  </testsuite>\n'


def _finding(findings: Findings, found: Diagnostic) -> str:
    region = findings.region(found.span)
    shown = "\n".join(_xml(line) for line in block(findings, found).splitlines())
    name = f"{found.code} at {region.line}:{region.column}"
    if found.severity is Severity.ERROR:
        kind, message = _xml(found.code), _xml(found.message)
        body = f'<failure type="{kind}" message="{message}">{shown}</failure>'
    else:
        body = f"<system-out>{shown}</system-out>"
    return _case(name, region.path, f"      {body}\n")


def _case(name: str, group: str, body: str) -> str:
    head = f'    <testcase classname="{_xml(group)}" name="{_xml(name)}" time="0"'
    return f"{head}>\n{body}    </testcase>\n" if body else f"{head}/>\n"


def _xml(text: str) -> str:
    """Return `text` for an attribute or an element: escaped, and what XML forbids spelled out."""
    return visible(text).translate(_IN_XML)
