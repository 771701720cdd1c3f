"""What every rendering of a check is made from: the diagnostics, and what they speak of."""

from collections.abc import Mapping
from typing import NamedTuple

from ccdsl.diagnostics import Diagnostic, Severity
from ccdsl.record import record
from ccdsl.source import Source, Span


class Region(NamedTuple):
    """A place as people and tools name it: lines and columns from 1, in characters.

    `end_column` is exclusive: the column after the last character of the place.
    An empty place ends where it begins.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Extent(NamedTuple):
    """The part of a file's text that a rendering marks, as offsets, `end` excluded."""

    start: int
    end: int


@record
class RuleInfo:
    """What the catalogue says of one code: `page` is Markdown, `name` like `unreachable-rule`."""

    code: str
    name: str
    title: str
    severity: Severity
    page: str


@record
class Findings:
    """The result of one check, sorted and filtered, ready to be rendered.

    `sources` and `rules` are looked up by path and by code; either may lack an entry.
    `project` is the display name of the project's folder, or "".
    `base` is the project's folder as its repository names it ("" at the top, else as in
    `centers/harbor`): formats that a code host reads put it before each path.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    rules: Mapping[str, RuleInfo]
    project: str = ""
    base: str = ""

    def region(self, span: Span) -> Region:
        """Return where `span` is; line 1, column 1 of a file that could not be read."""
        path = shown_path(span.path)
        source = self.sources.get(span.path)
        if source is None:
            return Region(path, 1, 1, 1, 1)
        extent = extent_in(source.text, span)
        first, last = source.position(extent.start), source.position(extent.end)
        return Region(path, first.line, first.column, last.line, last.column)

    def hosted_path(self, span: Span) -> str:
        """Return the path of `span` from the top of its repository."""
        return f"{encodable(self.base).strip('/')}/{shown_path(span.path)}".removeprefix("/")

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(1 for found in self.diagnostics if found.severity is severity)

    def summary(self) -> str:
        """Return how many findings there are of each severity, as in `2 errors, 1 warning`."""
        counted = [_counted(severity, self.count(severity)) for severity in Severity]
        return ", ".join(said for said in counted if said) or "no findings"


def _counted(severity: Severity, count: int) -> str:
    plural = "s" if count > 1 and severity is not Severity.INFO else ""
    return f"{count} {severity}{plural}" if count else ""


def extent_in(text: str, span: Span) -> Extent:
    """Return `span` held to `text` and without the line ends it closes with.

    No end lies between CR and LF, so both ends are columns an editor can show.
    """
    start = min(max(span.start, 0), len(text))
    if text[start - 1 : start + 1] == "\r\n":
        start -= 1
    end = min(max(span.end, start), len(text))
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    return Extent(start, end)


def shown_path(path: str) -> str:
    """Return `path`, or `.` for the project's own folder."""
    return encodable(path) or "."


def encodable(text: str) -> str:
    """Return `text` with lone surrogates, which no encoding can carry, as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
