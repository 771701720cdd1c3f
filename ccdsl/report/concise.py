"""One finding on one line, as editors and `grep` like it."""

from ccdsl.diagnostics import Diagnostic
from ccdsl.report.color import Paint, style_of
from ccdsl.report.display import visible
from ccdsl.report.findings import Findings


def render(findings: Findings, *, color: bool = False) -> str:
    """Return one line for each finding, nothing if there is none."""
    paint = Paint(color=color)
    return "".join(f"{_line(findings, found, paint)}\n" for found in findings.diagnostics)


def _line(findings: Findings, found: Diagnostic, paint: Paint) -> str:
    region = findings.region(found.span)
    title = paint(style_of(found.severity), f"{found.severity}[{visible(found.code)}]")
    place = f"{visible(region.path)}:{region.line}:{region.column}"
    return f"{place}: {title} {visible(found.message)}"
