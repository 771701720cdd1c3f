"""What the compiler has to say: messages as data, rendered elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum

from ccdsl.record import record, worker
from ccdsl.source import Span


class Severity(StrEnum):
    """How much a finding weighs; `rank` orders them, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information."""
        return ("error", "warning", "info").index(self.value)


@record
class Label:
    """A second place that explains the first: the cause, the earlier claim, the other half."""

    span: Span
    text: str


@record
class Diagnostic:
    """One finding: what (`message`, one lower-case clause), where, why (`labels`), how (`help`)."""

    code: str
    severity: Severity
    message: str
    span: Span
    help: str | None = None
    labels: tuple[Label, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Diagnostics are reported by file, then place, then code."""
        return (self.span.path, self.span.start, self.span.end, self.code, self.message)


@worker
class Problems:
    """A collector that stages hand on; it never raises."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,  # noqa: A002 - the word administrators see
        labels: Iterable[Label] = (),
    ) -> None:
        """Record one error."""
        self.add(Severity.ERROR, code, message, span, help=help, labels=labels)

    def warning(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,  # noqa: A002 - the word administrators see
        labels: Iterable[Label] = (),
    ) -> None:
        """Record one warning."""
        self.add(Severity.WARNING, code, message, span, help=help, labels=labels)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        span: Span,
        *,
        help: str | None = None,  # noqa: A002 - the word administrators see
        labels: Iterable[Label] = (),
    ) -> None:
        """Record one finding of any severity."""
        self.found.append(
            Diagnostic(
                code=code,
                severity=severity,
                message=message,
                span=span,
                help=help,
                labels=tuple(labels),
            )
        )

    def __iter__(self) -> Iterator[Diagnostic]:
        """Iterate in the order of discovery."""
        return iter(self.found)

    def __bool__(self) -> bool:
        """Whether anything was recorded."""
        return bool(self.found)
