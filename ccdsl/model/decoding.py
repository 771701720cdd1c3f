"""Bytes of a data file to text; what cannot be text is reported where it begins."""

import codecs

from ccdsl.diagnostics import Problems
from ccdsl.source import Source, Span

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS = "save the file as UTF-8"


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
