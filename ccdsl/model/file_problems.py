"""How much is said about one data file, and how much of it is repeated in a message."""

from collections.abc import Iterable

from ccdsl.diagnostics import Label, Problems, Severity
from ccdsl.record import worker
from ccdsl.source import Span

_MOST = 100
_LONGEST = 40


@worker
class FirstProblems(Problems):
    """A collector for one file: of a file that is wrong throughout, the first hundred findings.

    `is_full` says that nothing more will be told, so that there is no use in going on.
    """

    is_full: bool = False

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
        """Record one finding, unless there are enough; say once that there are more (CC017)."""
        if len(self.found) < _MOST:
            Problems.add(self, severity, code, message, span, help=help, labels=labels)
        elif not self.is_full:
            self.is_full = True
            more = f"more than {_MOST} things are wrong with this file; the rest is not told"
            mend = "mend the first ones, and run the check again"
            Problems.add(self, Severity.ERROR, "CC017", more, span, help=mend)


def short(text: str) -> str:
    """Return a text cut to what fits a message, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
