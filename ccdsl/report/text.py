"""The rendering for people: each finding with its source, its causes and its help."""

from collections.abc import Iterator

from ccdsl.diagnostics import Diagnostic
from ccdsl.report.color import Paint, Style, style_of
from ccdsl.report.display import visible
from ccdsl.report.excerpt import Frame, excerpt
from ccdsl.report.findings import Findings, Region
from ccdsl.report.marks import PRIMARY, SECONDARY, Mark

_WIDE_ENOUGH = 120
_NARROWEST = 40


def render(findings: Findings, *, color: bool = False, width: int | None = None) -> str:
    """Return all findings and a closing count; `width` is the terminal's, None for a file."""
    blocks = [block(findings, found, color=color, width=width) for found in findings.diagnostics]
    return "\n".join((*blocks, findings.summary() + "\n"))


def block(
    findings: Findings, found: Diagnostic, *, color: bool = False, width: int | None = None
) -> str:
    """Return one finding as it is shown to people, ending with a line end."""
    regions = [findings.region(span) for span in (found.span, *(la.span for la in found.labels))]
    gutter = max(len(str(region.end_line)) for region in regions)
    columns = max(width or _WIDE_ENOUGH, _NARROWEST)
    frame = Frame(
        gutter=gutter,
        room=columns - gutter - 3,
        wraps=width is not None,
        paint=Paint(color=color),
    )
    rows = [
        *_header(found, frame),
        *_places(findings, found, frame),
        *_helped(found.help, frame),
    ]
    return "".join(f"{row}\n" for row in rows)


def _header(found: Diagnostic, frame: Frame) -> Iterator[str]:
    title = f"{found.severity}[{visible(found.code)}]"
    first, *rest = frame.wrapped(f"{title}: {visible(found.message)}", -frame.gutter - 3)
    start, message = first[: len(title)], first[len(title) :]
    yield frame.paint(style_of(found.severity), start) + frame.paint(Style.MESSAGE, message)
    for line in rest:
        yield "  " + frame.paint(Style.MESSAGE, line)


def _places(findings: Findings, found: Diagnostic, frame: Frame) -> Iterator[str]:
    """Yield, file by file, where the finding and its labels are; its own file comes first."""
    by_path: dict[str, list[Mark]] = {}
    for path, mark in _marks(findings, found):
        by_path.setdefault(path, []).append(mark)
    arrow = "-->"
    for path, marks in by_path.items():
        region = marks[0].region
        place = f"{visible(region.path)}:{region.line}:{region.column}"
        yield f"{'':{frame.gutter}}{frame.paint(Style.GUTTER, arrow)} {place}"
        source = findings.sources.get(path)
        if source is None:
            yield from _unread(marks, frame)
        else:
            yield frame.row()
            yield from excerpt(source, marks, frame)
        arrow = ":::"


def _unread(marks: list[Mark], frame: Frame) -> Iterator[str]:
    """Yield what is said of a file whose text there is not."""
    for mark in marks:
        for line in frame.wrapped(visible(mark.text), 0) if mark.text else ():
            yield frame.row(frame.paint(mark.style, line))


def _marks(findings: Findings, found: Diagnostic) -> Iterator[tuple[str, Mark]]:
    """Yield the finding's place, then its labels; one at the same place gives it its words."""
    same = [label for label in found.labels if label.span == found.span]
    region = findings.region(found.span)
    words = same[0].text if same else ""
    style = style_of(found.severity)
    yield found.span.path, Mark(region=region, symbol=PRIMARY, style=style, text=words)
    for label in found.labels:
        if label not in same[:1]:
            yield label.span.path, _second(findings.region(label.span), label.text)


def _second(region: Region, text: str) -> Mark:
    return Mark(region=region, symbol=SECONDARY, style=Style.LABEL, text=text)


def _helped(text: str | None, frame: Frame) -> Iterator[str]:
    """Yield the advice, its further lines in line with its first."""
    lead = (
        f"{'':{frame.gutter}} {frame.paint(Style.GUTTER, '=')} {frame.paint(Style.HELP, 'help:')} "
    )
    for line in (text or "").splitlines():
        for part in frame.wrapped(visible(line), len("help: ") - 1):
            yield lead + part
            lead = " " * (frame.gutter + len(" = help: "))
