"""Bytes of a data file to text, and how much is said about one file."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from ccdsl.diagnostics import Label, Problems, Severity
from ccdsl.source import Source, Span

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS = "save the file as UTF-8"
_MOST = 100


@dataclass(slots=True)
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
        """Record one finding, unless there are enough; say once that there are more."""
        if len(self.found) < _MOST:
            Problems.add(self, severity, code, message, span, help=help, labels=labels)
        elif not self.is_full:
            self.is_full = True
            more = f"more than {_MOST} things are wrong with this file; the rest is not told"
            mend = "mend the first ones, and run it again"
            Problems.add(self, severity, code, more, span, help=mend)


def decode(path: str, data: bytes, problems: Problems, *, code: str) -> tuple[Source, bool]:
    """Return the text without its byte order mark, and whether every byte of it is UTF-8.

    Bytes that are not UTF-8 are replaced, so that there is a text to point into, and reported
    once, as an error of `code`.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(path=path, text=data.decode()), True
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode())
        byte = data[error.start]
    source = Source(path=path, text=data.decode(errors="replace"))
    if data.startswith(_UTF16):
        problems.error(code, "this file is UTF-16, not UTF-8", Span(path, 0, 0), help=_SAVE_AS)
    else:
        message = f"the byte {byte:02X} here is not UTF-8"
        problems.error(code, message, Span(path, at, at + 1), help=_SAVE_AS)
    return source, False
